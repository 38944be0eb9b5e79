# Câu cho từng sự việc.
