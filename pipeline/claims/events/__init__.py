"""What kind of thing happened, by words and patterns."""
