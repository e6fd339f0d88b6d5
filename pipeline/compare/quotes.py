"""Which stretches of a text stand in quotation marks, of any style."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.text import beyond_ascii

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.models import Span

__all__ = ["quoted_spans"]

# A mark that is never closed must not turn the rest of the article into a quotation. Spoken statements in the five
# seeds and in BASIL stay under 600 characters; a mark that runs further was lost in extraction.
_LONGEST = 1_000

# The marks that open a quotation, and what it then looks like. By mark, because most texts have one style of them, and
# ruling out the others takes no time.
_PAIRED = {
    "“„‟": re.compile("[“„‟]([^“”„‟]{2,1000}?)[”“]"),
    "«»": re.compile("«([^«»]{2,1000}?)»|»([^«»]{2,1000}?)«"),
    "‹": re.compile("‹([^‹›]{2,1000}?)›"),
    "「": re.compile("「([^「」]{2,1000}?)」"),
    "‘": re.compile(r"(?<!\w)‘([^‘\n]{2,1000}?(?<=\S))’(?!\w)"),
}
_STRAIGHT_MARKS = ('"', "``", "''")
_STRAIGHT = re.compile("|".join(_STRAIGHT_MARKS))


def quoted_spans(text: str) -> list[Span]:
    """
    Return where text stands in quotation marks, marks excluded, in order, without overlap.

    Curly, low-high, guillemets either way, corner brackets, single curly and straight marks. A straight mark opens or
    closes by the spaces around it; one that is opened again before it was closed counts from the second opening, as in
    quotations that run over several paragraphs. Runs over 1,000 characters are taken for a lost mark, not a quotation.
    """
    spans, free_from = [], 0
    for start, end in sorted([*_paired(text), *_straight(text)]):
        if start >= free_from:
            spans.append((start, end))
            free_from = end
    return spans


def _paired(text: str) -> Iterator[Span]:
    if text.isascii():
        return
    other_characters = beyond_ascii(text)
    for marks, pattern in _PAIRED.items():
        if any(mark in other_characters for mark in marks):
            yield from (match.span(match.lastindex or 0) for match in pattern.finditer(text))


def _straight(text: str) -> Iterator[Span]:
    if not any(mark in text for mark in _STRAIGHT_MARKS):
        return
    opened: int | None = None
    for match in _STRAIGHT.finditer(text):
        before = text[match.start() - 1 : match.start()]
        after = text[match.end() : match.end() + 1]
        opens = bool(after) and not after.isspace() and (not before or before.isspace() or before in "([—–-/")
        closes = bool(before) and not before.isspace() and not after.isalnum()
        if opened is None:
            opened = None if closes and not opens else match.end()
        elif opens and not closes:
            opened = match.end()
        else:
            if match.start() - opened <= _LONGEST:
                yield opened, match.start()
            opened = None
