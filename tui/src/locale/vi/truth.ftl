# Phần chung của Ban tổ chức và Ban giám khảo.
