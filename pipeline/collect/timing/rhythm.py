"""
How often a feed is worth asking, from what it brought so far. Numbers only: rates in entries a day, times in seconds.

The aim is about one new entry a poll: asking less often costs hours, asking more often gains nothing. mediacloud aims
the same way (a third to two thirds of an answer already seen), Miniflux counts the week.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

__all__ = [
    "CEILING",
    "DAY",
    "FLOOR",
    "SECOND_POLL",
    "next_interval",
    "observed_rate",
    "rate_before_silence",
    "rate_by_dates",
]

DAY = 86_400

FLOOR = 10 * 60
"""Nobody is asked more often: mediacloud's floor."""
CEILING = DAY
"""Nobody is asked less often while it answers: Miniflux's cap. A weekly's news is a day old at most."""
SECOND_POLL = 30 * 60
"""After the first poll, which says what a feed lists, but not how fast that changes."""

# The rate forgets with this time constant: Miniflux counts a week, and less would follow every weekend.
_MEMORY = 7 * DAY
_LONGEST_SILENCE = 100.0
# Two new entries in the first half hour are no hundred a day: a first observation counts as if it had taken a day.
_FIRST_OBSERVATION = DAY
# One item from 2015 pinned at the end must not make a feed look slow, so only the newest dates tell the rate ...
_NEWEST = 10
# ... and ten items dated to the same minute, as an import leaves them, must not make it look wild.
_SHORTEST_SPAN = 3600.0
# "Not modified" does not say how many entries a feed lists; WordPress lists ten unless told otherwise.
_USUAL_WINDOW = 10
# A poll that brought nothing may double the interval, no more, so that a feed that fell silent slows gradually.
_GROWTH = 2.0


def observed_rate(before: float | None, new: int, elapsed: float) -> float:
    """
    Return the rate after `new` entries came in `elapsed` seconds: an exponentially weighted mean over about a week.

    Weighted by time and not by poll, so that it is the same however often one asks.
    """
    days = max(elapsed, 1.0) / DAY
    if before is None:
        return new / max(days, _FIRST_OBSERVATION / DAY)
    kept = math.exp(-days * DAY / _MEMORY)
    return before * kept + new / days * (1 - kept)


def rate_before_silence(rate: float, silent: float) -> float:
    """Return the rate of a feed before it brought nothing for so many seconds: what it would be expected to bring."""
    return rate * math.exp(min(silent / _MEMORY, _LONGEST_SILENCE))


def rate_by_dates(dates: Iterable[datetime], now: datetime) -> float | None:
    """Return the rate that a feed's own dates tell: half of its newest ten, over the time since their median."""
    ages = sorted(max((now - date).total_seconds(), 0.0) for date in dates)[:_NEWEST]
    if len(ages) < 2:
        return None
    middle = len(ages) // 2
    return middle / max(ages[middle], _SHORTEST_SPAN) * DAY


def next_interval(rate: float | None, *, new: int, seconds: float | None, window: int | None, stated: int) -> int:
    """
    Return for how many seconds to leave a feed alone that has just answered.

    It is the time in which one new entry is due, raised to what the feed and its server state, yet never so long that
    more than half of what the feed lists could be replaced unseen; and always between ten minutes and a day.

    Args:
        rate: new entries a day; None where nobody knows yet.
        new: entries that the answer brought.
        seconds: the time in which they came; None after the first answer ever.
        window: how many entries the feed lists; None where the answer did not say.
        stated: seconds for which feed or server say that nothing changes, 0 for nothing said.

    """
    # What this poll alone suggests bounds what the week suggests: a feed that wakes is followed at once.
    lately = SECOND_POLL if seconds is None else _GROWTH * seconds / max(new, 1)
    wanted = max(min(DAY / rate if rate else CEILING, lately), stated)
    a_second = max((rate or 0.0) / DAY, new / seconds if seconds else 0.0)
    if a_second:
        listed = _USUAL_WINDOW if window is None else max(window, 1)
        wanted = min(wanted, listed / 2 / a_second)
    return round(min(max(wanted, FLOOR), CEILING))
