# What the organisers and the jury share.
