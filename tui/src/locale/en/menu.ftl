# The start menu.
