"""What others push waits here, durably, until a run takes it in; and what became of it is told from here."""
