"""
Text cut by way of its runs, that is, of what stands between two spaces: few of them make up most text.

How a run is cut is found once and kept, which takes a third of the time of going through the text again.
"""

from __future__ import annotations

from itertools import accumulate, chain
from typing import TYPE_CHECKING, NamedTuple

from pipeline.claims.reading.remembered import Remembered

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

__all__ = ["Cut", "Runs"]

_SPACE, _OPEN = " ", "\n"
"""The gap behind a run, and behind one of which what follows tells how it is cut."""


class Cut(NamedTuple):
    """Words and marks of a text with their offsets, in parallel columns: `words[i] == text[starts[i]:ends[i]]`."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]


class Runs:
    """
    Cuts text as a pattern does that takes up every character but white space.

    `is_open` says of a run's words whether what follows could tell that they are others.
    """

    def __init__(self, pattern: re.Pattern[str], is_open: Callable[[list[str]], bool] | None = None) -> None:
        self._pattern = pattern
        self._is_open = is_open
        self._parts = Remembered(self._parts_of)

    def cut(self, text: str, start: int, stop: int) -> Cut:
        """Return the words of `text[start:stop]` in order; their offsets count from the beginning of `text`."""
        parts = [*chain.from_iterable(self._parts.of_each(text[start:stop].split()))]
        places = tuple(accumulate(map(len, parts), initial=start))
        if places[-1] != stop + 1 or _OPEN in parts:
            return self._cut_whole(text, start, stop)
        return Cut(tuple(parts[::2]), places[:-1:2], places[1::2])

    def _parts_of(self, run: str) -> tuple[str, ...]:
        """The words of a run, each with the gap behind it."""
        words = self._pattern.findall(run)
        is_open = self._is_open is not None and self._is_open(words)
        return (*[part for word in words[:-1] for part in (word, "")], words[-1], _OPEN if is_open else _SPACE)

    def _cut_whole(self, text: str, start: int, stop: int) -> Cut:
        """The same where more than one space parts two words, or what follows a run counts."""
        words = self._pattern.findall(text, start, stop)
        starts, ends = [], []
        at = start
        for word in words:  # finding each again is quicker than making a match of it
            begin = text.index(word, at)
            at = begin + len(word)
            starts.append(begin)
            ends.append(at)
        return Cut(tuple(words), tuple(starts), tuple(ends))
