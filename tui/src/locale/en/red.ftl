# The screens of the attack team and of observers.
