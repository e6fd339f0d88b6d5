"""How lengths of time, counts and addresses are put in messages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.text import printable

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["a_day", "at", "counted", "length", "shown"]

_USER_AND_PASSWORD = re.compile(r"(?<=://)[^\s/?#]*@")
_UNITS = (("day", 86_400.0, 2), ("hour", 3600.0, 2), ("minute", 60.0, 1))


def length(seconds: float) -> str:
    """Return a length of time as people say it: "3 days", "36 hours", "20 minutes"."""
    for unit, size, least in _UNITS:
        if seconds >= least * size:
            return counted(int(seconds / size), unit)
    return "less than a minute"


def counted(number: int, what: str) -> str:
    """Return how many there are: "1 day", "3 days"."""
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def a_day(rate: float) -> str:
    """Return how much comes usually: "4 a day", "2 a week", "1 a month"."""
    for per, days in (("day", 1), ("week", 7)):
        if rate * days >= 0.95:
            return f"{round(rate * days):,} a {per}"
    return f"{max(round(rate * 30), 1):,} a month"


def at(moment: datetime) -> str:
    """Return a moment to the minute."""
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def shown(text: str) -> str:
    """Return text fit for a message: on one line, and without the user and password of any address in it."""
    return " ".join(printable(_USER_AND_PASSWORD.sub("", text)).split())
