"""Dates of the calendar: "12 March 2026", "March 3-5", "the 14th", "2026-03-12", "in May", "Q3 2025", "the 1990s"."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from pipeline.claims.times import calendar_days as calendar
from pipeline.claims.times.calendar_days import Days, Standpoint
from pipeline.claims.times.words import MONTHS, ORDINALS, SEASONS, WEEKDAYS, Words, number, year_number

__all__ = ["Found", "Meaning", "Reader", "calendar_date", "number_of_year"]

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


Reader = Callable[[Words, int], Found | None]
"""Reads the days that begin at a word; None where none do."""


def calendar_date(words: Words, i: int, *, led: bool) -> Found | None:
    """
    Return the date that begins at word `i`.

    `led` says that a word such as "in" or "since" stands before it: without one "May" and "2019" may be anything.
    """
    low = words.lows[i]
    sure, loose = _READERS_OF_NUMBERS if low[0].isdecimal() else _READERS.get(low, _NO_READERS)
    for read in sure + loose if led else sure:
        found = read(words, i)
        if found is not None:
            return found
    return None


def number_of_year(words: Words, i: int) -> tuple[int, int | None]:
    """Return where it goes on behind a year at word `i`, a comma or "of" before it allowed, and the year or None."""
    at = i
    if at + 1 < len(words.lows) and words.lows[at] in {",", "of", "'", "’"}:
        at += 1
    named = year_number(words.lows[at]) if at < len(words.lows) else None
    return (at + 1, named) if named is not None else (i, None)


def _month_of(words: Words, i: int) -> tuple[int, int]:
    """Where it goes on behind a month, and which it is; 0 where none stands there. Months have capitals."""
    if i >= len(words.lows) or words.lows[i] not in MONTHS or not words.capital(i):
        return i, 0
    short = len(words.lows[i]) <= 4 and words.lows[i] not in {"may", "june", "july"}
    dotted = short and i + 1 < len(words.lows) and words.lows[i + 1] == "." and words.joined(i)
    return i + 1 + dotted, MONTHS[words.lows[i]]


def _numbered(words: Words, i: int) -> Found | None:
    """2026-03-12 and 12.3.2026 are one day; 3/4/2026 is either of two, and so has none."""
    if i + 4 >= len(words.lows) or words.lows[i + 1] not in _MARKS or words.lows[i + 3] != words.lows[i + 1]:
        return None
    if not (words.joined(i) and words.joined(i + 3)):
        return None
    mark, parts = words.lows[i + 1], [words.lows[i + k] for k in (0, 2, 4)]
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


def _day_first(words: Words, i: int) -> Found | None:
    """12 March 2026, the 3rd of March, 3-5 May."""
    at = _after_weekday(words, i)
    at += words.lows[at] == "the" if at < len(words.lows) else 0
    first = _day_number(words, at)
    if not first:
        return None
    at += 1
    last = first
    if at + 1 < len(words.lows) and words.lows[at] in _RANGE and _day_number(words, at + 1):
        last = _day_number(words, at + 1)
        at += 2
    at += at < len(words.lows) and words.lows[at] == "of"
    at, month = _month_of(words, at)
    return _dated(words, at, month, (first, last)) if month else None


def _month_first(words: Words, i: int) -> Found | None:
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
    if at + 1 < len(words.lows) and words.lows[at] in {"-", "–", "to"} and _day_number(words, at + 1):
        last = _day_number(words, at + 1)
        at += 2
    return _dated(words, at, month, (first, last))


def _after_weekday(words: Words, i: int) -> int:
    if i >= len(words.lows) or words.lows[i] not in WEEKDAYS:
        return i
    return i + 2 if i + 1 < len(words.lows) and words.lows[i + 1] == "," else i + 1


def _day_number(words: Words, i: int) -> int:
    day = number(words.lows[i]) if i < len(words.lows) else None
    return day if day is not None and day <= 31 else 0


def _dated(words: Words, at: int, month: int, days: tuple[int, int]) -> Found:
    end, of_year = number_of_year(words, at)
    return _of_year(end, of_year, lambda year: Days(date(year, month, days[0]), date(year, month, days[1])))


def _of_year(end: int, of_year: int | None, days: Callable[[int], Days]) -> Found:
    """The days in the year that is named, or in the one that is meant."""
    if of_year is not None:
        return Found(end, lambda _: days(of_year))
    return Found(end, lambda seen: calendar.in_some_year(days, seen))


def _year_part(words: Words, i: int) -> Found | None:
    """The third quarter of 2028, Q3, the first half of the year, H1 2026, summer 2019, the spring of 2019."""
    at = i + 1 if words.lows[i] == "the" and i + 1 < len(words.lows) else i
    if at + 1 >= len(words.lows):
        return None
    low, behind = words.lows[at], words.lows[at + 1]
    if low in {"q", "h"} and words.capital(at) and behind.isdecimal() and words.joined(at):
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


def _year_of_part(words: Words, i: int) -> tuple[int, int | None]:
    """A year behind a quarter or half, "of the year" and "of this year" too, which name none."""
    lows = words.lows[i : i + 3]
    return (i + 3, None) if lows in {("of", "the", "year"), ("of", "this", "year")} else number_of_year(words, i)


def _decade(words: Words, i: int) -> Found | None:
    """The 1990s, the '90s."""
    at = i + 1 if words.lows[i] == "the" else i
    at += at > i and at < len(words.lows) and words.lows[at] in {"'", "’", "‘"}
    low = words.lows[at] if at < len(words.lows) else ""
    digits = low.removesuffix("s")
    if digits == low or not digits.endswith("0"):
        return None
    first = year_number(digits)
    if first is None and at > i and len(digits) == 2 and digits.isascii() and digits.isdecimal():
        first = 1900 + int(digits)
    if first is None:
        return None
    return Found(at + 1, lambda _: Days(date(first, 1, 1), date(first + 9, 12, 31)))


def _years(words: Words, i: int) -> Found | None:
    """2019-20 and 2019/20, a season or business year: both years, since the text does not say which months."""
    at = i + 1 if words.lows[i] == "the" else i
    first = year_number(words.lows[at]) if at + 2 < len(words.lows) else None
    if first is None or words.lows[at + 1] not in {"-", "–", "/"} or not words.joined(at):
        return None
    digits = words.lows[at + 2]
    if not words.joined(at + 1) or digits not in {f"{(first + 1) % 100:02}", str(first + 1)}:
        return None
    end = at + 3
    end += end < len(words.lows) and words.lows[end] == "season"
    return Found(end, lambda _: Days(date(first, 1, 1), date(first + 1, 12, 31)))


def _month_alone(words: Words, i: int) -> Found | None:
    at, month = _month_of(words, i)
    return _of_year(at, None, lambda year: calendar.month(year, month)) if month else None


def _season_alone(words: Words, i: int) -> Found | None:
    """The spring: "in" or "since" stand before it."""
    at = i + 1 if words.lows[i] == "the" else i
    if at >= len(words.lows) or words.lows[at] not in SEASONS:
        return None
    low = words.lows[at]
    return _of_year(at + 1, None, lambda year: calendar.season(year, low))


def _year_alone(words: Words, i: int) -> Found | None:
    year = year_number(words.lows[i])
    counted = i + 1 < len(words.lows) and words.lows[i + 1] in _COUNTED
    return Found(i + 1, lambda _: calendar.year(year)) if year is not None and not counted else None


def _day_alone(words: Words, i: int) -> Found | None:
    """The 14th, with nothing behind it that it could count: "on the 14th floor" is no day."""
    if words.lows[i] != "the" or i + 1 >= len(words.lows) or not words.lows[i + 1].endswith(("st", "nd", "rd", "th")):
        return None
    day = _day_number(words, i + 1)
    counts = i + 2 < len(words.lows) and words.lows[i + 2] not in _ENDS_PHRASE
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


_Readers = tuple[Reader, ...]
_NO_READERS: tuple[_Readers, _Readers] = (), ()
_READERS_OF_NUMBERS: tuple[_Readers, _Readers] = (_numbered, _day_first, _decade, _years), (_year_alone,)
_READERS: dict[str, tuple[_Readers, _Readers]] = {
    **dict.fromkeys(MONTHS, ((_month_first,), (_month_alone,))),
    **dict.fromkeys(WEEKDAYS, ((_day_first, _month_first), ())),
    **dict.fromkeys([*ORDINALS, "q", "h"], ((_year_part,), ())),
    **dict.fromkeys(SEASONS, ((_year_part,), (_season_alone,))),
    "the": ((_day_first, _year_part, _decade, _years), (_season_alone, _day_alone)),
}
"""What can begin with a word, in the order in which it is tried; at the right, what has to be led into."""
