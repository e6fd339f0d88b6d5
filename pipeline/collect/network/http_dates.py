"""The dates of HTTP headers."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

__all__ = ["http_date"]

_LONGEST = 60


def http_date(value: str) -> datetime | None:
    """
    Return what a header's date says, in UTC; None where it is no date.

    All three forms of RFC 9110, section 5.6.7, are read: the fixed one, that of RFC 850, and asctime's. A date without
    a zone is UTC, as HTTP has no others.
    """
    if len(value) > _LONGEST:
        return None
    try:
        date = parsedate_to_datetime(value)
        return date.replace(tzinfo=UTC) if date.tzinfo is None else date.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
