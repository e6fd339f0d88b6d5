"""Lengths of time as people write them: 90m, 12h, 7d, 2w."""

from __future__ import annotations

import re
from datetime import timedelta

__all__ = ["duration"]

_WRITTEN = re.compile(r"(\d{1,6})\s*(m|h|d|w)", re.IGNORECASE)
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def duration(written: str) -> timedelta | None:
    """Return the length meant, in minutes, hours, days or weeks; None where it is none."""
    found = _WRITTEN.fullmatch(written.strip())
    return timedelta(**{_UNITS[found[2].lower()]: int(found[1])}) if found else None
