"""
From a fetched page to the entries of a feed.

Pure, and meant for a worker that can be killed: feedparser takes ten seconds on 5 MB of noise.
"""

from __future__ import annotations

import re
from contextlib import suppress
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from pipeline.collect.formats.address_list import parse_address_list
from pipeline.collect.formats.json_feed import looks_like_json, parse_json_feed
from pipeline.collect.formats.sitemap import parse_sitemap
from pipeline.collect.formats.xml_feed import parse_xml_feed
from pipeline.errors import NotAFeedError

if TYPE_CHECKING:
    from pipeline.models import Feed, Page, ParsedFeed

__all__ = ["parse_feed", "parse_listing"]

_LOOKED_AT = 200_000
_MOST_LISTED = 50_000
_HTML = re.compile(rb"<!doctype\s+html|<html[\s>]|<body[\s>]", re.IGNORECASE)
_BEGINS_AS_HTML = re.compile(
    rb"\A[\s\xef\xbb\xbf]*(?:<\?xml[^>]*+>\s*)?(?:<!--.*?-->\s*)*+(?:<!doctype\s+html|<html)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_ROOT = re.compile(rb"<(?:\w+:)?(?:rss|feed|rdf|channel)[\s>]", re.IGNORECASE)
_LINK_TAG = re.compile(r"<link\s[^<>]{1,1000}>", re.IGNORECASE)
_FEED_TYPE = re.compile(r"type\s*=\s*[\"']?application/(?:rss\+xml|atom\+xml|feed\+json)", re.IGNORECASE)
_HREF = re.compile(r"href\s*=\s*(?:\"([^\"]+)\"|'([^']+)'|([^\s>]+))", re.IGNORECASE)


def parse_feed(page: Page, feed: Feed) -> ParsedFeed:
    """
    Return the feed's own title and its entries in feed order: RSS, Atom, RDF, JSON Feed, sitemap or list of addresses.

    An empty feed is a feed. Links are joined to the address that answered, summaries are plain text, a date that leaves
    a doubt is None with its raw text kept, and `flaw` tells what was wrong with a feed that could still be read.

    Raises:
        NotAFeedError: it is something else; the reason says what, and where a feed may be found.

    """
    if not page.body.strip(b"\0 \t\r\n"):
        raise NotAFeedError(page.url, "the answer is empty")
    if looks_like_json(page.body):
        return parse_json_feed(page, feed)
    if _is_page(page.body):
        raise NotAFeedError(page.url, _what_else(page))
    parsed = parse_sitemap(page, feed) or parse_xml_feed(page, feed) or parse_address_list(page, feed)
    if parsed is None:
        raise NotAFeedError(page.url, _what_else(page))
    return parsed


def parse_listing(page: Page, feed: Feed) -> ParsedFeed:
    """
    Return the same of a source that is gone through once: of a sitemap or list up to 50,000 addresses.

    That is the most that one sitemap may have (sitemaps.org/protocol.html).
    """
    listed = parse_sitemap(page, feed, _MOST_LISTED) or parse_address_list(page, feed, _MOST_LISTED)
    return listed or parse_feed(page, feed)


def _is_page(body: bytes) -> bool:
    """Return whether it is HTML with no feed in it; feedparser finds entries wherever an element is called item."""
    return _BEGINS_AS_HTML.match(body) is not None and _ROOT.search(body) is None


def _what_else(page: Page) -> str:
    beginning = page.body[:_LOOKED_AT]
    if _HTML.search(beginning):
        offered = _offered_feed(beginning.decode("utf-8", "replace"), page.final_url)
        advice = f"it names a feed: {offered}" if offered else "look for the feed's own address on the site"
        return f"this is an HTML page; {advice}"
    if beginning.startswith((b"%PDF", b"\x1f\x8b", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff")):
        return f"this is a file of another kind ({(page.content_type or 'no content type')[:60]})"
    return f"nothing in it looks like RSS, Atom or JSON Feed ({(page.content_type or 'no content type')[:60]})"


def _offered_feed(html: str, base: str) -> str | None:
    """Return the feed that a page's head points feed readers to."""
    for tag in _LINK_TAG.findall(html):
        href = _HREF.search(tag)
        if _FEED_TYPE.search(tag) and href:
            with suppress(ValueError):
                return urljoin(base, unescape(next(filter(None, href.groups()))))
    return None
