# The screens of the jury.
