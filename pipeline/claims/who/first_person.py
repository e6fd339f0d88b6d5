"""
"I" and "we" in somebody's own words: put right all through the clause, or left as they were said.

"We lost our licence", Norvik said: "Norvik lost its licence". But "I love my wife" stays, for half of it put right says
what nobody said. Only a verb whose third person is sure is changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.claims.reading.phrases import Range, is_finite

if TYPE_CHECKING:
    from pipeline.claims.reading.sentences import Passage

__all__ = ["FIRST_PERSON", "THIRD", "can_be_put_right", "third_person", "with_s"]

FIRST_PERSON = frozenset({"we", "i"})
_OF_WE = frozenset({"we", "our"})
_ANY = frozenset("i we me us my our mine ours myself ourselves let's".split())
THIRD = {
    "are": "is",
    "am": "is",
    "were": "was",
    "have": "has",
    "do": "does",
    "'m": "is",
    "'re": "is",
    "'ve": "has",
}
"""Auxiliaries as they go with a name."""
_UNCHANGED = frozenset({"MD", "VBD", "VBZ", "VBN", "VBG"})
_SHORTENED = frozenset({"'d", "'ll"})
_PLAIN = frozenset({"VB", "VBP"})
_ADVERBS = frozenset({"RB", "RBR"})
_NOT_YET = frozenset({"had", "could", "would", "should", "might", "must", "may", "can", "will"})


def can_be_put_right(p: Passage, clause: Range, *, body: bool) -> bool:
    """
    Return whether a clause of the first person can be said of a name throughout.

    Of a body "we" and "our" can; of a person nothing but one "I". Each verb after them must be sure.
    """
    first, last = clause
    said = [i for i in range(first, last) if p.lows[i] in _ANY and p.words[i] not in {"US", "ME", "I."}]
    if any(p.lows[i] not in (_OF_WE if body else {"i"}) for i in said) or (not body and len(said) > 1):
        return False
    subjects = [i for i in said if p.lows[i] in FIRST_PERSON]
    return all(_verb_is_sure(p, i + 1, last) and not (i > first and p.lows[i - 1] in THIRD) for i in subjects)


def _verb_is_sure(p: Passage, at: int, last: int) -> bool:
    if at >= last or p.lows[at] in _SHORTENED:
        return False
    verb = at
    while verb < last and p.tags[verb] in _ADVERBS:
        verb += 1
    if verb >= last:
        return False
    past = p.tags[verb] in _UNCHANGED and (is_finite(p, verb) or p.lows[verb] in _NOT_YET)
    if verb > at:
        return past  # "we still think", "I just haven't"
    return past or (p.lows[verb] in THIRD) or (third_person(p, verb) is not None and not _another(p, verb + 1, last))


def _another(p: Passage, begin: int, last: int) -> bool:
    """Whether a second verb goes with the same subject, which would have to change too: "need help and want it"."""
    return any(
        p.tags[i] in _PLAIN and (p.tags[i - 1] == "CC" or (p.tags[i - 1] in _ADVERBS and p.tags[i - 2] == "CC"))
        for i in range(begin + 1, last)
    )


def third_person(p: Passage, i: int) -> str | None:
    """Return the verb after "we" as it goes with a name; None where it stays."""
    low, tag = p.lows[i], p.tags[i]
    if low in THIRD:
        return THIRD[low]
    if tag in _UNCHANGED or (not is_finite(p, i) and tag != "VB"):
        return None
    return with_s(low)


def with_s(verb: str) -> str:
    """Return the third person of a regular verb."""
    if verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        return verb + "es"
    return verb[:-1] + "ies" if verb.endswith("y") and verb[-2:-1] not in "aeiou" else verb + "s"
