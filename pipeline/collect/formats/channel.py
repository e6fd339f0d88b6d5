"""What a feed says of itself: its name, how often it changes, its own address, and where changes are announced."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin

from pipeline.collect.formats.entries import as_entries
from pipeline.collect.network.addresses import fetchable
from pipeline.errors import RefusedAddressError
from pipeline.models import ParsedFeed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.collect.formats.entries import Item
    from pipeline.models import Feed, Page

__all__ = ["Channel", "as_parsed"]

_MINUTE, _DAY = 60, 86_400
# The syndication module of RSS 1.0 (web.resource.org/rss/1.0/modules/syndication).
_PERIODS = {"hourly": 3600, "daily": _DAY, "weekly": 7 * _DAY, "monthly": 30 * _DAY, "yearly": 365 * _DAY}
_LONGEST = 365 * _DAY
_COUNT = re.compile(r"\s*(\d{1,9})(?:\.\d*)?\s*", re.ASCII)
# RFC 8288, as far as hubs need it: <https://hub.example/>; rel="hub"
_LINK = re.compile(r"<([^<>]*+)>((?:[^<>,\"]|\"[^\"]*+\")*+)")
_REL = re.compile(r";\s*rel\s*=\s*(?:\"([^\"]*)\"|([^\s;,\"]+))", re.IGNORECASE)


class Channel(NamedTuple):
    """A feed's head, as it stands there; `hubs` and `own` are addresses, the likeliest first."""

    title: str | None
    ttl: str | None = None
    """Minutes (RSS 2.0)."""
    period: str | None = None
    frequency: str | None = None
    """Changes in a period, 1 where it says nothing."""
    hubs: tuple[str, ...] = ()
    own: tuple[str, ...] = ()


def as_parsed(
    channel: Channel, items: Iterable[Item], page: Page, feed: Feed, *, flaws: Iterable[str | None] = ()
) -> ParsedFeed:
    """Return the record of a feed; WebSub's addresses in the HTTP header count for more than those in the feed."""
    listed = as_entries(items, page, feed)
    return ParsedFeed(
        url=feed.url,
        title=channel.title,
        entries=listed.entries,
        homeless=listed.homeless,
        flaw="; ".join(text for text in (*flaws, listed.flaw) if text) or None,
        every=_every(channel),
        hub=_address((*_linked(page, "hub"), *channel.hubs), page),
        self_url=_address((*_linked(page, "self"), *channel.own), page),
    )


def _every(channel: Channel) -> int | None:
    """Return the seconds a feed asks to be left alone for; a number that cannot be meant says nothing."""
    minutes = _count(channel.ttl)
    if minutes:
        return min(minutes * _MINUTE, _LONGEST)
    period = _PERIODS.get((channel.period or "").strip().lower())
    changes = 1 if channel.frequency is None else _count(channel.frequency)
    return max(period // changes, _MINUTE) if period and changes else None


def _count(text: str | None) -> int | None:
    found = _COUNT.fullmatch(text or "")
    return int(found[1]) if found else None


def _linked(page: Page, relation: str) -> list[str]:
    """Return the addresses that the HTTP header `Link` names for a relation."""
    header = page.headers.get("link", "")
    return [
        target
        for target, parameters in _LINK.findall(header)
        if (rel := _REL.search(parameters)) and relation in (rel[1] or rel[2]).lower().split()
    ]


def _address(candidates: Iterable[str], page: Page) -> str | None:
    for candidate in candidates:
        try:
            return fetchable(urljoin(page.final_url, candidate.strip()))
        except (RefusedAddressError, ValueError):
            continue
    return None
