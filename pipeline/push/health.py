"""Is the receiver well? For whoever watches it; nothing in the answer is worth hiding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.models import Record

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from pipeline.collect.websub.subscription import Subscription

__all__ = ["Health", "health_of"]


class Health(Record):
    """How much waits, how many feeds hubs tell us of, and what is wrong: None when nothing is."""

    status: str
    waiting: int
    subscribed: int
    asked: int
    """Subscriptions that no hub has confirmed yet."""
    denied: int
    problem: str | None


def health_of(waiting: int, subscriptions: Iterable[Subscription], problem: str | None, now: datetime) -> Health:
    """Return how the receiver is."""
    standing = list(subscriptions)
    live = sum(one.state == "active" and one.ends_at is not None and one.ends_at > now for one in standing)
    denied = sum(one.state == "denied" for one in standing)
    leaving = sum(one.state == "leaving" for one in standing)
    return Health(
        status="unwell" if problem else "ok",
        waiting=waiting,
        subscribed=live,
        asked=len(standing) - live - denied - leaving,
        denied=denied,
        problem=problem,
    )
