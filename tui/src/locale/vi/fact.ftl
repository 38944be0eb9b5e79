# Mỗi sự việc một câu; và các từ ngắn mà nhiều màn hình cùng dùng.

fact-with-words = { $said } – { $text }

# Diễn tập
fact-phase-began = Bắt đầu giai đoạn: { $phase }
fact-ended = Kết thúc diễn tập (ENDEX)
fact-released = Ban tổ chức công bố điểm và đáp án
fact-refused = Yêu cầu của { $team } không được chấp nhận: { $why }
fact-announced = Ban tổ chức thông báo chung: { $text }
fact-said = { $team } báo cáo Ban tổ chức: { $text }
fact-addressed = Ban tổ chức gửi { $team }: { $text }
fact-rated = Ban giám khảo ({ $grader }) đánh giá mục tiêu “{ $objective }”: { $rating }
fact-signed = Ban giám khảo ({ $grader }) đã ký xác nhận kết quả
fact-unblock-ordered = Ban tổ chức yêu cầu mở chặn { $target }
fact-end-moved = Ban tổ chức dời thời điểm kết thúc tới { $at }
fact-ruled = Ban giám khảo kết luận về báo cáo phát hiện số { $claim }: { $text }
fact-noted = Ghi chú: { $text }
fact-noted-at = Ghi chú cho thời điểm { $at }: { $text }
fact-clock-paused = Ban tổ chức tạm dừng diễn tập
fact-clock-set = Ban tổ chức đặt nhịp thời gian ×{ $pace }
fact-graded = Ban giám khảo chấm văn bản số { $paper }: { $points }/100
fact-inject-held = Ban tổ chức giữ lại { $inject }
fact-inject-skipped = Ban tổ chức bỏ qua { $inject }
fact-inject-resent = Ban tổ chức gửi lại { $inject } cho { $team }
fact-inject-marked-met = Ban tổ chức ghi nhận { $inject }: đạt yêu cầu
fact-inject-marked-unmet = Ban tổ chức ghi nhận { $inject }: chưa đạt yêu cầu
fact-inject-written = Ban tổ chức phát tình huống bổ sung số { $number } “{ $title }” cho { $team }
fact-inject-expects = Kết quả mong đợi của tình huống bổ sung số { $number }: { $text }
fact-requested-unblock = { $team } đề nghị Ban tổ chức cho mở chặn { $what } (đề nghị số { $request })
fact-requested-check = { $team } đề nghị Ban tổ chức kiểm tra chức năng { $what } (đề nghị số { $request })
fact-requested-other = { $team } gửi Ban tổ chức đề nghị số { $request }
fact-request-granted = Ban tổ chức chấp thuận đề nghị số { $request } của { $team }
fact-request-denied = Ban tổ chức không chấp thuận đề nghị số { $request } của { $team }
fact-protested = { $team } gửi khiếu nại số { $protest } về { $about }
fact-protest-upheld = Ban giám khảo chấp nhận khiếu nại số { $protest } của { $team }
fact-protest-rejected = Ban giám khảo bác khiếu nại số { $protest } của { $team }

# Hành động và chiến dịch tấn công
fact-run-asked = { $team } yêu cầu hành động số { $run }: { $action }
fact-run-asked-on = { $team } yêu cầu hành động số { $run }: { $action } – { $target }
fact-run-waits = Hành động số { $run } chờ { $wait }
fact-run-started = Hành động số { $run } bắt đầu thực hiện
fact-run-ended = Hành động số { $run } kết thúc: { $outcome }
fact-run-recorded = Dấu vết của hành động số { $run } được ghi nhận lần đầu: bản ghi số { $record }
fact-run-left = Dấu vết của hành động số { $run } được ghi tại chỗ nhưng không được thu thập
fact-run-routed = Hành động số { $run } đi qua { $address }
fact-run-stopped = Hành động số { $run } bị ngăn chặn bởi { $control }
fact-run-holds = Đã kiểm tra hành động số { $run }: có hiệu lực
fact-run-undone = Đã kiểm tra hành động số { $run }: đội đã dỡ bỏ theo lệnh của mình
fact-run-fails = Đã kiểm tra hành động số { $run }: không có hiệu lực
fact-run-assessed = Đánh giá hiệu quả hành động số { $run }: { $text }
fact-step-began = Bên tấn công bắt đầu { $step } ({ $runs } lượt)
fact-step-done = Bên tấn công hoàn thành { $step }
fact-step-blocked = Bên tấn công phải từ bỏ { $step }
fact-step-touched = Dấu vết của { $step } nằm tại { $target }
fact-step-recorded = Dấu vết của { $step } được ghi nhận lần đầu: bản ghi số { $record }
fact-step-left = Dấu vết của { $step } được ghi tại chỗ nhưng không được thu thập

# Máy, tài khoản, mạng
fact-foothold-gained = { $team } chiếm được { $target } với { $grip }
fact-lodged = Văn bản giả của { $team } đã nằm ở { $target }
fact-recalled = Văn bản giả ở { $target } đã bị thu hồi
fact-persisted = Bên tấn công duy trì được truy cập trên { $target }
fact-foothold-lost = Bên tấn công mất quyền truy cập { $target }
fact-beacon-cut = Kết nối điều khiển từ { $target } ra ngoài đã bị cắt
fact-beacon-heard = Mã độc trên { $target } kết nối về máy chủ điều khiển
fact-isolated = Đã cô lập { $target }
fact-reconnected = Đã kết nối lại { $target } vào mạng
fact-encrypted = Dữ liệu trên { $target } bị mã hóa
fact-rebuilt = Đã khôi phục { $target } (cài đặt lại hoặc giải mã)
fact-patched = Đã vá lỗ hổng trên { $target }
fact-logs-cleared = Nhật ký trên { $target } bị xóa
fact-preserved = Đã thu thập, bảo toàn chứng cứ trên { $target }
fact-power-cut = { $target } mất điện
fact-power-back = { $target } có điện trở lại
fact-blinded = { $target } bị vô hiệu hóa trên toàn hệ thống
fact-blinded-on = { $kind } bị vô hiệu hóa trên { $target }
fact-healed = { $target } hoạt động trở lại
fact-healed-on = { $kind } hoạt động trở lại trên { $target }
fact-log-off = { $target } không còn ghi loại nhật ký: { $log }
fact-log-on = { $target } ghi trở lại loại nhật ký: { $log }
fact-credential-gained = { $team } có được thông tin xác thực của { $target }
fact-account-locked = Đã khóa { $target }
fact-account-unlocked = Đã mở khóa { $target }
fact-account-rotated = Đã đặt lại mật khẩu của { $target }
fact-link-set = Chuyển { $target } sang trạng thái { $flow }
fact-zone-cut = Đã ngắt kết nối { $target }
fact-zone-back = Đã nối lại { $target }
fact-address-blocked = Đã chặn { $target }
fact-address-unblocked = Đã mở lại { $target }

# Dịch vụ và dữ liệu
fact-service-serves = Mức phục vụ của { $target }: { $share }% người dùng ({ $why })
fact-harm-laid = Gián đoạn tại { $target } (còn phục vụ { $share }%): { $side }
fact-harm-over = Hết gián đoạn tại { $target }
fact-defaced = Giao diện { $target } bị thay đổi
fact-repaired = Giao diện { $target } đã được khôi phục
fact-staged = Có việc gom { $target } để đưa ra ngoài
fact-leaked = Lộ lọt { $target }
fact-secret-shown = { $team } đưa tài liệu mang nhãn mật lên kênh không mật: { $target }
fact-tampered = Nội dung { $target } bị sửa đổi
fact-wiped = Đã mất { $target }
fact-restored = Đã khôi phục { $target } từ { $backup }: bản sao cũ { $age }, mất dữ liệu phát sinh trong { $lost }
fact-failed-over = { $target } chạy tại máy dự phòng { $host } từ { $backup }: bản sao cũ { $age }, mất dữ liệu phát sinh trong { $lost }
fact-resynced = Dữ liệu phát sinh tại nơi dự phòng đã về trung tâm chính, hai nơi đang khớp: { $target }
fact-fell-behind = Trung tâm chính không còn khớp với nơi dự phòng: { $target }
fact-failed-back = { $target } chạy lại tại trung tâm chính: mất dữ liệu phát sinh tại nơi dự phòng trong { $lost }
fact-failed-back-whole = { $target } chạy lại tại trung tâm chính: không mất dữ liệu phát sinh tại nơi dự phòng
fact-restore-failed = Không khôi phục được trọn vẹn { $target } từ { $backup }
fact-restored-dirty = Bản khôi phục của { $target } vẫn còn mã độc hoặc truy cập của bên tấn công
fact-restored-clean = Bản khôi phục của { $target } sạch

# Hiểu biết và phát hiện
fact-revealed = { $team } biết thêm { $target }
fact-inspected-sound = { $team } kiểm tra { $target }: bình thường
fact-inspected-unsound = { $team } kiểm tra { $target }: { $what }
fact-copy-seen = { $team } kiểm tra { $target }: cũ { $age }, { $tested }, { $bad }/1.000 khối lỗi
copy-tested = khôi phục thử lần cuối cách đây { $ago }
copy-never-tested = chưa từng khôi phục thử
fact-sweep-found = { $team } rà quét thấy dấu hiệu xâm nhập trên { $target }
fact-swept = { $team } rà quét xong { $target }: { $found } máy có dấu hiệu xâm nhập
fact-weak-seen = Lộ ra với { $team }: { $weak }
fact-finding-made = { $team } nêu điểm yếu về { $pillar } tại { $target }
fact-finding-planted = Điểm yếu { $team } nêu là { $weak }
fact-finding-other = Điểm yếu { $team } nêu không thuộc các điểm yếu đã cài đặt
fact-alert-raised = Cảnh báo số { $alert }: { $rule } (bản ghi số { $record })
fact-alert-raised-on = Cảnh báo số { $alert }: { $rule } trên { $target } (bản ghi số { $record })
fact-alert-meant = Thực chất cảnh báo số { $alert }: { $truth }
fact-alert-joined = Cảnh báo số { $alert } khi lặp lại còn có: { $truth }
fact-alert-grew = Cảnh báo số { $alert } lặp lại, tổng số { $times } lần (bản ghi số { $record })
fact-triaged = { $team } phân loại cảnh báo số { $alert }: { $verdict }
fact-searched = { $team } tìm trong nhật ký “{ $query }”
fact-rule-on = { $team } bật { $rule }
fact-rule-flooded = { $rule } bị tắt tự động: { $count } cảnh báo trong một giờ
fact-rule-off = { $team } tắt { $rule }
fact-rule-written = { $team } đưa vào áp dụng luật phát hiện “{ $rule }”
fact-case-opened = { $team } mở vụ việc số { $case } “{ $title }” ({ $alerts } cảnh báo)
fact-case-moved = { $team } chuyển vụ việc số { $case } sang { $phase }
fact-case-grew = { $team } bổ sung vụ việc số { $case }: { $alerts } cảnh báo, { $records } bản ghi
fact-claim-made = { $team } báo cáo phát hiện số { $claim } ({ $level }): { $scope }; viện dẫn { $cites } bản ghi
fact-claim-made-says = { $team } báo cáo phát hiện số { $claim } ({ $level }: { $says }): { $scope }; viện dẫn { $cites } bản ghi
fact-claim-right = Báo cáo phát hiện số { $claim } đúng với { $found }; { $benign } bản ghi viện dẫn là hoạt động bình thường
fact-claim-wrong = Báo cáo phát hiện số { $claim } không ứng với hành vi tấn công nào; { $benign } bản ghi viện dẫn là hoạt động bình thường
fact-claim-runs = { $runs } hành động của đội tấn công
fact-red-reported = { $team } nộp báo cáo lỗ hổng số { $report } “{ $title }” ({ $severity }) tại { $on }

# Con người và văn bản
fact-inject-fired = Phát { $inject } tới { $team }
fact-inject-answered = { $team } trả lời { $inject }: { $choice }
fact-lead-taken = { $team } chấp nhận tin { $inject }: { $reason }
fact-lead-rejected = { $team } bác bỏ tin { $inject }: { $reason }
fact-lead-right = Đánh giá tin { $inject }: đúng
fact-lead-wrong = Đánh giá tin { $inject }: chưa đúng
fact-answer-right = Trả lời { $inject }: đúng
fact-answer-wrong = Trả lời { $inject }: chưa đúng
fact-inject-met = Xử lý { $inject }: đạt yêu cầu
fact-inject-unmet = Xử lý { $inject }: chưa đạt yêu cầu
fact-told = { $team } gửi { $org }: { $action }
fact-trust = Niềm tin của người dân thay đổi { $by }
fact-prepared = { $team } đã sẵn sàng trước khi cần: { $mark }
bodies-and-more = { $shown } và { $more } đơn vị khác
fact-filed = { $team } gửi { $org } văn bản số { $paper }: { $form }
fact-duty-began = Nghĩa vụ của { $team } bắt đầu: { $duty }, hạn { $by }
fact-duty-met = Nghĩa vụ trong diễn tập “{ $duty }”: thực hiện đúng hạn
fact-duty-missed = Nghĩa vụ trong diễn tập “{ $duty }”: quá hạn

# Từ ngắn
name-target = { $kind } { $name }
name-team = Đội { $name }
name-team-white = Ban tổ chức ({ $name })
name-team-red = Đội tấn công ({ $name })
name-team-blue = Đội phòng thủ ({ $name })
name-team-jury = Ban giám khảo ({ $name })
name-team-observer = Quan sát viên ({ $name })
name-inject = tình huống “{ $title }”
name-inject-number = tình huống số { $number }
name-inject-written = tình huống bổ sung số { $number }
name-step = bước “{ $title }”
name-step-number = bước tấn công số { $number }
name-weak = điểm yếu “{ $title }”
name-weak-number = điểm yếu số { $number }
name-rule = luật “{ $title }”
name-rule-number = luật số { $number }

target-kind-none = không có mục tiêu
target-kind-host = máy
target-kind-service = dịch vụ
target-kind-account = tài khoản
target-kind-zone = vùng mạng
target-kind-link = kết nối
target-kind-org = đơn vị
target-kind-address = địa chỉ
target-kind-data = dữ liệu
target-kind-backup = bản sao lưu
target-kind-control = biện pháp bảo vệ

cause-plan = theo kế hoạch diễn tập
cause-order = theo yêu cầu số { $number }
cause-run = do hành động số { $number }
cause-fact = từ sự việc số { $number }
cause-other = do { $what }

outcome-done = hoàn thành
outcome-failed = không thành công
outcome-stopped = bị biện pháp bảo vệ ngăn chặn
outcome-overtaken = điều kiện thực hiện không còn
outcome-undone = đã rút lại
outcome-declined = đơn vị được yêu cầu không thực hiện

wait-approval = lãnh đạo phê duyệt
wait-staff = bố trí người thực hiện
wait-body = { $org } thực hiện

truth-red = hành động tấn công số { $number }
truth-attempt = thử tấn công từ bên ngoài, không thành công
truth-benign = hoạt động bình thường

verdict-attack = tấn công
verdict-attempt = thử tấn công không thành
verdict-benign = cảnh báo nhầm

claim-level-suspicious = có dấu hiệu bất thường
claim-level-malicious = là tấn công
claim-level-tactic = rõ chiến thuật
claim-level-technique = rõ kỹ thuật

severity-low = mức thấp
severity-medium = mức trung bình
severity-high = mức cao
severity-critical = mức nghiêm trọng

case-phase-verify = tiếp nhận, xác minh
case-phase-contain = ngăn chặn
case-phase-recover = gỡ bỏ, khôi phục
case-phase-closed = đã xử lý xong

rating-p = P – đạt, không vướng mắc
rating-s = S – đạt, còn một số vướng mắc
rating-m = M – đạt, nhiều vướng mắc lớn
rating-u = U – không thực hiện được

pillar-process = quy trình
pillar-technology = công nghệ
pillar-people = con người

side-attack = do tấn công
side-defence = do ứng phó
side-neither = nguyên nhân khác

grip-user = quyền người dùng
grip-admin = quyền quản trị

flow-open = thông suốt
flow-restricted = chỉ cho phép lưu lượng thiết yếu
flow-cut = ngắt hoàn toàn

fact-declaration-holds = { $team } thấy kê khai của { $service } là đúng: { $what }
fact-declaration-false = { $team } thấy kê khai của { $service } là không đúng: { $what }
fact-attained = { $team } đưa { $service } đạt: { $what }
fact-gauged = { $indicator } thực tế đạt { $have } trên { $of }
name-indicator = Chỉ tiêu “{ $title }”
name-indicator-number = Chỉ tiêu { $number }
compliance-classified = đã xác định cấp độ
compliance-approved = hồ sơ đã được phê duyệt
compliance-deployed = đã triển khai đầy đủ phương án
compliance-assessed = đã kiểm tra, đánh giá
odd-held = có dấu hiệu bên tấn công chiếm giữ máy
odd-encrypted = dữ liệu trên máy đã bị mã hóa
odd-held-encrypted = có dấu hiệu bên tấn công chiếm giữ máy; dữ liệu trên máy đã bị mã hóa
odd-down = không hoạt động
odd-unwatched = hoạt động nhưng không ai theo dõi
odd-spoiled = bản sao có khối lỗi hoặc không đọc được
odd-unanswered = đầu mối liên lạc không trả lời
