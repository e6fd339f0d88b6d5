"""Moments as people write them: 1d, 90m, 2018-03-22, 2018-03-22T14:00."""

from __future__ import annotations

from datetime import UTC, datetime

from pipeline.durations import duration
from pipeline.errors import UsageError

__all__ = ["moment"]


def moment(written: str, now: datetime) -> datetime:
    """
    Return the moment meant: minutes, hours, days or weeks before `now`, or a date or instant (UTC unless it says).

    Raises UsageError that shows what can be written.
    """
    text = written.strip()
    try:
        if (ago := duration(text)) is not None:
            return now - ago
        found = datetime.fromisoformat(text)
        # Within a day of year 1 or 9999 an instant has no place in UTC.
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError) as error:
        raise UsageError(f"“{written}” is no moment; write 90m, 12h, 1d, 2w, 2018-03-22 or 2018-03-22T14:00") from error
