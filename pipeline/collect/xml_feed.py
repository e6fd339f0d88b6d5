"""RSS, Atom and RDF, read by feedparser; nothing else imports it."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

import feedparser

from pipeline.collect.channel import Channel, as_parsed
from pipeline.collect.charsets import Reading, reading
from pipeline.collect.entries import Item
from pipeline.collect.plain import plain_text
from pipeline.text import printable, squeeze

if TYPE_CHECKING:
    from pipeline.models import Feed, Page, ParsedFeed

__all__ = ["document", "parse_xml_feed"]


def parse_xml_feed(page: Page, feed: Feed) -> ParsedFeed | None:
    """Return the feed's title and entries, None where feedparser recognises no kind of feed and finds no entry."""
    read = reading(page)
    parsed = _parsed(read, page, markup=False)
    if not parsed.get("version") and not parsed.entries:
        return None
    items = (_item(entry) for entry in parsed.entries)
    return as_parsed(_channel(parsed.feed), items, page, feed, flaws=(read.flaw, _flaw(parsed)))


def document(page: Page, *, markup: bool = False) -> Any:
    """
    Return what feedparser makes of the page, with `markup` sanitised and its addresses joined if wanted.

    That takes 70 % of its time and is not needed where no markup ever leaves.
    """
    return _parsed(reading(page), page, markup=markup)


def _parsed(read: Reading, page: Page, *, markup: bool) -> Any:
    headers = page.headers | {"content-type": read.content_type, "content-location": _base(page)}
    # A stream, because bytes that happen to be a path would be opened as a file.
    parsed = feedparser.parse(
        BytesIO(read.body), response_headers=headers, sanitize_html=markup, resolve_relative_uris=markup
    )
    if read.flaw and not parsed.bozo:
        parsed.update(bozo=True, bozo_exception=feedparser.CharacterEncodingOverride(read.flaw))
    return parsed


def _base(page: Page) -> str:
    """Return what a feed's addresses are relative to, unless it says so itself."""
    location = urljoin(page.final_url, page.headers.get("content-location", ""))
    return location if location.startswith(("http://", "https://")) else page.final_url


def _flaw(parsed: Any) -> str | None:
    """Return what feedparser found malformed; of encodings and content types we have our own opinion."""
    problem = parsed.get("bozo_exception")
    if not parsed.get("bozo") or isinstance(problem, feedparser.exceptions.ThingsNobodyCaresAboutButMe):
        return None
    return printable(f"not well formed: {problem}"[:200])


def _channel(head: Any) -> Channel:
    return Channel(
        title=_plain(head, "title"),
        ttl=_text(head, "ttl"),
        period=_text(head, "sy_updateperiod"),
        frequency=_text(head, "sy_updatefrequency"),
        hubs=_linked(head, "hub"),
        own=_linked(head, "self"),
    )


def _linked(head: Any, relation: str) -> tuple[str, ...]:
    links = dict.get(head, "links", ())
    return tuple(link["href"] for link in links if relation in link.get("rel", "").split() and link.get("href"))


def _item(entry: Any) -> Item:
    link = dict.get(entry, "feedburner_origlink") or dict.get(entry, "link")
    content = next((part.get("value") for part in dict.get(entry, "content", ()) if part.get("value")), None)
    source = dict.get(entry, "source") or {}
    return Item(
        link=link,
        guid=dict.get(entry, "id"),
        title=_plain(entry, "title"),
        summary=_plain(entry, "summary") or plain_text(content),
        # Aggregators name the publisher of each item; a feed's own title is a label: "CNET - Mobile".
        outlet=_plain(source, "title") or _plain(entry, "publisher"),
        # Atom demands only `updated`, and Dublin Core's date arrives there too.
        date=dict.get(entry, "published") or dict.get(entry, "updated"),
    )


def _text(thing: Any, key: str) -> str | None:
    """Return a value that is text: an element with attributes arrives as a dictionary where feedparser knows it not."""
    value = dict.get(thing, key)
    return value if isinstance(value, str) else None


def _plain(thing: Any, key: str) -> str | None:
    value, detail = _text(thing, key), dict.get(thing, f"{key}_detail") or {}
    if value is None:
        return None
    return squeeze(printable(value)) or None if detail.get("type") == "text/plain" else plain_text(value)
