"""
Time expressions and the interval of days each one names, counted from the day of publication.

A small grammar of its own: a general date parser read 6 of the 21 expressions in the seed articles. Never a single
made-up day: "last month" is a whole month, "recently" is text without an interval. Without a day of publication only
expressions that carry their own date get an interval.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.models import TimeReference

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["time_reference"]

_MONTHS = "january february march april may june july august september october november december".split()
_SHORT_MONTHS = {name[:3]: number for number, name in enumerate(_MONTHS, 1)}
_MONTH = r"(?:" + "|".join(_MONTHS) + r"|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.)"
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_NUMBERS = {word: number for number, word in enumerate("one two three four five six seven eight nine ten".split(), 1)}
_NUMBERS |= {"a": 1, "an": 1, "several": 5, "few": 4, "couple": 2}
_COUNT = r"(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|an?(?:\s+(?:few|couple(?:\s+of)?))?|several|few)"
_UNIT = r"(?:day|week|month|year|decade)s?"
_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365, "decade": 3650}

_EXPRESSION = re.compile(
    rf"(?P<dated>\b(?:on\s+)?{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+(?:of\s+)?\d{{4}})?\b|\b(?:on\s+)?\d{{1,2}}\s+{_MONTH}(?:\s+\d{{4}})?(?!\w))"
    rf"|(?P<monthyear>\b(?:in|since|by|last|until|from)?\s*{_MONTH},?\s+(?:of\s+)?(?:19|20)\d\d\b)"
    rf"|(?P<inmonth>\b(?:in|since|by|last|next|this|early|late)\s+(?:early\s+|late\s+|mid-)?{_MONTH}(?!\s*\d)(?!\w))"
    r"|(?P<quarter>\b(?:the\s+)?(?:first|second|third|fourth)\s+quarter(?:\s+of\s+(?:19|20)\d\d)?\b)"
    r"|(?P<year>\b(?:in|since|by|until|from|before|after|during)\s+(?:early\s+|late\s+|mid-)?(?:19|20)\d\d\b)"
    rf"|(?P<ago>\b{_COUNT}\s+{_UNIT}\s+(?:ago|earlier)\b)"
    rf"|(?P<ahead>\b(?:in|within)\s+(?:the\s+next\s+)?{_COUNT}\s+{_UNIT}(?:['’]\s+time)?\b)"
    rf"|(?P<over>\b(?:in|over|during|within|for)\s+the\s+(?:next|coming)\s+(?:{_COUNT}\s+)?{_UNIT}\b)"
    rf"|(?P<past>\b(?:in|over|during|within|for)\s+the\s+(?:past|last)\s+(?:{_COUNT}\s+)?{_UNIT}\b)"
    r"|(?P<relative>\b(?:(?P<which>earlier\s+this|later\s+this|this|last|next|the\s+end\s+of\s+the|the\s+end\s+of\s+this)"
    r"\s+(?P<period>week|month|year|weekend|quarter)))\b"
    r"|(?P<weekday>\b(?:on\s+|last\s+|next\s+)?(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b)"
    r"|(?P<day>\b(?:today|tonight|yesterday|tomorrow|this\s+(?:morning|afternoon|evening))\b)"
    r"|(?P<vague>\b(?:just\s+recently|recently|currently|previously|at\s+the\s+moment|in\s+the\s+(?:near\s+)?future"
    r"|soon|earlier(?=,)|now|later)\b)",
    re.IGNORECASE,
)


_HINT = re.compile(
    "day|week|month|year|decade|quarter|tonight|tomorrow|morning|evening|afternoon|now|recently|currently|previously|soon"
    "|earlier|later|moment|future|19|20|" + "|".join(name[:3] for name in _MONTHS)
)
"""No expression is without one of them. The grammar is slow, so it looks at their surroundings only."""
_AROUND = 34


@lru_cache(maxsize=256)
def time_reference(text: str, anchor: date | None = None, *, future: bool = False) -> TimeReference | None:
    """
    Return the first and most definite time expression of the text with its interval, or None where it has none.

    `anchor` is the day of publication. `future` says that the claim is about what will be: "on Friday" is then the
    next one. Both ends are days, included.
    """
    best: re.Match[str] | None = None
    for match in _expressions(text):
        if best is None or (best.lastgroup == "vague" and match["vague"] is None):
            best = match
    if best is None:
        return None
    interval = _interval(best, anchor, future=future)
    earliest, latest = interval if interval is not None else (None, None)
    return TimeReference(text=best.group().strip(), earliest=earliest, latest=latest)


def _expressions(text: str) -> Iterator[re.Match[str]]:
    """Yield the time expressions of the text, in order."""
    done = 0
    for hint in _HINT.finditer(text.lower()):
        if hint.end() <= done:
            continue
        match = _EXPRESSION.search(text, max(done, hint.start() - _AROUND), hint.end() + _AROUND)
        if match is not None:
            done = match.end()
            yield match


def _interval(match: re.Match[str], anchor: date | None, *, future: bool) -> tuple[date, date] | None:
    low = match.group().lower()
    try:
        for name in ("dated", "monthyear", "year", "quarter"):
            if match[name]:
                return _own_date(name, low, anchor, future=future)
        return None if anchor is None else _from_anchor(match, low, anchor, future=future)
    except (ValueError, OverflowError):
        return None  # 31 February, or a count of years that leaves the calendar


def _own_date(name: str, low: str, anchor: date | None, *, future: bool) -> tuple[date, date] | None:
    year_match = re.search(r"\b(?:19|20)\d\d\b", low)
    year = int(year_match.group()) if year_match else (anchor.year if anchor else None)
    if year is None:
        return None
    if name == "year":
        return _open_ended(low, date(year, 1, 1), date(year, 12, 31), anchor)
    if name == "quarter":
        quarter = ["first", "second", "third", "fourth"].index(
            next(w for w in low.split() if w in {"first", "second", "third", "fourth"})
        )
        return date(year, 3 * quarter + 1, 1), _month_end(year, 3 * quarter + 3)
    month = _month_number(low)
    if name == "monthyear":
        return _open_ended(low, date(year, month, 1), _month_end(year, month), anchor)
    number = re.search(r"\b(\d{1,2})(?:st|nd|rd|th)?\b", low)
    day = date(year, month, int(number.group(1)) if number else 1)
    if year_match is None and anchor is not None:
        day = _nearest_year(day, anchor, future=future)
    return day, day


def _nearest_year(day: date, anchor: date, *, future: bool) -> date:
    """A date without a year is the last such day before publication, or the next one where the claim looks ahead."""
    if future and day < anchor:
        return day.replace(year=day.year + 1)
    if not future and day > anchor + timedelta(days=31):
        return day.replace(year=day.year - 1)
    return day


def _open_ended(low: str, start: date, end: date, anchor: date | None) -> tuple[date, date]:
    """The interval, which with "since" runs on to publication."""
    if low.startswith("since") and anchor is not None and anchor >= start:
        return start, anchor
    return start, end


def _from_anchor(match: re.Match[str], low: str, anchor: date, *, future: bool) -> tuple[date, date] | None:
    if match["relative"]:
        return _relative(match["which"].lower(), match["period"].lower(), anchor)
    if match["inmonth"]:
        return _month_named(low, anchor, future=future)
    if match["ago"]:
        return _ago(low, anchor)
    if match["ahead"] or match["over"]:
        return anchor, anchor + timedelta(days=_length(low))
    if match["past"]:
        return anchor - timedelta(days=_length(low)), anchor
    if match["weekday"]:
        return _weekday(low, anchor, future=future)
    if match["day"]:
        shift = {"yesterday": -1, "tomorrow": 1}.get(low, 0)
        return anchor + timedelta(days=shift), anchor + timedelta(days=shift)
    return None


def _relative(which: str, period: str, anchor: date) -> tuple[date, date]:
    start, end = _period(period, anchor)
    if which.startswith("earlier"):
        return start, anchor
    if which.startswith("later"):
        return anchor, end
    if "end" in which:
        return anchor, end
    if which == "last":
        return _period(period, start - timedelta(days=1))
    if which == "next":
        return _period(period, end + timedelta(days=1))
    return start, end


def _period(period: str, day: date) -> tuple[date, date]:
    if period in {"week", "weekend"}:
        monday = day - timedelta(days=day.weekday())
        return (
            (monday, monday + timedelta(days=6)) if period == "week" else (monday + timedelta(5), monday + timedelta(6))
        )
    if period == "month":
        return day.replace(day=1), _month_end(day.year, day.month)
    if period == "quarter":
        first = 3 * ((day.month - 1) // 3) + 1
        return date(day.year, first, 1), _month_end(day.year, first + 2)
    return date(day.year, 1, 1), date(day.year, 12, 31)


def _month_named(low: str, anchor: date, *, future: bool) -> tuple[date, date]:
    month = _month_number(low)
    ahead = future or low.startswith("next")
    year = anchor.year
    if not ahead and month > anchor.month:
        year -= 1
    elif ahead and month < anchor.month:
        year += 1
    return _open_ended(low, date(year, month, 1), _month_end(year, month), anchor)


def _ago(low: str, anchor: date) -> tuple[date, date]:
    """Two weeks ago is the week around that day: as exact as the unit, no more."""
    unit = next(unit for unit in _DAYS if unit in low)
    middle = anchor - timedelta(days=_length(low))
    if unit == "day":
        return middle, middle
    return _period("year" if unit == "decade" else unit, middle)


def _length(low: str) -> int:
    unit = next(unit for unit in _DAYS if unit in low)
    words = low.split()
    count = next((int(word) for word in words if word.isdigit()), None)
    if count is None:
        spoken = [_NUMBERS[word] for word in words if word in _NUMBERS]
        count = max(spoken) if spoken else (4 if unit + "s" in low else 1)
    return count * _DAYS[unit]


def _weekday(low: str, anchor: date, *, future: bool) -> tuple[date, date]:
    wanted = _WEEKDAYS.index(low.rsplit(maxsplit=1)[-1])
    if future or low.startswith("next"):
        day = anchor + timedelta(days=(wanted - anchor.weekday()) % 7 or (7 if low.startswith("next") else 0))
    else:
        day = anchor - timedelta(days=(anchor.weekday() - wanted) % 7 or (7 if low.startswith("last") else 0))
    return day, day


def _month_number(low: str) -> int:
    found = re.search(_MONTH, low)
    return _SHORT_MONTHS[found.group()[:3]] if found else 1


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
