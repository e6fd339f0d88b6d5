"""What feeds are written in. `collect.feeds` finds out which of them an answer is."""
