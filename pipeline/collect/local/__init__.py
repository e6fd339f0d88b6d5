"""Feeds on our own disk: folders of pages, archives, lists of addresses."""
