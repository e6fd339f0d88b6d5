"""
What is wrong, or going on, seen from outside any single article: feeds, runs, topics, checks, bursts.

Each module turns what the ledger knows into findings, and `course` turns findings into incidents that open, last and
close. All of it is pure.
"""
