# Màn hình bắt đầu.
