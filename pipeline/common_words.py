"""What is known of news English before the first article comes in; see common_words.toml."""

from __future__ import annotations

import math
import tomllib
from pathlib import Path

__all__ = ["ARTICLES", "COMMON_WORDS", "SCENERY", "STOP_WORDS", "TIERS", "rarity", "stem"]

_FILE = tomllib.loads(Path(__file__).with_name("common_words.toml").read_text(encoding="utf-8"))

ARTICLES: int = _FILE["articles"]
"""The tiers weigh as much as this many articles."""

STOP_WORDS = frozenset[str](_FILE["stop_words"].split())
"""Words that tell nothing about what a text is about."""

SCENERY = frozenset[str](_FILE["scenery"].split())
"""Places, peoples, days and offices."""

TIERS: tuple[tuple[float, frozenset[str]], ...] = tuple(
    (tier["share"], frozenset(tier["words"].split())) for tier in _FILE["tiers"]
)
"""Share of articles a word stands in, and the words."""

COMMON_WORDS = frozenset[str]().union(*(words for _, words in TIERS))
"""The words of all tiers."""

_SHARE = {word: share for share, tier in reversed(TIERS) for word in tier}
_RAREST = 1 / ARTICLES
_ENDINGS = ("ings", "ing", "edly", "ed", "es", "s", "ly", "e")
_SHORTEST_STEM = 4


def rarity(word: str) -> float:
    """Return how telling a word is: 0 for one that every article has, 1 for one that no tier lists."""
    if word in STOP_WORDS:
        return 0.0
    return math.log(_SHARE.get(word, _RAREST)) / math.log(_RAREST)


def stem(word: str) -> str:
    """Return a word without its plainest English endings, so that "phones" meets "phone"."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word[: -len(ending)]
    return word
