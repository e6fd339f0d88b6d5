"""
Lists of feeds as other readers exchange them: OPML 2.0 (opml.org/spec2.opml).

Read event by event, with no document type allowed: an OPML file needs none, and it is where entities that expand
without end and files pulled in from elsewhere would be declared.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from pipeline.errors import ConfigurationError
from pipeline.models import Feed

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["read_opml", "without_address", "write_opml"]

_LARGEST = 5_000_000


def read_opml(opml: bytes, topic: str) -> tuple[Feed, ...]:
    """
    Return the feeds of a list in its order, folders flattened, each address once.

    Raises:
        ConfigurationError: not OPML, not well formed (with the line), too large, or with a document type of its own.

    """
    return tuple(Feed(url=url, topic=topic, label=label) for url, label in _outlines(opml).feeds.items())


def without_address(opml: bytes, topic: str) -> tuple[Feed, ...]:
    """Return the outlines of a list that are meant as feeds and give no address; raises as `read_opml` does."""
    return tuple(Feed(url="", topic=topic, label=label) for label in _outlines(opml).homeless)


def _outlines(opml: bytes) -> _Outlines:
    if len(opml) > _LARGEST:
        raise ConfigurationError(f"the list of feeds is larger than {_LARGEST // 1_000_000} MB")
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
        raise ConfigurationError("the list of feeds is not OPML: it has no <opml> element")
    return reader


def write_opml(feeds: Iterable[Feed], title: str) -> str:
    """Return the list as OPML that any feed reader imports."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<opml version="2.0">', "  <head>"]
    lines += [f"    <title>{_text(title)}</title>", "  </head>", "  <body>"]
    for feed in feeds:
        label = quoteattr(_clean(feed.label or feed.url))
        lines.append(f'    <outline type="rss" text={label} title={label} xmlUrl={quoteattr(_clean(feed.url))}/>')
    return "\n".join([*lines, "  </body>", "</opml>", ""])


class _Outlines:
    """Collects address and label of every outline that is a feed, and the labels of those without an address."""

    def __init__(self) -> None:
        self.is_opml = False
        self.feeds: dict[str, str | None] = {}
        self.homeless: list[str | None] = []
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.StartDoctypeDeclHandler = self._refuse

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.is_opml = self.is_opml or name.lower() == "opml"
        if name.lower() != "outline":
            return
        given = {key.lower(): value.strip() for key, value in attributes.items()}
        label = given.get("title") or given.get("text") or None
        if url := given.get("xmlurl"):
            self.feeds.setdefault(url, label)
        elif "xmlurl" in given or given.get("type", "").lower() == "rss":
            self.homeless.append(label)

    def _refuse(self, *_: object) -> None:
        raise ConfigurationError(
            "the list of feeds has a document type declaration, which OPML does not need: remove it"
        )


def _clean(text: str) -> str:
    return "".join(letter for letter in text if letter.isprintable())


def _text(text: str) -> str:
    return _clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
