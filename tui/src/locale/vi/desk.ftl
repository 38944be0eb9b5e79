# Bàn làm việc: dòng đầu, các thẻ, phím, bảng lệnh; và những gì mọi vị trí đều dùng.

cell-white = Ban tổ chức
cell-red = Đội tấn công
cell-blue = Đội phòng thủ
cell-jury = Ban giám khảo
cell-observer = Quan sát viên
cell-green = Đời sống đô thị

clock-ended = KẾT THÚC
clock-sealed = KẾT THÚC, ĐÃ NIÊM PHONG
clock-paused = TẠM DỪNG

desk-too-small = Cửa sổ quá nhỏ: cần ít nhất { $width }×{ $height }.
desk-briefing = Nhiệm vụ
desk-refused = x Không được chấp nhận: { $why }
desk-ordered = > Đã gửi yêu cầu.
desk-sealed = Cuộc diễn tập đã kết thúc, bản ghi đã niêm phong: không ra lệnh được nữa.
desk-hotwash = = Đã mở rút kinh nghiệm: Ctrl-R xem sự thật bên cạnh những gì đã thấy.
desk-trouble = Không ghi được hồ sơ, cuộc diễn tập tạm dừng (giải phóng ổ đĩa rồi bấm F8): { $what }
desk-trouble-told = Không ghi được hồ sơ, cuộc diễn tập tạm dừng (Ban tổ chức đã được báo): { $what }

palette-title = Bảng lệnh
palette-none = Không có lệnh nào như vậy ở đây.
palette-tab = Chuyển tới: { $tab }
help-title = Các phím dùng được ở đây
help-tabs = 1–9, 0: chuyển thẳng tới thẻ có số đó. Chuột: bấm chọn, lăn để cuộn.
help-marks = Dấu: + tốt · ! cần chú ý · x xấu · > đang diễn ra · ~ đang chờ · = đã xong · ? chưa rõ
seats-title = Đổi vị trí ngồi
seats-about = Enter để ngồi vào, Esc để ở lại.
leave-title = Rời cuộc diễn tập?
leave-about = Enter để rời đi, phím khác để ở lại. Mọi yêu cầu đã được ghi trong tệp .drill; có thể diễn tiếp từ đó.
leave-over = Enter để rời đi, phím khác để ở lại. Cuộc diễn tập đã kết thúc; mọi yêu cầu đã được ghi trong tệp .drill, xem lại và lập văn bản từ đó.

key-down = xuống
key-up = lên
key-page-down = xuống một trang
key-page-up = lên một trang
key-first = về đầu
key-last = tới cuối
key-next-field = ô kế tiếp
key-send = gửi
key-leave = quay lại
key-help = trợ giúp
key-language = đổi ngôn ngữ
key-briefing = nhiệm vụ
key-stay = ở lại
key-palette = bảng lệnh
key-filter = lọc
key-clear = bỏ lọc
key-quit = rời đi
key-next-tab = thẻ kế tiếp
key-previous-tab = thẻ trước
key-seat = đổi vị trí
key-slower = chậm lại
key-pause = dừng / chạy tiếp
key-faster = nhanh hơn
key-step = bước tới sự việc kế tiếp

key-hint = gợi ý kế tiếp
key-hotwash = xem lại diễn tập với sự thật, hoặc trở về bàn làm việc
key-tour = tắt / bật hướng dẫn
tour-title = Hướng dẫn { $number }/{ $count } – F6 tiếp, Ctrl-G tắt
tour-title-clock = Hướng dẫn { $number }/{ $count } – F6 tiếp, Ctrl-G tắt, F8 dừng đồng hồ

form-missing = Chưa điền: { $field }
form-lost = Nội dung đã nhập sẽ mất. Esc lần nữa để bỏ, phím khác để viết tiếp.

tab-briefing = Nhiệm vụ
briefing-time = Thời điểm giả định: { $day } ({ $era })
briefing-phases = Các giai đoạn:
briefing-length = Thời lượng theo giờ diễn tập: { $length }
briefing-simulated = Đây là diễn tập trên hệ thống mô phỏng; không thay thế nghĩa vụ diễn tập trên hệ thống thật.

tab-scorecard = Bảng điểm
score-waits = Đang diễn lần đối chứng …
score-not-released = Bảng điểm có khi Ban tổ chức công bố.

why-sound = bình thường
why-encrypted = máy chủ bị mã hóa
why-stopped = đã dừng
why-flooded = bị làm ngập
why-defaced = trang bị thay đổi
why-host-away = máy chủ đang ngắt mạng
why-no-power = máy chủ mất điện
why-unreachable = người dùng không tới được
why-dependency = hệ thống phía sau lỗi

level-critical = nghiêm trọng
level-high = cao
level-medium = trung bình
level-critical-short = ng.trọng
level-high-short = cao
level-medium-short = t.bình
level-low = thấp
level-informational = thông tin

# Chỉ tiêu của thành phố trên màn hình chung.
gauges-title = Chỉ tiêu của thành phố: số kê khai, và số thực trong phạm vi được biết
gauges-col-indicator = Chỉ tiêu
gauges-col-target = Mục tiêu
gauges-col-declared = Kê khai
gauges-col-before = Lúc bắt đầu
gauges-col-after = Lúc kết thúc, hoặc nay
gauges-line = Khai:
gauges-verified = đúng { $so }/{ $seen } (của { $of })
gauges-true = { $declared }, thật { $truth }
gauges-delay = { $span } ({ $of } đơn vị)
gauges-delay-short = { $span } ({ $of })

# Khoảng thời gian: dạng đầy đủ, và dạng gọn cho cột hẹp.
span-s = { $much } giây
span-min = { $much } ph
span-min-s = { $much } ph { $rest } giây
span-h = { $much } giờ
span-h-min = { $much } giờ { $rest } ph
span-d = { $much } ngày
span-d-h = { $much } ngày { $rest } giờ
span-short-s = { $much }s
span-short-min = { $much }ph
span-short-min-s = { $much }ph{ $rest }s
span-short-h = { $much }g
span-short-h-min = { $much }g{ $rest }ph
span-short-d = { $much }ng
span-short-d-h = { $much }ng{ $rest }g
span-hours = { $from }-{ $to } giờ
span-minutes = { $from }-{ $to } ph
key-funnel = bốn giai đoạn
funnel-title = Bốn giai đoạn của máy bị chiếm quyền
funnel-known = Bốn giai đoạn, trong phạm vi đội được biết
funnel-truth = Bốn giai đoạn, theo thực tế
funnel-machines = Từng máy theo IP công cộng ({ $of })
funnel-none = Chưa có máy nào.
funnel-col-stage = Giai đoạn
funnel-col-count = Số máy
funnel-col-means = Tính từ khi
funnel-col-address = IP công cộng
funnel-col-body = Đơn vị
funnel-col-machine = Máy
funnel-stage-detected = Phát hiện
funnel-stage-warned = Cảnh báo
funnel-stage-handled = Xử lý
funnel-stage-cleaned = Loại bỏ
funnel-means-detected = báo cáo phát hiện nêu tên máy
funnel-means-warned = cảnh báo đến đơn vị có máy
funnel-means-handled = máy được cô lập hoặc bóc gỡ
funnel-means-cleaned = máy đã sạch (đội: qua kiểm tra)
