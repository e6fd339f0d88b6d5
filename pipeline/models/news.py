"""What a batch brought, and how the claims that it moved stood before: all that the rules of alerts are told."""

from __future__ import annotations

from datetime import datetime

from pipeline.models.base import Polarity, Record
from pipeline.models.claims import Mode, SpeakerKind
from pipeline.models.link import Novelty, OriginBasis, Status

__all__ = ["Counts", "Development", "News", "Source", "Telling"]


class Source(Record):
    """The article that something was read in."""

    article_id: int
    revision: int
    """Which of its texts."""
    url: str
    outlet: str | None = None
    title: str | None = None
    is_seed: bool = False
    topics: tuple[str, ...] = ()
    """Those it was kept for."""


class Telling(Record):
    """A mention, with the verdict on it that stood when the batch was in."""

    mention_id: int
    claim_id: int
    source: Source
    earlier: bool
    """It was there before the batch, which showed it in another light."""
    by: Source | None = None
    """The article that did, where that is not its own."""
    evidence: str
    speaker: str | None = None
    speaker_kind: SpeakerKind
    subject: str | None = None
    object: str | None = None
    event_type: str
    mode: Mode
    polarity: Polarity
    tier: int
    novelty: Novelty
    hedge_dropped: bool
    basis: OriginBasis
    origin_id: int | None = None
    origin: str | None = None
    origin_kind: SpeakerKind | None = None
    via: str | None = None
    reason: str
    """Why linking decided so, in words."""


class Counts(Record):
    """How a claim stands."""

    origins: int
    """Independent ones, as the ledger counts them."""
    status: Status | None


class Development(Record):
    """A claim that a batch moved, or that something came to; `before` is None where the batch opened it."""

    claim_id: int
    claim: str
    """As a sentence that stands alone; where `denied`, it says that this is not so."""
    denied: bool
    tier: int
    story_id: int
    """By the name the story goes by today."""
    story: str | None
    """What the story was called."""
    first_outlet: str | None
    first_mode: Mode | None
    """How it was put when it was first made."""
    first_seen: datetime
    outlets: int
    before: Counts | None
    after: Counts


class News(Record):
    """What one batch brought."""

    began: datetime
    at: datetime
    """The moments of its first and its last decision."""
    run_id: int
    tellings: tuple[Telling, ...]
    """What was said of its claims and what was seen otherwise, in order of arrival."""
    claims: tuple[Development, ...]
    """The claims that it moved, and those that contradict them."""
    rivals: frozenset[tuple[int, int]]
    """Pairs of these claims that cannot both hold, each pair both ways round."""
    opened: frozenset[int]
    """Stories that had no claim before."""
