"""
Words that say that something is not so, and where they do not: "not only", "no fewer than", "not until June".

Whether such a word counts for a claim is a question of where it stands; verb_group.py looks only in the right places.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.claims.certainty.weighing import phrases, words

if TYPE_CHECKING:
    from pipeline.claims.reading.sentences import Passage

__all__ = [
    "AFTER_NOT",
    "ANY",
    "HARDLY",
    "NEGATING",
    "NOBODY",
    "NO_ONE",
    "TURNED_BACK",
    "lacks",
    "names_nobody",
    "negates",
    "opener_negates",
    "subject_negates",
]

NEGATING = words("negation", "words")
"""Negate the verb beside them; whether they do there, `negates` tells."""
NOBODY = words("negation", "nobody")
"""Name nobody and nothing; whether they do where they stand, `names_nobody` tells."""
NO_ONE = NOBODY - {"nowhere", "nor", "little"}
"""As the first word of whoever speaks: nobody does."""
_NOT_BEFORE_NOT = words("negation", "not_before_not")
_NOT_BEFORE_NO = words("negation", "not_before_no")
TURNED_BACK = words("negation", "turned_back")
"""Take a negation right before them back: "not without risk"."""
AFTER_NOT = words("negation", "after_not")
"""Words that a "not" in front of them negates by itself: "not everyone", "not a single"."""
HARDLY = words("negation", "hardly")
ANY = words("negation", "any")
_OPENERS = phrases("negation", "openers")
_BEFORE_SUBJECT = frozenset(
    "do does did has have had will would can could may might must should shall is was are were".split()
)
_PHRASE_LONG = 3
_UNTIL_WITHIN = 8
_BEING_LEFT = frozenset("left leaves remain remains remained go goes went gone live lives lived".split())
_ABLE = frozenset({"can", "could", "ca"})
_NO_WAY_OUT = frozenset({"choice", "option", "alternative", "way"})
_BUT = frozenset({"but", "except"})
_MEASURED = frozenset({"than", "later", "sooner"})


def negates(p: Passage, i: int, last: int) -> bool:
    """
    Whether the negating word at token `i` negates its verb.

    What takes it back right after it counts ("not only", "not alone", "cannot but"), and so does an "until" further on:
    what does not open until June opens.
    """
    if i + 1 >= last:
        return True
    after = p.lows[i + 1]
    if after in _NOT_BEFORE_NOT or after in TURNED_BACK or _cannot_help(p, i, last):
        return False
    if p.lows[i] in HARDLY and after == "had":
        return False  # "hardly had it opened when it closed"
    if p.lows[i] == "never" and after in {"mind", "before"}:
        return after == "before"
    if after == "going" and "planned" in p.lows[i : i + 5]:
        return False  # "not going as planned" goes on, only badly
    return p.lows[i - 1] == "could" or not _until_follows(p, i + 1, last)


def _cannot_help(p: Passage, i: int, last: int) -> bool:
    """Whether somebody "cannot help but laugh" or "could not help laughing": they laugh."""
    able = p.lows[i] == "cannot" or p.lows[i - 1] in _ABLE
    if not able or p.lows[i + 1] != "help" or i + 2 >= last:
        return False
    return p.lows[i + 2] == "but" or p.tags[i + 2] == "VBG"


def _until_follows(p: Passage, begin: int, last: int) -> bool:
    for j in range(begin, min(last, begin + _UNTIL_WITHIN)):
        if p.lows[j] == "until":
            return True
        if p.words[j] == ",":
            return False
    return False


def names_nobody(p: Passage, i: int, last: int) -> bool:
    """Whether "no", "nothing", "few" and the like stand at token `i` and mean it: "has no water", not "no doubt"."""
    low = p.lows[i]
    if low not in NOBODY:
        return False
    after = p.lows[i + 1] if i + 1 < last else "."
    if after == ",":
        return False
    if low == "no":
        counted = after == "more" and i + 2 < last and p.lows[i + 2] in _MEASURED
        if after in _NO_WAY_OUT and any(p.lows[j] in _BUT for j in range(i + 2, min(last, i + 5))):
            return False  # "has no choice but to"
        return not (counted or (after in _NOT_BEFORE_NO and after != "more") or after == "longer" or after[0].isdigit())
    return after != "but"


def lacks(p: Passage, event: int, without: int, *, be: bool) -> bool:
    """Whether the "without" behind the verb says "was without water" or "without a single", not "without a trial"."""
    single = p.lows[without + 1 : without + 3] == ("a", "single")
    lacking = p.lows[event] in _BEING_LEFT or (be and p.tags[event] != "VBN")
    return single or (lacking and p.tags[without + 1 : without + 2] != ("VBG",))


def subject_negates(p: Passage, first: int, verb: int) -> bool:
    """Whether the clause of tokens `first` to `verb` begins with nobody: "no one", "neither side", "not everyone"."""
    if first >= verb:
        return False
    low = p.lows[first]
    if low == "not":
        return first + 1 < verb and p.lows[first + 1] in AFTER_NOT
    if low in HARDLY:
        return first + 1 < verb and p.lows[first + 1] in ANY
    return names_nobody(p, first, verb)


def phrase_negates(p: Passage, first: int, verb: int) -> bool:
    """Whether a negative phrase stands right before the verb: "the firm at no time broke the law"."""
    begin = verb - _PHRASE_LONG
    return begin > first and p.lows[begin + 1] == "no" and p.lows[begin:verb] in _OPENERS.get(p.lows[begin], ())


def opener_negates(p: Passage, first: int, last: int) -> bool:
    """Whether the clause begins with a negative phrase and its verb after it: "at no point did", "nor has"."""
    for phrase in _OPENERS.get(p.lows[first], ()):
        end = first + len(phrase)
        if end < last and p.lows[first:end] == phrase and p.lows[end] in _BEFORE_SUBJECT:
            return True
    return False
