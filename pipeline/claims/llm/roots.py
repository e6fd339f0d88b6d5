"""Words without their endings, so that a claim may inflect what its evidence says."""

from __future__ import annotations

__all__ = ["root"]

_ENDINGS = ("ings", "ing", "edly", "ed", "es", "s", "d")
_SHORTEST = 3


def root(word: str) -> str:
    """Return a word in small letters without its plainest English endings: "closing", "closes" and "closed" meet."""
    if word.endswith(("ies", "ied")) and len(word) > _SHORTEST + 1:
        word = word[:-3] + "y"
    else:
        ending = next((e for e in _ENDINGS if word.endswith(e) and len(word) - len(e) >= _SHORTEST), "")
        word = word.removesuffix(ending)
    if len(word) > _SHORTEST and word[-1] == word[-2]:
        word = word[:-1]
    return word.rstrip("e") if len(word) > _SHORTEST else word
