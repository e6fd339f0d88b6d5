"""
The text of example items: read from its file, its copies filled in, turned into paragraphs of HTML.

Bodies are plain text. Paragraphs are parted by blank lines, `## ` begins a heading, `[words](address)` is a link, and a
line `[[copy]]` is replaced by the text an item was copied from.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from pipeline.demo.alterations import alter

if TYPE_CHECKING:
    from pipeline.demo.items import CopiedFrom, Day, Example, Item

__all__ = ["as_html", "body_of", "clean_text", "seed_text"]

_COPY_HERE = "[[copy]]"
_LINK = re.compile(r"\[([^\[\]]+)\]\((https?://[^\s()]+)\)")
_HEADING = "## "


def body_of(example: Example, item: Item, day: Day) -> str:
    """Return an item's body as it stands on a day, still with its marks for headings and links."""
    body = _first_body(example, item)
    change = item.changed_by(day)
    if change is None:
        return body
    for before, now in change.replaced.items():
        body = body.replace(before, now)
    return f"{body}\n\n{change.note}" if change.note else body


def seed_text(example: Example, name: str) -> str:
    """Return a seed of the topic, as it stands in its file."""
    return (example.seeds / "articles" / name).read_text(encoding="utf-8")


def clean_text(body: str) -> str:
    """Return what a reader sees, paragraphs parted by blank lines: what extraction should give back."""
    return "\n\n".join(_LINK.sub(r"\1", line.removeprefix(_HEADING)) for line in _lines(body))


def as_html(body: str) -> list[str]:
    """Return each paragraph as an HTML element; everything but headings and links is escaped."""
    return [_element(line) for line in _lines(body)]


def _first_body(example: Example, item: Item) -> str:
    frame = (example.folder / "bodies" / item.body).read_text(encoding="utf-8") if item.body else _COPY_HERE
    if item.copied_from is None:
        return frame
    source = item.copied_from
    return frame.replace(_COPY_HERE, alter(_original(example, source), source.alteration, source.paragraphs))


def _original(example: Example, source: CopiedFrom) -> str:
    if source.seed is not None:
        return seed_text(example, source.seed)
    # Who copies has read the first version; what is corrected later stays wrong in the copy.
    return clean_text(_first_body(example, example.item(source.item or "")))


def _lines(body: str) -> list[str]:
    return [line.strip() for line in body.splitlines() if line.strip()]


def _element(line: str) -> str:
    name = "h2" if line.startswith(_HEADING) else "p"
    # Brackets, parentheses and slashes survive escaping, so links are found afterwards, in text that is safe already.
    inner = _LINK.sub(r'<a href="\2">\1</a>', escape(line.removeprefix(_HEADING)))
    return f"<{name}>{inner}</{name}>"
