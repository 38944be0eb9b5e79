# Replay and hotwash.
