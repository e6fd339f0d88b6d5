"""The tree of a page, as libxml2 makes it of any markup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml.html import HtmlElement  # type: ignore[import-untyped]  # lxml ships no types
from trafilatura import load_html

from pipeline.text import squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["HtmlElement", "parse_html", "visible_words"]

_UNSEEN = frozenset({"script", "style", "template"})


def parse_html(html: str) -> HtmlElement | None:
    """Return the tree of a page, None where there is no markup in it."""
    return load_html(html)


def visible_words(tree: HtmlElement) -> str:
    """Return all words of a page on one line, those of <noscript> included: they tell what a page without script is."""
    return squeeze(" ".join(_texts(tree)))


def _texts(tree: HtmlElement) -> Iterator[str]:
    for element in tree.iter():
        if isinstance(element.tag, str) and element.tag not in _UNSEEN and element.text:
            yield element.text
        if element.tail:
            yield element.tail
