"""Days counted from publication: "two weeks ago", "in three days", "over the past year", "in the coming months"."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from pipeline.claims import calendar_days as calendar
from pipeline.claims.calendar_days import Days
from pipeline.claims.time_dates import Found
from pipeline.claims.time_names import day_of_week
from pipeline.claims.time_words import COUNTS, UNITS, WEEKDAYS, number

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from pipeline.claims.calendar_days import Standpoint
    from pipeline.claims.time_words import Word

__all__ = ["counted_days"]

_SEVERAL = 4
"""How many "the coming weeks" are: as many as "a few"."""
_MONTHS_IN = {"month": 1, "quarter": 3, "year": 12, "decade": 120}
_ELSEWHERE = frozenset({"later", "earlier", "afterwards"})


def counted_days(words: Sequence[Word], i: int) -> Found | None:
    """Return the days counted at word `i`."""
    return _ago(words, i) or _ahead(words, i) or _stretch(words, i)


def _count(words: Sequence[Word], i: int) -> tuple[int, int]:
    """Where it goes on behind a count, and how many; 0 where none stands there."""
    if i >= len(words):
        return i, 0
    low, behind = words[i].low, words[i + 1].low if i + 1 < len(words) else ""
    if low == "a" and behind in {"few", "couple"}:
        of = behind == "couple" and i + 2 < len(words) and words[i + 2].low == "of"
        return i + 2 + of, COUNTS[behind]
    count = COUNTS.get(low) or number(low) or 0
    return (i + 1, count) if count and low[-1:].isalnum() else (i, 0)


def _ago(words: Sequence[Word], i: int) -> Found | None:
    """Two weeks ago; a week ago on Monday. "Two days later" counts from something told elsewhere."""
    at, count = _count(words, i)
    unit = UNITS.get(words[at].low) if count and at + 1 < len(words) else None
    if unit is None:
        return None
    if words[at + 1].low in _ELSEWHERE:
        return Found(at + 2, lambda _: None)
    if words[at + 1].low != "ago":
        return None
    if at + 3 < len(words) and words[at + 2].low == "on" and words[at + 3].low in WEEKDAYS:
        day = WEEKDAYS[words[at + 3].low]
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


def _ahead(words: Sequence[Word], i: int) -> Found | None:
    """In three weeks, within a month: where the claim looks back, that is how long something took."""
    if words[i].low not in {"in", "within"}:
        return None
    at, count = _count(words, i + 1)
    unit = UNITS.get(words[at].low) if count and at < len(words) else None
    if unit is None:
        return None
    sure = words[i].low == "in"
    return Found(
        at + 1, lambda seen: _until(seen, count, unit) if seen.future or (sure and seen.future is None) else None
    )


def _until(seen: Standpoint, count: int, unit: str) -> Days | None:
    return Days(seen.today, _away(seen.today, count, unit)) if seen.today is not None else None


def _stretch(words: Sequence[Word], i: int) -> Found | None:
    """Over the next two weeks, in the past year, in the coming months."""
    if (
        words[i].low not in {"in", "over", "during", "within", "for"}
        or i + 3 >= len(words)
        or words[i + 1].low != "the"
    ):
        return None
    which = words[i + 2].low
    if which not in {"next", "coming", "past", "last"}:
        return None
    at, count = _count(words, i + 3)
    unit = UNITS.get(words[at].low) if at < len(words) else None
    if unit is None:
        return None
    count = count or (_SEVERAL if words[at].low.endswith("s") else 1)
    if which in {"next", "coming"}:
        return Found(at + 1, lambda seen: _until(seen, count, unit))
    return Found(at + 1, lambda seen: Days(_away(seen.today, -count, unit), seen.today) if seen.today else None)
