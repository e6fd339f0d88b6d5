"""
Copies told from rewrites, and which story an article belongs to.

    text -> wording      words, places, quotation marks, shingles
      -> known           texts that share shingles
      -> passages        the runs of words in both
      -> copies          exact, near duplicate, edited copy, partial reuse, independent
      -> known_stories   articles that share rare words
      -> bonds           likeness, long runs, principals
      -> stories         the same story, a related one, another

`stream.group` does all of it for bare texts.
"""
