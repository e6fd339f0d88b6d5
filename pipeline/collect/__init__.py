"""Poll politely, fetch once: feeds and pages come in here."""
