"""
Asking servers: which addresses, through which door, how politely, and what their answers are.

`pipeline.collect.fetch` is its front.
"""
