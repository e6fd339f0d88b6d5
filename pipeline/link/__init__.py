"""The same claim across outlets: whose word it is, and what is new."""
