"""What is worth telling somebody, whom, and how it went."""

from __future__ import annotations

from datetime import datetime, time
from enum import StrEnum
from typing import Literal

from pipeline.models.base import Record
from pipeline.models.claims import SpeakerKind
from pipeline.text import content_id

__all__ = ["Alert", "Answer", "Channel", "Facts", "Message", "Outcome", "Severity", "alert_id"]


class Severity(StrEnum):
    """How much it matters; each also tells what the ones before it do."""

    INFO = "info"
    NOTABLE = "notable"
    URGENT = "urgent"


class Facts(Record):
    """What a message says of an alert: stored text, names and counts, nothing made up."""

    why: str
    """Why now, in one line: "2nd independent origin"."""
    claim: str | None = None
    """As a sentence that stands alone; a denial has "denied: " in front."""
    evidence: str | None = None
    """Verbatim, from the article that moved it."""
    speaker: str | None = None
    speaker_kind: SpeakerKind | None = None
    origin: str | None = None
    """On whose word it rests: "unnamed source"."""
    via: str | None = None
    basis: str | None = None
    """How the origin is known: stated, quote, wording, inferred or none."""
    origins: int | None = None
    """Independent origins behind the claim by now."""
    outlets: int | None = None
    """Outlets that carry it by now."""
    outlet: str | None = None
    """Who published the article that moved it, and where it is."""
    url: str | None = None
    title: str | None = None
    """The headline of that article."""
    first_outlet: str | None = None
    first_at: datetime | None = None
    """When the claim was first seen, and with whom."""
    story: str | None = None
    """What the story is called."""
    before: str | None = None
    """How it stood until then, where that is not told by `why`."""
    details: tuple[str, ...] = ()
    """Further lines: what failed, since when, what was asked."""


class Alert(Record):
    """
    A step worth telling somebody about.

    `alert_id` is that of rule, topic, `subject` and `trigger`, so it is made once, whatever is run again.
    """

    alert_id: int
    rule: str
    topic: str
    severity: Severity = Severity.NOTABLE
    thread: str
    """What goes together in one message and one conversation: "story:123", "feed:https://…", "topic:name"."""
    subject: str
    """What it is about: "claim:123", "story:5", "feed:https://…"."""
    trigger: str
    """What of the subject fired: "first", "2" origins, the article that moved it, the start of an incident."""
    claim_id: int | None = None
    story_id: int | None = None
    mention_id: int | None = None
    article_id: int | None = None
    run_id: int | None = None
    facts: Facts
    title: str
    """One line."""
    body: str
    """The message as plain text."""
    quiet: str | None = None
    """Why nobody is told although it fired: "first run", "back-fill"; None: whoever listens is told."""
    created_at: datetime


def alert_id(rule: str, topic: str, subject: str, trigger: str) -> int:
    """Return what an alert goes by: the same step, found again, is the same alert."""
    return content_id("alert", rule, topic, subject, trigger)


class Channel(Record):
    """
    Somebody who is told, and how.

    `to` is an address: `stdout`, `https://…` (a webhook), `mailto:…`, `file:…`, `feed:…`, or one that apprise knows.
    Its secrets stand there as references, `${env:NAME}` or `${file:PATH}`.
    """

    name: str
    to: str
    topics: tuple[str, ...] = ()
    """None named: all."""
    rules: tuple[str, ...] = ()
    """None named: all."""
    least: Severity = Severity.INFO
    wait: float = 60.0
    """Seconds that a story's first alert waits for others while the run that brought it goes on."""
    again_after: float = 900.0
    """Seconds between two messages of one story."""
    an_hour: int = 6
    burst: int = 3
    """Messages at once before `an_hour` holds; what goes beyond it comes with the digest."""
    digest_at: time | None = time(8, 0)
    quiet_from: time | None = None
    quiet_until: time | None = None
    """Between these nothing is sent but what is urgent."""
    timezone: str = "UTC"
    oldest: float = 172_800.0
    """Seconds after which an alert is too old to be told."""
    link: str | None = None
    """Where people read more: the address of the dashboard."""
    since: datetime | None = None
    """Nothing from before is told; None: from the last run on when it was first met."""


class Message(Record):
    """What goes to one channel at once: the alerts of one thread, a digest, or a test."""

    key: str
    """The idempotency key: the same at every attempt, and nobody else's."""
    kind: Literal["alerts", "digest", "test"]
    thread: str
    place: int = 1
    """Which message of its thread on this channel: 1 opens the conversation."""
    topic: str
    topic_name: str
    subject: str
    """One line, what the message is about: the story's title, or the incident."""
    alerts: tuple[Alert, ...]
    last_at: datetime | None = None
    """When the message before it in the thread was sent."""
    changed: tuple[str, ...] = ()
    """What is otherwise than when that was sent: "origins: 1, now 2"."""
    how_to_silence: str | None = None
    """A command."""
    created_at: datetime


class Answer(StrEnum):
    """What became of an attempt to hand a message over."""

    ACCEPTED = "accepted"
    LATER = "later"
    """It may be taken another time: no answer, too many requests, a server in trouble."""
    NEVER = "never"
    """It will not be taken however often it is tried: no such address, not allowed, malformed."""


class Outcome(Record):
    """How an attempt went, in words fit to be shown: secrets masked."""

    answer: Answer
    detail: str
    """What the server said, or what went wrong."""
    wait: float | None = None
    """Seconds the receiver asked to be left alone for (Retry-After)."""
