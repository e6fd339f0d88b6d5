"""
From alert to message: who is told, when, with what, and why not.

    listens? silenced? acknowledged? too old? -> grouped by thread -> wait, quiet hours, pace -> message or digest

Everything here is a pure function of what is stored and of the moment: planned twice, it comes to the same.
"""
