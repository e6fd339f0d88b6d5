"""The words of time expressions, and a text cut into the words and marks that can stand in one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.claims.reading.remembered import Remembered
from pipeline.claims.reading.runs import Runs
from pipeline.claims.reading.signs import sign_where

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.claims.reading.sentences import Passage

__all__ = [
    "COUNTS",
    "MONTHS",
    "ORDINALS",
    "SEASONS",
    "TELLS_TIME",
    "UNITS",
    "VAGUE",
    "WEEKDAYS",
    "Words",
    "beginnings",
    "number",
    "telling",
    "words_between",
    "words_of",
    "year_number",
]

_NAMES = "january february march april may june july august september october november december".split()
MONTHS: dict[str, int] = {
    **{name: at for at, name in enumerate(_NAMES, 1)},
    **{name[:3]: at for at, name in enumerate(_NAMES, 1)},
    "sept": 9,
}
WEEKDAYS: dict[str, int] = {
    name: at for at, name in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())
}
SEASONS = frozenset({"spring", "summer", "autumn", "fall", "winter"})
ORDINALS: dict[str, int] = {name: at for at, name in enumerate("first second third fourth".split(), 1)}
_SPELLED = "one two three four five six seven eight nine ten eleven twelve".split()
COUNTS: dict[str, int] = {
    **{name: at for at, name in enumerate(_SPELLED, 1)},
    "a": 1,
    "an": 1,
    "couple": 2,
    "few": 4,
    "several": 5,
}
"""How many are meant; "a few" and "several" are as many as people name when asked, about four and five."""
UNITS: dict[str, str] = {
    form: unit for unit in ("day", "week", "month", "quarter", "year", "decade") for form in (unit, unit + "s")
}
_VAGUE = """
just recently; in recent days; in recent weeks; in recent months; in recent years; at the moment; at the time;
in the near future; in the future; the following day; the following week; the following month; the following year;
the next day; the next morning; the same day; days ago; weeks ago; months ago; years ago; decades ago;
recently; currently; previously; soon; now; overnight; earlier; later
"""
VAGUE: tuple[tuple[str, ...], ...] = tuple(tuple(phrase.split()) for phrase in _VAGUE.split(";"))
"""Say when, and name no day: after something told elsewhere, or about now. The longer stand first."""

_TELLING = """
today tonight yesterday tomorrow morning night evening afternoon weekend christmas boxing half q h
ago later earlier recently currently previously soon now overnight moment time future afterwards
"""
_KEYS = frozenset([*MONTHS, *WEEKDAYS, *SEASONS, *UNITS, *_TELLING.split()])
"""No expression is without one of them, or a number."""
_REACH = 7
"""Words before the first of those that an expression begins, at most: "until the end of the third quarter"."""
_OPENING = """
on in at during over within for since until till by before after from through between as
the last next this previous past current coming following earlier later so most early mid late
today tonight yesterday tomorrow christmas boxing new q h start beginning middle end
"""
_FIRST = frozenset([*MONTHS, *WEEKDAYS, *SEASONS, *COUNTS, *(phrase[0] for phrase in VAGUE), *_OPENING.split()])
_TELL_NOTHING = frozenset({*",.:;!?()“”\"‘’'—–-", "'s", "n't"})
"""The marks that most sentences have; what else is no plain word is looked into."""
_POSSESSIVE = frozenset({"'s", "’s"})
_LETTERS = re.compile(r"[a-z]+")
_DIGIT = re.compile(r"\d")
_DATED = re.compile(r"[12]\d{3}|\d0s|\d(?:st|nd|rd|th)")
# Possessive quantifiers: whatever stands in the text, none of its characters is looked at more than twice.
_WORD = re.compile(
    r"[A-Za-z]++(?=[ ,.])"  # most words, sooner seen
    r"|\d++(?:,\d{3})*+(?:st|nd|rd|th|s)?|[^\W\d_]++(?:['’]s(?!\w))?|[^\w\s]|_"
)
_RUNS = Runs(_WORD, lambda word: (word.lower(),))
_YEAR = re.compile(r"(?:1[6-9]|20)\d\d")


@dataclass(slots=True, eq=False)
class Words:
    """
    The words and marks of a text in parallel columns: each in small letters, and where it begins and ends.

    A possessive "'s" is left out of its word; `owning` tells which words had one.
    """

    text: str
    lows: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    owning: frozenset[int]

    def capital(self, i: int) -> bool:
        """Whether word `i` begins with a capital letter."""
        return self.text[self.starts[i]].isupper()

    def joined(self, i: int) -> bool:
        """Whether word `i + 1` follows with no space between."""
        return self.ends[i] == self.starts[i + 1]


def words_of(text: str, start: int = 0, end: int | None = None) -> Words:
    """Return the words and marks of `text[start:end]`; their offsets count from the beginning of `text`."""
    columns = _RUNS.columns(text, start, len(text) if end is None else end)
    starts, ends_of_all, all_lows = columns or ((), (), ())
    if _POSSESSIVE.isdisjoint([low[-2:] for low in all_lows]):
        return Words(text, all_lows, starts, ends_of_all, frozenset())
    lows, ends = [*all_lows], [*ends_of_all]
    owning = frozenset([i for i, low in enumerate(lows) if low[-2:] in _POSSESSIVE])
    for i in owning:
        lows[i] = lows[i][:-2]
        ends[i] -= 2
    return Words(text, tuple(lows), starts, tuple(ends), owning)


def words_between(p: Passage, first: int, last: int) -> Words:
    """Return the words and marks of tokens `first` to `last`, which most often are the tokens themselves."""
    if all(_IS_TOKEN.of_each(p.words[first:last])):
        return Words(p.text, p.lows[first:last], p.starts[first:last], p.ends[first:last], frozenset())
    return words_of(p.text, *p.span(first, last))


_IS_TOKEN = Remembered(lambda word: _WORD.findall(word) == [word] and word[-2:] not in _POSSESSIVE)
"""Whether a token is one word or mark here too: "mid-March" is three, and an "'s" belongs to the word before."""


def telling(words: Sequence[str], lows: Sequence[str]) -> list[int]:
    """
    Return at which words, in order, there can be something that tells a time; of most sentences none.

    `lows` are the words in small letters. Where nothing but plain numbers could, nothing does.
    """
    near = [at for at, low in enumerate(lows) if _TOLD_BY[low] is not None and (low != "may" or words[at] != "may")]
    return near if any(_TOLD_BY[lows[at]] for at in near) else []


def _told_by(low: str) -> bool | None:
    """Whether a word is sure to tell a time, or could beside one that is, as a plain number could; None otherwise."""
    if low in _KEYS:
        return True
    if low.isalpha() or low in _TELL_NOTHING:
        return None
    if not _KEYS.isdisjoint(_LETTERS.findall(low)):
        return True
    return _DATED.search(low) is not None if _DIGIT.search(low) is not None else None


_TOLD_BY = Remembered(_told_by)
TELLS_TIME = sign_where(_told_by)
"""Of a paragraph in which anything is sure to tell a time."""


def beginnings(lows: Sequence[str]) -> list[int]:
    """Return the words at which an expression can begin, in order: soon before one that no expression is without."""
    near: list[int] = []
    done = 0
    for at, low in enumerate(lows):
        if low in _KEYS or low[0].isdecimal():
            near += [i for i in range(max(done, at - _REACH), at + 1) if lows[i] in _FIRST or lows[i][0].isdecimal()]
            done = at + 1
    return near


def number(low: str) -> int | None:
    """Return the number that a word of at most three digits is, "14th" too."""
    digits = low[:-2] if low[-2:] in {"st", "nd", "rd", "th"} else low
    return int(digits) if digits.isdecimal() and digits.isascii() and len(digits) <= 3 else None


def year_number(low: str) -> int | None:
    """Return the year that a word is, from 1600 to 2099: news tells of no others by number alone."""
    return int(low) if _YEAR.fullmatch(low) and low.isascii() else None
