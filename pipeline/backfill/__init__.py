"""
Archives, folders, lists and sitemaps taken in after the fact, window by window, the oldest first.

    survey: what is there, of which day -> windows -> portions
    portions -> read and listen, in other processes -> judge and store, in this one, in order

What a portion brought and that it is done are stored as one, so that whoever is killed goes on behind it.
"""
