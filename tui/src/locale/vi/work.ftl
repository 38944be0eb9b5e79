# Ứng phó, bản đồ, văn bản, luật, trao đổi của đội phòng thủ.
