# Diễn tập trực tiếp qua SSH: danh sách tham gia, cửa vào, ai đến ai đi.

fault-bad-key = đây không phải khóa công khai: { $found }
    .help = chép nguyên một dòng của tệp .pub vào đây, dạng “ssh-ed25519 AAAA… ghi chú”
fault-private-key = đây là khóa BÍ MẬT, chỉ chủ khóa được giữ
    .help = tạo cặp khóa mới bằng “ssh-keygen -t ed25519” rồi ghi dòng của tệp .pub vào đây
fault-key-options = tùy chọn đứng trước khóa không có hiệu lực ở đây: { $found }
    .help = xóa phần đứng trước loại khóa
fault-key-kind = không nhận loại khóa này: { $found }
    .help = tạo khóa bằng “ssh-keygen -t ed25519”; nhận khóa Ed25519, ECDSA và khóa phần cứng
fault-no-way-in = không ai vào được chỗ “{ $name }”: không có khóa, không có mã
    .help = thêm “keys: ["ssh-ed25519 AAAA…"]”, “keys_file: …”, hoặc “code: true” để cấp mã dùng một lần
fault-code-length = mã vào chỗ có từ { $least } đến { $most } ký tự
    .help = ghi “code: true” để chương trình tự cấp mã
counted-seats = chỗ
counted-keys = khóa

roster-head =
    Danh sách tham gia diễn tập trực tiếp: ai được ngồi chỗ nào.
    Kiểm tra bằng “dientap check roster.yml”; mở diễn tập bằng
    “dientap serve KỊCH-BẢN --roster roster.yml”. Tên chỗ là tên người dùng SSH:
    ai giữ chỗ “ha” thì vào bằng “ssh -p 2222 ha@MÁY”.
    Chỗ mở cho các khóa công khai ghi ở “keys” (dòng của tệp .pub), cho các khóa trong “keys_file”
    (tệp nằm cạnh tệp này), hoặc một lần cho khóa bất kỳ kèm mã: “code: true” để chương trình cấp mã.
    Ai chưa có khóa thì tạo bằng “ssh-keygen -t ed25519”.
roster-cities = together: chung một thành phố. apart: mỗi đội phòng thủ một thành phố riêng.
roster-teams =
    “plays” là tên một đội của kịch bản, hoặc observer (quan sát viên). Mỗi đội có số chỗ tùy ý;
    mỗi chỗ có thể ghi thêm title: {"{"}vi: "Trưởng ca", en: "Shift leader"{"}"}.
roster-made = Đã tạo danh sách { $path }. Tiếp theo: dientap serve { $scenario } --roster { $path }
trouble-unfit = “{ $path }” còn lỗi
    .help = xem bằng “dientap check”

verb-serve = Mở diễn tập trực tiếp, người tham gia vào bằng SSH
    .sigma_rules = thư mục chứa luật Sigma (như bản sao của SigmaHQ) dùng bên cạnh các luật có sẵn; luật nào khớp được tại đây thì được đưa vào, luật nào không thì nêu lý do
    .era = thời kỳ, trong catalogue/eras (a: đến hết tháng 02/2025; b: từ tháng 3/2025 đến tháng 6/2026; c: từ tháng 7/2026): tên gọi, nơi nhận và thời hạn của nghĩa vụ; mặc định theo kịch bản
    .scenario = thư mục kịch bản
    .roster = danh sách ai ngồi chỗ nào; “dientap new roster” tạo sẵn một tệp
    .listen = địa chỉ lắng nghe (mặc định 0.0.0.0:2222)
    .out = tệp ghi diễn tập: chưa có thì tạo, có rồi thì diễn tiếp (mặc định <kịch-bản>.drill)
    .seed = hạt ngẫu nhiên; cùng kịch bản, cùng hạt thì cùng kết quả (mặc định rút ngẫu nhiên)
    .pace = số giây diễn tập trong một giây thật (mặc định: nhịp chẵn gần nhất để cả cuộc không quá chín mươi phút)
    .red = bên tấn công: script (theo kịch bản) hoặc human (mặc định là người, nếu có chỗ)
    .blue = bên phòng thủ: human, none hoặc playbook (mặc định là người, nếu có chỗ)
    .data = thư mục giữ khóa của máy chủ (mặc định thư mục dữ liệu của người dùng)
    .old_clients = nhận cả máy khách cũ hơn OpenSSH 9.9, PuTTY 0.83; đường truyền của chúng nếu bị ghi lại thì sau này máy tính lượng tử có thể đọc được
    .idle = màn hình của người tham gia không thao tác bao lâu thì đóng kết nối, như 30m, 2h; bàn làm việc được giữ nguyên (mặc định 12h)
    .example = dientap serve scenarios/hp-cang-ransom --roster roster.yml

trouble-listen = không lắng nghe được ở { $address }: { $why }
    .help = chọn cổng khác bằng --listen, hoặc tắt chương trình đang dùng cổng đó

serve-title = Diễn tập trực tiếp: { $title }
serve-address = Đang lắng nghe ở { $address }
serve-key = Khóa máy chủ: { $fingerprint }
serve-key-made = Khóa máy chủ, vừa tạo: { $fingerprint }
serve-trail = Ai đến, ra lệnh gì được ghi ở: { $path }
serve-seats = Các chỗ: vào bằng “ssh -p { $port } CHỖ@MÁY”
serve-clients = Phần mềm SSH: từ OpenSSH 9.9, PuTTY 0.83 trở lên (xem bằng “ssh -V”); muốn nhận cả bản cũ hơn thì thêm --old-clients
serve-by-key = bằng khóa
serve-by-code = một lần bằng mã { $code }, sau đó bằng khóa
serve-waits = Đồng hồ đứng đến khi Ban tổ chức nhấn F8. Ctrl-C để kết thúc.
serve-runs = Không có ai ngồi chỗ Ban tổ chức: đồng hồ tự chạy. Ctrl-C để kết thúc.
serve-over = Đã kết thúc và niêm phong, chỉ để xem: { $path }
serve-go-on = Chạy lại đúng dòng lệnh này để diễn tiếp; diễn tập nằm ở { $path }
serve-came = { $name } đã vào, từ { $from }
serve-went = { $name } đã ra, từ { $from }
serve-refused = từ chối: { $name }, từ { $from }: { $more }
serve-trouble = không ghi được diễn tập, diễn tập đứng lại: hãy giải phóng chỗ trống rồi nhấn F8 ở bàn của Ban tổ chức: { $more }
serve-recorded = đã ghi lại được diễn tập
serve-bound = mã của { $name } đã nhận khóa { $more }
serve-renewed = mã mới cho { $name }: { $more }

refused-key = khóa không có trong danh sách
refused-no-key = không trình khóa
refused-code = sai mã
refused-often = sai mã quá nhiều lần, chờ một phút
refused-full = chỗ này có quá nhiều kết nối cùng lúc
refused-disk = không ghi lại được khóa
refused-old = máy khách quá cũ (cũ hơn OpenSSH 9.9, PuTTY 0.83): hãy nâng cấp, hoặc mở diễn tập với --old-clients

door-code = Mã vào chỗ
door-too-old = Phần mềm SSH quá cũ, không thống nhất được khóa: hãy nâng cấp lên OpenSSH 9.9, PuTTY 0.83, hoặc đề nghị Ban tổ chức mở diễn tập với --old-clients
door-far-too-old = Phần mềm SSH quá cũ, không thống nhất được khóa: hãy nâng cấp ít nhất lên OpenSSH 6.5, PuTTY 0.68
door-no-terminal = Ở đây không có màn hình dòng lệnh. Hãy vào bằng “ssh -t”, hoặc nêu việc: play, view, status.
door-no-city = Chỗ này không có vị trí nào trong cuộc diễn tập.
door-no-such-city = Chỗ này không có vị trí ở thành phố mang tên đó. Không nêu tên thì sẽ vào đúng thành phố của mình.
door-full = Chỗ này đã đầy: quá nhiều màn hình cùng lúc.
door-no-files = Ở đây không truyền tệp và không chuyển tiếp kết nối: tài liệu do Ban tổ chức cung cấp.
door-no-such-word = Chỗ này không có từ đó. Có: play, view, status, và report khi điểm đã công bố; Ban tổ chức và Ban giám khảo: report, who; Ban tổ chức: disconnect CHỖ, code CHỖ, hand CHỖ.

bye-left = Tạm biệt! Bàn làm việc được giữ nguyên như đồng chí để lại.
bye-closing = Diễn tập tạm dừng ở đây. Mọi thứ đã được lưu; hãy vào lại khi diễn tiếp.
bye-sent-away = Ban tổ chức đã đóng kết nối này.
bye-idle = Đã rất lâu không có thao tác nên kết nối được đóng. Có thể vào lại bất cứ lúc nào.
bye-empty = Kết nối này để trống quá lâu nên được đóng.
bye-lost = Không liên lạc được với cuộc diễn tập. Hãy báo Ban tổ chức.
bye-broken = Kết nối kết thúc do lỗi của chương trình. Hãy vào lại; diễn tập vẫn tiếp tục.
