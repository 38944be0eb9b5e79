# Diễn biến và bảng điểm.

run-seed = Số gieo: { $seed }
run-seed-drawn = Số gieo (rút ngẫu nhiên): { $seed }
run-recording = Ghi vào: { $path }
run-needs-terminal = người tham gia cần một thiết bị đầu cuối tương tác
run-needs-terminal-help = chạy trên thiết bị đầu cuối, hoặc để kịch bản tự diễn bằng --blue playbook --red script
run-begun = “{ $path }” là cuộc diễn tập đã ghi: { $option } đã định từ lúc bắt đầu và giữ nguyên như tệp đã ghi
    .help = diễn tiếp không kèm { $option }, hoặc mở cuộc mới từ thư mục kịch bản
live-go-on = Diễn tiếp bằng: dientap run { $path }
run-no-playbook = Kịch bản không có playbook.yml: bên phòng thủ không làm gì.
run-progress = { $now } trên { $length } · { $percent }%
run-baseline = Đang diễn lần đối chứng (không ứng phó) cùng số gieo …
run-done = Kết thúc: { $facts } sự việc, { $orders } yêu cầu, { $records } bản ghi nhật ký.
run-digest = Dấu vân của tệp: { $digest }
run-sealed = Tệp đã niêm phong: { $path }

card-title = BẢNG ĐIỂM – { $title }
card-about = { $city } · số gieo { $seed } · phòng thủ: { $blue }
card-component = Thành phần
card-got = Đạt
card-of = Tối đa
card-share = Tỷ lệ
card-total = Tổng cộng
card-phases = Phát hiện theo giai đoạn (trên 100)
card-lines = Chi tiết từng điểm
card-no-lines = không có dòng nào
card-gaps = Không có gì để đánh giá: { $names }
card-figures = Số liệu chính
figure-steps = Bước tấn công: { $tried } đã thử, { $done } thành công
figure-detected = Phát hiện { $detected } trên { $observable } bước có dấu vết; trung bình sau { $mean }
figure-alerts = Cảnh báo: { $alerts }, đã phân loại { $triaged }
figure-claims = Báo cáo phát hiện: { $claims }, trong đó sai { $wrong }
figure-papers = Tình huống: { $injects } trên { $injects-due }; nghĩa vụ: { $duties } trên { $duties-due }
figure-weak = Điểm yếu: ghi nhận đúng { $found } trên { $weak }, bằng { $findings } phiếu
figure-trust = Niềm tin của người dân: { $trust }
figure-proportion = Biện pháp hạn chế có căn cứ: { $proportion }%
card-refused = Yêu cầu không được chấp nhận
card-refused-times = { $times } lần: { $why }
card-provisional = Điểm tạm tính theo luật chấm phiên bản { $version }; kết quả chính thức do Ban tổ chức công bố.
card-so-far = Điểm tạm tính Ban tổ chức công bố khi diễn tập đang diễn ra. Từng điểm được giải thích khi rút kinh nghiệm.
card-facts = sự việc { $facts }
card-facts-more = sự việc { $facts } và { $more } sự việc khác
card-against = So với lần đối chứng không ứng phó, cùng số gieo.

blue-none = không ứng phó
blue-playbook = theo playbook
blue-human = người

component-prevention = Ngăn ngừa
component-detection = Phát hiện
component-triage = Phân loại cảnh báo
component-containment = Ngăn chặn
component-recovery = Khôi phục
component-continuity = Duy trì dịch vụ, dữ liệu
component-reporting = Báo cáo, phối hợp


rule-pre-1 = ngăn được bước tấn công (trọng số { $weight }; lần đối chứng: sự việc { $reference })
rule-pre-2 = bước tấn công thành công (trọng số { $weight })
rule-det-1 = phát hiện sau { $lag } (trọng số { $weight }, mức rõ { $quality }‰, kịp thời { $time }‰)
rule-det-2 = bỏ sót bước tấn công (trọng số { $weight })
rule-det-3 = hệ số do báo cáo phát hiện sai: { $k }‰ ({ $right } đúng, { $wrong } sai)
rule-tri-1 = đọc đúng cảnh báo: bắt được { $caught }‰, báo động nhầm { $cried }‰
rule-con-1 = chặn được sau lần báo cáo đầu tiên (trọng số { $weight })
rule-con-2 = không chặn được sau lần báo cáo đầu tiên (trọng số { $weight })
rule-rec-1 = khôi phục đúng hạn và sạch: { $share }‰
rule-cnt-0 = thiệt hại chung { $lost }, lần đối chứng { $reference }
rule-cnt-1 = thiệt hại do tấn công: { $lost }
rule-cnt-2 = gián đoạn do ứng phó: { $lost }
rule-cnt-3 = lộ lọt dữ liệu: { $lost }
rule-rep-1 = xử lý đúng tình huống phát sinh
rule-rep-2 = chưa xử lý đúng tình huống phát sinh
rule-rep-3 = thực hiện nghĩa vụ đúng hạn
rule-rep-4 = nghĩa vụ quá hạn
rule-rep-5 = nghĩa vụ còn trong thời hạn khi kết thúc, không tính

about-step = bước { $name }
about-host = máy { $name }
about-service = dịch vụ { $name }
about-data = dữ liệu { $name }
about-inject = tình huống { $name }
about-duty = nghĩa vụ { $name }
