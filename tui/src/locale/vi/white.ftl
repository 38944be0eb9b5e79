# Các màn hình của Ban tổ chức.
