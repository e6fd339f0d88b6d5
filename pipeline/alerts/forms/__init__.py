"""What a message looks like: as text, as a page for mail, as a few lines for chat. Stored text and templates only."""
