"""What is polled and fetched."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import Field

from pipeline.models.base import Record

__all__ = ["Entry", "Feed", "Fetch", "Page", "ParsedFeed", "Validators"]


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
    kind: Literal["feed", "page"]
    started_at: datetime
    elapsed_ms: int
    status: int | None = None
    size: int = 0
    error: str | None = None


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


class ParsedFeed(Record):
    """A feed's own name and its entries in feed order; `flaw` tells what was wrong with one that was still readable."""

    url: str
    title: str | None = None
    entries: tuple[Entry, ...] = ()
    flaw: str | None = None
