"""What is known of news English before the first article comes in; see background.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path

__all__ = ["ARTICLES", "COMMON_WORDS", "SCENERY", "STOP_WORDS", "TIERS"]

_FILE = tomllib.loads(Path(__file__).with_name("background.toml").read_text(encoding="utf-8"))

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
