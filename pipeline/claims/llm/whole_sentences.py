"""Evidence is whole sentences: a "not" or an "if" that a fragment leaves out must not be lost."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.claims.reading.sentences import sentences

if TYPE_CHECKING:
    from pipeline.models import Span

__all__ = ["WholeSentences"]


class WholeSentences:
    """The sentences of a text, as the rules cut it."""

    def __init__(self, text: str) -> None:
        self._text = text

    def around(self, fragment: Span) -> tuple[Span, int]:
        """Return the span of the sentences in which a fragment stands, and how many they are."""
        starts, ends = self._bounds
        first = bisect_right(ends, fragment[0])
        last = max(bisect_left(starts, fragment[1]), first + 1)
        if first >= len(starts):
            return fragment, 1
        return (min(starts[first], fragment[0]), max(ends[last - 1], fragment[1])), last - first

    @cached_property
    def _bounds(self) -> tuple[list[int], list[int]]:
        found = sentences(self._text)
        return [start for start, _ in found], [end for _, end in found]
