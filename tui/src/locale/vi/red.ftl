# Các màn hình của đội tấn công và quan sát viên.
