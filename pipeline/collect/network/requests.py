"""What is asked of the network door, within which limits, and what comes back."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from pipeline.models import Entry, Fetch, Page, Record, Validators

__all__ = ["Fetched", "Limits", "Request"]


class Limits(Record):
    """How much is asked of servers and of this machine. Seconds, bytes as decoded, and counts."""

    deadline: float = Field(default=30.0, gt=0)
    """For one request from connecting to the last byte, redirects included, waiting for a turn not."""
    feed_bytes: int = 15_000_000
    page_bytes: int = 10_000_000
    redirects: int = 5
    per_host: int = 2
    page_spacing: float = 5.0
    """Between the beginnings of two page visits to one host; robots.txt may ask for more. Feeds have none, and hosts
    the user named as private have what robots.txt asks for."""
    patience: float = 20.0
    """A host that asks for quiet for no longer is waited for."""
    turn_within: float = 300.0
    """A request whose turn at its host would come later after the call's beginning is not made."""
    at_once: int = 50
    """Requests under way, and results the caller has not taken; neither counts who is silent for `silence` seconds, so
    slow servers do not hold up the others."""
    silence: float = 3.0
    large_body: int = 1_000_000
    """Bodies that grow beyond are taken in `large_at_once` at a time: 50 of 15 MB would be too many."""
    large_at_once: int = 4


class Request(Record):
    """An address to ask; the entry that led to it travels along."""

    url: str
    kind: Literal["feed", "page"]
    validators: Validators | None = None
    entry: Entry | None = None
    within_site: bool = False
    """A redirect to another site is a failure: who guesses addresses must not wander off."""


class Fetched(Record):
    """
    What came of a request. Without a page, the row tells why: an error, or status 304 and no error for "unchanged".

    `validators` are those to ask with next time: the page's, or under 304 the request's with what the answer renewed;
    None after a failure, which leaves the old ones as they are.
    """

    request: Request
    fetch: Fetch
    page: Page | None = None
    validators: Validators | None = None
