"""Dates of the calendar: "12 March 2026", "March 3-5", "the 14th", "2026-03-12", "in May", "Q3 2025", "the 1990s"."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from pipeline.claims import calendar_days as calendar
from pipeline.claims.calendar_days import Days, Standpoint
from pipeline.claims.time_words import MONTHS, ORDINALS, SEASONS, WEEKDAYS, number, year_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.claims.time_words import Word

__all__ = ["Found", "Meaning", "calendar_date", "number_of_year"]

Meaning = Callable[[Standpoint], Days | None]
"""The days that are meant, seen from the day of publication; None where they cannot be known from there."""

_MARKS = frozenset({"-", "/", "."})
_RANGE = frozenset({"-", "–", "—", "to", "and"})
_MONTH_COUNT = 12
_COUNTED = frozenset(
    "people metres meters miles kilometres kilometers km jobs workers homes patients cases troops euros %".split()
)
"""After these a number is no year: "in 2000 metres"."""
_ENDS_PHRASE = frozenset(
    '. , ; : ! ? ) ” " and or but in at on of to for with after before by from when as that'.split()
)


class Found(NamedTuple):
    """Days named by the words up to, not with, `end`."""

    end: int
    meaning: Meaning


def calendar_date(words: Sequence[Word], i: int, *, led: bool) -> Found | None:
    """
    Return the date that begins at word `i`.

    `led` says that a word such as "in" or "since" stands before it: without one "May" and "2019" may be anything.
    """
    for read in (_numbered, _day_first, _month_first, _year_part, _decade, _years):
        found = read(words, i)
        if found is not None:
            return found
    return (
        (_month_alone(words, i) or _season_alone(words, i) or _year_alone(words, i) or _day_alone(words, i))
        if led
        else None
    )


def number_of_year(words: Sequence[Word], i: int) -> tuple[int, int | None]:
    """Return where it goes on behind a year at word `i`, a comma or "of" before it allowed, and the year or None."""
    at = i
    if at + 1 < len(words) and words[at].low in {",", "of", "'", "’"}:
        at += 1
    named = year_number(words[at].low) if at < len(words) else None
    return (at + 1, named) if named is not None else (i, None)


def _month_of(words: Sequence[Word], i: int) -> tuple[int, int]:
    """Where it goes on behind a month, and which it is; 0 where none stands there. Months have capitals."""
    if i >= len(words) or words[i].low not in MONTHS or not words[i].capital:
        return i, 0
    short = len(words[i].low) <= 4 and words[i].low not in {"may", "june", "july"}
    dotted = short and i + 1 < len(words) and words[i + 1].low == "." and words[i + 1].start == words[i].end
    return i + 1 + dotted, MONTHS[words[i].low]


def _numbered(words: Sequence[Word], i: int) -> Found | None:
    """2026-03-12 and 12.3.2026 are one day; 3/4/2026 is either of two, and so has none."""
    if i + 4 >= len(words) or words[i + 1].low not in _MARKS or words[i + 3].low != words[i + 1].low:
        return None
    if words[i].end != words[i + 1].start or words[i + 3].end != words[i + 4].start:
        return None
    mark, parts = words[i + 1].low, [words[i + k].low for k in (0, 2, 4)]
    if year_number(parts[0]) and number(parts[1]) and number(parts[2]):
        return _one_day(i + 5, int(parts[0]), int(parts[1]), int(parts[2]))
    of_year, first, second = year_number(parts[2]), number(parts[0]), number(parts[1])
    if of_year is None or not first or not second:
        return None
    if mark == "." or first == second or first > _MONTH_COUNT:
        return _one_day(i + 5, of_year, second, first)
    return _one_day(i + 5, of_year, first, second) if second > _MONTH_COUNT else Found(i + 5, lambda _: None)


def _one_day(end: int, of_year: int, month: int, day: int) -> Found:
    return Found(end, lambda _: Days(date(of_year, month, day), date(of_year, month, day)))


def _day_first(words: Sequence[Word], i: int) -> Found | None:
    """12 March 2026, the 3rd of March, 3-5 May."""
    at = _after_weekday(words, i)
    at += words[at].low == "the" if at < len(words) else 0
    first = _day_number(words, at)
    if not first:
        return None
    at += 1
    last = first
    if at + 1 < len(words) and words[at].low in _RANGE and _day_number(words, at + 1):
        last = _day_number(words, at + 1)
        at += 2
    at += at < len(words) and words[at].low == "of"
    at, month = _month_of(words, at)
    return _dated(words, at, month, (first, last)) if month else None


def _month_first(words: Sequence[Word], i: int) -> Found | None:
    """March 12, 2026; March 3rd; May 3-5."""
    at, month = _month_of(words, _after_weekday(words, i))
    if not month:
        return None
    first = _day_number(words, at)
    if not first:
        end, of_year = number_of_year(words, at)
        return Found(end, lambda _: calendar.month(of_year, month)) if of_year is not None else None
    at += 1
    last = first
    if at + 1 < len(words) and words[at].low in {"-", "–", "to"} and _day_number(words, at + 1):
        last = _day_number(words, at + 1)
        at += 2
    return _dated(words, at, month, (first, last))


def _after_weekday(words: Sequence[Word], i: int) -> int:
    if i >= len(words) or words[i].low not in WEEKDAYS:
        return i
    return i + 2 if i + 1 < len(words) and words[i + 1].low == "," else i + 1


def _day_number(words: Sequence[Word], i: int) -> int:
    day = number(words[i].low) if i < len(words) else None
    return day if day is not None and day <= 31 else 0


def _dated(words: Sequence[Word], at: int, month: int, days: tuple[int, int]) -> Found:
    end, of_year = number_of_year(words, at)
    return _of_year(end, of_year, lambda year: Days(date(year, month, days[0]), date(year, month, days[1])))


def _of_year(end: int, of_year: int | None, days: Callable[[int], Days]) -> Found:
    """The days in the year that is named, or in the one that is meant."""
    if of_year is not None:
        return Found(end, lambda _: days(of_year))
    return Found(end, lambda seen: calendar.in_some_year(days, seen))


def _year_part(words: Sequence[Word], i: int) -> Found | None:
    """The third quarter of 2028, Q3, the first half of the year, H1 2026, summer 2019, the spring of 2019."""
    at = i + 1 if words[i].low == "the" and i + 1 < len(words) else i
    if at + 1 >= len(words):
        return None
    low, behind = words[at].low, words[at + 1].low
    if low in {"q", "h"} and words[at].capital and behind.isdecimal() and words[at].end == words[at + 1].start:
        of_year, count = (calendar.quarter, 4) if low == "q" else (calendar.half, 2)
        which = number(behind) or 0
        end, year = number_of_year(words, at + 2)
        return _of_year(end, year, lambda named: of_year(named, which)) if 1 <= which <= count else None
    if low in ORDINALS and behind == "quarter":
        end, year = _year_of_part(words, at + 2)
        return _of_year(end, year, lambda named: calendar.quarter(named, ORDINALS[low]))
    if low in {"first", "second"} and behind == "half":  # of a match, unless a year is named
        end, year = _year_of_part(words, at + 2)
        return _of_year(end, year, lambda named: calendar.half(named, ORDINALS[low])) if end > at + 2 else None
    if low in SEASONS:
        end, year = number_of_year(words, at + 1)
        return Found(end, lambda _: calendar.season(year, low)) if year is not None else None
    return None


def _year_of_part(words: Sequence[Word], i: int) -> tuple[int, int | None]:
    """A year behind a quarter or half, "of the year" and "of this year" too, which name none."""
    lows = tuple(word.low for word in words[i : i + 3])
    return (i + 3, None) if lows in {("of", "the", "year"), ("of", "this", "year")} else number_of_year(words, i)


def _decade(words: Sequence[Word], i: int) -> Found | None:
    """The 1990s, the '90s."""
    at = i + 1 if words[i].low == "the" else i
    at += at > i and at < len(words) and words[at].low in {"'", "’", "‘"}
    low = words[at].low if at < len(words) else ""
    digits = low.removesuffix("s")
    if digits == low or not digits.endswith("0"):
        return None
    first = year_number(digits)
    if first is None and at > i and len(digits) == 2 and digits.isascii() and digits.isdecimal():
        first = 1900 + int(digits)
    if first is None:
        return None
    return Found(at + 1, lambda _: Days(date(first, 1, 1), date(first + 9, 12, 31)))


def _years(words: Sequence[Word], i: int) -> Found | None:
    """2019-20 and 2019/20, a season or business year: both years, since the text does not say which months."""
    at = i + 1 if words[i].low == "the" else i
    first = year_number(words[at].low) if at + 2 < len(words) else None
    if first is None or words[at + 1].low not in {"-", "–", "/"} or words[at + 1].start != words[at].end:
        return None
    digits = words[at + 2].low
    if words[at + 2].start != words[at + 1].end or digits not in {f"{(first + 1) % 100:02}", str(first + 1)}:
        return None
    end = at + 3
    end += end < len(words) and words[end].low == "season"
    return Found(end, lambda _: Days(date(first, 1, 1), date(first + 1, 12, 31)))


def _month_alone(words: Sequence[Word], i: int) -> Found | None:
    at, month = _month_of(words, i)
    return _of_year(at, None, lambda year: calendar.month(year, month)) if month else None


def _season_alone(words: Sequence[Word], i: int) -> Found | None:
    """The spring: "in" or "since" stand before it."""
    at = i + 1 if words[i].low == "the" else i
    if at >= len(words) or words[at].low not in SEASONS:
        return None
    low = words[at].low
    return _of_year(at + 1, None, lambda year: calendar.season(year, low))


def _year_alone(words: Sequence[Word], i: int) -> Found | None:
    year = year_number(words[i].low)
    counted = i + 1 < len(words) and words[i + 1].low in _COUNTED
    return Found(i + 1, lambda _: calendar.year(year)) if year is not None and not counted else None


def _day_alone(words: Sequence[Word], i: int) -> Found | None:
    """The 14th, with nothing behind it that it could count: "on the 14th floor" is no day."""
    if words[i].low != "the" or i + 1 >= len(words) or not words[i + 1].low.endswith(("st", "nd", "rd", "th")):
        return None
    day = _day_number(words, i + 1)
    counts = i + 2 < len(words) and words[i + 2].low not in _ENDS_PHRASE
    return Found(i + 2, lambda seen: _in_some_month(day, seen)) if day and not counts else None


def _in_some_month(day: int, seen: Standpoint) -> Days | None:
    """That day of this month, or of the one before or after."""
    if seen.today is None:
        return None
    this = seen.today.replace(day=day)
    if seen.future and this < seen.today:
        this = calendar.months_away(this, 1)
    elif not seen.future and this > seen.today:
        this = calendar.months_away(this, -1)
    return Days(this, this) if this.day == day else None
