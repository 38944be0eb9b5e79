# Diễn tập nhiều đội: các thành phố, màn hình tổng quan của Ban tổ chức, bảng điểm.

cities-title = Chọn thành phố để xem
city-here = { $city } (đang xem)
city-other = { $city }
hall-cities = { $count } thành phố; mỗi cuộc có từ 1 đến { $limit }
    .help = thêm ít nhất một đội phòng thủ vào danh sách, hoặc cho các đội chung một thành phố (“cities: together”)
hall-col-band = Hạng
hall-col-cell = Bên
hall-col-city = Thành phố
hall-col-score = Điểm
hall-col-team = Đội
hall-empty = Chưa có đội nào tham gia.
hall-key-renew = cập nhật
hall-other = “{ $path }” ghi cuộc diễn tập khác: khác đội, khác kịch bản hoặc khác thành phố
    .help = dùng thư mục khác, hoặc đúng danh sách đội và kịch bản khi bắt đầu ghi
hall-plan = Kịch bản không dùng được cho các đội này: { $first }
    .help = đổi tên đội hoặc máy nêu trong thông báo
hall-provisional = Điểm tạm tính: chỉ Ban tổ chức và Ban giám khảo thấy.
hall-released = Đã công bố: các đội thấy điểm của mình.
hall-sealed = “{ $path }” đã kết thúc và niêm phong
    .help = xem lại bằng “dientap replay”; cuộc mới thì dùng thư mục khác
hall-team = { $team }, tại { $city }, lúc { $at }
    Đang thực hiện: { $runs }. Cảnh báo chưa phân loại: { $alerts }. Báo cáo phát hiện: { $claims }. Lệnh bị từ chối: { $refused }.
hall-title = Các đội ở mọi thành phố
hall-unvaried = Các thành phố khác nhau về tên máy và địa chỉ; { $count } tên giữ nguyên ở mọi nơi: { $names }
key-city = xem thành phố khác
key-reach = lệnh cho mọi thành phố hoặc chỉ thành phố này
reach-all = Lệnh dùng chung được gửi tới mọi thành phố.
reach-here = Lệnh chỉ gửi tới thành phố này.
scoreboard-closed = Điểm hiện sau khi Ban tổ chức công bố. Các đội theo thứ tự danh sách.
scoreboard-open = Đã công bố. Cùng hạng coi như ngang nhau: riêng số gieo đã lệch vài điểm.
scoreboard-title = Bảng xếp hạng
tab-hall = Thành phố
tab-scoreboard = Bảng xếp hạng
