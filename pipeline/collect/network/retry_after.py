"""How long a server asks to be left alone."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from math import ceil

from pipeline.collect.network.http_dates import http_date

__all__ = ["DEFAULT_PAUSE", "LONGEST_PAUSE", "wait_until"]

DEFAULT_PAUSE = timedelta(seconds=30)
"""For a server that says "too many" without saying for how long; story-indexer waits as long."""
LONGEST_PAUSE = timedelta(days=1)
"""Ten years are a typing mistake, or a wish we do not share; mediacloud stops at a day, too."""

# A 503 that names no time may be over the next second, and is that one page's or feed's.
_TOO_MANY_REQUESTS = 429
# RFC 9110, section 10.2.3, knows whole seconds only; servers that calculate send fractions.
_SECONDS = re.compile(r"\s*\+?(\d+(?:\.\d*)?)\s*", re.ASCII)
_MANY_DIGITS = 12


def wait_until(retry_after: str | None, *, status: int, now: datetime) -> datetime | None:
    """
    Return until when an answer asks us to wait, at most a day from now; None where it does not.

    Seconds, fractions of them and dates are read from the Retry-After header of any error. What is unreadable,
    negative or past stands for the default pause of 30 s, and so does a missing header under 429.
    """
    if status < 400 or (retry_after is None and status != _TOO_MANY_REQUESTS):
        return None
    pause = _pause(retry_after, now) if retry_after is not None else DEFAULT_PAUSE
    return now + min(pause, LONGEST_PAUSE)


def _pause(retry_after: str, now: datetime) -> timedelta:
    if seconds := _SECONDS.fullmatch(retry_after):
        if len(seconds[1]) > _MANY_DIGITS:
            return LONGEST_PAUSE
        return min(timedelta(seconds=ceil(float(seconds[1]))), LONGEST_PAUSE)
    date = http_date(retry_after)
    return date - now if date is not None and date > now else DEFAULT_PAUSE
