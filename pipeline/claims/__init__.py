"""Who says what, with which certainty, with the evidence."""
