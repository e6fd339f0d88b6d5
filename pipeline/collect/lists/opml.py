"""
Lists of feeds as other readers exchange them: OPML 2.0 (opml.org/spec2.opml).

Read event by event, with no document type allowed: an OPML file needs none, and it is where entities that expand
without end and files pulled in from elsewhere would be declared. What others export is read more leniently, in
`exports.py`; the topic's own list is not, because whoever edits it by hand wants to know the line.
"""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING, NamedTuple
from xml.parsers import expat

from pipeline.errors import ConfigurationError
from pipeline.models import Feed

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "LARGEST_LIST",
    "AnotherKindError",
    "ListedFeed",
    "address_of",
    "included",
    "is_blank",
    "read_list",
    "read_opml",
    "without_address",
]

LARGEST_LIST = 5_000_000
"""Bytes; ten thousand feeds with descriptions are two million."""


_FEED_TYPES = frozenset({"rss", "atom"})


class ListedFeed(NamedTuple):
    """One feed of a list: its address ("" where it gives none), what it is called, and the folders it is in."""

    url: str
    label: str | None = None
    folders: tuple[str, ...] = ()
    why_none: str = "it gives no address"
    """Where the address is ""."""


class AnotherKindError(ConfigurationError):
    """What is well formed, and no OPML."""


def address_of(given: Mapping[str, str]) -> str | None:
    """
    Return the address that an outline gives, "" where it is meant as a feed and gives none; None where it is not.

    `given` are its attributes, their names in small letters. What is said to be a feed may have its address as `url`.
    """
    if given.get("type", "").strip().lower() in _FEED_TYPES:
        return (given.get("xmlurl") or given.get("url") or "").strip()
    return given["xmlurl"].strip() if "xmlurl" in given else None


def included(label: str | None, url: str, folders: tuple[str, ...] = ()) -> ListedFeed:
    """Return what stands in a list for another list; lists are not fetched, so it gives no feed."""
    return ListedFeed("", label, folders, f"it stands for another list ({url or 'without address'}); import that one")


def read_opml(opml: bytes, topic: str) -> tuple[Feed, ...]:
    """
    Return the feeds of a list in its order, folders flattened, each address once.

    Raises:
        ConfigurationError: not OPML, not well formed (with the line), too large, or with a document type of its own.

    """
    return tuple(Feed(url=feed.url, topic=topic, label=feed.label) for feed in read_list(opml) if feed.url)


def without_address(opml: bytes, topic: str) -> tuple[Feed, ...]:
    """Return the outlines of a list that are meant as feeds and give no address; raises as `read_opml` does."""
    return tuple(Feed(url="", topic=topic, label=feed.label) for feed in read_list(opml) if not feed.url)


def read_list(opml: bytes) -> tuple[ListedFeed, ...]:
    """Return all outlines that are meant as feeds, each address once, none of an empty file; raises as `read_opml`."""
    if len(opml) > LARGEST_LIST:
        raise ConfigurationError(f"the list of feeds is larger than {LARGEST_LIST // 1_000_000} MB")
    if is_blank(opml):
        return ()
    reader = _Outlines()
    try:
        reader.parser.Parse(opml, True)
    except expat.ExpatError as error:
        hint = (
            '; in an address "&" is written "&amp;"'
            if error.code == expat.errors.codes[expat.errors.XML_ERROR_INVALID_TOKEN]
            else ""
        )
        raise ConfigurationError(f"the list of feeds is not well formed: {error}{hint}") from error
    except (LookupError, ValueError) as error:
        raise ConfigurationError(f"the list of feeds cannot be read: {error}") from error
    if not reader.is_opml:
        raise AnotherKindError("the list of feeds is not OPML: it has no <opml> element")
    return tuple(reader.feeds)


def is_blank(opml: bytes) -> bool:
    """Is there nothing in the file? Whoever begins a list by hand, or empties one, leaves such a file."""
    return not opml.removeprefix(codecs.BOM_UTF8).strip()


class _Outlines:
    """Collects address and label of every outline that is a feed, and the folders around it."""

    def __init__(self) -> None:
        self.is_opml = False
        self.feeds: list[ListedFeed] = []
        self._addresses: set[str] = set()
        self._folders: list[str | None] = []
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.StartDoctypeDeclHandler = self._refuse

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.is_opml = self.is_opml or name.lower() == "opml"
        if name.lower() != "outline":
            return
        given = {key.lower(): value.strip() for key, value in attributes.items()}
        label, url = given.get("title") or given.get("text") or None, address_of(given)
        folders = tuple(name for name in self._folders if name)
        if url is not None:
            # OPML wants a text for everything; an address is what a feed has that nobody named.
            self._feed(ListedFeed(url, label if label != url else None, folders))
            label = None
        elif given.get("type", "").lower() == "include":
            self._feed(included(label, given.get("url", ""), folders))
        self._folders.append(label)

    def _feed(self, feed: ListedFeed) -> None:
        if not feed.url or feed.url not in self._addresses:
            self.feeds.append(feed)
            self._addresses.add(feed.url)

    def _end(self, name: str) -> None:
        if name.lower() == "outline":
            self._folders.pop()

    def _refuse(self, *_: object) -> None:
        raise ConfigurationError(
            "the list of feeds has a document type declaration, which OPML does not need: remove it"
        )
