"""Stretches of days: months, quarters, seasons, years, and the one among several that a text means."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "Days",
    "Standpoint",
    "after",
    "before",
    "days_around",
    "half",
    "in_some_year",
    "month",
    "months_away",
    "part",
    "quarter",
    "season",
    "week",
    "weekend",
    "year",
]

_MONTHS_OF_SEASON = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_DAY = timedelta(days=1)
_HALF_A_YEAR = timedelta(days=182)
_WEEKEND, _WEEK, _LONGEST_MONTH = 2, 7, 31


class Days(NamedTuple):
    """From `earliest` to `latest`, both included; an end that nobody names is None."""

    earliest: date | None
    latest: date | None


class Standpoint(NamedTuple):
    """
    From where a text looks: the day it was published, if known, and whether the claim is about what will be.

    `future` is None where the claim does not tell.
    """

    today: date | None
    future: bool | None = None


def week(day: date) -> Days:
    """Return the week of a day, Monday to Sunday."""
    monday = day - day.weekday() * _DAY
    return Days(monday, monday + 6 * _DAY)


def weekend(day: date) -> Days:
    """Return Saturday and Sunday of the week of a day."""
    monday = day - day.weekday() * _DAY
    return Days(monday + 5 * _DAY, monday + 6 * _DAY)


def month(of_year: int, number: int) -> Days:
    """Return a month; month 13 is the January after."""
    of_year, number = of_year + (number - 1) // 12, (number - 1) % 12 + 1
    return Days(date(of_year, number, 1), date(of_year, number, monthrange(of_year, number)[1]))


def year(number: int) -> Days:
    """Return a year."""
    return Days(date(number, 1, 1), date(number, 12, 31))


def quarter(of_year: int, number: int) -> Days:
    """Return a quarter of the calendar year: whose business year begins otherwise, the text does not say."""
    return Days(month(of_year, 3 * number - 2).earliest, month(of_year, 3 * number).latest)


def half(of_year: int, number: int) -> Days:
    """Return half a year."""
    return Days(month(of_year, 6 * number - 5).earliest, month(of_year, 6 * number).latest)


def season(of_year: int, name: str) -> Days:
    """Return a season of the northern half of the world, by whole months; winter runs on into the next year."""
    first = _MONTHS_OF_SEASON[name]
    return Days(month(of_year, first).earliest, month(of_year, first + 2).latest)


def months_away(day: date, months: int) -> date:
    """Return the same day so many months away, the last of the month where it has no such day."""
    months += day.month - 1
    of_year, number = day.year + months // 12, months % 12 + 1
    return date(of_year, number, min(day.day, monthrange(of_year, number)[1]))


def part(days: Days, which: str) -> Days:
    """Return the early, middle or late third of some days; of a day or two, all of them."""
    if days.earliest is None or days.latest is None:
        return days
    length = (days.latest - days.earliest).days + 1
    if length <= _WEEKEND:
        return days
    if length > _LONGEST_MONTH:
        return _third_of_months(days.earliest, days.latest, which)
    third = 10 if length > _WEEK else (length + 2) // 3
    first, second = days.earliest + third * _DAY, days.earliest + 2 * third * _DAY
    return {"early": Days(days.earliest, first - _DAY), "mid": Days(first, second - _DAY)}.get(
        which, Days(second, days.latest)
    )


def _third_of_months(start: date, end: date, which: str) -> Days:
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    third = max(1, months // 3)
    first, second = months_away(start, third), months_away(start, 2 * third)
    return {"early": Days(start, first - _DAY), "mid": Days(first, second - _DAY)}.get(which, Days(second, end))


def in_some_year(days: Callable[[int], Days], seen: Standpoint) -> Days | None:
    """
    Return the days in the year that is meant where the text names none.

    The last begun or the next not over, as the claim looks back or ahead; where it does neither, the nearest.
    """
    if seen.today is None:
        return None
    this = days(seen.today.year)
    if this.earliest is None or this.latest is None or this.earliest <= seen.today <= this.latest:
        return this
    over = this.latest < seen.today
    far = abs((this.earliest if not over else this.latest) - seen.today) > _HALF_A_YEAR
    if over and (seen.future or (seen.future is None and far)):
        return days(seen.today.year + 1)
    if not over and (seen.future is False or (seen.future is None and far)):
        return days(seen.today.year - 1)
    return this


def before(days: Days) -> Days:
    """Return all days before some."""
    return Days(None, days.earliest - _DAY if days.earliest is not None else None)


def after(days: Days) -> Days:
    """Return all days after some."""
    return Days(days.latest + _DAY if days.latest is not None else None, None)


def days_around(unit: str, day: date) -> Days:
    """Return the day, week, month, quarter or year that a day lies in."""
    if unit == "week":
        return week(day)
    if unit == "weekend":
        return weekend(day)
    if unit == "month":
        return month(day.year, day.month)
    if unit == "quarter":
        return quarter(day.year, (day.month + 2) // 3)
    if unit == "year":
        return year(day.year)
    if unit == "decade":
        return Days(date(day.year // 10 * 10, 1, 1), date(day.year // 10 * 10 + 9, 12, 31))
    return Days(day, day)
