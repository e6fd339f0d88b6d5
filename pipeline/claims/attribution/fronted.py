"""
Where somebody's words end because the main clause begins: "While Acme said it would pay, the bank sued".

What is reported inside a clause with "while", "after" or "though" goes up to the comma before the sentence's own
subject and verb; the rest is not their word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.claims.reading.phrases import is_finite, noun_phrase_after

if TYPE_CHECKING:
    from pipeline.claims.reading.sentences import Passage

__all__ = ["before_main_clause", "is_subordinate"]

_SUBORDINATORS = frozenset("while when whenever after before although though because since whereas once as".split())
_PUT_TO_THEM = frozenset({"reminded", "told", "asked", "informed", "warned", "assured"})
_PUT = frozenset({"that", "whether", "if", "why", "how"})
"""After a participle that leads in: "Reminded that he had denied it, Lee said"."""
_BEFORE_THEM = frozenset({"even", "just", "but", "and", "yet", "so", "only"})
_RELATIVE = frozenset({"who", "which", "that"})
_ADVERBS = frozenset({"RB", "RBR"})
_LATEST = 60
"""Tokens into the sentence that a fronted clause can still hold whoever speaks in it."""


def is_subordinate(p: Passage, first: int, source: int) -> bool:
    """Whether whoever speaks there does so inside a clause that leads in: "while Acme said", "After he said"."""
    if source > first and p.lows[source - 1] in _SUBORDINATORS:
        return source - 1 == first or p.lows[source - 2] in _BEFORE_THEM or p.words[source - 2] == ","
    at = first
    while at < source and p.lows[at] in _BEFORE_THEM:
        at += 1
    asked = at + 1 < source and p.lows[at] in _PUT_TO_THEM and p.lows[at + 1] in _PUT
    if at >= source or not (asked or p.lows[at] in _SUBORDINATORS) or source - at > _LATEST:
        return False
    commas = (i for i in range(at + 1, source) if p.words[i] == "," and p.quoted[i] < 0)
    ceiling = min(len(p.words), source + _LATEST)
    return not any(_opens_clause(p, comma + 1, ceiling) for comma in commas)


def before_main_clause(p: Passage, begin: int, stop: int) -> int:
    """Return the comma before the main clause where one follows what begins there; `stop` where none does."""
    for i in range(begin + 1, stop - 2):
        if p.words[i] == "," and p.quoted[i] < 0 and _opens_clause(p, i + 1, stop):
            return i
    return stop


def _opens_clause(p: Passage, at: int, stop: int) -> bool:
    """Whether a subject and its verb begin there, and no "who …" that only tells more."""
    if p.lows[at] in _RELATIVE:
        return False
    subject = noun_phrase_after(p, at, stop)
    if subject is None:
        return False
    verb = subject[1]
    while verb < stop and p.tags[verb] in _ADVERBS:
        verb += 1
    return verb < stop and is_finite(p, verb)
