"""Noun phrases and verbs read off part-of-speech tags: what begins at a token, and which words have a tense."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.claims.reading.signs import sign_of

if TYPE_CHECKING:
    from pipeline.claims.reading.sentences import Passage

__all__ = [
    "ALL_OF",
    "FINITE",
    "HEADS",
    "INSIDE",
    "PERIODS",
    "PRONOUNS",
    "STOPS",
    "WEEKDAYS",
    "Range",
    "after_time",
    "before_bracket",
    "counts_in_a_word",
    "first_finite",
    "is_finite",
    "may_be_apposition",
    "noun_phrase_after",
    "opens_quotation",
]

Range = tuple[int, int]
"""First token, one past the last."""

_LONGEST_AFTER = 26
INSIDE = frozenset(
    {"NN", "NNS", "NNP", "NNPS", "JJ", "JJR", "JJS", "DT", "PDT", "CD", "PRP$", "POS", "FW", "VBN", "VBG"}
)
HEADS = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP", "CD", "EX", "WP", "DT"})
PRONOUNS = frozenset({"i", "he", "she", "they", "it", "we", "you", "who", "which", "one"})
_LINKS_AFTER = frozenset({"of", "for", "at", "from", "with", "in", "to", "on", "against", "near", "between", "by", "&"})
STOPS = frozenset(
    "that when while as because if although though but after before since where whether so until unless than or".split()
)
_APPOSITIVES = frozenset(
    {"who", "whose", "which", "one", "formerly", "now", "also", "both", "then", "himself", "herself"}
)
WEEKDAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow tonight earlier later".split()
)
PERIODS = frozenset({"week", "month", "year", "night", "morning", "afternoon", "evening", "day", "weekend", "time"})
_BEGINS_TIME = WEEKDAYS | {"last", "this", "that", "next", "on", "late", "early", "in"}
_MONTHS = frozenset(
    "January February March April May June July August September October November December "
    "Jan. Feb. Mar. Apr. Jun. Jul. Aug. Sep. Sept. Oct. Nov. Dec.".split()
)
_BRACKETS = {")": "(", "]": "[", ">": "<"}
"""What opens a bracket, by what closes it."""
_LONGEST_BRACKET = 14
"""Tokens: "(NYSE: BRK.A, BRK.B)", "(D-Calif.)"."""
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
"""The tags of verbs with tense; most words have another and need no second look."""
_DAYS_OF_THE_MONTH = ("first", "second", "third", "fifth", "th")
"""How the day ends in "on the tenth", "on the 22nd"."""
_SIDES = frozenset({"outside", "inside"})
_AGO = frozenset({"ago", "earlier"})
_TELLS_AGO = sign_of(_AGO)
_IN_A_PHRASE = (INSIDE | HEADS) - {"PRP"}
_DETERMINERS = frozenset("the a an this these those its his her their our my".split())
_BEFORE_DETERMINER = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ"})
ALL_OF = frozenset({"all", "both", "half", "such", "twice", "double", "triple", "quite", "many", "plus"})
_LOOKED_INTO = STOPS | WEEKDAYS | _DETERMINERS | {",", "who", "last", "no"}
"""Words that may end a noun phrase, whatever their tag; most words need no second look."""
_ENDS_NO_PHRASE = frozenset({"CC", "IN", "TO"})


def is_finite(p: Passage, i: int) -> bool:
    """Whether the word is a verb with tense: the mark of a clause."""
    return p.tags[i] in FINITE and p.lows[i] != "like"


def first_finite(p: Passage, first: int, last: int) -> int | None:
    """Return the first verb with tense from token `first` up to, not with, `last`; None where there is none."""
    for i in range(first, last):
        if p.tags[i] in FINITE and p.lows[i] != "like":
            return i
    return None


def before_bracket(p: Passage, end: int, floor: int) -> int:
    """Return where a name ends whose bracket closes right before `end`: "Acme Corp (ACM.N)"; `end` without one."""
    opening = _BRACKETS.get(p.words[end - 1]) if end > floor else None
    if opening is None:
        return end
    for i in range(end - 2, max(floor, end - _LONGEST_BRACKET), -1):
        if p.words[i] == opening:
            return i
        if p.quoted[i] >= 0:
            return end
    return end


def may_be_apposition(p: Passage, at: int) -> bool:
    """Whether what begins at token `at`, after a comma, can describe the name before it."""
    tag = p.tags[at]
    return p.lows[at] in _APPOSITIVES or tag.startswith(("NN", "JJ", "CD", "DT", "VBN", "VBG", "PRP$"))


def after_time(p: Passage, begin: int, ceiling: int) -> int:
    """Return where the words go on after times that begin at token `begin`: "late on Monday", "last week", "in May"."""
    at = begin
    ago = p.signs & _TELLS_AGO and not _AGO.isdisjoint(p.lows[at + 2 : at + 4])
    if at < ceiling and p.lows[at] not in _BEGINS_TIME and not ago:
        return at
    while at < ceiling:
        low, after = p.lows[at], p.lows[at + 1] if at + 1 < ceiling else ""
        if low in WEEKDAYS:
            at += 2 if after in PERIODS else 1
        elif low in {"last", "this", "that", "next"} and after in PERIODS:
            at += 2
        elif low in {"on", "late", "early"} and (after in WEEKDAYS or (after == "on" and low != after)):
            at += 1
        elif low == "on" and after == "the" and at + 2 < ceiling and p.lows[at + 2].endswith(_DAYS_OF_THE_MONTH):
            at += 3
        elif (date := _after_date(p, at, ceiling) or _after_ago(p, at, ceiling)) is not None:
            at = date
        else:
            break
    return at


def _after_date(p: Passage, at: int, ceiling: int) -> int | None:
    """Where "on May 3", "on 3 May" or "in March" ends that begins there."""
    if p.lows[at] not in {"on", "in"}:
        return None
    dated = p.lows[at] == "on"
    month = at + 2 if dated and at + 1 < ceiling and p.tags[at + 1] == "CD" else at + 1
    if month >= ceiling or p.words[month] not in _MONTHS:
        return None
    if month > at + 1 or not dated:
        return month + 1
    return month + 2 if month + 1 < ceiling and p.tags[month + 1] == "CD" else None


def _after_ago(p: Passage, at: int, ceiling: int) -> int | None:
    """Where "two weeks ago" or "a year ago" ends that begins there."""
    for i in range(at + 2, min(ceiling, at + 4)):
        if p.lows[i] in _AGO and p.lows[i - 1].removesuffix("s") in PERIODS:
            return i + 1
    return None


@lru_cache(maxsize=512)
def noun_phrase_after(p: Passage, begin: int, ceiling: int, *, in_quotation: bool = False) -> Range | None:
    """
    Return the noun phrase that begins at token `begin`, with a closed apposition; None when none begins there.

    None begins inside a quotation either, unless `in_quotation` says that the clause looked at is itself a quotation's.
    """
    if begin >= ceiling or (p.quoted[begin] >= 0 and not in_quotation):
        return None
    if (p.lows[begin] in PRONOUNS and not _counts(p, begin, ceiling)) or p.tags[begin] == "PRP":
        return (begin, begin + 1)
    if not (p.tags[begin] in INSIDE or p.tags[begin] in HEADS):
        return None
    end = _phrase_end(p, begin, ceiling)
    while end > begin and (p.tags[end - 1] in _ENDS_NO_PHRASE or p.words[end - 1] == "("):
        end -= 1
    end = before_bracket(p, end, begin)
    if end > begin and p.tags[end - 1] in HEADS:
        return begin, end
    if HEADS.isdisjoint(p.tags[begin:end]) and not any(word[0].isupper() for word in p.words[begin:end]):
        return None
    return begin, end


def _counts(p: Passage, i: int, ceiling: int) -> bool:
    """Whether "one" stands before whom it counts: "one of the officials", "one person close to the talks"."""
    return p.lows[i] == "one" and i + 1 < ceiling and (p.lows[i + 1] == "of" or p.tags[i + 1] in INSIDE)


def _phrase_end(p: Passage, begin: int, ceiling: int) -> int:
    """Where the noun phrase ends that begins there, its apposition or relative clause included."""
    seen = False
    top = min(ceiling, begin + _LONGEST_AFTER)
    quoted, lows, tags, inside = p.quoted, p.lows, p.tags, p.quoted[begin]
    for i in range(begin, top):
        if quoted[i] != inside:
            return i
        if tags[i] in _IN_A_PHRASE and lows[i] not in _LOOKED_INTO:
            seen = seen or tags[i] in HEADS
            continue
        if p.words[i] == ",":
            return _apposition_after(p, i, ceiling) or i
        if seen and p.lows[i] == "who":
            return _relative_end(p, i, ceiling)
        if not _belongs(p, i, top, seen=seen) or (i > begin and _begins_another(p, i)):
            return i
        seen = seen or p.tags[i] in HEADS
    return top


def _belongs(p: Passage, i: int, top: int, *, seen: bool) -> bool:
    """Whether token `i` can stand in the noun phrase; `seen` says that a noun stands left of it already."""
    low, tag = p.lows[i], p.tags[i]
    following = p.tags[i + 1] if i + 1 < top else "."
    if low in STOPS or low in WEEKDAYS or tag == "PRP":
        return False
    if low in {"last", "this"} and i + 1 < top and p.lows[i + 1] in PERIODS:
        return False
    if low == "no" and i + 1 < top and p.lows[i + 1] == "longer":
        return False
    return (
        tag in INSIDE
        or tag in HEADS
        or (tag in {"RBS", "RBR"} and following.startswith("JJ"))
        or (seen and low in _LINKS_AFTER)
        or (low == "and" and following in INSIDE)
        or (low in _SIDES and p.tags[i - 1] == "DT" and following.startswith("NN"))
        or low in {"(", ")", "/", "’", "'"}
        or counts_in_a_word(p, i)
    )


def counts_in_a_word(p: Passage, i: int) -> bool:
    """Return whether a "-" joins a number to what it measures: "a 34-year-old man", "a 10-mile race"."""
    if p.lows[i] != "-" or not 0 < i < len(p.tags) - 1 or p.tags[i - 1] != "CD" or p.tags[i + 1] not in {"JJ", "NN"}:
        return False
    return p.ends[i - 1] == p.starts[i] and p.ends[i] == p.starts[i + 1]


def _begins_another(p: Passage, i: int) -> bool:
    """Whether a determiner right behind a noun begins the next noun phrase: "The first this office knew"."""
    if p.lows[i - 1].endswith("ing"):
        return False  # "Closing the ward would be wrong"
    return p.lows[i] in _DETERMINERS and p.tags[i - 1] in _BEFORE_DETERMINER and p.lows[i - 1] not in ALL_OF


def _apposition_after(p: Passage, comma: int, ceiling: int) -> int | None:
    """Where an apposition ends that the comma opens: at the next comma or the end of the sentence."""
    if comma + 1 >= ceiling or not may_be_apposition(p, comma + 1):
        return None
    for i in range(comma + 1, min(ceiling, comma + 28)):
        if p.quoted[i] >= 0:
            return None
        if p.words[i] in {",", ".", ";"}:
            tensed = first_finite(p, comma + 1, i) is not None
            if tensed and p.lows[comma + 1] not in {"who", "whose", "which"}:
                return None
            if p.words[i] == "," and i - comma <= 3 and (more := _apposition_after(p, i, ceiling)) is not None:
                return more
            return i
    return None


def _relative_end(p: Passage, at: int, ceiling: int) -> int:
    for i in range(at, ceiling):
        if p.words[i] in {",", ".", ";", "—", "–"} or p.quoted[i] >= 0:
            return i
    return ceiling


def opens_quotation(p: Passage, i: int) -> bool:
    """Return whether a quotation begins at token `i`."""
    return p.quoted[i] >= 0 and p.quotes[p.quoted[i]][0] == i
