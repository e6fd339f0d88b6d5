"""What becomes of an alert on a channel before it is a message, and what persons asked for."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from pipeline.models.alerts import Alert, Message
from pipeline.models.base import Record

__all__ = ["Ack", "Before", "Handed", "Past", "Plan", "Silence", "Standing", "Verdict", "Waiting"]


class Standing(StrEnum):
    """Where an alert is on its way to one channel."""

    WAITING = "waiting"
    """For others of its story, or for its turn."""
    HELD = "held"
    """Until the quiet hours end."""
    DIGEST = "digest"
    """Goes with the next digest."""
    MESSAGE = "message"
    """Is in a message."""
    SUPPRESSED = "suppressed"
    """Is not told here, for a reason that stands beside it."""


class Waiting(Record):
    """An alert that is in no message of a channel yet, with what was decided last; None: nothing."""

    alert: Alert
    standing: Standing | None = None
    reason: str | None = None
    decided_at: datetime | None = None
    run_goes_on: bool = False
    """Whether the run that brought it may bring more of its story."""


class Verdict(Record):
    """What becomes of an alert on a channel now, and why."""

    alert_id: int
    standing: Standing
    reason: str | None = None
    message_id: int | None = None


class Silence(Record):
    """
    Something nobody wants to be told of for a while.

    `what` is "rule:NAME", "story:ID", "claim:ID", "feed:URL", "topic:NAME", or "everything".
    """

    silence_id: int
    what: str
    until: datetime
    author: str
    reason: str
    made_at: datetime
    ended_at: datetime | None = None


class Ack(Record):
    """Somebody has seen to a thread: its updates stop until a rule fires that had not fired in it by then."""

    ack_id: int
    alert_id: int
    topic: str
    thread: str
    rules: tuple[str, ...]
    author: str
    made_at: datetime
    over: bool = False
    """Such a rule has fired."""


class Before(Record):
    """What a channel was told of a thread before."""

    topic: str
    thread: str
    place: int
    """How many messages of the thread there are; 0: it only was in a digest."""
    at: datetime
    """When the last one was sent."""
    alerts: tuple[Alert, ...]
    subject: str | None = None
    """What its first message was called; those that follow are called so too."""


class Past(Record):
    """What a channel was told before, as far as it bears on what it is told now."""

    threads: tuple[Before, ...] = ()
    moments: tuple[datetime, ...] = ()
    """When the messages of the last day were composed, digests aside."""


class Plan(Record):
    """What a channel is told now, and what becomes of the rest; only what is otherwise than it was."""

    verdicts: tuple[Verdict, ...] = ()
    messages: tuple[Message, ...] = ()


class Handed(Record):
    """A message in one sender's hands: nobody else sends it until the lease ends."""

    message_id: int
    attempt: int
    """1 is the first."""
    allowed: int
    """Attempts before it is given up."""
    owner: str
    urgent: bool
    message: Message
