"""A list of addresses on our own disk: it is read like the answer of a feed, and its addresses are asked like any."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.collect.formats.address_list import lists_addresses
from pipeline.collect.local.feeds import is_local, place_of
from pipeline.collect.network.requests import Fetched
from pipeline.models import Fetch, Page, Validators
from pipeline.text import body_id

if TYPE_CHECKING:
    from datetime import datetime

    from pipeline.collect.network.requests import Request

__all__ = ["is_own_list", "read_own_list"]

_LARGEST = 5_000_000
_SUFFIXES = frozenset({".txt", ".tsv", ".list", ".urls"})


def is_own_list(url: str) -> bool:
    """Is this a file of ours in which nearly every line is an address? Anything else there is a page or an archive."""
    if not is_local(url):
        return False
    try:
        path = place_of(url)
        small = path.suffix.lower() in _SUFFIXES and path.is_file() and path.stat().st_size <= _LARGEST
        return small and lists_addresses(path.read_bytes())
    except (OSError, ValueError):
        return False


def read_own_list(request: Request, now: datetime) -> Fetched:
    """Return the list as the answer to a request for it."""
    fetch = Fetch(url=request.url, kind="feed", started_at=now, elapsed_ms=0)
    try:
        body = place_of(request.url).read_bytes()
    except OSError as error:
        return Fetched(request=request, fetch=fetch.model_copy(update={"error": error.strerror or str(error)}))
    page = Page(
        url=request.url,
        final_url=request.url,
        body=body,
        content_type="text/plain",
        validators=Validators(body_hash=body_id(body)),
        fetched_at=now,
    )
    return Fetched(request=request, fetch=fetch.model_copy(update={"size": len(body)}), page=page)
