"""Days counted from publication: "two weeks ago", "in three days", "over the past year", "in the coming months"."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from pipeline.claims.times import calendar_days as calendar
from pipeline.claims.times.calendar_days import Days
from pipeline.claims.times.dates import Found
from pipeline.claims.times.names import day_of_week
from pipeline.claims.times.words import COUNTS, UNITS, WEEKDAYS, number

if TYPE_CHECKING:
    from datetime import date

    from pipeline.claims.times.calendar_days import Standpoint
    from pipeline.claims.times.words import Words

__all__ = ["counted_days"]

_SEVERAL = 4
"""How many "the coming weeks" are: as many as "a few"."""
_MONTHS_IN = {"month": 1, "quarter": 3, "year": 12, "decade": 120}
_LEADING = frozenset({"in", "over", "during", "within", "for"})
_ELSEWHERE = frozenset({"later", "earlier", "afterwards"})


def counted_days(words: Words, i: int) -> Found | None:
    """Return the days counted at word `i`."""
    low = words.lows[i]
    if low in _LEADING:
        return _ahead(words, i) or _stretch(words, i)
    return _ago(words, i) if low in COUNTS or low[0].isdecimal() else None


def _count(words: Words, i: int) -> tuple[int, int]:
    """Where it goes on behind a count, and how many; 0 where none stands there."""
    if i >= len(words.lows):
        return i, 0
    low, behind = words.lows[i], words.lows[i + 1] if i + 1 < len(words.lows) else ""
    if low == "a" and behind in {"few", "couple"}:
        of = behind == "couple" and i + 2 < len(words.lows) and words.lows[i + 2] == "of"
        return i + 2 + of, COUNTS[behind]
    count = COUNTS.get(low) or number(low) or 0
    return (i + 1, count) if count and low[-1:].isalnum() else (i, 0)


def _ago(words: Words, i: int) -> Found | None:
    """Two weeks ago; a week ago on Monday. "Two days later" counts from something told elsewhere."""
    at, count = _count(words, i)
    unit = UNITS.get(words.lows[at]) if count and at + 1 < len(words.lows) else None
    if unit is None:
        return None
    if words.lows[at + 1] in _ELSEWHERE:
        return Found(at + 2, lambda _: None)
    if words.lows[at + 1] != "ago":
        return None
    if at + 3 < len(words.lows) and words.lows[at + 2] == "on" and words.lows[at + 3] in WEEKDAYS:
        day = WEEKDAYS[words.lows[at + 3]]
        return Found(at + 4, lambda seen: day_of_week(_away(seen.today, -count, unit), day))
    return Found(at + 2, lambda seen: _around(seen, -count, unit))


def _around(seen: Standpoint, count: int, unit: str) -> Days | None:
    """As exact as the unit, no more: two weeks ago is the week around that day."""
    there = _away(seen.today, count, unit)
    return calendar.days_around("year" if unit == "decade" else unit, there) if there is not None else None


def _away(today: date | None, count: int, unit: str) -> date | None:
    if today is None:
        return None
    if unit in _MONTHS_IN:
        return calendar.months_away(today, count * _MONTHS_IN[unit])
    return today + timedelta(days=count * (7 if unit == "week" else 1))


def _ahead(words: Words, i: int) -> Found | None:
    """In three weeks, within a month: where the claim looks back, that is how long something took."""
    if words.lows[i] not in {"in", "within"}:
        return None
    at, count = _count(words, i + 1)
    unit = UNITS.get(words.lows[at]) if count and at < len(words.lows) else None
    if unit is None:
        return None
    sure = words.lows[i] == "in"
    return Found(
        at + 1, lambda seen: _until(seen, count, unit) if seen.future or (sure and seen.future is None) else None
    )


def _until(seen: Standpoint, count: int, unit: str) -> Days | None:
    return Days(seen.today, _away(seen.today, count, unit)) if seen.today is not None else None


def _stretch(words: Words, i: int) -> Found | None:
    """Over the next two weeks, in the past year, in the coming months."""
    if words.lows[i] not in _LEADING or i + 3 >= len(words.lows) or words.lows[i + 1] != "the":
        return None
    which = words.lows[i + 2]
    if which not in {"next", "coming", "past", "last"}:
        return None
    at, count = _count(words, i + 3)
    unit = UNITS.get(words.lows[at]) if at < len(words.lows) else None
    if unit is None:
        return None
    count = count or (_SEVERAL if words.lows[at].endswith("s") else 1)
    if which in {"next", "coming"}:
        # "declined over the next months": after what, only the text before can tell
        return Found(at + 1, lambda seen: _until(seen, count, unit) if seen.future is not False else None)
    return Found(at + 1, lambda seen: Days(_away(seen.today, -count, unit), seen.today) if seen.today else None)
