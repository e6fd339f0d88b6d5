"""Local hours: when a digest is due, and when a channel sleeps. Right also on the days when clocks are changed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from datetime import time

    from pipeline.models import Channel

__all__ = ["next_at", "quiet_until"]


def next_at(after: datetime, at: time, timezone: str) -> datetime:
    """
    Return the first moment after another at which a clock in that zone shows this time, in UTC.

    Once a day: an hour that is shown twice counts when it is shown first, one that is left out when it would have been.
    """
    zone = ZoneInfo(timezone)
    today = after.astimezone(zone).date()
    for days in range(3):
        moment = datetime.combine(today + timedelta(days=days), at, tzinfo=zone).astimezone(UTC)
        if moment > after:
            return moment
    raise AssertionError("a clock shows every time within two days")


def quiet_until(channel: Channel, now: datetime) -> datetime | None:
    """Return when the quiet hours end that a channel is in now; None: it is in none."""
    begin, end = channel.quiet_from, channel.quiet_until
    if begin is None or end is None or begin == end:
        return None
    clock = now.astimezone(ZoneInfo(channel.timezone)).time()
    asleep = begin <= clock < end if begin < end else clock >= begin or clock < end
    return next_at(now, end, channel.timezone) if asleep else None
