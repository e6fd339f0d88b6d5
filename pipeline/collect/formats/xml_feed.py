"""RSS, Atom and RDF, read by feedparser; nothing else imports it."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

import feedparser

from pipeline.collect.formats.channel import Channel, as_parsed
from pipeline.collect.formats.charsets import Reading, reading
from pipeline.collect.formats.entries import Item
from pipeline.collect.formats.mending import grows, mended
from pipeline.collect.formats.plain import plain_text
from pipeline.errors import NotAFeedError
from pipeline.text import printable, squeeze

if TYPE_CHECKING:
    from pipeline.models import Feed, Page, ParsedFeed

__all__ = ["document", "parse_xml_feed"]


def parse_xml_feed(page: Page, feed: Feed) -> ParsedFeed | None:
    """
    Return the feed's title and entries, None where feedparser recognises no kind of feed and finds no entry.

    Raises:
        NotAFeedError: feedparser cannot bear it.

    """
    read = reading(page)
    try:
        parsed = _parsed(read, page, markup=False)
    except MemoryError:
        raise
    except Exception as error:
        raise NotAFeedError(page.url, f"it is broken beyond reading ({type(error).__name__})") from error
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
    if not grows(read.body, read.charset):
        try:
            return _by_feedparser(read, page, markup=markup)
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001, S110 - half a character given by number is enough to make it raise
            pass
    whole = read._replace(body=mended(read.body, read.charset), content_type="application/xml; charset=utf-8")
    return _by_feedparser(whole, page, markup=markup)


def _by_feedparser(read: Reading, page: Page, *, markup: bool) -> Any:
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
    links = ((_text(link, "rel") or "", _text(link, "href")) for link in _parts(head, "links"))
    return tuple(href for rel, href in links if href and relation in rel.split())


def _item(entry: Any) -> Item:
    content = next(filter(None, (_text(part, "value") for part in _parts(entry, "content"))), None)
    return Item(
        link=_text(entry, "feedburner_origlink") or _text(entry, "link"),
        guid=_text(entry, "id"),
        title=_plain(entry, "title"),
        summary=_plain(entry, "summary") or plain_text(content),
        # Aggregators name the publisher of each item; a feed's own title is a label: "CNET - Mobile".
        outlet=_plain(dict.get(entry, "source"), "title") or _plain(entry, "publisher"),
        # Atom demands only `updated`, and Dublin Core's date arrives there too.
        date=_text(entry, "published") or _text(entry, "updated"),
    )


# feedparser keeps elements it does not know under their own names, as text or as a dictionary of their attributes, also
# where they are called `links` or `title_detail`. And its dictionaries answer for keys they have not.


def _text(thing: Any, key: str) -> str | None:
    value = dict.get(thing, key) if isinstance(thing, dict) else None
    return value if isinstance(value, str) else None


def _parts(thing: Any, key: str) -> list[Any]:
    value = dict.get(thing, key)
    return value if isinstance(value, list) else []


def _plain(thing: Any, key: str) -> str | None:
    value = _text(thing, key)
    if value is None:
        return None
    is_markup = _text(dict.get(thing, f"{key}_detail"), "type") != "text/plain"
    return plain_text(value) if is_markup else squeeze(printable(value)) or None
