"""JSON Feed, versions 1 and 1.1 (jsonfeed.org/version/1.1), which feedparser 6 does not read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pipeline.collect.formats.channel import Channel, as_parsed
from pipeline.collect.formats.entries import Item
from pipeline.collect.formats.plain import plain_text
from pipeline.errors import NotAFeedError
from pipeline.text import printable, squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipeline.models import Feed, Page, ParsedFeed

__all__ = ["looks_like_json", "parse_json_feed"]

_MARKS_AND_SPACE = b"\xef\xbb\xbf\xfe\xff\0 \t\r\n"
_BEGINNING = 1000


def looks_like_json(body: bytes) -> bool:
    """Return whether a body begins like a JSON object, in whichever Unicode encoding; no XML does."""
    return body[:_BEGINNING].lstrip(_MARKS_AND_SPACE)[:1] == b"{"


def parse_json_feed(page: Page, feed: Feed) -> ParsedFeed:
    """
    Return the feed's title and entries.

    Raises:
        NotAFeedError: the JSON cannot be read, or is something else.

    """
    text = page.body.decode(json.detect_encoding(page.body), "replace").removeprefix("\ufeff")
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotAFeedError(page.url, "it begins like JSON and cannot be read as such") from error
    items = document.get("items")
    if "jsonfeed.org" not in (_text(document, "version") or "") or not isinstance(items, list):
        raise NotAFeedError(page.url, "this is JSON, but not a JSON Feed (no version of jsonfeed.org, or no items)")
    torn = "some of its bytes are no text" if "\ufffd" in text else None
    return as_parsed(_channel(document), _items(items), page, feed, flaws=(torn,))


def _channel(document: Mapping[str, object]) -> Channel:
    hubs, own = document.get("hubs"), _text(document, "feed_url")
    addresses = (_text(hub, "url") for hub in (hubs if isinstance(hubs, list) else ()) if isinstance(hub, dict))
    return Channel(
        title=plain_text(_text(document, "title")),
        hubs=tuple(filter(None, addresses)),
        own=(own,) if own else (),
    )


def _items(items: list[object]) -> Iterator[Item]:
    for item in items:
        if isinstance(item, dict):
            yield Item(
                link=_text(item, "url") or _text(item, "external_url"),
                guid=_text(item, "id"),
                title=plain_text(_text(item, "title")),
                summary=_summary(item),
                outlet=None,
                date=_text(item, "date_published") or _text(item, "date_modified"),
            )


def _summary(item: Mapping[str, object]) -> str | None:
    words = _text(item, "summary") or _text(item, "content_text")
    return squeeze(printable(words)) or None if words else plain_text(_text(item, "content_html"))


def _text(thing: Mapping[str, object], key: str) -> str | None:
    """Return a text; version 1 allowed numbers as ids, all else is as good as missing."""
    value = thing.get(key)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return str(value) or None
