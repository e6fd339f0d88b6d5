"""Whether a text is English, so that the rules can say what a claim of it means."""

from __future__ import annotations

from pipeline.common_words import STOP_WORDS
from pipeline.text import normal_words

__all__ = ["is_english"]

_FEWEST = 20
_SHARE = 0.15
"""Of the words of English news some .4 are such little words; of Dutch or Italian, by chance, less than .1."""


def is_english(text: str) -> bool:
    """Return whether enough of a text's words are the little words of English, or it has few words."""
    found = normal_words(text)
    return len(found) < _FEWEST or sum(word in STOP_WORDS for word in found) >= _SHARE * len(found)
