"""What is polled and fetched."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, NamedTuple

from pydantic import Field

from pipeline.models.base import Record

__all__ = [
    "ChildSitemap",
    "Entry",
    "Feed",
    "Fetch",
    "HostRecord",
    "KeptPage",
    "KnownEntry",
    "Page",
    "ParsedFeed",
    "Validators",
    "VisitedPage",
]


class Feed(Record):
    """A polled address. `label` is what the list of feeds calls it, not necessarily the publisher's own name."""

    url: str
    topic: str
    label: str | None = None


class Validators(Record):
    """What a server gave us to ask "has it changed?" with, and the hash of the body it belonged to."""

    etag: str | None = None
    last_modified: str | None = None
    body_hash: int | None = None


class Fetch(Record):
    """One request and what came of it; a failure is a row too (`error` says which)."""

    url: str
    kind: Literal["feed", "page", "robots"]
    started_at: datetime
    elapsed_ms: int
    status: int | None = None
    size: int = 0
    error: str | None = None
    final_url: str | None = None
    """The address that answered, where redirects led to another than was asked."""
    moved_to: str | None = None
    """Where a chain of nothing but permanent redirects (301, 308) led."""
    retry_at: datetime | None = None
    """The server wants not to be asked before (Retry-After, capped)."""
    fresh_for: int | None = None
    """Seconds for which the server calls its answer fresh (Cache-Control, Expires)."""
    lasting: bool = False
    """Asking again brings the same: a refused address, a page that is too large, disallowed or gone."""

    @property
    def put_off(self) -> bool:
        """It was not made: its host asked for quiet (until `retry_at`), or its turn there comes later."""
        return self.status is None and self.retry_at is not None


class Page(Record):
    """Bytes as they came, after redirects and content decoding."""

    url: str
    """The address that was asked for."""
    final_url: str
    """The address that answered."""
    body: bytes = Field(repr=False)
    content_type: str | None = None
    """The whole header, charset included."""
    headers: dict[str, str] = Field(default_factory=dict, repr=False)
    validators: Validators = Validators()
    fetched_at: datetime


class Entry(Record):
    """One item of a feed, as the feed describes it; `published_at` is None where the raw date cannot be trusted."""

    feed_url: str
    url: str
    guid: str | None = None
    title: str | None = None
    summary: str | None = None
    outlet: str | None = None
    published_raw: str | None = None
    published_at: datetime | None = None
    modified_raw: str | None = None
    """When the page last changed, as a sitemap says it: a reason to look again, and no date of publication."""


class KnownEntry(NamedTuple):
    """What is stored of an entry dealt with earlier; `article_id` is None where its page gave no article."""

    feed_url: str
    url: str
    guid: str | None
    title: str | None
    published_raw: str | None
    article_id: int | None
    fingerprint: int = 0
    page_id: int = 0


class KeptPage(Record):
    """Where the bytes of a page are kept: under the SHA-256 of its body, with all that is needed to read it again."""

    digest: str
    size: int
    url: str
    final_url: str
    content_type: str | None = None
    headers: dict[str, str] = Field(default_factory=dict, repr=False)
    entry: Entry | None = None
    kind: Literal["feed", "page"]
    fetched_at: datetime


class VisitedPage(NamedTuple):
    """A page on the web, and the article that was read from it; None: it showed none."""

    url: str
    article_id: int | None
    first_seen: datetime
    asked_at: datetime
    """When it was last asked."""
    validators: Validators


class HostRecord(Record):
    """What is remembered of a host between runs; `host` is scheme, name and port, as robots.txt counts them."""

    host: str
    robots: str | None = None
    """The text of its robots.txt; None where it has none."""
    robots_status: int | None = None
    """None: it could not be asked. 5xx and None mean: wait."""
    robots_at: datetime | None = None
    pause_until: datetime | None = None


class ChildSitemap(Record):
    """A sitemap that a sitemap index lists; it may have changed up to `changed_by`, at any time where that is None."""

    url: str
    changed_by: datetime | None = None


class ParsedFeed(Record):
    """A feed's own name and its entries in feed order; `flaw` tells what was wrong with one that was still readable."""

    url: str
    title: str | None = None
    entries: tuple[Entry, ...] = ()
    flaw: str | None = None
    homeless: int = 0
    """Items without an address: they lead nowhere and are no entries."""
    every: int | None = None
    """Seconds between changes as the feed itself states (ttl, sy:updatePeriod), None where it says nothing."""
    hub: str | None = None
    """Where its changes can be subscribed to (WebSub)."""
    self_url: str | None = None
    """The address the feed gives as its own, by which its hub knows it."""
    children: tuple[ChildSitemap, ...] = ()
    """Of a sitemap index, newest first: they are asked in the same poll, as parts of this feed, one level deep."""
