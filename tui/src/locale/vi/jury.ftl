# Các màn hình của Ban giám khảo.
