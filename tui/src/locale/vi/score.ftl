# Bảng điểm, nguyên nhân mất điểm, kiến nghị khắc phục.
about-account = tài khoản { $name }
about-zone = vùng mạng { $name }
about-link = đường kết nối { $name }
about-control = biện pháp kiểm soát { $name }
about-backup = bản sao lưu { $name }
about-run = lượt hành động { $name }

card-pillars = Điểm mất theo trụ cột và giai đoạn
card-causes = Nguyên nhân chính và kiến nghị khắc phục (dự thảo)
card-cause = { $points } điểm · { $pillar } · { $stage }: { $cause }
card-fix = Kiến nghị: { $fix }
card-damage = Thiệt hại do tấn công / do ứng phó / lần đối chứng
card-stamps = Mốc thời gian của từng bước, kể từ khi bắt đầu (t1 ghi nhận, t2 cảnh báo, t3 báo cáo phát hiện, t4 văn bản, t5 ngăn chặn, t6 khôi phục)
card-weak = Điểm yếu cài sẵn
card-not-comparable = Bên tấn công là người: điểm không so sánh được với các lần khác.
card-gap-prevented = { $name }: không còn gì để phát hiện do đội đã ngăn chặn; trọng số chuyển sang ngăn ngừa
card-rubric = Điểm giám khảo: { $got } trên { $of }; điểm máy tính: { $machine }; điểm chung: { $combined }
card-kappa = Mức thống nhất giữa hai giám khảo (κ): { $kappa }
card-red = Kết quả của bên tấn công: { $total } điểm, { $reached } mục tiêu đạt được, { $reported } phát hiện được báo cáo
figure-gap = Chưa đánh giá được: { $points } điểm
stage-prevent = Ngăn ngừa
stage-detect = Phát hiện
stage-respond = Ứng phó
stage-recover = Khôi phục
weak-found = đã phát hiện
weak-seen = đã thấy, chưa ghi nhận
weak-missed = bỏ sót
weak-open = chưa phát hiện
card-all-pillars = Cộng
fix-place-all = toàn hệ thống

rule2-part =
    { $part ->
        [some] một phần, cần { $need } máy, đạt { $have };{" "}
       *[none] {""}
    }
goal-hold = chiếm giữ
goal-lodge = đặt văn bản giả
goal-encrypt = mã hóa
goal-deface = sửa giao diện
goal-down = làm ngừng
goal-leak = lấy ra ngoài
goal-tamper = sửa dữ liệu
goal-wipe = xóa bản sao lưu
rule2-harm =
    { $harm ->
        [hold] { goal-hold },{" "}
        [lodge] { goal-lodge },{" "}
        [encrypt] { goal-encrypt },{" "}
        [deface] { goal-deface },{" "}
        [down] { goal-down },{" "}
        [leak] { goal-leak },{" "}
        [tamper] { goal-tamper },{" "}
        [wipe] { goal-wipe },{" "}
       *[none] {""}
    }
rule2-pre-1 = ngăn được (trọng số { $weight } trên { $of }; lần đối chứng thành công lúc { $at }; tương xứng { $prop })
rule2-pre-2 = không ngăn được (trọng số { $weight } trên { $of }; lần đối chứng lúc { $at })
rule2-pre-5 = ngăn được: đội tấn công đã thử mà không đạt, sau khi đội phòng thủ bắt đầu ứng phó ({ rule2-harm }trọng số { $weight } trên { $of }; lần thử xong lúc { $at }; tương xứng { $prop })
rule2-pre-7 = ngăn được một phần: cần { $need } máy, đạt { $have } (trọng số { $weight } trên { $of }; lần đối chứng thành công lúc { $at }; tương xứng { $prop })
rule2-pre-6 = không ngăn được: đội tấn công đạt lúc { $at } ({ rule2-harm }trọng số { $weight } trên { $of })
rule2-pre-3 = bên tấn công đi đường khác và thành công (trọng số { $weight })
rule2-pre-4 = hạn chế quá mức cần thiết, kể cả giữ quá lâu sau khi đã làm sạch: tương xứng { $prop }, { $count } biện pháp
rule2-pre-8 = ngoài ra đội tấn công còn đạt { $count } mục tiêu, không tính trọng số: kịch bản không có thêm mục tiêu cùng loại ở nhóm máy đó
rule2-det-1 = { $technique } (trọng số { $weight } trên { $of }): báo cáo phát hiện số { $claim } (được nhiều điểm nhất), sau { $lag } (g { $grace }, D { $deadline }), q { $quality }, f { $time }, k { $k }
rule2-det-2 = { $technique } (trọng số { $weight } trên { $of }): không phát hiện (bắt đầu { $began }, D { $deadline })
rule2-det-3 = hệ số k { $k }: { $right } sự cố báo cáo đúng, { $wrong } sai
rule2-tri-1 = { $count } cảnh báo tấn công đọc đúng, tỷ lệ { $share } theo mức nghiêm trọng
rule2-tri-2 = { $count } cảnh báo vô hại bị cho là tấn công, tỷ lệ { $share }
rule2-tri-3 = { $count } cảnh báo tấn công bị đọc nhầm, tỷ lệ { $share }
rule2-tri-4 = { $count } cảnh báo tấn công không được đọc, tỷ lệ { $share }
rule2-con-1 = chặn được sau báo cáo đầu tiên, đã kiểm tra và đánh giá ({ rule2-part }{ rule2-harm }trọng số { $weight } trên { $of }; tương xứng { $prop })
rule2-con-2 = không chặn được kể từ khi có thể phát hiện tấn công ({ rule2-harm }trọng số { $weight } trên { $of })
rule2-con-3 = chặn được nhưng chưa kiểm tra và đánh giá hiệu quả: một nửa ({ rule2-part }{ rule2-harm }trọng số { $weight } trên { $of })
rule2-con-4 = hạn chế quá mức cần thiết, kể cả giữ quá lâu sau khi đã làm sạch: tương xứng { $prop }, { $count } biện pháp
rule2-rec-1 = không bị chiếm, không lúc nào ngừng phục vụ quá nửa số người dùng (giá trị { $value })
rule2-rec-2 = khôi phục sạch, đúng hạn (giá trị { $value })
rule2-rec-3 = khôi phục sạch nhưng quá hạn: một nửa (giá trị { $value })
rule2-rec-4 = chưa khôi phục, hoặc còn chỗ đứng của bên tấn công (giá trị { $value })
rule2-rec-5 = khôi phục từ trạng thái đã nhiễm (giá trị { $value })
rule2-rec-6 = hạn chế quá mức cần thiết, kể cả giữ quá lâu sau khi đã làm sạch: tương xứng { $prop }, { $count } biện pháp
rule2-rec-7 = Ban tổ chức đặt lại, đội phòng thủ chưa khôi phục (giá trị { $value })
rule2-cnt-0 = tổn thất { $lost }, lần đối chứng { $reference }
rule2-cnt-1 = người dùng mất { $lost } do tấn công
rule2-cnt-2 = người dùng mất { $lost } do ứng phó
rule2-cnt-3 = lộ lọt dữ liệu: { $lost }
rule2-cnt-4 = dữ liệu bị sửa mà chưa phát hiện: { $lost }
rule2-rep-1 = xử lý đúng tình huống ({ $points } điểm tình huống)
rule2-rep-2 = chưa xử lý đúng tình huống ({ $points } điểm tình huống)
rule2-rep-3 = báo cáo lúc { $filed } (hạn { $due }): kịp thời { $time }, đúng { $correct }
rule2-rep-9 = mới gửi { $reached }/{ $owed } nơi (hạn { $due }): kịp thời { $time }, đúng { $correct }
rule2-rep-4 = không báo cáo (hạn { $due })
rule2-rep-5 = còn trong thời hạn khi kết thúc (hạn { $due }), không tính
rule2-rep-6 = { $task ->
    [declare] đã công bố sự cố
    [escalate] đã báo cáo cấp trên, bên liên quan
    [evidence] đã giữ chứng cứ trước khi làm lại máy
   *[other] đã kết thúc, bàn giao hồ sơ vụ việc
}
rule2-rep-7 = { $task ->
    [declare] chưa công bố sự cố
    [escalate] chưa báo cáo cấp trên, bên liên quan
    [evidence] chưa giữ chứng cứ trước khi làm lại máy
   *[other] chưa kết thúc, bàn giao hồ sơ vụ việc
}
rule2-rep-8 = đưa tài liệu mang nhãn mật lên kênh không mật

broke-no-sensor = Không có cảm biến, nhật ký không thu về
broke-no-rule = Có dấu vết nhưng không có luật cảnh báo
broke-owned-unused = Có giải pháp mà không sử dụng
broke-unwatched = Có cảnh báo, dấu vết nhưng không ai theo dõi
broke-misread = Có cảnh báo, có người, nhưng bỏ sót hoặc đọc sai
broke-queue-full = Hàng chờ cảnh báo quá tải
broke-false-claim = Báo cáo, kết luận sai về việc vô hại
broke-told-late = Báo cáo chậm, sai nội dung hoặc không báo cáo
broke-waited = Ứng phó phải chờ phê duyệt
broke-no-staff = Ứng phó phải chờ vì thiếu người
broke-wrong-action = Biện pháp sai đối tượng hoặc không hiệu quả
broke-answered-late = Ứng phó sau khi bên tấn công đã đạt mục đích
broke-no-action = Không có biện pháp ứng phó
broke-no-means = Không có phương tiện, thẩm quyền để ngăn chặn
broke-not-verified = Chưa kiểm tra, đánh giá hiệu quả ngăn chặn
broke-too-much = Hạn chế quá mức cần thiết
broke-restored-late = Khôi phục chậm
broke-restored-dirty = Còn chỗ đứng, hoặc khôi phục chưa sạch
broke-put-back = Kéo dài đến khi Ban tổ chức đặt lại
broke-user-fell = Người dùng mắc bẫy
broke-not-done = Không thực hiện việc được yêu cầu
fix-no-sensor = Lắp cảm biến, thu nhật ký về trung tâm giám sát cho { $where }; kiểm tra thu đủ hằng ngày
fix-no-rule = Viết, bật luật phát hiện cho { $where }; thử lại bằng chính dấu vết đã ghi trong diễn tập
fix-owned-unused = Bật, phân công người theo dõi giải pháp đã mua đang che phủ { $where }
fix-unwatched = Phân ca trực theo dõi, đọc cảnh báo và tìm dấu vết đối với { $where }
fix-misread = Huấn luyện đọc cảnh báo bằng các trường hợp: { $where }; đọc chéo cảnh báo mức cao
fix-queue-full = Xếp lại ca trực, ưu tiên cảnh báo theo mức nghiêm trọng; giảm cảnh báo nhiễu
fix-false-claim = Quy định kiểm tra chứng cứ trước khi báo cáo phát hiện; lập danh mục hoạt động hợp lệ
fix-told-late = Chuẩn bị sẵn mẫu báo cáo, đầu mối nhận và người ký; diễn tập riêng việc báo cáo
fix-waited = Phân quyền trước cho ca trực thực hiện biện pháp ngăn chặn khẩn cấp đối với { $where }
fix-no-staff = Bổ sung người, xếp thứ tự việc để biện pháp ngăn chặn đối với { $where } không phải chờ
fix-wrong-action = Bổ sung kịch bản ứng phó cho { $where }: đối tượng, thứ tự, cách kiểm tra hiệu quả
fix-answered-late = Rút ngắn thời gian từ cảnh báo đến biện pháp ngăn chặn đối với { $where }; giao sẵn thẩm quyền và người thực hiện
fix-no-action = Lập kịch bản ứng phó cho { $where } và giao người chủ trì
fix-no-means = Trang bị biện pháp ngăn chặn, thỏa thuận phối hợp cho { $where }
fix-not-verified = Bắt buộc ba bước: chặn, kiểm tra nhật ký, đánh giá; ghi vào hồ sơ vụ việc
fix-too-much = Quy định phạm vi, thời hạn tối đa của mỗi biện pháp hạn chế và điều kiện gỡ bỏ
fix-restored-late = Diễn tập khôi phục { $where } trong thời hạn; chuẩn bị bản sao và thứ tự khôi phục
fix-restored-dirty = Rà soát, làm sạch trước khi khôi phục { $where }; đổi toàn bộ mật khẩu liên quan
fix-put-back = Diễn tập bóc gỡ, khôi phục { $where } ngay trong lượt, không chờ đặt lại
fix-user-fell = Tuyên truyền, kiểm tra định kỳ về lừa đảo; có đầu mối nhận báo cáo của người dùng
fix-not-done = Bổ sung việc này vào quy trình và phiếu phân công của ca trực

truth-key-pillars = mất điểm theo trụ cột
jury-key-sign = ký kết quả
jury-sign = Ký xác nhận kết quả
jury-sign-text = Ý kiến bảo lưu, nếu có
jury-signed = Đã ký: { $grader } ({ $at }) { $text }
jury-sign-about = Kết quả đã ký là kết quả cuối cùng; điểm máy tính và điểm giám khảo đều được ghi lại.
jury-rated-by = { $grader }: { $rating } ({ $at }): { $reason }

task-declare = Công bố sự cố, mở vụ việc
task-escalate = Báo cáo cấp trên, bên liên quan
task-evidence = Giữ chứng cứ trước khi làm lại máy
task-hand-over = Kết thúc, bàn giao hồ sơ vụ việc
