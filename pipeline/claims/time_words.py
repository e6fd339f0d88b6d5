"""The words of time expressions, and a text cut into the words and marks that can stand in one."""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = [
    "COUNTS",
    "HINT",
    "MONTHS",
    "ORDINALS",
    "SEASONS",
    "UNITS",
    "VAGUE",
    "WEEKDAYS",
    "Word",
    "number",
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

HINT = re.compile(
    "day|week|month|year|decade|quarter|night|tomorrow|noon|morning|evening|recent|current|previously|soon|earlier|later"
    "|now|moment|time|future|spring|summer|autumn|fall|winter|season|christmas|half|ago|[12][0-9]{3}|[0-9](?:st|nd|rd|th)"
    "|[0-9]0s|[qh][1-4]|" + "|".join(name[:3] for name in _NAMES)
)
"""No expression is without one of them: a sentence that has none is not read for times."""

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


def words_of(text: str) -> list[Word]:
    """Return the words and marks of a text."""
    found: list[Word] = []
    for match in _WORD.finditer(text):
        word = match.group()
        plain = word[:-2] if word[-2:] in {"'s", "’s"} else word
        end = match.start() + len(plain)
        found.append(Word(plain.lower(), match.start(), end, word[0].isupper(), plain != word))
    return found


def number(low: str) -> int | None:
    """Return the number that a word of at most three digits is, "14th" too."""
    digits = low[:-2] if low[-2:] in {"st", "nd", "rd", "th"} else low
    return int(digits) if digits.isdecimal() and digits.isascii() and len(digits) <= 3 else None


def year_number(low: str) -> int | None:
    """Return the year that a word is, from 1600 to 2099: news tells of no others by number alone."""
    return int(low) if _YEAR.fullmatch(low) and low.isascii() else None
