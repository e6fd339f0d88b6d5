"""
The tree of a page, as libxml2 makes it of any markup, and what its elements say to a reader.

A page is walked some forty times. Two things make every walk cheaper without changing what is found: elements are made
by C code (lxml.html asks a Python function what class each should have, a million times for 200 pages), and
scripts, styles and drawings, which nobody reads, are taken out at once.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml.etree import (  # type: ignore[import-untyped]  # lxml ships no types
    ElementDefaultClassLookup,
    HTMLParser,
    ParserError,
    iterwalk,
    strip_elements,
)
from lxml.html import HtmlElement, document_fromstring  # type: ignore[import-untyped]  # lxml ships no types

from pipeline.text import squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["HtmlElement", "parse_html", "visible_words"]

_PARSER = HTMLParser(encoding="utf-8", collect_ids=False, default_doctype=False, remove_comments=True, remove_pis=True)
_PARSER.set_element_class_lookup(ElementDefaultClassLookup(element=HtmlElement))
# Of text or JSON libxml2 makes a document, a body and a paragraph.
_FEWEST_ELEMENTS = 4
_BEGINNING = 4096
_DOCTYPE = re.compile(r"^\s*<\s?!\s?doctype[^>]*>", re.IGNORECASE)
_CLOSED_ROOT = re.compile(r"(<html\b[^<>]*?)\s*/>", re.IGNORECASE)


def parse_html(html: str) -> HtmlElement | None:
    """
    Return the tree of a page, None where there is no markup; styles, drawings and scripts but JSON-LD are left out.

    A slash in the document type or at the end of the root element makes libxml2 lose the page, so they go first.
    """
    beginning = _CLOSED_ROOT.sub(r"\1>", _DOCTYPE.sub("", html[:_BEGINNING], count=1), count=1)
    try:
        tree = document_fromstring((beginning + html[_BEGINNING:]).encode(errors="replace"), parser=_PARSER)
    except ParserError:
        return None
    if "<html" not in beginning.lower() and sum(1 for _ in tree.iter()) < _FEWEST_ELEMENTS:
        return None
    strip_elements(tree, "style", "template", "svg", with_tail=False)
    for script in [script for script in tree.iter("script") if "ld+json" not in script.get("type", "").lower()]:
        script.drop_tree()
    return tree


def visible_words(tree: HtmlElement, *, leave_out: frozenset[str] = frozenset()) -> str:
    """
    Return the words of a page on one line, those of <noscript> included: they tell what a page without script is.

    Without those inside elements to `leave_out`.
    """
    return squeeze(" ".join(_texts(tree, leave_out | {"script"})))


def _texts(tree: HtmlElement, leave_out: frozenset[str]) -> Iterator[str]:
    walk = iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        left_out = element.tag in leave_out
        if event == "start" and left_out:
            walk.skip_subtree()
        elif event == "start" and element.text:
            yield element.text
        elif event == "end" and element.tail:
            yield element.tail
