# The screens of the organisers.
