"""The days a text speaks of: days of the week, dates and years, as far as they tell one event from the next like it."""

from __future__ import annotations

import re
from datetime import date
from itertools import compress
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Days", "days"]

_WEEKDAYS = {
    name: at for at, name in enumerate(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))
}
_NAMES = "january february march april may june july august september october november december".split()
_MONTHS = {name: at for at, name in enumerate(_NAMES, 1)} | {name[:3]: at for at, name in enumerate(_NAMES, 1)}
_MONTHS["sept"] = 9
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")
_YEARS = frozenset(map(str, range(1900, 2100)))
_CALENDAR = _YEARS | _MONTHS.keys() | _WEEKDAYS.keys()
# Words. The day of the event stands in the first paragraphs, the dateline in the first lines.
_OPENING = 140
_FIRST_LINES = 60
_NEW_YEAR = 2_000
"""A leap year, for dates that come without one."""


class Days(NamedTuple):
    """What day it is in a text."""

    weekdays: tuple[int, ...]
    """How often each day of the week, Monday first, stands in the first 140 words."""
    datelines: frozenset[int]
    """Dates with their year in the first 60 words, as ordinals."""
    dates: frozenset[int]
    """Dates in the whole text without their year, as days since 1 January of a leap year."""
    years: frozenset[int]
    """Years in the first 60 words."""


def days(words: Sequence[str]) -> Days:
    """
    Return the days a text speaks of, given as its words in normal form.

    Numbers alone are read as year, month, day only: the other orders differ from country to country.
    """
    weekdays, datelines, dates = [0] * 7, set(), set()
    for at, word in compress(enumerate(words), map(_CALENDAR.__contains__, words)):
        if word in _WEEKDAYS:
            weekdays[_WEEKDAYS[word]] += at < _OPENING
        else:
            day, whole = _date(words, at)
            if day is not None:
                dates.add((day.replace(year=_NEW_YEAR) - date(_NEW_YEAR, 1, 1)).days)
                if whole and at < _FIRST_LINES:
                    datelines.add(day.toordinal())
    years = frozenset(int(word) for word in words[:_FIRST_LINES] if word in _YEARS)
    return Days(tuple(weekdays), frozenset(datelines), frozenset(dates), years)


def _date(words: Sequence[str], at: int) -> tuple[date | None, bool]:
    """Return the date that the word at this place is part of, and whether it comes with its year."""
    after = [*words[at + 1 : at + 3], "", ""]
    if (month := _MONTHS.get(words[at])) is None:
        return _valid(words[at], _number(after[0]), _number(after[1])), True
    if day := _number(after[0]):
        year = after[1]
    else:
        day, year = _number(words[at - 1]) if at else 0, after[0]
    whole = year in _YEARS
    return _valid(year if whole else str(_NEW_YEAR), month, day), whole


def _number(word: str) -> int:
    match = _DAY.fullmatch(word)
    return int(match[1]) if match else 0


def _valid(year: str, month: int, day: int) -> date | None:
    try:
        return date(int(year), month, day)
    except ValueError:
        return None
