# Màn hình bắt đầu.

menu-title = DIỄN TẬP – thao trường mạng của thành phố
menu-about = Mọi thứ ở đây đều là mô phỏng. Chọn kịch bản rồi nhấn Enter hai lần để vào ca trực.
menu-scenarios = Kịch bản
menu-col-title = Tên
menu-col-city = Thành phố
menu-col-length = Thời lượng
menu-col-level = Độ khó
menu-detail = Giới thiệu
menu-unfinished = Diễn tiếp: { $title }
menu-faults = { $faults } lỗi
menu-nothing = Không tìm thấy kịch bản nào.
menu-check = Kịch bản có lỗi. Xem toàn bộ bằng: dientap check { $path }
menu-go-on = Cuộc diễn tập chưa kết thúc, ghi ở { $path }. Enter để diễn tiếp từ yêu cầu cuối cùng; đồng hồ đang dừng.
menu-facts = Thành phố: { $city }
    Thời lượng theo giờ diễn tập: { $length }
    Độ khó: { $level }
    Các vị trí: { $seats }
menu-settings = ↑↓ chọn dòng, ←→ đổi, chữ số để nhập số gieo, Enter để bắt đầu.
menu-seat = Vị trí của bạn
menu-others = Bên kia
menu-red-script = tấn công theo kịch bản
menu-red-adaptive = đối thủ thích ứng tấn công
menu-blue-playbook = phòng thủ theo playbook
menu-blue-none = không ai phòng thủ
menu-pace = Nhịp
menu-pace-value = < x{ $pace } > cả cuộc khoảng { $minutes } phút
menu-era = Thời kỳ
menu-seed = Số gieo
menu-seed-drawn = rút ngẫu nhiên, giữ kín tới khi kết thúc
menu-start = BẮT ĐẦU
menu-key-open = chọn
menu-key-back = quay lại
