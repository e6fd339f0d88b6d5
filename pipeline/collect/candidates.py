"""
Where a site may have its feeds, in the order in which it makes sense to look.

    what the page names -> what looks like a feed among its links -> the sitemaps of robots.txt -> the usual places

Pure. The order is Miniflux' (internal/reader/subscription/finder.go), with sitemaps where it asks YouTube.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Literal, NamedTuple
from urllib.parse import urljoin, urlsplit

from pipeline.collect.network.addresses import fetchable
from pipeline.collect.sites import same_site
from pipeline.errors import RefusedAddressError
from pipeline.text import printable, squeeze

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.models import Page

__all__ = ["Candidate", "How", "common_places", "feed_links", "named_feeds", "sitemaps_named"]

How = Literal["asked for", "named by the page", "linked", "named by robots.txt", "usual place"]

_LOOKED_AT = 2_000_000
_MOST_LINKS = 30
_MOST_SITEMAPS = 10
# An attribute's value is as long as an address may be; whatever goes on for longer is no link of ours.
_LINK_TAG = re.compile(r"<link\s([^<>]{1,4096})>", re.IGNORECASE)
_ANCHOR_TAG = re.compile(r"<a\s([^<>]{1,4096})>([^<]{0,200})", re.IGNORECASE)
_BASE_TAG = re.compile(r"<base\s([^<>]{1,4096})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"(?<![a-z-])([a-z-]++)\s*+=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?(?:-->|$)", re.DOTALL)
_TYPE = re.compile(r"application/(?:rss|atom|rdf)\+xml|application/feed\+json|(?:application|text)/(?:xml|json)")
_LOOKS_LIKE_A_FEED = re.compile(
    r"(?:^|[/._-])(?:rss\d?|atom|rdf|feeds?)(?:$|[/._-])|\.(?:rss|atom|rdf)$|[?&](?:feed|format|type|view)=(?:rss2?|atom|rdf)"
)
# Where sites have their feeds kept by others.
_FEED_HOSTS = re.compile(r"(?:^|\.)(?:feedburner\.com|feedproxy\.google\.com|feedblitz\.com|podbean\.com)$")
_SITEMAP_LINE = re.compile(r"^[ \t]*sitemap[ \t]*:[ \t]*(\S+)", re.IGNORECASE | re.MULTILINE)
_PLACES = (
    "feed rss rss.xml feed.xml atom.xml index.xml feeds feed.json index.rdf news-sitemap.xml sitemap-news.xml"
    " sitemap_news.xml news_sitemap.xml sitemap.xml sitemap_index.xml"
).split()
_PLACES_BELOW = "feed rss rss.xml feed.xml atom.xml index.xml".split()


class Candidate(NamedTuple):
    """An address that may be a feed's, who says so, and what it is called there."""

    url: str
    how: How
    title: str | None = None


def named_feeds(page: Page) -> tuple[Candidate, ...]:
    """Return the feeds that a page's `<link rel="alternate">` name, in its order."""
    html = _html(page)
    tags = (_attributes(tag) for tag in _LINK_TAG.findall(html))
    feeds = (
        tag
        for tag in tags
        if {"alternate", "feed"} & set(tag.get("rel", "").lower().split())
        and _TYPE.match(tag.get("type", "").strip().lower())
    )
    base = _base(page, html)
    return _once(_candidate(base, tag.get("href", ""), "named by the page", tag.get("title")) for tag in feeds)


def feed_links(page: Page) -> tuple[Candidate, ...]:
    """Return the links of a page that look like a feed's, on its own site or where sites have their feeds kept."""
    html = _html(page)
    base, found = _base(page, html), list[Candidate | None]()
    for attributes, words in _ANCHOR_TAG.findall(html):
        tag = _attributes(attributes)
        candidate = _candidate(base, tag.get("href", ""), "linked", words or tag.get("title"))
        if candidate and _may_be_a_feed(candidate.url, base):
            found.append(candidate)
    return _once(found)[:_MOST_LINKS]


def sitemaps_named(robots: Page) -> tuple[Candidate, ...]:
    """Return the sitemaps that a site's robots.txt names, those with "news" in their address first."""
    text = robots.body[:_LOOKED_AT].decode("utf-8", "replace")
    named = (_candidate(robots.final_url, url, "named by robots.txt") for url in _SITEMAP_LINE.findall(text))
    ours = _once(named for named in named if named and same_site(named.url, robots.url))
    return tuple(sorted(ours, key=lambda candidate: "news" not in candidate.url.lower()))[:_MOST_SITEMAPS]


def common_places(url: str) -> tuple[Candidate, ...]:
    """Return where feeds and news sitemaps usually are: below the page asked for, then at the top of its site."""
    below = url.partition("?")[0].partition("#")[0].rstrip("/") + "/"
    top = urljoin(url, "/")
    # A page with an ending is a file, and nothing is below it.
    places = [(below, name) for name in _PLACES_BELOW] if below != top and "." not in below.split("/")[-2] else []
    return _once(_candidate(base, name, "usual place") for base, name in [*places, *((top, name) for name in _PLACES)])


def _may_be_a_feed(url: str, base: str) -> bool:
    parts = urlsplit(url)
    if _FEED_HOSTS.search(parts.hostname or ""):
        return True
    if not same_site(url, base):
        return False
    return _LOOKS_LIKE_A_FEED.search(f"{parts.path}?{parts.query}".lower().rstrip("?")) is not None


def _html(page: Page) -> str:
    return _COMMENT.sub("", page.body[:_LOOKED_AT].decode("utf-8", "replace"))


def _base(page: Page, html: str) -> str:
    """Return what the page's links are relative to."""
    tag = _BASE_TAG.search(html)
    candidate = _candidate(page.final_url, _attributes(tag[1]).get("href", ""), "asked for") if tag else None
    return candidate.url if candidate else page.final_url


def _attributes(tag: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(tag):
        found.setdefault(name.lower(), unescape(double or single or bare).strip())
    return found


def _candidate(base: str, href: str, how: How, title: str | None = None) -> Candidate | None:
    if not href:
        return None
    address = re.sub(r"^feed:(?=https?:)|^feed:(?=//)", "", href, flags=re.IGNORECASE)
    try:
        url = fetchable(urljoin(base, address)).partition("#")[0]
    except (RefusedAddressError, ValueError):
        return None
    return Candidate(url, how, squeeze(printable(unescape(title or ""))).strip()[:200] or None)


def _once(candidates: Iterable[Candidate | None]) -> tuple[Candidate, ...]:
    return tuple(_without_repeats(candidate for candidate in candidates if candidate))


def _without_repeats(candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    seen: set[str] = set()
    for candidate in candidates:
        if candidate.url not in seen:
            seen.add(candidate.url)
            yield candidate
