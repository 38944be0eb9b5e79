# Các màn hình của đội phòng thủ.

tab-wall = Toàn cảnh
wall-services = Dịch vụ, như người dân cảm nhận
wall-queue = Hàng đợi cảnh báo
wall-open = Chưa phân loại: { $open } · chờ { $oldest }
wall-curve = ^ cảnh báo, từ đầu đến nay
wall-work = Đang ứng phó: { $runs } · đã báo cáo: { $claims }
wall-duties = Nghĩa vụ đang đếm ngược
wall-no-duties = chưa có nghĩa vụ nào bắt đầu
wall-news = Tin đến
wall-no-news = chưa có tin

col-service = Dịch vụ
col-level = CĐ
col-served = Phục vụ
col-why = Tình trạng
