"""
Copies told from rewrites, and which story an article belongs to.

    text -> wording      words, places, quotation marks, shingles
      -> known           texts that share shingles
      -> passages        the runs of words in both
      -> copies          exact, near duplicate, edited copy, partial reuse, independent
      -> features        its traits, as numbers; rarity: how telling each is
      -> known_stories   articles that share telling words
      -> meetings        how alike it is to each of them, by story_model's coefficients
      -> bonds           what ties it to each story: likeness, long runs, principals
      -> stories         the same story, a related one, another; regrouping: with hindsight

`stream.group` does all of it for bare texts.
"""
