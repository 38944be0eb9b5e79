# Bảng điểm, nguyên nhân mất điểm, kiến nghị khắc phục.
about-account = tài khoản { $name }
about-zone = vùng mạng { $name }
about-link = đường kết nối { $name }
about-control = biện pháp kiểm soát { $name }
about-backup = bản sao lưu { $name }
about-run = lượt hành động { $name }
