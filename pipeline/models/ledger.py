"""What a run hands to the store."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pipeline.models.base import Record
from pipeline.models.collect import Entry, Feed, Fetch, Validators
from pipeline.models.compare import Comparison, Placement
from pipeline.models.link import Claim, Contradiction, Link, Mention, Origin, Step
from pipeline.models.read import Article
from pipeline.models.topic import Relevance

__all__ = ["Alert", "Batch", "Drop", "FeedState", "Intake", "SeenEntry", "Stage"]


Stage = Literal["collect", "read", "topic", "compare", "claims", "link"]
"""A part of an article's way."""


class Drop(Record):
    """Something that went no further, at which stage and why. Nothing vanishes without one."""

    url: str
    stage: Stage
    reason: str
    detail: str | None = None
    seen_at: datetime


class Alert(Record):
    """A step worth telling somebody about. `alert_id` hashes rule and subject, so it is made once."""

    alert_id: int
    rule: str
    topic: str
    claim_id: int
    story_id: int
    title: str
    body: str
    created_at: datetime


class FeedState(Record):
    """What is known of a feed between runs. `failures` counts failures in a row."""

    feed: Feed
    validators: Validators = Validators()
    title: str | None = None
    checked_at: datetime | None = None
    last_ok_at: datetime | None = None
    last_new_at: datetime | None = None
    failures: int = 0
    problem: str | None = None


class SeenEntry(Record):
    """An entry that was dealt with; while its fingerprint stays the same its page is not fetched again."""

    entry: Entry
    fingerprint: int
    article_id: int | None = None
    seen_at: datetime


class Intake(Record):
    """Everything one article adds to the ledger; it is stored whole or not at all."""

    article: Article
    relevance: tuple[Relevance, ...]
    comparison: Comparison
    placement: Placement
    mentions: tuple[Mention, ...] = ()
    links: tuple[Link, ...] = ()
    """Of its own mentions, and of earlier ones that it shows in another light."""
    claims: tuple[Claim, ...] = ()
    origins: tuple[Origin, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    steps: tuple[Step, ...] = ()
    drops: tuple[Drop, ...] = ()
    """What of it went no further."""


class Batch(Record):
    """What one transaction stores."""

    decided_at: datetime
    intakes: tuple[Intake, ...] = ()
    entries: tuple[SeenEntry, ...] = ()
    fetches: tuple[Fetch, ...] = ()
    drops: tuple[Drop, ...] = ()
    feeds: tuple[FeedState, ...] = ()
    alerts: tuple[Alert, ...] = ()
