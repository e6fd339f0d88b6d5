"""The noun that a phrase is about, and what to put for a pronoun after a clause whose subject has no name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.claims.reading.nouns import PEOPLE
from pipeline.claims.reading.phrases import noun_phrase_after

if TYPE_CHECKING:
    from pipeline.claims.reading.phrases import Range
    from pipeline.claims.reading.sentences import Passage

__all__ = ["common_subject", "head_of"]

_LONGEST_COMMON = 7
_OPENS_COMMON = frozenset({"the", "a", "an"})


def common_subject(p: Passage, clause: Range) -> tuple[str, bool] | None:
    """
    Return what to put for an "it" or "they" after a clause whose subject has no name, and whether that is several.

    "A new bridge opened. It …" is about "the new bridge". None for people, for measures and for what is long.
    """
    first = clause[0]
    found = noun_phrase_after(p, first, clause[1])
    if found is None or found[1] - first > _LONGEST_COMMON or p.lows[first] not in _OPENS_COMMON:
        return None
    head = head_of(p, *found)
    if head is None or head == first or p.lows[head] in PEOPLE or any(p.words[i] == "," for i in range(*found)):
        return None
    end = found[1]
    plural = p.tags[head] in {"NNS", "NNPS"}
    begin = first + 1 if p.lows[first] in {"a", "an"} else first
    rest = p.cut(begin, end)
    return (f"the {rest}" if begin > first else rest[0].lower() + rest[1:]), plural


def head_of(p: Passage, first: int, last: int) -> int | None:
    """Return the noun that a definite noun phrase is about: the last one before "of" or "which"."""
    head = None
    for i in range(first, last):
        if p.tags[i].startswith("NN"):
            head = i
        elif head is not None and p.tags[i] not in {"POS", "JJ", "JJS", "JJR", "VBN", "CD"}:
            break
    return head
