"""Markup reduced to its words: nothing of a feed ever leaves here as HTML."""

from __future__ import annotations

import re
from html import unescape

from pipeline.text import printable, squeeze

__all__ = ["plain_text"]

_INLINE = frozenset("a abbr b cite code em font i mark q s small span strong sub sup u wbr".split())
# Each alternative ends at the latest where the next "<" stands or where the text ends, so that reading takes time in
# proportion to the text; html.parser takes minutes for "<a <a <a …", and raises for "<![".
_MARKUP = re.compile(
    r"""
    <(script|style|template|noscript)\b[^<>]*+>.*?(?:</\1\b[^<>]*+>?|\Z)
    | <!--.*?(?:-->|\Z)
    | <!\[CDATA\[ | \]\]>
    | <[!?][^<>]*+>?
    | </?(?P<tag>[a-z][^\s<>/]*+)(?:[^<>"']|"[^"]*+"|'[^']*+'|["'])*+>?
    """,
    re.DOTALL | re.IGNORECASE | re.VERBOSE,
)
# Python refuses to read a number of more than 4,300 digits.
_ENDLESS_REFERENCE = re.compile(r"&#(?:\d{8,}|x[0-9a-f]{8,});?", re.IGNORECASE)


def plain_text(markup: str | None) -> str | None:
    """Return the words on one line, entities resolved, scripts left out; None where there are none."""
    if markup is None:
        return None
    if "<" not in markup and "&" not in markup:
        return squeeze(printable(markup)) or None
    words = _ENDLESS_REFERENCE.sub("", _MARKUP.sub(_gap, markup))
    return squeeze(printable(unescape(words))) or None


def _gap(markup: re.Match[str]) -> str:
    """Keep the words of two paragraphs apart, and those of one word together."""
    return "" if (markup["tag"] or "").lower() in _INLINE else " "
