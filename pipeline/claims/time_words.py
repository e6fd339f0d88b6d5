"""The words of time expressions, and a text cut into the words and marks that can stand in one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "COUNTS",
    "MONTHS",
    "ORDINALS",
    "SEASONS",
    "UNITS",
    "VAGUE",
    "WEEKDAYS",
    "Word",
    "beginnings",
    "number",
    "telling",
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
today tonight yesterday tomorrow morning night evening afternoon weekend christmas boxing new half q h
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
_LETTERS = re.compile(r"[a-z]+")
_DIGIT = re.compile(r"\d")
_DATED = re.compile(r"[12]\d{3}|\d0s|\d(?:st|nd|rd|th)")
# Possessive quantifiers: whatever stands in the text, each of its characters is looked at once.
_WORD = re.compile(r"\d++(?:,\d{3})*+(?:st|nd|rd|th|s)?|[^\W\d_]++(?:['’]s(?!\w))?|[^\w\s]|_")
_YEAR = re.compile(r"(?:1[6-9]|20)\d\d")


class Word(NamedTuple):
    """A word or mark, small letters in `low` and a possessive "'s" left out of it, which `owns` tells of."""

    low: str
    start: int
    end: int
    capital: bool
    owns: bool


def words_of(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """Return the words and marks of `text[start:end]`; their offsets count from the beginning of `text`."""
    found: list[Word] = []
    for match in _WORD.finditer(text, start, len(text) if end is None else end):
        word, at = match.group(), match.start()
        owns = word[-2:] in {"'s", "’s"}
        if owns:
            word = word[:-2]
        found.append(Word(word.lower(), at, at + len(word), word[0].isupper(), owns))
    return found


def telling(words: Sequence[str], lows: Sequence[str]) -> list[int]:
    """
    Return at which words, in order, there can be something that tells a time; of most sentences none.

    `lows` are the words in small letters. Where nothing but plain numbers could, nothing does.
    """
    near: list[int] = []
    sure = False
    for at, low in enumerate(lows):
        if low.isalpha():
            if low in _KEYS:
                near.append(at)
                sure = sure or low != "may" or words[at] != low
        elif (known := not _KEYS.isdisjoint(_LETTERS.findall(low))) or _DIGIT.search(low) is not None:
            near.append(at)
            sure = sure or known or _DATED.search(low) is not None
    return near if sure else []


def beginnings(words: Sequence[Word]) -> list[int]:
    """Return the words at which an expression can begin, in order: soon before one that no expression is without."""
    near: list[int] = []
    done = 0
    for at, word in enumerate(words):
        if word.low in _KEYS or word.low[0].isdecimal():
            near += (i for i in range(max(done, at - _REACH), at + 1) if _begins(words[i].low))
            done = at + 1
    return near


def _begins(low: str) -> bool:
    return low in _FIRST or not low[0].isalpha()


def number(low: str) -> int | None:
    """Return the number that a word of at most three digits is, "14th" too."""
    digits = low[:-2] if low[-2:] in {"st", "nd", "rd", "th"} else low
    return int(digits) if digits.isdecimal() and digits.isascii() and len(digits) <= 3 else None


def year_number(low: str) -> int | None:
    """Return the year that a word is, from 1600 to 2099: news tells of no others by number alone."""
    return int(low) if _YEAR.fullmatch(low) and low.isascii() else None
