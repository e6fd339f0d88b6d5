"""RSS, Atom and RDF, read by feedparser; nothing else imports it."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Any

import feedparser

from pipeline.collect.entries import Item, as_entries
from pipeline.collect.plain import plain_text
from pipeline.models import ParsedFeed
from pipeline.text import printable, squeeze

if TYPE_CHECKING:
    from pipeline.models import Feed, Page

__all__ = ["parse_xml_feed"]

_DECLARED_ENCODING = re.compile(rb"^(\s*<\?xml[^>]*?)\s+encoding\s*=\s*(?:\"[^\"]*\"|'[^']*')")


def parse_xml_feed(page: Page, feed: Feed) -> ParsedFeed | None:
    """Return the feed's title and entries, None where feedparser recognises no kind of feed and finds no entry."""
    document = _document(page)
    if not document.get("version") and not document.entries:
        return None
    entries, flaw = as_entries((_item(entry) for entry in document.entries), page, feed)
    flaws = [text for text in (_flaw(document), flaw) if text]
    return ParsedFeed(
        url=feed.url, title=_plain(document.feed, "title"), entries=entries, flaw="; ".join(flaws) or None
    )


def _document(page: Page) -> Any:
    """
    Return what feedparser makes of the page.

    It gets a stream: bytes that happen to be a path would be opened as a file. Markup is not sanitised, which takes
    70 % of its time, because none of it leaves as markup.
    """
    try:
        return _parse(page.body, _content_type(page), page)
    except Exception:  # noqa: BLE001 - a declared encoding like punycode or utf-8\0 makes its codec raise what it likes
        plain = page.body.decode("utf-8", "replace").encode()
        return _parse(_DECLARED_ENCODING.sub(rb"\1", plain), "application/xml; charset=utf-8", page)


def _parse(body: bytes, content_type: str, page: Page) -> Any:
    headers = {"content-type": content_type, "content-location": page.final_url}
    return feedparser.parse(BytesIO(body), response_headers=headers, sanitize_html=False, resolve_relative_uris=False)


def _content_type(page: Page) -> str:
    """Return the header as it came, except that what is not ASCII and valid UTF-8 is UTF-8, whatever was declared."""
    declared = page.content_type or "application/xml"
    if page.body.isascii():
        return declared
    try:
        page.body.decode("utf-8")
    except UnicodeDecodeError:
        return declared
    return f"{declared.partition(';')[0]}; charset=utf-8"


def _flaw(document: Any) -> str | None:
    problem = document.get("bozo_exception")
    if not document.get("bozo") or isinstance(problem, feedparser.exceptions.NonXMLContentType):
        return None
    return printable(f"not well formed: {problem}"[:200])


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


def _plain(thing: Any, key: str) -> str | None:
    value, detail = dict.get(thing, key), dict.get(thing, f"{key}_detail") or {}
    if not isinstance(value, str):
        return None
    return squeeze(printable(value)) or None if detail.get("type") == "text/plain" else plain_text(value)
