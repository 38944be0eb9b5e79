# Kiểm tra một tệp .drill.

verify-whole = Tệp nguyên vẹn: { $frames } khung, { $orders } yêu cầu, tới { $to }.
verify-torn = Tệp bị cụt: { $lost } byte cuối ghi dở. Còn nguyên { $frames } khung, { $orders } yêu cầu, tới { $to }.
verify-recovery = Phần ghi dở chưa hề được xác nhận: không yêu cầu nào đã xác nhận bị mất.
verify-altered = Tệp đã bị sửa: khung { $frame } (byte { $byte }) sai { $why }. Còn nguyên { $frames } khung trước đó, { $orders } yêu cầu, tới { $to }.
verify-not-a-drill = Đây không phải tệp .drill.
verify-too-new = Tệp do phiên bản mới hơn ghi (định dạng { $version }); hãy dùng chương trình mới hơn.
verify-nothing = Trong tệp chưa có gì để diễn lại.

why-length = độ dài
why-crc = tổng kiểm tra
why-json = nội dung
why-seq = số thứ tự (cần { $expected }, thấy { $found })
why-chain = mắt xích nối với khung trước

verify-bad-frame = Khung { $frame } ({ $kind }) không đọc được nội dung.
verify-bad-plan = Kịch bản trong tệp không dùng được với phiên bản này: { $faults } lỗi, lỗi đầu: { $first }
verify-plan-differs = Dấu vân kịch bản khác: trong tệp { $found }, tính lại { $expected }.
verify-other-version = Tệp do phiên bản { $found } ghi, đang dùng { $own }; khác phiên bản có thể diễn lại khác.
verify-backwards = Khung { $frame } đi ngược thời gian: { $at } sau { $now }.
verify-beyond = Khung { $frame } ở { $at }, sau khi cuộc diễn tập đã kết thúc.
verify-mark-differs = Khác biệt đầu tiên ở khung { $frame }, tại { $at }: dấu vân trong tệp { $found }, diễn lại { $expected }.
verify-end-differs = Kết thúc khác: trong tệp { $found }, diễn lại { $expected }.
verify-fact-differs = Sự việc { $fact } trong khung { $frame } khác với khi diễn lại.
verify-facts-missing = Tệp niêm phong { $found } sự việc, diễn lại có { $expected }.
verify-unknown-kind = Khung { $frame } thuộc loại lạ “{ $kind }”, bỏ qua.
verify-unsealed = Tệp chưa niêm phong: cuộc diễn tập dừng trước khi kết thúc, hoặc cửa sổ diễn tập còn mở.
verify-marks = Diễn lại: { $marks } dấu vân khớp, tới { $to }.
verify-sealed = Niêm phong khớp: { $facts } sự việc.
verify-digest = Dấu vân của tệp: { $digest }
verify-good = Kết luận: đúng như khi diễn.
verify-bad = Kết luận: KHÔNG khớp.
verify-part = Kết luận: phần còn nguyên khớp, nhưng tệp không đủ.
verify-progress = Đang diễn lại { $now } trên { $length } · { $percent }%
