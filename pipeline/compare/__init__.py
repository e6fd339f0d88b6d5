"""Copies told from rewrites, and which story an article belongs to."""
