"""What is worth a message, and the one door messages leave by."""
