"""
Dates as the web writes them, read strictly: an instant, a day, or nothing; never a guess.

General date parsers guess. feedparser 6.0.14 reads `1521712800` as August 2015, a Chinese date as November, and takes
`CET`, `IST` and no zone at all for UTC. What came first depends on instants: better none than a wrong one.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Moment", "Precision", "read_moment", "trusted_moment"]

Precision = Literal["instant", "minute", "day", "month", "year"]

# Zero in Unix time stands for "not set" in more feeds than for New Year 1970.
_EARLIEST = datetime(1971, 1, 1, tzinfo=UTC)
_LATEST_AHEAD = timedelta(days=1)
_LONGEST = 64

# Ten digits are seconds since 1970 (from 2001 on), thirteen are milliseconds.
_EPOCH = re.compile(r"(?P<seconds>[0-9]{10})(?P<thousandths>[0-9]{3})?(?:\.[0-9]{1,9})?")
_CLOCK = (
    r"(?P<hour>[0-9]{1,2})[:h]?(?P<minute>[0-9]{2})(?::?(?P<second>[0-9]{2})(?:[.,][0-9]+)?)?"
    r"(?:\s*(?P<half>[ap])\.?m\.?(?!\w))?(?:\s*(?:uhr|hrs|h|ч)\b\.?)?"
)
_ZONE = (
    r"(?:\s*(?P<zone>Z|[+-][0-9]{1,2}(?::?[0-9]{2})?|(?:UTC|GMT)[+-][0-9]{1,2}(?::?[0-9]{2})?|[A-Z]{1,5}"
    r"|[A-Z]+/[A-Z_/]+))?(?:\s*\([^)]*\)|\[[^\]]*\])?"
)
_AT = r"(?:\s*[|·–-]\s*|[\s,]+)(?:(?:at|um|om|à|às|alle|a\s+las|в)\s+)?"
_DAY_AND_CLOCK = rf"(?:{_AT}{_CLOCK}{_ZONE})?"
_WEEKDAY = r"(?:[^\W\d_]{2,12}(?:-feira)?\.?,?\s+)?"
_MONTH = r"(?P<month>[^\W\d_]{3,10})"
# 오후 2:05, 14時05分: without a zone they tell the day only, so that the hour need not be known.
_HALF_A_DAY = r"(?:[^\W\d_]{2})?\s*[0-9]{1,2}\s*[:時时点시]\s*(?:[0-9]{1,2}\s*[分분]?)?(?::[0-9]{2})?"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        # ISO 8601 and RFC 3339, whole or in part
        rf"(?P<year>[0-9]{{4}})-(?P<month>[0-9]{{1,2}})-(?P<day>[0-9]{{1,2}})(?:(?:T|\s+){_CLOCK}{_ZONE})?",
        rf"(?P<year>[0-9]{{4}})(?P<month>[0-9]{{2}})(?P<day>[0-9]{{2}})T{_CLOCK}{_ZONE}",
        r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})",
        r"(?P<year>[0-9]{4})",
        # RFC 822 and 5322, and a day as most of the world prints it
        (
            rf"{_WEEKDAY}(?P<day>[0-9]{{1,2}})(?:\.|er|º|°|st|nd|rd|th)?[\s-]+(?:de\s+|of\s+)?{_MONTH}\.?[\s,-]+(?:de\s+)?"
            rf"(?P<year>[0-9]{{4}}|[0-9]{{2}})(?:\s*г\.?)?{_DAY_AND_CLOCK}"
        ),
        # a day as American papers print it, and asctime
        rf"{_WEEKDAY}{_MONTH}\.?\s+(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>[0-9]{{4}}){_DAY_AND_CLOCK}",
        rf"{_WEEKDAY}{_MONTH}\s+(?P<day>[0-9]{{1,2}})\s+{_CLOCK}{_ZONE}\s+(?P<year>[0-9]{{4}})",
        # year first, as in East Asia
        (
            r"(?P<year>[0-9]{4})\s*[年년./]\s*(?P<month>[0-9]{1,2})\s*[月월./]\s*(?P<day>[0-9]{1,2})\s*[日일号.]?"
            rf"(?:\s*[(（][^\W\d_]{{1,3}}[)）])?(?:[\s,]*(?:{_CLOCK}{_ZONE}|{_HALF_A_DAY}))?"
        ),
    )
)
# 22/03/2018 and 03/22/2018 can mean one day only, 03/04/2018 can mean two.
_NUMBERS = re.compile(
    rf"(?P<one>[0-9]{{1,2}})(?P<sep>[./-])(?P<other>[0-9]{{1,2}})(?P=sep)(?P<year>[0-9]{{4}}){_DAY_AND_CLOCK}"
)
# English, German, French, Spanish, Italian, Portuguese, Dutch, Russian: no name means two months.
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar jänner janv janvier ene enero gen gennaio janeiro januari янв января январь",
            "feb february februar fév févr février febrero febbraio fev fevereiro februari фев февр февраля февраль",
            "mar march märz mär mrz maerz mars marzo março mrt maart мар марта март",
            "apr april avr avril abr abril aprile апр апреля апрель",
            "may mai mayo mag maggio maio mei мая май",
            "jun june juni juin junio giu giugno junho июн июня июнь",
            "jul july juli juil juillet julio lug luglio julho июл июля июль",
            "aug august août aout ago agosto augustus авг августа август",
            "sep sept september septembre septiembre setiembre set sett settembre setembro сен сент сентября сентябрь",
            "oct october okt oktober octobre octubre ott ottobre out outubro окт октября октябрь",
            "nov november novembre noviembre novembro ноя нояб ноября ноябрь",
            "dec december dez dezember déc décembre dic diciembre dicembre dezembro дек декабря декабрь",
        ),
        start=1,
    )
    for name in names.split()
}
# The only zone names with one meaning: those of RFC 5322, section 4.3, and a few that nobody else uses. CET is written
# all summer, IST and BST have three meanings, RFC 822 gave the letters of the military the wrong sign.
_ZONES = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8,
    "pdt": -7, "cest": 2, "eest": 3, "jst": 9, "kst": 9, "hkt": 8, "aest": 10, "aedt": 11,
}  # fmt: skip


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
    Return the moment a date says, None where it cannot be read without guessing.

    ISO 8601, RFC 3339, RFC 822/5322, asctime, seconds and milliseconds since 1970, and days as eleven languages print
    them ("March 22, 2018", "22. März 2018", "2018年3月22日"). A time of day in an unknown zone tells the day only.
    Years of two digits as RFC 5322 has them (50 is 1950); days and months in numbers only where one is above twelve.
    """
    text = unicodedata.normalize("NFC", raw.strip())
    if len(text) >= _LONGEST:
        return None
    if epoch := _EPOCH.fullmatch(text):
        return Moment(datetime.fromtimestamp(int(epoch["seconds"]), UTC), "instant")
    if numbers := _NUMBERS.fullmatch(text):
        return _moment(numbers.groupdict() | _in_order(int(numbers["one"]), int(numbers["other"])))
    return next((_moment(found.groupdict()) for form in _FORMS if (found := form.fullmatch(text))), None)


def _in_order(one: int, other: int) -> dict[str, str | None]:
    """Return which of two numbers is the day, and no month where both could be."""
    if one == other or other > 12:
        return {"month": str(one), "day": str(other)}
    return {"month": str(other) if one > 12 else "0", "day": str(one)}


def _moment(parts: Mapping[str, str | None]) -> Moment | None:
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
    except (KeyError, ValueError, OverflowError):
        return None


def _year(digits: str) -> int:
    year = int(digits)
    if len(digits) == 2:
        return year + (2000 if year < 50 else 1900)
    return year


def _month(name: str | None) -> int:
    if name is None:
        return 1
    return int(name) if name.isdigit() else _MONTHS[name.lower()]


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
