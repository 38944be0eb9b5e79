# Vì sao một yêu cầu không được chấp nhận.

refusal-no-such-team = Không có đội này trong cuộc diễn tập.
refusal-wrong-cell = Việc này không thuộc quyền của đội.
refusal-ended = Cuộc diễn tập đã kết thúc.
refusal-unknown = Không tìm thấy: { $what }.
refusal-wrong-target = Hành động này không áp dụng cho loại mục tiêu đó.
refusal-not-yours = Hành động này thuộc về đội khác.
refusal-limits =
    Vượt giới hạn cho phép: { $what ->
        [at] thời điểm
        [about] nội dung khiếu nại
        [points] điểm
        [text] độ dài văn bản
        [entries] số mục
        [evidence] chứng cứ
        [pace] tốc độ
        [end] giờ kết thúc
        [rules] số luật
        [rule] độ dài luật
        [waiting] số việc đang chờ
       *[other] { $what }
    }.
refusal-out-of-bounds = Mục tiêu ngoài phạm vi diễn tập: quy chế cấm tác động tới.
refusal-lacks = Chưa đủ điều kiện: { $what }.
refusal-no-authority = Đơn vị này không có thẩm quyền đối với mục tiêu.
refusal-no-authority-by = Đơn vị này không có thẩm quyền đối với mục tiêu; đề nghị chuyển qua { $what }.
refusal-no-contact = Đầu mối đã công bố của đơn vị không liên lạc được.
refusal-declined = Đơn vị không thực hiện yêu cầu.
refusal-already = Việc này đã làm hoặc đang làm.
refusal-not-done = Chưa xong, nên chưa thể kiểm tra hoặc đánh giá.
refusal-started = Đã bắt đầu, không rút lại được.
refusal-only-on-order = Chỉ mở chặn khi có yêu cầu của Ban tổ chức.
refusal-no-such-record = Đội không thấy bản ghi nhật ký này.
refusal-not-yet = Việc này chưa diễn ra, nên chưa thể gửi lại hoặc ghi nhận kết quả.
refusal-signed = Kết quả đã được ký xác nhận, không thay đổi được nữa.
refusal-pending = Còn khiếu nại chưa giải quyết, nên chưa thể ký kết quả.
refusal-bad-rule =
    Luật phát hiện có lỗi tại dòng { $line }, cột { $column }: { $what }{ $faults ->
        [0] {""}
        [1] {""}
       *[other] {" "}(tổng số { $faults } lỗi)
    }
