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
