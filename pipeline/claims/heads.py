"""The verb that a clause is about: the first with a tense that no "who …", "which …" or "if …" before it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.claims.phrases import is_finite

if TYPE_CHECKING:
    from pipeline.claims.sentences import Passage

__all__ = ["head_verb"]

_OPENS = frozenset(
    "that which who whose whom what when while because if unless whether where why how although though".split()
)
_TENSED = frozenset({"VBD", "VBZ", "VBP", "MD"})
"""Most words have another tag and need no second look."""
_INVERTED = frozenset({"should", "were", "had"})


def head_verb(p: Passage, first: int, last: int) -> int | None:
    """
    Return the token of the clause's verb with tense; None where none has one.

    "The man who could not swim drowned" is about drowning. A condition that leads in ends at its comma.
    """
    owed = 0
    found: int | None = None
    leading = False
    lows, tags = p.lows, p.tags
    for i in range(first, last):
        low = lows[i]
        if low in _OPENS and not _points(p, i, first):
            owed += 1
            leading = leading or i <= first + 1
        elif leading and p.words[i] == ",":
            owed, leading = 0, False
        elif tags[i] in _TENSED and is_finite(p, i) and p.words[i] != "May":
            if i == first and low in _INVERTED:
                owed, leading = owed + 1, True
            elif leading:
                found = i if found is None else found
            elif owed == 0:
                return i
            else:
                found = i if found is None else found
                owed -= 1
    return found


def _points(p: Passage, i: int, first: int) -> bool:
    """Whether it is the "that" of "that question" or "beyond that point", for which no verb is owed."""
    return p.lows[i] == "that" and (i == first or p.tags[i - 1] == "IN")
