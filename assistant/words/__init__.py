"""Words and values: figures, times, places, other names for one thing."""
