"""Standing: what is in force, what contradicts what."""
