# Các màn hình của đội phòng thủ.

tab-wall = Toàn cảnh
wall-services = Dịch vụ, như người dân cảm nhận
wall-city = Vùng mạng của thành phố và số cảnh báo
wall-key-host = máy chạy dịch vụ
wall-queue = Hàng đợi cảnh báo
wall-open = Chưa phân loại: { $open } · chờ { $oldest }
wall-curve = ^ cảnh báo, từ đầu đến nay
wall-work = Đang ứng phó: { $runs } · đã báo cáo: { $claims }
wall-duties = Nghĩa vụ đang đếm ngược
wall-no-duties = chưa có nghĩa vụ nào bắt đầu
wall-no-open-duties = không còn nghĩa vụ nào đang chạy
wall-duty-missed = quá hạn
wall-duty-late = nộp muộn
wall-news = Tin đến
wall-no-news = chưa có tin
wall-waiting = Chờ kết luận, nghiêm trọng và lâu nhất trước
wall-none-waits = không có cảnh báo nào đang chờ
wall-col-waits = Đã chờ
wall-at-work = Biện pháp: đang thực hiện, rồi đã xong
wall-nothing-done = chưa ra lệnh biện pháp nào
wall-known = Đã biết về cuộc tấn công
wall-told = có trong tin nhắn đến: { $times }
wall-nothing-known = chưa có gì

col-service = Dịch vụ
col-level = CĐ
col-served = Phục vụ
col-why = Tình trạng
tab-alerts = Cảnh báo
tab-hunt = Săn lùng
tab-cases = Vụ việc

# Cột.
watch-col-time = Thời điểm
watch-col-severity = Mức độ
watch-col-rule = Luật phát hiện
watch-col-host = Máy
watch-col-times = Lần
watch-col-verdict = Kết luận
watch-col-field = Trường
watch-col-value = Giá trị
watch-col-count = Số
watch-col-class = Loại nhật ký
watch-col-says = Nội dung
watch-col-opened = Mở lúc
watch-col-case = Vụ việc
watch-col-phase = Giai đoạn
watch-col-alerts = Cảnh báo
watch-col-evidence = Chứng cứ
watch-col-scope = Phạm vi
watch-col-worth = Kết quả

# Phím.
watch-final = Kết luận không sửa được
watch-final-why = Các cảnh báo này đã có kết luận; kết luận đã vào biên bản nên giữ nguyên. Nếu kết luận sai, hãy ghi rõ trong hồ sơ vụ việc hoặc trong báo cáo phát hiện.
watch-key-attack = tấn công
watch-key-attempt = không thành
watch-key-benign = cảnh báo nhầm
watch-key-open = mở
watch-key-mark = đánh dấu
watch-key-unmark = bỏ mọi dấu
watch-key-hunt = săn lùng
watch-key-claim = báo cáo phát hiện
watch-key-claims = các báo cáo đã gửi
watch-key-new-case = mở vụ việc
watch-key-to-case = đưa vào vụ việc
watch-key-pin = ghim
watch-key-unpin-all = bỏ mọi ghim
watch-key-filter-text = lọc theo chữ
watch-key-open-only = chưa phân loại / tất cả
watch-key-least = mức thấp nhất
watch-key-sort = sắp xếp
watch-key-group = gộp
watch-key-dispose = kết luận
watch-key-keep-value = chỉ giữ giá trị này
watch-key-drop-value = loại giá trị này
watch-key-next-record = bản ghi sau
watch-key-previous-record = bản ghi trước
watch-key-query = câu truy vấn
watch-key-open-or-keep = mở / chỉ giữ giá trị
watch-key-values = đếm theo trường
watch-key-next-value-field = trường sau
watch-key-previous-value-field = trường trước
watch-key-query-help = cách viết truy vấn
watch-key-anywhere = tìm giá trị này ở mọi nơi
watch-key-kin = cây tiến trình
watch-key-older = bản ghi cũ hơn
watch-key-count = đếm tất cả theo giờ
watch-key-complete = điền nốt
watch-key-search = tìm
watch-key-search-again = tìm lại
watch-key-earlier-search = lần tìm trước
watch-key-move-case = chuyển giai đoạn
watch-key-note = ghi chú
watch-key-attach-pins = đính kèm bằng chứng
watch-key-zoom = phóng to / thu nhỏ
watch-key-scroll-down = cuộn xuống
watch-key-scroll-up = cuộn lên
watch-key-tick = chọn / bỏ chọn

# Hàng đợi cảnh báo.
queue-open = chưa phân loại
queue-all = tất cả
queue-by-time = mới nhất trước
queue-by-level = nghiêm trọng trước
queue-by-host = theo máy
queue-group-rule = gộp theo luật
queue-group-host = gộp theo máy
queue-least = từ mức { $level }
queue-none-fits = Không cảnh báo nào khớp: nhập chữ thường, host:TÊN, rule:CHỮ, * thay bất kỳ
queue-count = { $shown } cảnh báo, đánh dấu { $marked }
queue-empty = Không có cảnh báo nào ở đây
alert-number = Cảnh báo số { $number }
alert-records = Bản ghi ({ $count }, đã ghim { $pinned })
alert-when = Từ { $first } đến { $last } · { $times } lần
alert-waits = Chưa phân loại, chờ { $waits }: a tấn công · t không thành · b cảnh báo nhầm
alert-in-case = Thuộc vụ việc
alert-dispose = Phân loại cảnh báo: { $verdict }
alert-turn = Cảnh báo { $at }/{ $of }
alert-reason = Lý do

# Bản ghi nhật ký.
record-title = Bản ghi
record-none = Không có bản ghi nào đọc được.
record-waits = Đang đọc…
record-pinned = đã ghim

# Săn lùng.
hunt-begin = Nhấn / để viết truy vấn, F10 để xem cách viết.
hunt-waits = Đang tìm…
hunt-count = { $count } bản ghi cho: { $query }
hunt-curve = { $from } – { $to } · mỗi cột { $column } · cao nhất { $most }
hunt-newest = { $count } bản ghi mới nhất cho: { $query } · o cũ hơn · = đếm tất cả
hunt-at-least = Ít nhất { $count } bản ghi cho: { $query }
hunt-count-back = { $count } bản ghi tính ngược đến { $back } cho: { $query }
hunt-back = Đã xem ngược đến { $back }; nhấn o để xem tiếp.
hunt-left-out = { $hosts } máy chưa được xem: hãy thu hẹp truy vấn.
hunt-offers = Có thể điền nốt
kin-title = Cây tiến trình
kin-none = Bản ghi này không nói về một tiến trình được khởi tạo.
kin-col-process = Tiến trình
kin-col-command = Dòng lệnh
query-near = Có phải { $near }?
query-more = (còn { $more } lỗi)
query-open-quote = Cột { $column }: dấu nháy này chưa được đóng.
query-open-bracket = Cột { $column }: dấu ngoặc này chưa được đóng.
query-stray-bracket = Cột { $column }: dấu ngoặc này không đóng cho dấu nào.
query-nothing-follows = Cột { $column }: “{ $found }” cần có từ ở phía được nối.
query-too-deep = Cột { $column }: các dấu ngoặc lồng nhau quá sâu.
query-too-long = Cột { $column }: truy vấn có quá nhiều từ.
query-no-moment = Cột { $column }: “{ $found }” không phải thời điểm; viết 10:30, T+1:20 hoặc số giây.
query-no-span = Cột { $column }: “{ $found }” không phải khoảng thời gian; viết 30m, 2h, 1d.
query-no-number = Cột { $column }: “{ $found }” cần một số sau dấu > hoặc <.
query-no-field = Cột { $column }: không nhật ký nào có trường trong “{ $found }”; chữ có dấu : phải đặt trong ngoặc kép.
query-no-class = Cột { $column }: không có loại nhật ký này: “{ $found }”.
query-no-host = Cột { $column }: không có máy này: “{ $found }”; * thay cho bất kỳ chữ nào.
query-no-org = Cột { $column }: không có đơn vị này: “{ $found }”.
query-no-zone = Cột { $column }: không có vùng mạng này: “{ $found }”.
hunt-recent = Các lần tìm gần đây
hunt-no-recent = chưa tìm lần nào
hunt-pins = Bằng chứng đã ghim: { $count }
hunt-help-title = Cách viết truy vấn
hunt-help =
    Truy vấn gồm các từ cách nhau bằng dấu cách; bản ghi phải khớp với mọi từ.
    Không phân biệt chữ hoa, chữ thường. Phím Tab điền nốt từ đang gõ.

    powershell           có chữ này ở bất kỳ trường nào
    "net user"           cụm từ, kể cả dấu cách; "" trong cụm là một dấu nháy
    class:proxy          thuộc loại nhật ký này (viết source: cũng được)
    host:ws-so-*         máy có tên này; * thay cho bất kỳ chữ nào
    org:TÊN  zone:TÊN    máy của đơn vị này, trong vùng mạng này
    TRƯỜNG:phần          giá trị của trường có chứa phần này
    TRƯỜNG:*.exe         toàn bộ giá trị khớp mẫu, khi có dấu *
    TRƯỜNG:*             trường có giá trị (khác -)
    TRƯỜNG:=giá-trị      đúng bằng giá trị này
    TRƯỜNG:>9  >= < <=   là số lớn hơn, nhỏ hơn
    after:T  before:T    từ thời điểm T trở đi; trước hoặc đúng T
    from T to T          trong khoảng giữa hai thời điểm
    last 30m             trong 30 phút vừa qua (hoặc last:30m)
    A or B               khớp một trong hai; không có chữ nối thì phải khớp cả hai
    not A  -A            không khớp với từ này
    ( … )                gộp thành một nhóm

    Sau dấu : có thể ghi nhiều khả năng, cách nhau bằng dấu phẩy: class:proxy,dns
    Giá trị có dấu cách, dấu phẩy, ngoặc đơn hoặc dấu : phải đặt trong ngoặc kép.
    Thời điểm T: giờ trong ngày 10:30 (lần gần nhất đã qua), giờ diễn tập T+1:20,
    hoặc số giây kể từ khi bắt đầu.

# Vụ việc.
cases-none = Chưa có vụ việc nào. Nhấn n để mở.
case-open = Mở vụ việc
case-open-about = Số cảnh báo đưa vào: { $alerts }
case-title = Tên vụ việc
case-title-long = Tên quá dài.
case-which = Vụ việc nào
case-evidence = Bằng chứng
case-note = Ghi chú
case-attach = Đính kèm vào vụ việc
case-attach-about = Cảnh báo: { $alerts } · bằng chứng đã ghim: { $records }
case-nothing = Chưa có gì để đính kèm.
case-phase = Giai đoạn
case-move = Chuyển giai đoạn xử lý
case-opened = Mở vụ việc
case-moved-to = Chuyển sang { $phase }
case-response = Biện pháp
case-story = Diễn biến ({ $alerts } cảnh báo)

# Báo cáo phát hiện.
claim-title = Báo cáo phát hiện gửi Ban tổ chức
claim-scope = Phạm vi { $number }/{ $most } (host:… hoặc account:…)
claim-level = Mức khẳng định
claim-technique-field = Kỹ thuật ATT&CK { $number } (khi rõ kỹ thuật)
claim-tactic-field = Chiến thuật ATT&CK { $number } (khi chỉ rõ chiến thuật)
claim-cites = Bản ghi viện dẫn
claim-note = Ghi chú
claim-from-case = bằng chứng của vụ việc
claim-checks = Kiểm tra trước khi gửi
claim-no-such = Không có máy hay tài khoản: { $name }
claim-scope-none = Chưa nêu máy, tài khoản: chỉ bằng chứng trực tiếp được tính
claim-scope-count = Phạm vi: { $count }/{ $most }
claim-scope-left = Đã đánh dấu, ngoài phạm vi: { $count }; mỗi báo cáo tối đa { $most }
claim-cites-none = Phải viện dẫn ít nhất một bản ghi
claim-cites-how = Chưa có bản ghi để viện dẫn: mở bản ghi ở Cảnh báo, Săn lùng rồi nhấn p
claim-says-unused = “{ $level }”: { $what } đã điền sẽ không gửi
claim-unused-technique = kỹ thuật
claim-unused-tactic = chiến thuật
claim-cites-over = Quá nhiều bản ghi: { $count }/{ $most }
claim-cites-count = Bản ghi viện dẫn: { $count }/{ $most }
claim-note-long = Ghi chú quá dài.
claim-says = Nêu: { $says }
claim-says-level = Nêu: { $level }
claim-says-none = “{ $level }”: phải nêu ít nhất một
claim-says-unknown = Không có trong ATT&CK: { $says }
claim-says-several = Nêu nhiều thì mỗi điều ít giá trị hơn: { $says }
claim-number = Báo cáo số { $number }
claim-unjudged = chờ công bố
claim-judged = đúng { $found }, vô hại { $benign }
claim-ruled = Ban giám khảo kết luận
claims-title = Các báo cáo phát hiện đã gửi
claims-none = Chưa gửi báo cáo phát hiện nào.

# Chiến thuật ATT&CK.
tactic-reconnaissance = Trinh sát
tactic-resource-development = Chuẩn bị nguồn lực
tactic-initial-access = Xâm nhập ban đầu
tactic-execution = Thực thi
tactic-persistence = Duy trì truy cập
tactic-privilege-escalation = Leo thang đặc quyền
tactic-stealth = Ẩn mình
tactic-evasion = Né tránh
tactic-defense-impairment = Làm suy yếu phòng thủ
tactic-credential-access = Chiếm thông tin xác thực
tactic-discovery = Thăm dò
tactic-lateral-movement = Di chuyển ngang
tactic-collection = Thu thập
tactic-command-and-control = Điều khiển từ xa
tactic-exfiltration = Trích xuất dữ liệu
tactic-impact = Gây tác động
tactic-impair-process-control = Phá hoại điều khiển quy trình
tactic-inhibit-response-function = Vô hiệu chức năng ứng phó
