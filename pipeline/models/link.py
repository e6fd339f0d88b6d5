"""What is known of who said what, and on whose word."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from pipeline.models.base import Polarity, PublishedPrecision, Record
from pipeline.models.claims import SpeakerKind, Statement

__all__ = [
    "NO_LONGER_SAID", "TAKEN_BACK", "Claim", "Contradiction", "Link", "Mention", "Novelty", "Origin", "OriginBasis",
    "Status", "Step",
]  # fmt: skip

TAKEN_BACK = "taken back"
"""How the reason begins of a verdict on what its outlet, or whose word it was, took back in so many words."""
NO_LONGER_SAID = "a later revision of the article no longer says so"
"""The reason of a verdict on what an article dropped or changed without a word about it."""


class OriginBasis(StrEnum):
    """Why a mention is said to rest on an origin, strongest first."""

    STATED = "stated"
    QUOTE = "quote"
    WORDING = "wording"
    INFERRED = "inferred"
    NONE = "none"


class Novelty(StrEnum):
    """What a mention adds to what was known."""

    NEW = "new"
    ECHO = "echo"
    NEW_ORIGIN = "new_origin"
    ON_RECORD = "on_record"
    DENIED = "denied"
    CHANGED = "changed"
    CORRECTED = "corrected"
    REPEATED = "repeated"
    """The same article or outlet says it again."""


class Status(StrEnum):
    """The ladder a claim climbs or falls."""

    SINGLE_UNNAMED = "single_unnamed"
    SINGLE_NAMED = "single_named"
    CORROBORATED = "corroborated"
    ON_RECORD = "on_record"
    DISPUTED = "disputed"
    CORRECTED = "corrected"


class Origin(Record):
    """Where a word first came from. Two origins are the same when their ids are; an unknown origin has no record."""

    origin_id: int
    origin: str
    via: str | None = None
    kind: SpeakerKind
    voice_id: int
    """The independent voice it belongs to; of several outlets with one owner it is one and the same."""


class Mention(Record):
    """One article making a statement: the evidence row. `mention_id` hashes article, revision, span and claim."""

    mention_id: int
    article_id: int
    revision: int
    outlet: str | None
    """The publisher's name, None where unknown."""
    seen_at: datetime
    said_at: datetime
    """When it was published where that is known, else when it was seen."""
    said_precision: PublishedPrecision | None = None
    """How fine the date of publication is; None where there is none, and `said_at` tells only when it was seen."""
    links: tuple[str, ...] = ()
    """Addresses that its article links to."""
    is_seed: bool = False
    statement: Statement
    about: int = 0
    """32 bits of whom it is about, under which claims of one subject are found; 0 for nobody known."""
    quotes: tuple[int, ...] = ()
    """Its verbatim quotations, hashed."""


class Claim(Record):
    """One statement that something is or will be so, whoever makes it."""

    claim_id: int
    claim: str
    subject: str | None
    event_type: str
    object: str | None
    polarity: Polarity
    story_id: int
    first_seen: datetime
    first_mention: int
    event_id: int
    """The coarse level: claims of one event share the id of the first of them."""


class Link(Record):
    """What linking decided about one mention; a later link of the same mention supersedes it, the earlier one stays."""

    mention_id: int
    claim_id: int
    origin_id: int | None
    via: str | None
    basis: OriginBasis
    novelty: Novelty
    hedge_dropped: bool = False
    score: float
    reason: str


class Contradiction(Record):
    """Two claims that cannot both hold; never merged."""

    claim_id: int
    other_id: int
    reason: str


class Step(Record):
    """A claim reached a status; `mention_id` is the mention that moved it."""

    claim_id: int
    status: Status
    origins: int
    mention_id: int
