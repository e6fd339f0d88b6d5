"""
Change a list of feeds in place: what somebody wrote around an entry by hand stays as it is.

Comments, folders, attributes of other readers and the indentation survive, which rewriting the list would not let them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lxml import etree  # type: ignore[import-untyped]  # lxml ships no types

from pipeline.collect.lists.opml import ListedFeed, address_of, read_list
from pipeline.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["with_feeds", "without_feed", "write_opml"]

_DECLARATION = b'<?xml version="1.0" encoding="UTF-8"?>\n'
_STEP = "  "


def write_opml(feeds: Iterable[ListedFeed], title: str) -> bytes:
    """Return a new list, OPML 2.0 that any feed reader imports; characters that XML cannot carry are left out."""
    opml = etree.Element("opml", version="2.0")
    opml.text = f"\n{_STEP}"
    head, body = etree.SubElement(opml, "head"), etree.SubElement(opml, "body")
    head.text, head.tail, body.tail = f"\n{_STEP * 2}", f"\n{_STEP}", "\n"
    name = etree.SubElement(head, "title")
    name.text, name.tail = _clean(title), f"\n{_STEP}"
    return with_feeds(etree.tostring(opml, encoding="UTF-8"), feeds)


def with_feeds(opml: bytes, feeds: Iterable[ListedFeed]) -> bytes:
    """
    Return the list with further feeds at its end, those of a folder in the folder of that name.

    Raises ConfigurationError where the list cannot be read, as `read_opml` does, or uses prefixes it does not declare.
    """
    root = _tree(opml)
    body = next((part for part in root if _name(part) == "body"), None)
    if body is None:
        body = _append(root, "body")
    for feed in feeds:
        place = body
        for folder in feed.folders:
            place = _folder(place, folder)
        label = _clean(feed.label or feed.url)
        _append(place, "outline", {"type": "rss", "text": label, "title": label, "xmlUrl": _clean(feed.url)})
    return _written(root)


def without_feed(opml: bytes, url: str) -> bytes | None:
    """Return the list without a feed, wherever it stands, None where it is not in it; raises as `with_feeds` does."""
    root = _tree(opml)
    found = [outline for outline in _outlines(root) if address_of(_given(outline)) == url]
    for outline in found:
        _remove(outline)
    return _written(root) if found else None


def _tree(opml: bytes) -> Any:
    read_list(opml)  # says what is wrong, with the line, and refuses document types before anything is built
    try:
        return etree.fromstring(opml, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except etree.XMLSyntaxError as error:
        # A prefix that nobody declared can be read, and not be written again.
        raise ConfigurationError(f"the list of feeds can be read and not changed: {error}") from error


def _written(root: Any) -> bytes:
    around = [*reversed(list(root.itersiblings(preceding=True))), root, *root.itersiblings()]
    parts = (etree.tostring(part, encoding="UTF-8", with_tail=False) for part in around)
    return _DECLARATION + b"".join(bytes(part) + b"\n" for part in parts)


def _outlines(place: Any) -> Iterator[Any]:
    return (element for element in place.iter() if _name(element) == "outline")


def _name(element: Any) -> str:
    """Return an element's name; a comment has none."""
    return element.tag.lower() if isinstance(element.tag, str) else ""


def _given(element: Any) -> dict[str, str]:
    return {name.lower(): value for name, value in element.items()}


def _folder(place: Any, name: str) -> Any:
    for outline in place:
        given = _given(outline) if _name(outline) == "outline" else {}
        if address_of(given) is None and (given.get("title") or given.get("text")) == _clean(name):
            return outline
    return _append(place, "outline", {"text": _clean(name)})


def _append(place: Any, name: str, attributes: dict[str, str] | None = None) -> Any:
    """Add an element at the end of another, indented like its siblings."""
    depth = sum(1 for _ in place.iterancestors())
    if len(place):
        before, gap = place[-1], place.text if not (place.text or "").strip() else None
        closing, before.tail = before.tail, gap
    else:
        closing, place.text = f"\n{_STEP * depth}", f"\n{_STEP * (depth + 1)}"
    added = etree.SubElement(place, name, attributes or {})
    added.tail = closing
    return added


def _remove(outline: Any) -> None:
    """Take an element out with the line it stands on; what it holds takes its place."""
    parent, before = outline.getparent(), outline.getprevious()
    at, inside = parent.index(outline), list(outline)
    if not inside and outline.getnext() is None:
        # The last of its siblings: the closing tag of the parent keeps its own indentation.
        if before is not None:
            before.tail = outline.tail
        elif not (parent.text or "").strip():
            parent.text = outline.tail
    outline.tail = None
    parent.remove(outline)
    for offset, element in enumerate(inside):
        parent.insert(at + offset, element)


def _clean(text: str) -> str:
    return "".join(letter for letter in text if letter.isprintable())
