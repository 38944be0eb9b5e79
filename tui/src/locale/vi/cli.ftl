# Lời hướng dẫn của chương trình.

cli-about = Dientap: thao trường mạng để diễn tập an toàn thông tin của thành phố.
cli-more = Chương trình diễn tập, điều hành, chấm điểm và lập báo cáo; không thay thế nghĩa vụ diễn tập thực chiến trên hệ thống thật.
    Mã thoát: 0 xong, 1 có điều chưa đạt, 2 dùng sai.
cli-usage = Cách dùng
cli-verbs = Các việc
cli-given = Tham số
cli-options = Tùy chọn
cli-examples = Ví dụ
cli-help = hiển thị hướng dẫn này
cli-version = hiển thị phiên bản
cli-lang = ngôn ngữ: vi hoặc en (mặc định theo LC_ALL, LANG; tiếng Việt nếu không phải en)
cli-plain = vẽ không khung, cho trình đọc màn hình (màn hình bắt đầu và cuộc diễn tập)

verb-run = Diễn tập một kịch bản từ đầu đến cuối rồi in bảng điểm
    .scenario = thư mục kịch bản, hoặc tệp .drill của cuộc diễn tập chưa kết thúc
    .seat = vị trí trên thiết bị này: blue, red, white, jury, observer (mặc định: vị trí cần người)
    .blue = bên phòng thủ: human (người), hoặc một bot của “dientap rehearse”: playbook (theo playbook.yml), none (không làm gì), novice, flag-all …
    .red = bên tấn công: script (theo campaign.yml), adaptive (tìm cách khác khi bị chặn) hoặc human (người)
    .seed = số gieo ngẫu nhiên; cùng kịch bản, cùng số thì cùng kết quả (mặc định: rút ngẫu nhiên)
    .out = tệp ghi cuộc diễn tập, không bao giờ ghi đè (mặc định: <kịch bản>-<số gieo>.drill)
    .follow = in một dòng JSON cho mỗi yêu cầu ngay khi đã ghi an toàn xuống đĩa
    .pace = số giây diễn tập trong một giây thật (mặc định: nhịp chẵn gần nhất để cả cuộc diễn tập không quá chín mươi phút)
    .plain = vẽ không khung, không cột cạnh nhau, cho trình đọc màn hình
    .sigma_rules = thư mục chứa luật Sigma (như bản sao của SigmaHQ) dùng bên cạnh các luật có sẵn; luật nào khớp được tại đây thì được đưa vào, luật nào không thì nêu lý do
    .era = thời kỳ, trong catalogue/eras (a: đến hết tháng 02/2025; b: từ tháng 3/2025 đến tháng 6/2026; c: từ tháng 7/2026): tên gọi, nơi nhận và thời hạn của nghĩa vụ; mặc định theo kịch bản
    .example = dientap run scenarios/hp-cang-ransom --seed 7 --blue playbook
verb-check = Liệt kê mọi lỗi, cảnh báo của kịch bản kèm dòng, cột và cách sửa
    .scenario = thư mục kịch bản, hoặc tệp danh sách tham gia
    .sigma_rules = thư mục chứa luật Sigma (như bản sao của SigmaHQ) dùng bên cạnh các luật có sẵn; luật nào khớp được tại đây thì được đưa vào, luật nào không thì nêu lý do
    .coverage = thư mục ghi các lớp ATT&CK Navigator: những gì luật phát hiện có thể thấy của cuộc tấn công trước diễn tập
    .era = thời kỳ, trong catalogue/eras (a: đến hết tháng 02/2025; b: từ tháng 3/2025 đến tháng 6/2026; c: từ tháng 7/2026): tên gọi, nơi nhận và thời hạn của nghĩa vụ; mặc định theo kịch bản
    .example = dientap check scenarios/hp-cang-ransom
verb-verify = Diễn lại một tệp .drill và đối chiếu từng dấu vân
    .file = tệp .drill
    .example = dientap verify hp-cang-ransom-7.drill
verb-replay = Xem lại một cuộc diễn tập đã ghi: kéo theo thời gian hoặc sự việc, rẽ nhánh từ bất kỳ lúc nào
    .file = tệp .drill
    .plain = vẽ không khung, không cột cạnh nhau, cho trình đọc màn hình
    .example = dientap replay hp-cang-ransom-7.drill
verb-report = Làm các báo cáo của một cuộc diễn tập đã ghi, hoặc đặt nhiều cuộc cạnh nhau
    .files = tệp .drill; nêu nhiều tệp thì so sánh, tất cả được chấm lại theo cùng một luật
    .paper = closing (kết thúc), blue (phòng thủ), red (tấn công), jury (biên bản), daily (ngày), person (cá nhân), plan (khắc phục), other (văn bản đã nộp, mẫu ký), hoặc all
    .format = html, docx, md, json (mọi số liệu), csv (bảng) hoặc navigator (lớp ATT&CK); bỏ trống: mọi định dạng
    .reader = cho Ban tổ chức, Ban giám khảo (organiser, jury: tất cả), quan sát viên (observer: điều ai cũng được biết), hoặc một đội theo tên: chỉ gồm những gì đội đó đã được biết
    .scoring = chấm theo phiên bản quy tắc này (bỏ trống: mới nhất)
    .out = tệp, hoặc thư mục nếu có nhiều tệp (bỏ trống: TEN-papers)
    .example = dientap report hp-cang-ransom-7.drill
    dientap report hp-cang-ransom-7.drill --paper closing --format html --out ket-thuc.html
    dientap report doi-a.drill doi-b.drill
verb-export = In dữ liệu của cuộc diễn tập cho chương trình khác đọc
    .file = tệp .drill
    .telemetry = các bản ghi đã thu thập, mỗi bản ghi một dòng JSON phẳng, theo dạng nhật ký Windows và Sysmon đã làm phẳng
    .alerts_ocsf = các cảnh báo của một đội phòng thủ, mỗi cảnh báo một dòng JSON, theo lớp phát hiện của OCSF 1.3.0
    .stix = những gì đội phòng thủ coi là của cuộc tấn công (chỉ dấu, kỹ thuật) và các luật đội đã viết, thành một gói STIX 2.1
    .truth = dành cho Ban tổ chức: thêm nguồn gốc của từng bản ghi và các bản ghi không ai thu thập
    .daily = kèm bản ghi của hoạt động thường ngày, đúng như khi đội phòng thủ săn lùng; bỏ trống: chỉ những gì đã diễn ra
    .query = chỉ các bản ghi khớp truy vấn, viết như khi săn lùng: host:ws-*, class:proxy,dns, zone:z4-so, from T+1:00 to T+2:00
    .team = của đội phòng thủ nào (bỏ trống: đội đầu tiên)
    .example =
        dientap export hp-cang-ransom-7.drill --telemetry > records.jsonl
        dientap export hp-cang-ransom-7.drill --telemetry --daily --query 'zone:z4-so from T+1:00 to T+2:00'
        dientap export hp-cang-ransom-7.drill --stix > bundle.json
verb-schema = In JSON Schema của các tệp kịch bản cho trình soạn thảo
    .name = tên tệp, như city.yml (bỏ trống: in tất cả)
    .example = dientap schema city.yml > city.schema.json
verb-new = Tạo một thư mục kịch bản mẫu nhỏ, đầy đủ để sửa tiếp
    .folder = thư mục mới; “roster” hoặc tên kết thúc bằng .yml thì tạo danh sách tham gia
    .scenario = kịch bản mà danh sách tham gia dành cho
    .example = dientap new kich-ban-moi
verb-completions = In tệp gợi ý lệnh cho shell
    .shell = bash, elvish, fish, powershell hoặc zsh
    .example = dientap completions bash > ~/.local/share/bash-completion/completions/dientap

usage-missing = thiếu tham số: { $arg }
usage-unknown-arg = không có tham số “{ $arg }”
usage-unknown-verb = không có việc nào tên “{ $arg }”
usage-bad-value = giá trị “{ $value }” không dùng được cho { $arg }
usage-no-value = { $arg } cần có giá trị
usage-conflict = { $arg } được ghi nhiều lần hoặc không đi cùng nhau
usage-other = dòng lệnh không đúng
usage-near = có phải “{ $near }” không?
usage-values = các giá trị được dùng: { $values }
usage-help = xem hướng dẫn: dientap --help

trouble-label = lỗi
trouble-internal = lỗi của chương trình: { $what }
trouble-internal-help = hãy báo cho người phát triển; cuộc diễn tập đã ghi vẫn còn nguyên trong tệp .drill
trouble-era = không có thời kỳ “{ $era }”
    .help = các thời kỳ: { $known }
trouble-not-a-folder = “{ $path }” không phải thư mục kịch bản
    .help = chỉ ra thư mục có tệp scenario.yml, hoặc tạo mới bằng “dientap new”
trouble-read = không đọc được “{ $path }”: { $why }
    .help = kiểm tra đường dẫn và quyền đọc
trouble-write = không ghi được “{ $path }”: { $why }
    .help = kiểm tra chỗ trống trên đĩa và quyền ghi
trouble-busy = “{ $path }” đang được chương trình khác ghi
    .help = đóng cuộc diễn tập đang chạy trên tệp đó
trouble-no-drill = “{ $path }” không phải cuộc diễn tập chưa kết thúc
    .help = xem tệp là gì bằng “dientap verify”; cuộc đã kết thúc thì xem bằng “dientap replay”
trouble-taken = “{ $path }” đã có
    .help = chọn tên khác; chương trình không bao giờ ghi đè
trouble-drill-size = “{ $path }” lớn hơn giới hạn của một tệp .drill
    .help = kiểm tra lại đây có đúng là tệp .drill không
trouble-not-regular = “{ $path }” không phải tệp thường
    .help = chỉ ra một tệp .drill trên đĩa
trouble-schema = không có lược đồ nào tên “{ $name }”
    .help = các tên được dùng: { $names }

new-made = Đã tạo kịch bản mẫu { $path } ({ $files } tệp).
new-next = Tiếp theo: dientap check { $path }

guests-head = Luật mang theo: { $joined } luật được đưa vào, { $out } luật bị bỏ ra.
guests-too-many = Chỉ xét { $limit } tệp đầu tiên.
guests-file = { $file }: { $why }
guests-fire = { $files } luật có thể khớp.
guests-fire-one = có thể khớp.
guests-doubtful = { $files } luật được đưa vào nhưng còn hỏi trường mà không nhật ký nào tại đây có.
guests-doubtful-one = được đưa vào; nhưng không nhật ký nào luật xét có trường { $names }.
guests-no-log = { $files } luật: không loại nhật ký nào tại đây ứng với nguồn của luật.
guests-no-log-one = không loại nhật ký nào tại đây ứng với nguồn của luật.
guests-not-collected = { $files } luật: nhật ký cần xét không được thu thập trong thành phố này.
guests-not-collected-one = không được thu thập trong thành phố này: { $names }.
guests-no-field = { $files } luật: không nhật ký nào luật xét có các trường được hỏi.
guests-no-field-one = không nhật ký nào luật xét có trường nào trong: { $names }.
guests-no-rule = { $files } luật đếm các luật không có ở đây.
guests-no-rule-one = đếm các luật không có ở đây: { $names }.
guests-always = { $files } luật sẽ khớp với mọi bản ghi thiếu trường được hỏi.
guests-always-one = sẽ khớp với mọi bản ghi thiếu trường được hỏi.
guests-unread = { $files } tệp không đọc được.
guests-unread-one = không đọc được: { $names }
guests-name-taken = { $files } luật: đã có luật trùng tên.
guests-name-taken-one = đã có luật trùng tên.
guests-given-up = { $files } luật đã bị tác giả bỏ.
guests-given-up-one = đã bị tác giả bỏ.

export-query-help = truy vấn viết như khi săn lùng: nhấn F10 ở đó để xem cách viết
export-too-much = quá nhiều hoạt động thường ngày cho một lần xuất, vốn xem tối đa { $limit } bản ghi và { $logs } nhật ký của các máy
    .help = hãy thu hẹp bằng --query và xuất từng phần: “from T+8:00 to T+12:00”, “zone:TÊN”, “class:TÊN”
export-no-team = không có đội phòng thủ nào tên “{ $name }”
    .help = chọn một trong: { $names }
