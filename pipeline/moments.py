"""
Dates as the web writes them, read strictly: an instant, a day, or nothing; never a guess.

General date parsers guess. feedparser 6.0.14 reads `1521712800` as August 2015, a Chinese date as November, and takes
`CET`, `IST` and no zone at all for UTC. What came first depends on instants: better none than a wrong one.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Literal, NamedTuple

__all__ = ["Moment", "Precision", "read_moment", "trusted_moment"]

Precision = Literal["instant", "minute", "day", "month", "year"]

# Zero in Unix time stands for "not set" in more feeds than for New Year 1970.
_EARLIEST = datetime(1971, 1, 1, tzinfo=UTC)
_LATEST_AHEAD = timedelta(days=1)

_CLOCK = (
    r"(?P<hour>\d{1,2}):?(?P<minute>\d{2})(?::?(?P<second>\d{2})(?:[.,]\d+)?)?"
    r"(?:\s*(?P<half>[ap])\.?m\.?(?!\w))?"
)
_ZONE = r"(?:\s*(?P<zone>Z|[+-]\d{1,2}(?::?\d{2})?|(?:UTC|GMT)[+-]\d{1,2}(?::?\d{2})?|[A-Z]{2,5}))?(?:\s*\([^)]*\))?"
_DAY_AND_CLOCK = rf"(?:[\s,]+{_CLOCK}{_ZONE})?"
_WEEKDAY = r"(?:[a-z]{3,9}\.?,?\s+)?"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE | re.ASCII)
    for form in (
        # ISO 8601 and RFC 3339, whole or in part
        rf"(?P<year>\d{{4}})-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}})(?:(?:T|\s+){_CLOCK}{_ZONE})?",
        rf"(?P<year>\d{{4}})(?P<month>\d{{2}})(?P<day>\d{{2}})T{_CLOCK}{_ZONE}",
        r"(?P<year>\d{4})-(?P<month>\d{2})",
        r"(?P<year>\d{4})",
        # RFC 822 and 5322
        _WEEKDAY + r"(?P<day>\d{1,2})[\s-]+(?P<month>[a-z]{3,9})\.?[\s,-]+(?P<year>\d{4}|\d{2})" + _DAY_AND_CLOCK,
        # a day as American papers print it, and asctime
        _WEEKDAY + r"(?P<month>[a-z]{3,9})\.?\s+(?P<day>\d{1,2}),?\s+(?P<year>\d{4})" + _DAY_AND_CLOCK,
        rf"{_WEEKDAY}(?P<month>[a-z]{{3,9}})\s+(?P<day>\d{{1,2}})\s+{_CLOCK}{_ZONE}\s+(?P<year>\d{{4}})",
    )
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
# The only zone names with one meaning: RFC 5322, section 4.3. CET is written all summer, IST has three meanings.
_ZONES = {
    "z": 0,
    "ut": 0,
    "utc": 0,
    "gmt": 0,
    "est": -5,
    "edt": -4,
    "cst": -6,
    "cdt": -5,
    "mst": -7,
    "mdt": -6,
    "pst": -8,
    "pdt": -7,
}


class Moment(NamedTuple):
    """A point in UTC and how finely it is known; a day, month or year is its first midnight where it was written."""

    at: datetime
    precision: Precision


def trusted_moment(raw: str, *, seen_at: datetime) -> Moment | None:
    """Return what `raw` says, or None where it is unreadable, before 1971, or more than a day after it was seen."""
    moment = read_moment(raw)
    if moment is None or not _EARLIEST <= moment.at <= seen_at + _LATEST_AHEAD:
        return None
    return moment


def read_moment(raw: str) -> Moment | None:
    """
    Return the moment a date says: ISO 8601, RFC 3339, RFC 822/5322, asctime, "March 22, 2018"; None for all else.

    A time of day in an unknown zone tells the day only. Years of two digits as RFC 5322 has them (50 is 1950).
    """
    text = raw.strip()
    for form in _FORMS:
        if len(text) < 64 and (found := form.fullmatch(text)):
            return _moment(found.groupdict())
    return None


def _moment(parts: dict[str, str | None]) -> Moment | None:
    try:
        year, month, day = _year(parts["year"] or ""), _month(parts.get("month")), int(parts.get("day") or 1)
        date = datetime(year, month, day, tzinfo=UTC)
        if parts.get("hour") is None:
            return Moment(date, "day" if parts.get("day") else "month" if parts.get("month") else "year")
        zone = _zone(parts.get("zone"))
        clock = date.replace(
            hour=_hour(parts["hour"] or "", parts["half"]),
            minute=int(parts["minute"] or 0),
            second=int(parts["second"] or 0),
        )
        if zone is None:
            return Moment(date, "day")
        return Moment(clock.replace(tzinfo=zone).astimezone(UTC), "minute" if parts["second"] is None else "instant")
    except (ValueError, OverflowError):
        return None


def _year(digits: str) -> int:
    year = int(digits)
    if len(digits) == 2:
        return year + (2000 if year < 50 else 1900)
    return year


def _month(name: str | None) -> int:
    if name is None:
        return 1
    if name.isdigit():
        return int(name)
    month = name.lower()
    if month[:3] not in _MONTHS or not (month == "sept" or _MONTH_NAMES[_MONTHS.index(month[:3])].startswith(month)):
        raise ValueError(name)
    return _MONTHS.index(month[:3]) + 1


def _hour(digits: str, half: str | None) -> int:
    if half is None:
        return int(digits)
    if not 1 <= int(digits) <= 12:
        raise ValueError(digits)
    return int(digits) % 12 + (12 if half.lower() == "p" else 0)


def _zone(name: str | None) -> timezone | None:
    """Return the offset a zone stands for, None where it could be more than one."""
    if name is None:
        return None
    zone = name.lower().removeprefix("utc").removeprefix("gmt") or "gmt"
    if zone in _ZONES:
        return timezone(timedelta(hours=_ZONES[zone]))
    if zone[0] not in "+-":
        return None
    digits = zone[1:].replace(":", "")
    hours, minutes = (int(digits), 0) if len(digits) <= 2 else (int(digits[:-2]), int(digits[-2:]))
    if hours > 14 or minutes > 59:
        raise ValueError(name)
    return timezone((timedelta(hours=hours, minutes=minutes)) * (-1 if zone[0] == "-" else 1))
