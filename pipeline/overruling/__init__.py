"""What a person decides otherwise: what may be wished for, what follows from it, and how it is obeyed at once."""
