"""
The verb that a clause is about: the first with a tense that no "who …", "which …" or "if …" before it takes.

And where its group begins, "not" and adverbs before it included.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.claims.certainty.negation import NEGATING
from pipeline.claims.certainty.weighing import ADVERBS
from pipeline.claims.reading.phrases import is_finite

if TYPE_CHECKING:
    from pipeline.claims.reading.sentences import Passage

__all__ = ["group_begin", "head_verb"]

_PROVIDED = frozenset({"provided", "providing", "assuming"})
"""Open a clause behind a comma: "Acme, provided it wins, will open"."""
_OPENS = _PROVIDED.union(
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
        if low in _OPENS and not _points(p, i, first) and (low not in _PROVIDED or p.words[i - 1] == ","):
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


def group_begin(p: Passage, first: int, head: int) -> int:
    """Where the verb group begins: its adverbs and negations may stand before the verb with tense."""
    at = head
    while at > first and (p.tags[at - 1].startswith("RB") or p.lows[at - 1] in NEGATING or p.lows[at - 1] in ADVERBS):
        at -= 1
    if at > first and p.lows[at - 1] == "no" and p.lows[at] == "longer":
        at -= 1
    return at


def _points(p: Passage, i: int, first: int) -> bool:
    """Whether it is the "that" of "that question" or "beyond that point", for which no verb is owed."""
    return p.lows[i] == "that" and (i == first or p.tags[i - 1] == "IN")
