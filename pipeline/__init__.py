"""
claimwatch: what is newly claimed on a topic, on whose word, and how it spreads.

    feeds                            collect/   poll politely, fetch once
      -> pages       bytes           read/      clean text, date, authors, outlet, quality
      -> articles    text            topic/     on topic? score and reason
      -> relevance                   compare/   copy, rewrite or independent? which story?
      -> stories                     claims/    who says what, how surely, with the evidence
      -> statements                  link/      said before? by whom first? echo or new origin?
      -> mentions, claims, origins   store/     one transaction, then a read-only file for everybody
      -> alerts                      alerts/    steps worth a message

`run.py` shows one run on one screen.
"""
