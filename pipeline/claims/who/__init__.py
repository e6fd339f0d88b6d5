"""Who is meant: names, roles, pronouns, unnamed people, and the one name of each."""
