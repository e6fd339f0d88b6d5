"""The clauses of a sentence, and which of them stand alone."""
