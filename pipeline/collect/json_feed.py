"""JSON Feed, versions 1 and 1.1 (jsonfeed.org/version/1.1), which feedparser 6 does not read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pipeline.collect.entries import Item, as_entries
from pipeline.collect.plain import plain_text
from pipeline.errors import NotAFeedError
from pipeline.models import ParsedFeed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipeline.models import Feed, Page

__all__ = ["looks_like_json", "parse_json_feed"]


def looks_like_json(body: bytes) -> bool:
    """Return whether a body begins like a JSON object; no XML does."""
    return body.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{"


def parse_json_feed(page: Page, feed: Feed) -> ParsedFeed:
    """
    Return the feed's title and entries.

    Raises:
        NotAFeedError: the JSON cannot be read, or is something else.

    """
    try:
        document = json.loads(page.body.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise NotAFeedError(page.url, "it begins like JSON and cannot be read as such") from error
    items = document.get("items")
    if "jsonfeed.org" not in str(document.get("version")) or not isinstance(items, list):
        raise NotAFeedError(page.url, "this is JSON, but not a JSON Feed (no version of jsonfeed.org, or no items)")
    entries, flaw = as_entries(_items(items), page, feed)
    return ParsedFeed(url=feed.url, title=plain_text(_text(document, "title")), entries=entries, flaw=flaw)


def _items(items: list[object]) -> Iterator[Item]:
    for item in items:
        if isinstance(item, dict):
            yield Item(
                link=_text(item, "url") or _text(item, "external_url"),
                guid=_text(item, "id"),
                title=plain_text(_text(item, "title")),
                summary=plain_text(
                    _text(item, "summary") or _text(item, "content_text") or _text(item, "content_html")
                ),
                outlet=None,
                date=_text(item, "date_published") or _text(item, "date_modified"),
            )


def _text(thing: Mapping[str, object], key: str) -> str | None:
    """Return a text; version 1 allowed numbers as ids, all else is as good as missing."""
    value = thing.get(key)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return str(value) or None
