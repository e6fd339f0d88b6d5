"""Example items as feeds: RSS 2.0, Atom or JSON Feed 1.1, whichever the outlet prefers."""

from __future__ import annotations

import json
from email.utils import format_datetime
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from pipeline.demo.bodies import body_of, clean_text
from pipeline.demo.metadata import local_time
from pipeline.demo.pages import CONTENT_TYPE, front_page

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipeline.demo.items import Day, Example, ExampleFeed, Item

__all__ = ["feed"]

_ATOM = "http://www.w3.org/2005/Atom"
_DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
_SUMMARY_WORDS = 30
# What a page does not show, its feed does not tell either.
_NO_SUMMARY = "Read the whole article on our site."

ET.register_namespace("atom", _ATOM)
ET.register_namespace("dc", _DUBLIN_CORE)


def feed(example: Example, wanted: ExampleFeed, day: Day) -> tuple[bytes, str]:
    """Return the bytes at a feed's address on a day and their content type; newest items first."""
    if wanted.format not in _FORMATS:
        return front_page(wanted.outlet), CONTENT_TYPE
    items = [item for item in example.items_on(day) if item.outlet_key == wanted.outlet_key]
    return _FORMATS[wanted.format](example, wanted, items, day)


def _rss(example: Example, wanted: ExampleFeed, items: Sequence[Item], day: Day) -> tuple[bytes, str]:
    root = ET.Element("rss", version="2.0")
    channel = ET.SubElement(root, "channel")
    _add(channel, "title", wanted.title)
    _add(channel, "link", f"http://{wanted.outlet.host}/")
    _add(channel, "description", "An example feed of the claimwatch demo")
    _add(channel, "language", wanted.outlet.language)
    for item in items:
        entry = ET.SubElement(channel, "item")
        _add(entry, "title", item.title_on(day))
        _add(entry, "link", item.url)
        _add(entry, "guid", f"{item.outlet.host}:{item.id}", isPermaLink="false")
        _add(entry, "description", f"<p>{_summary(example, item, day)}</p>")
        for author in item.authors:
            _add(entry, f"{{{_DUBLIN_CORE}}}creator", author)
        if item.published:
            _add(entry, "pubDate", format_datetime(local_time(item.outlet, item.published)))
    return _xml(root), "application/rss+xml; charset=utf-8"


def _atom(example: Example, wanted: ExampleFeed, items: Sequence[Item], day: Day) -> tuple[bytes, str]:
    root = ET.Element(f"{{{_ATOM}}}feed")
    _add(root, f"{{{_ATOM}}}title", wanted.title)
    _add(root, f"{{{_ATOM}}}id", wanted.url)
    _add(root, f"{{{_ATOM}}}updated", example.moment(day).isoformat())
    _add(root, f"{{{_ATOM}}}link", "", rel="self", href=wanted.url)
    for item in items:
        entry = ET.SubElement(root, f"{{{_ATOM}}}entry")
        _add(entry, f"{{{_ATOM}}}title", item.title_on(day))
        _add(entry, f"{{{_ATOM}}}id", item.url)
        _add(entry, f"{{{_ATOM}}}link", "", rel="alternate", href=item.url)
        _add(entry, f"{{{_ATOM}}}summary", _summary(example, item, day))
        for author in item.authors:
            _add(ET.SubElement(entry, f"{{{_ATOM}}}author"), f"{{{_ATOM}}}name", author)
        if item.published:
            _add(entry, f"{{{_ATOM}}}published", local_time(item.outlet, item.published).isoformat())
            changed = example.moment(day) if item.changed_by(day) else item.published
            _add(entry, f"{{{_ATOM}}}updated", local_time(item.outlet, changed).isoformat())
    return _xml(root), "application/atom+xml; charset=utf-8"


def _json(example: Example, wanted: ExampleFeed, items: Sequence[Item], day: Day) -> tuple[bytes, str]:
    entries = []
    for item in items:
        entry = {
            "id": item.url,
            "url": item.url,
            "title": item.title_on(day),
            "summary": _summary(example, item, day),
            "authors": [{"name": name} for name in item.authors],
        }
        if item.published:
            entry["date_published"] = local_time(item.outlet, item.published).isoformat()
        entries.append(entry)
    top = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": wanted.title,
        "home_page_url": f"http://{wanted.outlet.host}/",
        "feed_url": wanted.url,
        "language": wanted.outlet.language,
        "items": entries,
    }
    return json.dumps(top, ensure_ascii=False, indent=1).encode(), "application/feed+json; charset=utf-8"


_FORMATS: dict[str, Callable[[Example, ExampleFeed, Sequence[Item], Day], tuple[bytes, str]]] = {
    "rss": _rss,
    "atom": _atom,
    "json": _json,
}


def _summary(example: Example, item: Item, day: Day) -> str:
    if item.kind in {"consent", "not_found"}:
        return _NO_SUMMARY
    words = clean_text(body_of(example, item, day)).split()
    return " ".join(words[:_SUMMARY_WORDS]) + (" …" if len(words) > _SUMMARY_WORDS else "")


def _add(parent: ET.Element, name: str, text: str, **attributes: str) -> None:
    element = ET.SubElement(parent, name, attributes)
    element.text = text or None


def _xml(root: ET.Element) -> bytes:
    ET.indent(root)
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text
