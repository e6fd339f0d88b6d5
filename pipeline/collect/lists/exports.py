"""
Lists of feeds as other readers export them, good or bad: OPML, RDF with FOAF, iGoogle, read by listparser.

What is well-formed OPML is read by our own reader: listparser reads with an HTML parser, which takes UTF-8 for Latin-1.
"""

from __future__ import annotations

import codecs
from typing import NamedTuple

import listparser

from pipeline.collect.lists.opml import AnotherKindError, ListedFeed, included, is_blank, read_list
from pipeline.errors import ConfigurationError

__all__ = ["Exported", "read_export"]

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Exported(NamedTuple):
    """The feeds of a list, and what is wrong with it as far as some may be missing."""

    feeds: tuple[ListedFeed, ...]
    flaw: str | None = None


def read_export(exported: bytes) -> Exported:
    """
    Return the feeds of a list, each address once; entries that are said to be feeds and give no address have none.

    A list that is not well formed has a flaw: of one that was cut off, only the feeds before the cut can be read.

    Raises:
        ConfigurationError: no feed is found, with what is wrong with the list as OPML.

    """
    if is_blank(exported):
        raise ConfigurationError("no feed found in it: the list of feeds is empty")
    try:
        return Exported(read_list(exported))
    except ConfigurationError as error:
        feeds = _leniently(exported)
        if not feeds:
            raise ConfigurationError(f"no feed found in it: {error}") from error
        return Exported(feeds, None if isinstance(error, AnotherKindError) else str(error))


def _leniently(exported: bytes) -> tuple[ListedFeed, ...]:
    # Never text: listparser would fetch what begins with http. Character references survive its HTML parser.
    plain = _text(exported).replace("\0", "").encode("ascii", "xmlcharrefreplace")
    try:
        found = listparser.parse(plain)
    except Exception:  # noqa: BLE001 - lxml's errors and its own slips; the strict reader's message stands
        return ()
    feeds = [_listed(feed.url, feed) for feed in found.feeds]
    others = (included(feed.get("title") or None, feed.url) for feed in found.lists)
    return (*feeds, *(_listed("", feed) for feed in found.opportunities), *others)


def _listed(url: str, feed: listparser.common.SuperDict) -> ListedFeed:
    categories = feed.get("categories") or [()]
    return ListedFeed(url.strip(), feed.get("title") or None, tuple(name for name in categories[0] if name))


def _text(exported: bytes) -> str:
    if exported.startswith(_UTF_16):
        return exported.decode("utf-16", "replace")
    try:
        return exported.decode("utf-8-sig")
    except UnicodeDecodeError:
        return exported.decode("cp1252", "replace")
