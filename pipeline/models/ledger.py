"""What a run hands to the store."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pipeline.models.alerts import Alert
from pipeline.models.base import Record
from pipeline.models.claims import Receipt, Statement
from pipeline.models.collect import Entry, Feed, Fetch, HostRecord, KeptPage, Validators
from pipeline.models.compare import Comparison, Marks, Placement
from pipeline.models.link import Claim, Contradiction, Link, Mention, Origin, Step
from pipeline.models.read import Article
from pipeline.models.topic import Relevance

__all__ = [
    "Address", "Backfilled", "Batch", "Change", "Decided", "Drop", "FeedState", "Intake", "Move", "SeenEntry", "Stage",
]  # fmt: skip


Stage = Literal["collect", "read", "topic", "compare", "claims", "link"]
"""A part of an article's way."""


class Drop(Record):
    """Something that went no further, at which stage and why. Nothing vanishes without one."""

    url: str
    stage: Stage
    reason: str
    detail: str | None = None
    seen_at: datetime


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
    next_at: datetime | None = None
    """When the schedule asks again; None: as soon as may be."""
    not_before: datetime | None = None
    """The server asked us to wait until then; nobody asks earlier, not even by hand."""
    interval: int | None = None
    """Seconds between two polls, as it stands now."""
    every: int | None = None
    """Seconds between changes as the feed itself states; None where it says nothing."""
    entries_a_day: float | None = None
    """New entries a day as observed."""
    unchanged: int = 0
    """Answers "not modified" in a row."""
    whole_at: datetime | None = None
    """When a whole body last came, not only "not modified"."""
    address: str | None = None
    """The address asked now, where a lasting move was adopted; None: the listed one."""
    moved_to: str | None = None
    """Where permanent redirects lead at present, not adopted yet."""
    moved_since: datetime | None = None
    moved_polls: int = 0
    gap_at: datetime | None = None
    """When an answer last shared nothing with what was known: entries may have come and gone unseen."""
    dated: float | None = None
    """Share of the last answer's entries whose date can be trusted."""
    flaw: str | None = None
    """What was wrong with the last answer, although it could be read."""
    hub: str | None = None
    """Where its changes can be subscribed to (WebSub), as the last new body said."""
    self_url: str | None = None
    """The address by which its hub knows it."""

    @property
    def asked(self) -> str:
        """The address to ask."""
        return self.address or self.feed.url


class Move(Record):
    """A feed's new address, adopted after the same permanent redirect for days; or given up again."""

    url: str
    """The listed address, by which the feed goes for ever."""
    from_url: str
    to_url: str
    since: datetime
    polls: int
    decided_at: datetime


class Change(Record):
    """What an article's new text says otherwise than the one before: sentences, in the order of the texts."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    substantive: bool = True
    """False: nothing but boilerplate, and the text counts as unchanged."""


class Address(Record):
    """An address an article was met under."""

    article_id: int
    url: str
    how: Literal["asked", "answered", "canonical", "entry", "moved"]
    seen_at: datetime


class SeenEntry(Record):
    """An entry that was dealt with; while its fingerprint stays the same its page is not fetched again."""

    entry: Entry
    page_id: int
    """What all addresses of its page share."""
    fingerprint: int
    article_id: int | None = None
    seen_at: datetime


class Decided(Record):
    """What earlier stages once decided on a text and is to stand; None is decided anew."""

    relevance: tuple[Relevance, ...] | None = None
    comparison: Comparison | None = None
    placement: Placement | None = None
    statements: tuple[Statement, ...] | None = None


class Intake(Record):
    """Everything one article adds to the ledger; it is stored whole or not at all."""

    article: Article
    relevance: tuple[Relevance, ...]
    comparison: Comparison
    placement: Placement
    marks: Marks | None = None
    """By what it is found again; None where it can be found already."""
    mentions: tuple[Mention, ...] = ()
    receipt: Receipt | None = None
    """What finding its claims took, where that is worth knowing."""
    links: tuple[Link, ...] = ()
    """Of its own mentions, and of earlier ones that it shows in another light."""
    claims: tuple[Claim, ...] = ()
    origins: tuple[Origin, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    steps: tuple[Step, ...] = ()
    decided_at: datetime | None = None
    """When it was decided on, where that is not the moment of its batch."""
    change: Change | None = None
    """What differs from the text before; None where this is the first."""
    drops: tuple[Drop, ...] = ()
    """What of it went no further."""


class Backfilled(Record):
    """A portion of a source that a back-fill took in: its pages are stored, or dropped with a reason."""

    source: str
    """The address of the archive, folder, list or sitemap."""
    source_id: int
    """What all portions of one source share, as it stood then: another number where a file of it changed."""
    first_day: date | None
    """The window that its pages are of; None: their days are unknown."""
    last_day: date | None
    part: int
    """Which of its window, from 1."""
    pages: int
    ends: Literal["part", "window", "source"]
    """What was done with it: the portion, all of its window, or all of the source."""


class Batch(Record):
    """What one transaction stores."""

    decided_at: datetime
    intakes: tuple[Intake, ...] = ()
    entries: tuple[SeenEntry, ...] = ()
    fetches: tuple[Fetch, ...] = ()
    drops: tuple[Drop, ...] = ()
    feeds: tuple[FeedState, ...] = ()
    alerts: tuple[Alert, ...] = ()
    kept: tuple[KeptPage, ...] = ()
    addresses: tuple[Address, ...] = ()
    moves: tuple[Move, ...] = ()
    hosts: tuple[HostRecord, ...] = ()
    rarity: tuple[tuple[str, bytes], ...] = ()
    """Scheme and packed counts of how many articles each trait stands in, after this batch."""
    backfilled: tuple[Backfilled, ...] = ()
    let_go: tuple[tuple[Article, datetime], ...] = ()
    """Texts that are off topic now and when they were taken in: a topic that changes its mind finds them again."""
