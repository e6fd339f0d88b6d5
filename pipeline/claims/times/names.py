"""Days that have a name: dates of the calendar, weekdays, holidays, "last week", "tomorrow", "over the weekend"."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from pipeline.claims.times import calendar_days as calendar
from pipeline.claims.times.calendar_days import Days
from pipeline.claims.times.dates import Found, Meaning, Reader, calendar_date
from pipeline.claims.times.words import SEASONS, WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.claims.times.calendar_days import Standpoint
    from pipeline.claims.times.words import Words

__all__ = ["Found", "Meaning", "day_of_week", "named_days", "running_period"]

_DAY = timedelta(days=1)
_TIMES_OF_DAY = frozenset({"morning", "afternoon", "evening", "night", "lunchtime"})
_PERIODS = frozenset({"week", "month", "year", "quarter", "weekend", "decade"})
_NEIGHBOUR = {"last": -1, "previous": -1, "past": -1, "this": 0, "current": 0, "next": 1, "coming": 1, "following": 1}
_NEXT_TO_TODAY = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}
_FAR: dict[tuple[str, ...], int] = {("the", "day", "before", "yesterday"): -2, ("the", "day", "after", "tomorrow"): 2}
_HOLIDAYS = {
    ("christmas", "eve"): (12, 24),
    ("christmas", "day"): (12, 25),
    ("christmas",): (12, 25),
    ("boxing", "day"): (12, 26),
    ("new", "year", "eve"): (12, 31),
    ("new", "year", "day"): (1, 1),
}


def named_days(words: Words, i: int, *, led: bool) -> Found | None:
    """
    Return the days named at word `i`.

    `led` says that a word such as "in" or "since" stands before it: without one "May" and "2019" may be anything.
    """
    if i >= len(words.lows):
        return None
    dated = calendar_date(words, i, led=led)
    if dated is not None:
        return dated
    for read in _READERS.get(words.lows[i], ()):
        found = read(words, i) if led or read is not _period else None
        if found is not None:
            return found
    return None


def _lows(words: Words, i: int, count: int) -> tuple[str, ...]:
    return words.lows[i : i + count]


def _weekday(words: Words, i: int) -> Found | None:
    """Monday, last Friday night, next Tuesday; "Tuesday of last week", "Monday last week"."""
    which = words.lows[i] if words.lows[i] in {"last", "next", "this", "coming"} else ""
    at = i + 1 if which else i
    if at >= len(words.lows) or words.lows[at] not in WEEKDAYS:
        return None
    day, at = WEEKDAYS[words.lows[at]], at + 1
    if at < len(words.lows) and words.lows[at][:-1] in _TIMES_OF_DAY:
        return None  # "on Sunday mornings" is no one day
    at += at < len(words.lows) and words.lows[at] in _TIMES_OF_DAY
    of = at + (at < len(words.lows) and words.lows[at] == "of")
    lows = _lows(words, of, 2)
    if not which and len(lows) > 1 and lows[0] in {"last", "this", "next"} and lows[1] == "week":
        weeks = _NEIGHBOUR[lows[0]]
        return Found(of + 2, lambda seen: day_of_week(seen.today and seen.today + 7 * weeks * _DAY, day))
    return Found(at, lambda seen: _nearest_weekday(day, which, seen))


def day_of_week(today: date | None, weekday: int) -> Days | None:
    """Return that weekday of the week of a day, None where the day is not known."""
    if today is None:
        return None
    there = today + (weekday - today.weekday()) * _DAY
    return Days(there, there)


def _nearest_weekday(weekday: int, which: str, seen: Standpoint) -> Days | None:
    if seen.today is None:
        return None
    if which in {"next", "coming"} or (seen.future and which != "last"):
        ahead = (weekday - seen.today.weekday()) % 7
        there = seen.today + (ahead or (7 if which == "next" else 0)) * _DAY
    elif which == "this":
        return day_of_week(seen.today, weekday)
    else:
        ago = (seen.today.weekday() - weekday) % 7
        there = seen.today - (ago or (7 if which == "last" else 0)) * _DAY
    return Days(there, there)


def _next_to_today(words: Words, i: int) -> Found | None:
    """Today, tomorrow morning, this evening, last night, the day before yesterday."""
    lows = _lows(words, i, 4)
    far = _FAR.get(lows)
    if far is not None:
        return Found(i + 4, lambda seen: _days_away(far, seen))
    if lows[0] in _NEXT_TO_TODAY:
        end = i + 2 if len(lows) > 1 and lows[1] in _TIMES_OF_DAY else i + 1
        return Found(end, lambda seen: _days_away(_NEXT_TO_TODAY[lows[0]], seen))
    if len(lows) > 1 and lows[1] in _TIMES_OF_DAY and (lows[0] == "this" or lows[:2] == ("last", "night")):
        return Found(i + 2, lambda seen: _days_away(0 if lows[0] == "this" else -1, seen))
    return None


def _days_away(days: int, seen: Standpoint) -> Days | None:
    if seen.today is None:
        return None
    there = seen.today + days * _DAY
    return Days(there, there)


def _so_far(words: Words, i: int) -> Found | None:
    """Earlier this year, later this month, so far this week."""
    begins = 2 if _lows(words, i, 2) == ("so", "far") else 1
    lows = _lows(words, i + begins, 2)
    if (begins == 1 and words.lows[i] not in {"earlier", "later"}) or len(lows) < 2 or lows[0] != "this":
        return None
    unit, later = lows[1], words.lows[i] == "later"
    if unit not in _PERIODS:
        return None

    def meaning(seen: Standpoint) -> Days | None:
        if seen.today is None:
            return None
        whole = calendar.days_around(unit, seen.today)
        return Days(seen.today, whole.latest) if later else Days(whole.earliest, seen.today)

    return Found(i + begins + 2, meaning)


def _neighbour(words: Words, i: int) -> Found | None:
    """Last month, this weekend, next summer, last May."""
    lows = _lows(words, i, 2)
    if len(lows) < 2 or lows[0] not in _NEIGHBOUR:
        return None
    away = _NEIGHBOUR[lows[0]]
    if lows[1] in _PERIODS:
        told = lows[0] in {"next", "following"} and i > 0 and words.lows[i - 1] == "the"
        return Found(
            i + 2, lambda seen: _period_away(lows[1], away, seen) if not (told and seen.future is False) else None
        )
    days = calendar_date(words, i + 1, led=True)
    if days is None or not (lows[1] in SEASONS or words.capital(i + 1)):
        return None
    if lows[1] in SEASONS:
        return Found(i + 2, lambda seen: _season_away(lows[1], away, seen))
    ahead = {-1: False, 0: None, 1: True}[away]
    return Found(days.end, lambda seen: days.meaning(seen._replace(future=ahead)))


def _period_away(unit: str, away: int, seen: Standpoint) -> Days | None:
    if seen.today is None:
        return None
    days = calendar.days_around(unit, seen.today)
    if away and days.earliest is not None and days.latest is not None:
        neighbour = days.latest + _DAY if away > 0 else days.earliest - (6 if unit == "weekend" else 1) * _DAY
        return calendar.days_around(unit, neighbour)
    return days


def _season_away(name: str, away: int, seen: Standpoint) -> Days | None:
    """The season that runs or comes this year; the last one over; the next one to begin."""
    today = seen.today
    if today is None:
        return None
    four = [calendar.season(today.year + years, name) for years in (-2, -1, 0, 1)]
    if away < 0:
        return next(days for days in reversed(four) if days.latest is not None and days.latest < today)
    if away > 0:
        return next((days for days in four if days.earliest is not None and days.earliest > today), None)
    running = (days for days in four if days.earliest and days.latest and days.earliest <= today <= days.latest)
    return next(running, four[2])


def _period(words: Words, i: int) -> Found | None:
    """The weekend; the week, month or year, where the end or start of it is spoken of."""
    lows = _lows(words, i, 5)
    if lows[:3] == ("most", "of", "the"):
        i, lows = i + 3, lows[3:]
    elif lows[0] == "the":
        i, lows = i + 1, lows[1:]
    else:
        return None
    if lows[:1] == ("weekend",):
        return Found(i + 1, _the_weekend)
    return None


def _the_weekend(seen: Standpoint) -> Days | None:
    """The one that runs, else the coming one where the claim looks ahead, else the last."""
    if seen.today is None:
        return None
    days = calendar.weekend(seen.today)
    running = days.earliest is not None and days.earliest <= seen.today
    return days if running or seen.future else calendar.weekend(seen.today - 7 * _DAY)


def running_period(words: Words, i: int) -> Found | None:
    """Return "the year" or "the week", which are days only where their end or beginning is spoken of."""
    lows = _lows(words, i, 2)
    there = len(lows) > 1 and lows[0] == "the" and lows[1] in _PERIODS
    return Found(i + 2, lambda seen: _period_away(lows[1], 0, seen)) if there else None


def _holiday(words: Words, i: int) -> Found | None:
    lows = next((lows for count in (3, 2, 1) if (lows := _lows(words, i, count)) in _HOLIDAYS), None)
    if lows is None or not words.capital(i):
        return None
    days = _yearly(*_HOLIDAYS[lows])
    return Found(i + len(lows), lambda seen: calendar.in_some_year(days, seen))


def _yearly(month: int, day: int) -> Callable[[int], Days]:
    return lambda year: Days(date(year, month, day), date(year, month, day))


_READERS: dict[str, tuple[Reader, ...]] = {
    **dict.fromkeys(WEEKDAYS, (_weekday,)),
    **dict.fromkeys(_NEIGHBOUR, (_neighbour,)),
    **dict.fromkeys(["last", "this"], (_weekday, _next_to_today, _neighbour)),
    **dict.fromkeys(["next", "coming"], (_weekday, _neighbour)),
    **dict.fromkeys(_NEXT_TO_TODAY, (_next_to_today,)),
    **dict.fromkeys(["earlier", "later", "so"], (_so_far,)),
    **dict.fromkeys(["christmas", "boxing", "new"], (_holiday,)),
    "the": (_next_to_today, _period),
    "most": (_period,),
}
"""What can begin with a word, in the order in which it is tried."""
