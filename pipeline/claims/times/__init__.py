"""When it happened: time expressions as intervals of days."""
