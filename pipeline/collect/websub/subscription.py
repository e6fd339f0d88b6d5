"""
One subscription at a hub, from the wish to the end of its lease: pure steps, each with its moment.

    wanted -> asked -> active -> asked again before the lease ends -> ...        leaving -> gone
                    -> denied, asked again a day later
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

from pydantic import Field

from pipeline.models import Record
from pipeline.text import printable, squeeze

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Answer", "Mode", "Subscription", "Wish", "answered", "asking", "form", "mode_due", "not_accepted"]

Mode = Literal["subscribe", "unsubscribe"]
State = Literal["wanted", "active", "denied", "leaving"]

LEASE = timedelta(days=10)
"""What hubs are asked for; Google's gives five days whatever one asks for, WordPress' own ten."""
_LONGEST_LEASE = timedelta(days=3650)
_LONGEST_CHALLENGE = 4096
# Of a lease that is over, the last third is time for a hub that is down to come back.
_RENEWED_AFTER = 2 / 3
_SOONEST = timedelta(minutes=1)
# A hub verifies within seconds; one that has not in ten minutes has forgotten us.
_VERIFIES_WITHIN = timedelta(minutes=10)
_LATEST = timedelta(days=1)
_LONGEST_REASON = 200


class Wish(NamedTuple):
    """A feed that names a hub, and the address by which the hub knows the feed."""

    feed_url: str
    hub: str
    topic: str


class Subscription(Record):
    """
    What is agreed with a hub about a feed.

    `token` makes the callback's address unguessable, `secret` signs what comes there: neither is ever printed.
    """

    feed_url: str
    hub: str
    topic: str
    callback: str = Field(repr=False)
    """The whole address that the hub is to call; it ends in the token."""
    token: str = Field(repr=False)
    secret: str = Field(repr=False)
    state: State = "wanted"
    asked_at: datetime | None = None
    verified_at: datetime | None = None
    ends_at: datetime | None = None
    """When the lease ends."""
    next_at: datetime | None = None
    """When the hub is asked next; None: now."""
    tries: int = 0
    """In a row that led to nothing."""
    problem: str | None = None

    @property
    def wish(self) -> Wish:
        """What it was made for."""
        return Wish(self.feed_url, self.hub, self.topic)


class Answer(NamedTuple):
    """What a hub's question does: the subscription after it (None: it is over), and the challenge to be echoed."""

    after: Subscription | None
    challenge: str | None


def mode_due(subscription: Subscription, now: datetime) -> Mode | None:
    """Return what the hub is to be asked now, None for nothing."""
    if subscription.next_at is not None and subscription.next_at > now:
        return None
    return "unsubscribe" if subscription.state == "leaving" else "subscribe"


def form(subscription: Subscription, mode: Mode) -> dict[str, str]:
    """Return the fields of a request to the hub (section 5.1)."""
    fields = {"hub.mode": mode, "hub.topic": subscription.topic, "hub.callback": subscription.callback}
    if mode == "subscribe":
        fields |= {"hub.lease_seconds": str(int(LEASE.total_seconds())), "hub.secret": subscription.secret}
    return fields


def asking(subscription: Subscription, now: datetime) -> Subscription:
    """Return the subscription as its hub is being asked; one that does not verify is asked less and less often."""
    wait = max(_VERIFIES_WITHIN, _doubled(subscription.tries))
    return subscription.model_copy(update={"asked_at": now, "next_at": now + wait, "tries": subscription.tries + 1})


def not_accepted(subscription: Subscription, problem: str, now: datetime) -> Subscription:
    """Return the subscription after its hub could not be reached or did not accept the request."""
    wait = _doubled(max(subscription.tries - 1, 0))
    return subscription.model_copy(update={"next_at": now + wait, "problem": _plain(problem)})


def answered(subscription: Subscription, query: Mapping[str, str], now: datetime) -> Answer | None:
    """
    Return what a hub's question about our intent does (section 5.3), or its denial (5.2).

    None where we have no such intent: another topic, a mode that nobody asked for, a challenge or lease that is none.
    A hub may ask again at any time, also to renew what is active.
    """
    mode, challenge = query.get("hub.mode"), query.get("hub.challenge", "")
    if query.get("hub.topic") != subscription.topic:
        return None
    if mode == "denied":
        said = {
            "state": "denied",
            "problem": _plain(query.get("hub.reason", "")) or "the hub gives no reason",
            "ends_at": None,
            "next_at": now + _LATEST,
        }
        return Answer(None if subscription.state == "leaving" else subscription.model_copy(update=said), None)
    if not challenge or len(challenge) > _LONGEST_CHALLENGE:
        return None
    if mode == "unsubscribe" and subscription.state == "leaving":
        return Answer(None, challenge)
    lease = _lease(query.get("hub.lease_seconds", ""))
    if mode != "subscribe" or subscription.state == "leaving" or lease is None:
        return None
    active = {
        "state": "active",
        "verified_at": now,
        "ends_at": now + lease,
        "next_at": now + max(lease * _RENEWED_AFTER, _SOONEST),
        "tries": 0,
        "problem": None,
    }
    return Answer(subscription.model_copy(update=active), challenge)


def _lease(written: str) -> timedelta | None:
    if not (written.isascii() and written.isdigit() and len(written) <= 12) or int(written) == 0:
        return None
    return min(timedelta(seconds=min(int(written), 10**9)), _LONGEST_LEASE)


def _doubled(times: int) -> timedelta:
    return min(_SOONEST * (1 << min(times, 20)), _LATEST)


def _plain(text: str) -> str:
    return squeeze(printable(text))[:_LONGEST_REASON]
