"""How many messages a channel takes: a bucket of `burst` tokens into which `an_hour` more drip every hour."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.models import Channel

__all__ = ["Pace"]


class Pace:
    """
    What is left in a channel's bucket, after messages that went at these moments.

    It was full a day ago: so in no 24 hours there are more than `burst` + 24 * `an_hour` messages.
    """

    def __init__(self, channel: Channel, moments: Iterable[datetime], now: datetime) -> None:
        self._an_hour, self._now = channel.an_hour, now
        left, last = float(channel.burst), None
        for moment in sorted(moments):
            left = max(min(channel.burst, left + self._dripped(last, moment)) - 1, 0.0)
            last = moment
        self._left = min(channel.burst, left + self._dripped(last, now))

    def take(self) -> bool:
        """Take a token for a message, if there is one."""
        if self._left < 1:
            return False
        self._left -= 1
        return True

    @property
    def next_at(self) -> datetime:
        """When there is a token again."""
        hours = (1 - self._left) / self._an_hour if self._an_hour else 24.0
        return self._now + timedelta(hours=max(hours, 0.0))

    def _dripped(self, since: datetime | None, until: datetime) -> float:
        return self._an_hour * (until - since) / timedelta(hours=1) if since else 0.0
