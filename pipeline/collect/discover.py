"""
What a found feed is worth: what it offers, how fresh it is, whether it covers the site; the best first.

Pure; who asks the addresses is `pipeline.discovery`.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from pipeline.collect.formats.json_feed import looks_like_json
from pipeline.collect.formats.sitemap import first_element, unpacked
from pipeline.collect.timing.rhythm import rate_by_dates
from pipeline.moments import trusted_moment

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from pipeline.collect.candidates import Candidate, How
    from pipeline.models import Page, ParsedFeed

__all__ = ["Find", "best_first", "found_feed"]

_KINDS = {b"rss": "RSS", b"RDF": "RDF", b"feed": "Atom", b"urlset": "sitemap", b"sitemapindex": "sitemap index"}
_NEWS = b"sitemap-news/"
_COMMENTS = re.compile(r"\bcomments?\b|\bkommentare?\b|\bcommentaires?\b|\bcomentarios\b", re.IGNORECASE)
_PART_OF_A_SITE = re.compile(r"/(?:tags?|category|categories|authors?|topics?|search|label)/", re.IGNORECASE)
_STALE = timedelta(days=90)
_HOWS: tuple[How, ...] = ("asked for", "named by the page", "linked", "named by robots.txt", "usual place")
_KINDS_BY_WORTH = ("RSS", "Atom", "JSON Feed", "RDF", "news sitemap", "list of addresses", "sitemap", "sitemap index")
# More is as good; between two feeds of one site the longer one misses less.
_PLENTY = 20


class Find(NamedTuple):
    """One feed that was found, asked and read."""

    url: str
    how: How
    title: str | None
    kind: str
    entries: int
    children: int
    """Sitemaps that a sitemap index lists."""
    newest: datetime | None
    entries_a_day: float | None
    dated: float
    """Share of the entries whose date can be trusted to the minute."""
    comments: bool
    addresses: frozenset[str]


def found_feed(candidate: Candidate, page: Page, parsed: ParsedFeed) -> Find:
    """Return what a candidate that turned out to be a feed offers."""
    title = parsed.title or candidate.title
    dates = [entry.published_at for entry in parsed.entries if entry.published_at]
    told = (trusted_moment(entry.published_raw or "", seen_at=page.fetched_at) for entry in parsed.entries)
    changed = (child.changed_by for child in parsed.children if child.changed_by)
    known = [*(moment.at for moment in told if moment), *(min(moment, page.fetched_at) for moment in changed)]
    return Find(
        url=candidate.url,
        how=candidate.how,
        title=title,
        kind=_kind(page.body),
        entries=len(parsed.entries),
        children=len(parsed.children),
        newest=max(known, default=None),
        entries_a_day=rate_by_dates(dates, page.fetched_at),
        dated=len(dates) / len(parsed.entries) if parsed.entries else 0.0,
        comments=_COMMENTS.search(f"{title or ''} {candidate.url}") is not None,
        addresses=frozenset(entry.url for entry in parsed.entries),
    )


def best_first(finds: Iterable[Find], now: datetime) -> list[Find]:
    """
    Return the feeds with the one to take first: with entries, not of comments, fresh, a feed rather than a sitemap.

    Of several that offer the very same entries only the best is left.
    """
    ranked = sorted(finds, key=lambda find: _rank(find, now))
    return [find for place, find in enumerate(ranked) if not _repeats(find, ranked[:place])]


def _repeats(find: Find, better: Sequence[Find]) -> bool:
    return any(find.url == other.url or (find.addresses and find.addresses == other.addresses) for other in better)


def _rank(find: Find, now: datetime) -> tuple[object, ...]:
    kind = _KINDS_BY_WORTH.index(find.kind)
    return (
        not (find.entries or find.children),
        find.comments,
        find.newest is not None and find.newest < now - _STALE,
        max(kind - _KINDS_BY_WORTH.index("RDF"), 0),
        _PART_OF_A_SITE.search(find.url) is not None,
        _HOWS.index(find.how),
        -round(find.dated, 1),
        -min(find.entries, _PLENTY),
        -find.newest.timestamp() if find.newest else 0.0,
    )


def _kind(body: bytes) -> str:
    if looks_like_json(body):
        return "JSON Feed"
    plain, _ = unpacked(body)
    kind = _KINDS.get(first_element(plain))
    if kind == "sitemap" and _NEWS in plain[:200_000]:
        return "news sitemap"
    # A feed with a broken beginning is read as RSS, and what has no elements at all is a list.
    return kind or ("RSS" if b"<" in plain[:200_000] else "list of addresses")
