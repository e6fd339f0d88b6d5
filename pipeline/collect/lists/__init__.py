"""Lists of feeds: our own, and those of other readers."""
