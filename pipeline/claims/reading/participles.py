"""What a participle adds between commas: "Acme, already grappling with a recall, is in talks". It is never the news."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.claims.reading.phrases import is_finite

if TYPE_CHECKING:
    from pipeline.claims.reading.phrases import Range
    from pipeline.claims.reading.sentences import Passage

__all__ = ["participle_after", "participle_within"]

_PARTICIPLES = frozenset({"VBG", "VBN"})
_ADVERBS = frozenset({"RB", "RBR"})
_ENDS = frozenset({",", ".", ";", "—", "–", "--", ":", "!", "?"})
_PREPOSITIONS = frozenset({"including", "excluding", "counting", "regarding", "concerning", "given"})
_LONGEST = 16


def participle_after(p: Passage, comma: int, last: int) -> int | None:
    """Return the comma that ends the aside a participle opens after this one; None where none does."""
    at = _past_adverbs(p, comma + 1, last)
    if at >= last or p.words[comma] != "," or p.tags[at] not in _PARTICIPLES or p.lows[at] in _PREPOSITIONS:
        return None
    end = next((i for i in range(at + 1, min(last, at + _LONGEST)) if p.words[i] in _ENDS or is_finite(p, i)), last)
    if end >= last or p.words[end] != ",":
        return None
    verb = _past_adverbs(p, end + 1, last)
    return end if verb < last and is_finite(p, verb) else None


def participle_within(p: Passage, opening: Range, last: int) -> Range | None:
    """Return such an aside behind the subject of a clause, its two commas with it; None where there is none."""
    for comma in range(opening[0] + 1, opening[1]):
        if p.words[comma] == ",":
            end = participle_after(p, comma, last)
            return (comma, end + 1) if end is not None else None
        if is_finite(p, comma):
            return None
    return None


def _past_adverbs(p: Passage, at: int, last: int) -> int:
    while at < last and p.tags[at] in _ADVERBS:
        at += 1
    return at
