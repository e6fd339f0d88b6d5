"""What a look at the whole finds, and what lasts from one look to the next."""

from __future__ import annotations

from datetime import datetime, timedelta

from pipeline.models.alerts import Facts, Severity
from pipeline.models.base import Record
from pipeline.models.claims import SpeakerKind
from pipeline.models.ledger import FeedState

__all__ = ["BurstSeen", "FeedHealth", "Finding", "Incident", "RunPast", "TopicHealth", "Undecided"]


class FeedHealth(Record):
    """How a feed does; times are in seconds."""

    state: FeedState
    added_at: datetime
    failing_since: datetime | None = None
    """Its first failure since it last answered well."""
    silent: float = 0.0
    """For how long it was asked since it last offered something new; not the time in which nobody asked."""
    answers: int = 0
    """How often it answered in that time."""
    arrivals: int = 0
    """In how many hours of the eight weeks before something new came."""
    a_day: float = 0.0
    """Entries, in the four weeks before."""
    longest_pause: float = 0.0
    """Between two of these, but for one: the longest may be a time in which nobody asked."""


class TopicHealth(Record):
    """How a topic does; times are in seconds."""

    topic: str
    since: datetime
    """When its first feed was added."""
    last_at: datetime
    """When an article on it last came."""
    silent: float = 0.0
    """For how long feeds were asked since."""
    arrivals: int = 0
    a_day: float = 0.0
    """Articles, in the four weeks before."""
    longest_pause: float = 0.0


class RunPast(Record):
    """A run as the ledger knows it; `well`: it ended, and not every feed failed."""

    started_at: datetime
    finished_at: datetime | None = None
    outcome: str | None = None
    well: bool = False


class BurstSeen(Record):
    """A burst, as the articles of one topic tell it, and the claim that most voices make in it."""

    kind: str
    """`entity` or `event`."""
    subject: str
    topic: str
    began_at: datetime
    """The first of its articles."""
    ended_at: datetime
    """The end of its last hour so far."""
    origins: int
    """Independent voices in six hours."""
    level: float
    """How many are usual in such six hours."""
    voices: int
    """In all of it, on this topic."""
    outlets: int
    articles: int
    story_id: int | None = None
    """Where most of it is one story."""
    claim_id: int
    mention_id: int
    article_id: int
    claim: str
    evidence: str
    speaker: str | None = None
    speaker_kind: SpeakerKind | None = None
    outlet: str | None = None
    url: str
    title: str | None = None


class Finding(Record):
    """Something that is wrong at this moment, or a burst that goes on."""

    rule: str
    topic: str
    """`*`: it concerns all."""
    subject: str
    thread: str
    severity: Severity = Severity.NOTABLE
    began_at: datetime | None = None
    """None: nobody can tell; it counts from when it is first found."""
    until: datetime | None = None
    """To when it is known to have gone on; None: up to now."""
    rest: timedelta = timedelta(0)
    """What begins anew within this time belongs to what was before."""
    patience: float = 0.0
    """Seconds for which it must have been watched going on before it is told."""
    facts: Facts
    title: str
    story_id: int | None = None
    claim_id: int | None = None
    mention_id: int | None = None
    article_id: int | None = None


class Undecided(Record):
    """Something of which nobody can tell now whether it is wrong: what was wrong stays so until somebody can."""

    rule: str
    topic: str
    subject: str


class Incident(Record):
    """What is wrong, from when to when, however often somebody looks."""

    incident_id: int
    rule: str
    topic: str
    subject: str
    thread: str
    severity: Severity
    began_at: datetime
    seen_at: datetime
    """Last found to go on."""
    watched: float = 0.0
    """Seconds for which it was looked at and went on."""
    told_at: datetime | None = None
    quiet: str | None = None
    """Why nobody was told of it all the same."""
    ended_at: datetime | None = None
    title: str
