"""Long texts cut into portions that a model can read whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.models import Span

__all__ = ["PORTION", "cut_up"]

PORTION = 12_000
"""Characters: about 3,000 tokens, and with its answer well within the smallest window in use, 8,192."""

_ENDS = ("\n", ". ", " ")
"""Where to cut, the best first: after a paragraph, a sentence, a word."""


def cut_up(text: str, longest: int = PORTION) -> Iterator[Span]:
    """Yield the offsets of portions of at most `longest` characters, in order; those without words are left out."""
    at = 0
    while at < len(text):
        end = len(text) if len(text) - at <= longest else _cut(text, at, at + longest)
        if text[at:end].strip():
            yield at, end
        at = end


def _cut(text: str, start: int, latest: int) -> int:
    for mark in _ENDS:
        found = text.rfind(mark, start, latest)
        if found > start:
            return found + len(mark)
    return latest
