"""Who is said to say what: quotations, reported speech, "according to", reports of reports."""
