"""What all formats of feeds have in common: an item becomes an entry, or is counted as unusable."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin

from pipeline.collect.network.addresses import fetchable
from pipeline.errors import RefusedAddressError
from pipeline.models import Entry
from pipeline.moments import trusted_moment
from pipeline.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from pipeline.models import Feed, Page

__all__ = ["MOST_ENTRIES", "WITHOUT_ADDRESS", "Item", "Listed", "as_entries"]

WITHOUT_ADDRESS = "without an address"
"""How a flaw calls items that lead nowhere."""

# mediacloud's limit; no newsroom lists more, a runaway generator does.
MOST_ENTRIES = 2000
"""Entries that are taken of one answer of a feed."""
_LONGEST_DATE = 100


class Item(NamedTuple):
    """What a feed says of one item, text as plain words, addresses and date as they stand there."""

    link: str | None
    guid: str | None
    title: str | None
    summary: str | None
    outlet: str | None
    date: str | None
    changed: str | None = None
    """When it was last changed, where that is said beside the date, or without one."""


class Listed(NamedTuple):
    """The entries of a feed, how many items have no address, and in words what was wrong with the rest."""

    entries: tuple[Entry, ...]
    homeless: int
    flaw: str | None


def as_entries(items: Iterable[Item], page: Page, feed: Feed, most: int = MOST_ENTRIES) -> Listed:
    """
    Return an entry for each item with an address, in feed order, and what was wrong with the rest.

    Items are told apart by nothing: the same GUID at two addresses is two entries. A date is kept as an instant only
    where its text leaves no doubt and is not ahead of the fetch by more than a day.
    """
    waiting = iter(items)
    entries, homeless = [], 0
    for item in islice(waiting, most):
        url = _address(item, page.final_url)
        if url is None:
            homeless += 1
        else:
            entries.append(_entry(item, url, feed, page.fetched_at))
    left_out = sum(1 for _ in waiting)
    flaws = (
        f"{homeless} {WITHOUT_ADDRESS}" if homeless else "",
        f"{left_out} beyond the first {most} left out" if left_out else "",
    )
    return Listed(tuple(entries), homeless, "; ".join(flaw for flaw in flaws if flaw) or None)


def _entry(item: Item, url: str, feed: Feed, seen_at: datetime) -> Entry:
    raw = _date(item.date)
    moment = trusted_moment(raw, seen_at=seen_at) if raw else None
    return Entry(
        feed_url=feed.url,
        url=url,
        guid=printable(item.guid) if item.guid else None,
        title=item.title,
        summary=item.summary,
        outlet=item.outlet,
        published_raw=raw,
        modified_raw=_date(item.changed),
        published_at=moment.at if moment and moment.precision in {"instant", "minute"} else None,
    )


def _date(written: str | None) -> str | None:
    return printable(written or "").strip()[:_LONGEST_DATE] or None


def _address(item: Item, base: str) -> str | None:
    """Return the item's link, joined to the feed's address; else a GUID that is an address itself."""
    candidates = [item.link.strip()] if item.link and item.link.strip() else []
    if item.guid and item.guid.startswith(("http://", "https://")):
        candidates.append(item.guid)
    for candidate in candidates:
        try:
            return fetchable(urljoin(base, candidate))
        except (RefusedAddressError, ValueError):
            continue
    return None
