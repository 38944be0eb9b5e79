# Xem lại và rút kinh nghiệm.
