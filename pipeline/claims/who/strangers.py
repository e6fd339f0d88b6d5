"""
People a sentence speaks of without a name, any of whom "he" or "she" may stand for: "a policeman", "the gunman".

And where in a sentence somebody stands: as what it may be about, or after a verb, a preposition, as an owner.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.claims.reading.nouns import FEMALE, MALE, PEOPLE, SINGULAR
from pipeline.claims.reading.signs import sign_of
from pipeline.claims.who.name_shapes import is_name_token

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.claims.reading.sentences import Passage

__all__ = ["Stranger", "leads", "strangers_in"]

_ONE = PEOPLE.difference(SINGULAR)
_IS_ONE = sign_of(_ONE)
_DETERMINERS = frozenset({"DT", "PRP$", "POS"})
_BETWEEN = frozenset({"JJ", "JJS", "NN", "NNP", "NNPS", "VBN", "VBG", "CD", "-", "."})
_PREDICATES = frozenset("is was be been being become becomes became as like 's not".split())
_NONE = frozenset({"no", "any", "every", "each", "whichever"})
_FAR = 6
_WITHIN_PHRASE = frozenset({"DT", "JJ", "JJS", "NN", "NNP", "NNPS", "VBN", "CD", "PRP$"})
_OPENING = frozenset("that when while as because if although though after before since where whether until".split())


class Stranger(NamedTuple):
    """Somebody without a name: the noun for them, their gender where it tells, where they stand."""

    token: int
    noun: str
    gender: str
    leads: bool
    """Whether they may be the subject there."""
    quoted: bool
    """Whether somebody speaks of them there, word for word."""


def strangers_in(p: Passage, first: int, last: int) -> Iterator[Stranger]:
    """Yield the single people without a name in a sentence, given as token range; nobody whom a name stands beside."""
    if not p.signs & _IS_ONE:
        return
    for i in [i for i, low in enumerate(p.lows[first:last], first) if low in _ONE]:
        if p.tags[i].startswith("NN") and not _goes_on(p, i, last):
            begin = _determiner(p, i, first)
            if begin is not None and not _describes(p, begin, first):
                noun = p.lows[i]
                gender = "f" if noun in FEMALE else "m" if noun in MALE else ""
                yield Stranger(i, noun, gender, leads(p, first, begin, i + 1), p.quoted[i] >= 0)


def _goes_on(p: Passage, i: int, last: int) -> bool:
    """Whether the phrase is about a name or noun that follows: "the coach Ann Lee", "a child's shoe"."""
    if i + 1 >= last:
        return False
    named = p.words[i + 1] == "," and i + 2 < last and is_name_token(p, i + 2)
    return named or p.tags[i + 1].startswith(("NN", "POS")) or p.words[i + 1] == "-"


def _determiner(p: Passage, i: int, first: int) -> int | None:
    for j in range(i - 1, max(first, i - _FAR) - 1, -1):
        if p.tags[j] in _DETERMINERS or p.lows[j] == "one":
            return None if p.lows[j] in _NONE else j
        if p.tags[j] not in _BETWEEN:
            return None
    return None


def _describes(p: Passage, begin: int, first: int) -> bool:
    """Whether the noun only says what somebody named is: "Ann Lee, a lawyer", "was a lawyer"."""
    if begin <= first:
        return False
    beside = p.words[begin - 1] == "," and begin - 2 >= first and is_name_token(p, begin - 2)
    return beside or p.lows[begin - 1] in _PREDICATES


def leads(p: Passage, first: int, begin: int, end: int) -> bool:
    """Whether what stands there may be the subject: after no preposition or verb, before no "'s" and no noun."""
    if end < len(p.words) and p.tags[end] in {"POS", "NN", "NNS"}:
        return False
    at = begin - 1
    while at >= first and p.tags[at] in _WITHIN_PHRASE:
        at -= 1
    if at < first or p.lows[at] in _OPENING:
        return True
    if p.tags[at] == "CC":
        return at > first and p.words[at - 1] == ","
    return not p.tags[at].startswith(("IN", "TO", "VB", "MD", "POS")) and p.lows[at] != "not"
