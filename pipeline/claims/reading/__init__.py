"""From a text to sentences of tagged words, and the phrases and cue words in them."""
