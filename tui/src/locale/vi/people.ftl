# Người tham gia diễn tập trực tiếp: ai đang có mặt, mã vào chỗ, bàn giao chỗ.

people-by-key = Chỗ này mở bằng khóa.
people-code = Cấp mã mới cho { $seat }
people-code-about = Mã cho một khóa mới vào chỗ “{ $seat }”, dùng một lần. Các khóa đang mở được chỗ này vẫn còn hiệu lực. Mã cũ hết hiệu lực.
people-code-given = Mã vào chỗ { $seat }
people-code-told =
    { $code }

    Chỉ báo mã này cho người sẽ ngồi chỗ “{ $seat }”. Người đó vào bằng
    “ssh -p CỔNG { $seat }@MÁY” với khóa của mình và được hỏi mã một lần.
people-col-from = Từ
people-col-here = Kết nối
people-col-idle = Im lặng
people-col-seat = Chỗ
people-col-since = Từ lúc
people-hand = Bàn giao chỗ { $seat }
people-hand-about = Người đang giữ “{ $seat }” bị ngắt ({ $here } kết nối) và không còn giữ chỗ: mọi khóa đã mở chỗ này hết hiệu lực. Người kế tiếp vào bằng mã mới. Biểu mẫu viết dở bị bỏ; lệnh đã ra vẫn còn.
people-key-code = cấp mã mới
people-key-hand = bàn giao chỗ
people-key-open = chi tiết về chỗ
people-key-part = ngắt kết nối
people-machine = chương trình
people-no-seat = Không có chỗ { $seat }.
people-nobody = Hiện không có ai ngồi.
people-none = Cuộc diễn tập này không có cửa vào từ xa.
people-not-kept = Không thay đổi gì vì không ghi lại được: { $why }
people-part = Ngắt kết nối của { $seat }
people-part-about = { $here } kết nối của “{ $seat }” bị ngắt ngay. Chỗ vẫn của người đó: có thể vào lại ngay.
people-parted = Đã ngắt { $count } kết nối của { $seat }.
people-seat = Chỗ
people-tab = Người tham gia
people-terminal = màn hình dòng lệnh
people-title = Người tham gia: { $here } trên { $seats } chỗ có người
people-visit =
    { $does }, từ { $from }
      từ lúc { $since }, im lặng { $idle }
      khóa { $key }
people-waits = Có mã dùng một lần chưa sử dụng.
people-who = { $seat } · { $team } · { $cell }
people-who-titled = { $seat } · { $title } · { $team } · { $cell }
