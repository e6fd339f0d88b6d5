"""
Quotations: where quotation marks open and close.

Curly, straight, doubled single ('' ''), guillemets and single quotation marks. A quotation that never closes runs to
the end of its paragraph when it opens it (newspapers open every paragraph of a long quotation and close only the last)
or follows a finished sentence; anywhere else a lone mark opens nothing.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.claims.reading.signs import sign_where

__all__ = ["QUOTED", "Quotation", "quotations"]

_MARK = re.compile(
    r"[“”\"„«»‘’'`]"  # one set at the beginning lets the search run from mark to mark
    r"(?:(?<=[“”\"„«»])|(?<=')'|(?<=`)`|(?<=[‘’'])(?:(?<![^\W_].)|(?![^\W_])))",
    re.DOTALL,
)
"""No mark between two letters: an apostrophe there neither opens nor closes."""
_MARKS = frozenset("“”\"„«»‘’'`")
QUOTED = sign_where(lambda low: not _MARKS.isdisjoint(low))
"""Of a paragraph that may have quotations: a word of it is, or holds, something that looks like a mark."""
_OPENING = frozenset("“„«")
_CLOSING = frozenset("”»")
_APOSTROPHES = frozenset("‘’'")
_LONGEST = 6000
_SHORTEST_SINGLE = 3


class Quotation(NamedTuple):
    """A quotation with its marks, `text[start:end]`; `closed` is False where the closing mark never came."""

    start: int
    end: int
    closed: bool = True


def quotations(text: str, start: int = 0, end: int | None = None) -> list[Quotation]:
    """Return the outermost quotations of one paragraph, `text[start:end]`, in order."""
    stop = len(text) if end is None else end
    found: list[Quotation] = []
    opened, style, depth = -1, "", 0
    for match in _MARK.finditer(text, start, stop):
        mark, at = match.group(), match.start()
        if opened < 0:
            if _opens(text, mark, at, match.end(), start, stop):
                opened, style, depth = at, mark, 0
        elif _same_style(style, mark):
            if mark in _OPENING and style == mark and not _written_as_closing(text, at, match.end(), stop):
                depth += 1
            elif depth and mark in _CLOSING:
                depth -= 1
            elif _closes(text, mark, at, match.end(), stop):
                # ''They said 'no,''' ends in three marks that look alike.
                end = match.end() + (mark == "''" and text[match.end() : match.end() + 1] == "'")
                found.append(Quotation(opened, end))
                opened = -1
    if opened >= 0 and _begins_speech(text, start, opened) and style not in _APOSTROPHES and stop - opened <= _LONGEST:
        found.append(Quotation(opened, stop, closed=False))
    return found


def _begins_speech(text: str, start: int, at: int) -> bool:
    """Whether nothing, or a finished sentence or a colon, stands before."""
    before = text[max(start, at - 4) : at].strip()
    return not before or before[-1] in ".:?!"


def _opens(text: str, mark: str, at: int, after: int, start: int, stop: int) -> bool:
    if mark in _OPENING or mark == "``":
        return True
    if mark in _CLOSING and at == start:
        return not text[after : after + 1].isspace()  # the wrong way round: ”It is over.”
    if mark in _CLOSING or mark == "’":
        return False
    before = text[at - 1] if at > start else " "
    follows = text[after] if after < stop else " "
    if follows.isspace():
        return False
    if mark in {"'", "‘"}:
        # A single mark opens a quotation only where it stands alone and closes again: 'til and '80s do not.
        return (before.isspace() or before in "([—–-:") and _closes_later(text, after, stop)
    return before.isspace() or before in "([—–-:,/" or not before.isalnum()


def _written_as_closing(text: str, at: int, after: int, stop: int) -> bool:
    """An opening mark put where the closing one belongs: “never“ again."""
    follows = text[after] if after < stop else " "
    return not text[at - 1].isspace() and not follows.isalnum()


def _closes_later(text: str, after: int, stop: int) -> bool:
    window = text[after : min(stop, after + 400)]
    close = re.search(r"(?<=[\w.,!?…])['’](?![\w'’])", window)
    return close is not None and close.start() >= _SHORTEST_SINGLE and not window[:1].isdigit()


def _same_style(style: str, mark: str) -> bool:
    if style in {"“", "„", "”"}:
        return mark in {"“", "”", '"'}
    if style == "«":
        return mark in {"«", "»"}
    if style == "``":
        return mark == "''"
    if style in _APOSTROPHES:
        return mark in {"’", "'"}
    return mark == style or (style == '"' and mark == "”")


def _closes(text: str, mark: str, at: int, after: int, stop: int) -> bool:
    follows = text[after] if after < stop else " "
    if mark in _APOSTROPHES:
        return not (follows.isalnum() or follows in "'’")
    if mark == '"':
        return not (text[at - 1].isspace() and follows.isalnum())
    return True
