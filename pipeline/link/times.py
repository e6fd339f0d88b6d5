"""Which of two mentions came first, as far as their dates can tell."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.models import Mention

__all__ = ["surely_before"]

_A_DAY, _A_MINUTE = timedelta(days=1), timedelta(minutes=1)
_EXACT = {"instant": timedelta(0), "minute": _A_MINUTE}
# A bare date is a day in some time zone of the world: it may begin 14 hours before UTC's, and end 12 hours after.
_EAST, _WEST = timedelta(hours=14), timedelta(hours=12)


def surely_before(one: Mention, other: Mention) -> bool:
    """
    Tell whether one mention was surely published before another, whatever their dates leave open.

    What was seen at some moment was published by then. Of an undated text nothing tells when it was published first; of
    two that have only a day, the same day decides nothing.
    """
    latest, earliest = _latest(one), _earliest(other)
    return earliest is not None and latest < earliest


def _latest(mention: Mention) -> datetime:
    """Return by when a mention was published at the latest."""
    if mention.said_precision in _EXACT:
        return min(mention.said_at + _EXACT[mention.said_precision], mention.seen_at)
    if mention.said_precision == "day":
        return min(_midnight(mention) + _A_DAY + _WEST, mention.seen_at)
    return mention.seen_at


def _earliest(mention: Mention) -> datetime | None:
    """Return when a mention was published at the earliest; None where nothing tells."""
    if mention.said_precision in _EXACT:
        return mention.said_at
    return _midnight(mention) - _EAST if mention.said_precision == "day" else None


def _midnight(mention: Mention) -> datetime:
    return datetime.combine(mention.said_at.date(), time(), mention.said_at.tzinfo)
