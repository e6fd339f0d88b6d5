"""
Who did what the sentence before tells, where "the decision" is given a doer: "The move was made by Acme".

News likes to open with a description, "The country's largest grocer will close …", and to name whom it described when
it takes the deed up again in the sentence after. Nothing less is taken for the name of who was described.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.claims.reading.phrases import is_finite
from pipeline.claims.who.name_shapes import is_name_token

if TYPE_CHECKING:
    from pipeline.claims.reading.phrases import Range
    from pipeline.claims.reading.sentences import Passage

__all__ = ["doer_named"]

_POINTING = frozenset({"the", "this", "that"})
_DEEDS = frozenset(
    "action announcement change closure closures cut cuts deal decision expansion investment launch layoffs measure "
    "move offer order plan plans purchase recall sale step suspension takeover withdrawal".split()
)
"""Take up what a company was said to do."""
_WITHIN = 14
"""Tokens from the deed to its doer."""


def doer_named(p: Passage, first: int, last: int) -> Range | None:
    """Return the name behind "by" of a sentence that opens with a deed: "The decision … was taken by Acme"."""
    if last - first < 4 or p.lows[first] not in _POINTING or p.lows[first + 1] not in _DEEDS:
        return None
    verbs = 0
    for i in range(first + 2, min(last - 1, first + _WITHIN)):
        verbs += is_finite(p, i)
        if verbs > 1 or p.words[i] in {",", ";"} or p.quoted[i] >= 0:
            return None
        if p.lows[i] == "by" and is_name_token(p, i + 1):
            end = i + 2
            while end < last and is_name_token(p, end):
                end += 1
            return (i + 1, end)
    return None
