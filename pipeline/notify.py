"""
Tell whoever listens: decide what goes to whom, and hand it over, all channels side by side.

    plan (one transaction) -> for each channel, until nothing is due: lease one -> send -> settle

Nothing is lost: an alert is stored with the claims it is about, a message before it is sent, and whoever is killed on
the way leaves a lease that ends. Then it is sent again, under the key that it had: at least once, and whoever honours
the key acts on it once.
"""

from __future__ import annotations

import random
import secrets
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from pipeline.alerts import addresses, sending
from pipeline.alerts.outbox.hours import quiet_until
from pipeline.alerts.outbox.plan import plan
from pipeline.errors import ConfigurationError
from pipeline.models import Answer, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from pipeline.models import Channel, Message
    from pipeline.models.outbox import Handed
    from pipeline.store.ledger import Ledger

    Send = Callable[[Message, Channel, str, float], Outcome]

__all__ = ["Notified", "Terms", "meet", "notify"]

_LONGEST_ASKED = 86_400.0
"""Seconds for which a receiver that wants to be left alone is obeyed at most."""
_WIDEST = 32
"""Channels at once; each is a thread that mostly waits."""


class Terms(NamedTuple):
    """How long a sender tries, in seconds."""

    deadline: float = 15.0
    """For an attempt, however slowly the receiver drips."""
    lease: float = 90.0
    """For which a message is in one sender's hands: the deadline, and time to store what came of it."""
    pause: float = 30.0
    """After the first failure; twice as long after each further one, and up to half of it less, by chance."""
    longest: float = 3600.0


_TERMS = Terms()


@dataclass
class Notified:
    """What came of telling."""

    composed: int = 0
    """Messages that were new."""
    sent: int = 0
    failed: int = 0
    """Attempts that failed and are made again."""
    dead: int = 0
    """Messages that are given up."""
    problems: list[str] = field(default_factory=list)
    """What went wrong, in words, secrets left out."""

    def count(self, other: Notified) -> None:
        """Add what else came of it."""
        self.composed += other.composed
        self.sent += other.sent
        self.failed += other.failed
        self.dead += other.dead
        self.problems += other.problems


def notify(
    ledger: Ledger,
    channels: Iterable[Channel],
    now: Callable[[], datetime],
    *,
    names: Mapping[str, str] | None = None,
    most: float = 60.0,
    send: Send | None = None,
    terms: Terms = _TERMS,
) -> Notified:
    """
    Plan what channels are told now, hand over what is due, and return what came of it.

    `names` are the topics' names by folder; `most` is how many seconds new attempts are begun for. A channel that fails
    or hangs delays none of the others. Raises StoreError; what was stored before stands, and nothing of it is lost.
    """
    listed = list(channels)
    known = _by_name(listed)
    if not known:
        return Notified()
    decide = partial(plan, now=now(), names=names or {})
    plans = ledger.outbox.plan(known, decide, now())
    told = Notified(composed=sum(len(one.messages) for one in plans.values()))
    until = time.monotonic() + most
    courier = _Courier(ledger, now, send or sending.send, terms, until)
    with ThreadPoolExecutor(min(len(listed), _WIDEST), thread_name_prefix="notify") as threads:
        for drained in threads.map(courier.drain, listed):
            told.count(drained)
    return told


def meet(ledger: Ledger, channels: Iterable[Channel], now: datetime) -> None:
    """Note who is told of what a run brings, before it brings anything; see `Outbox.meet`. Raises StoreError."""
    if known := _by_name(channels):
        ledger.outbox.meet(known, now)


def _by_name(channels: Iterable[Channel]) -> dict[str, tuple[Channel, str]]:
    return {channel.name: (channel, addresses.masked(channel.to)) for channel in channels}


class _Courier:
    """Hands over what is due; every message is leased alone and settled alone, so that a kill costs one repeat."""

    def __init__(self, ledger: Ledger, now: Callable[[], datetime], send: Send, terms: Terms, until: float) -> None:
        self._outbox, self._now, self._send, self._terms, self._until = ledger.outbox, now, send, terms, until
        self._chance = random.SystemRandom()

    def drain(self, channel: Channel) -> Notified:
        """Hand over what is due on a channel, one after another."""
        told = Notified()
        try:
            address = addresses.resolved(channel.to)
        except ConfigurationError as error:
            # What is wrong here is for its owner to mend; its messages wait, and no attempt is counted.
            return Notified(problems=[f"channel {channel.name}: {error}"])
        owner = secrets.token_hex(8)
        while time.monotonic() < self._until:
            handed = self._outbox.lease(channel.name, owner, self._now, self._terms.lease)
            if handed is None:
                break
            outcome = self._attempt(handed, channel, address)
            told.count(self._settled(handed, channel, outcome))
        return told

    def _attempt(self, handed: Handed, channel: Channel, address: str) -> Outcome:
        try:
            return self._send(handed.message, channel, address, self._terms.deadline)
        except Exception as error:  # noqa: BLE001 - whatever a sender trips over, the others go on and nothing is lost
            return Outcome(answer=Answer.LATER, detail=f"could not be sent ({type(error).__name__})")

    def _settled(self, handed: Handed, channel: Channel, outcome: Outcome) -> Notified:
        now = self._now()
        state = self._outbox.settle(handed, outcome, now, self._due_at(handed, channel, outcome, now))
        if state == "sent":
            return Notified(sent=1)
        gave_up = f"; given up, claimwatch alerts retry {handed.message_id}" if state == "dead" else ""
        problem = f"channel {channel.name}: {outcome.detail}{gave_up or '; it is tried again, nothing is lost'}"
        return Notified(failed=int(state != "dead"), dead=int(state == "dead"), problems=[problem])

    def _due_at(self, handed: Handed, channel: Channel, outcome: Outcome, now: datetime) -> datetime:
        """Return when to try again: later every time, never before the receiver wants, nor while its people sleep."""
        pause = min(self._terms.pause * 2 ** (handed.attempt - 1), self._terms.longest)
        asked = min(outcome.wait or 0.0, _LONGEST_ASKED)
        due = now + timedelta(seconds=max(pause * self._chance.uniform(0.5, 1.0), asked))
        return due if handed.urgent else quiet_until(channel, due) or due
