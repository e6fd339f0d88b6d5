"""
Text cut by way of its runs, that is, of what stands between two spaces: few of them make up most text.

How a run is cut, and what its words tell by themselves, is found once and kept. A text is then laid out in columns
without a look at any of its words, which takes a third of the time of going through it again.
"""

from __future__ import annotations

from itertools import accumulate, chain
from operator import add
from typing import TYPE_CHECKING, Any

from pipeline.claims.reading.signs import remembered_with_signs

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

__all__ = ["Column", "Runs"]

Column = tuple[Any, ...]
_NEVER = 1 << 40
"""A step that no text is long enough for, behind a run of which what follows tells how it is cut."""


class Runs:
    """
    Cuts text as a pattern does that takes up every character but white space.

    `tell` says what a word tells wherever it stands; `is_open`, of a run's words, whether what follows could tell that
    they are others.
    """

    def __init__(
        self,
        pattern: re.Pattern[str],
        tell: Callable[[str], Column],
        is_open: Callable[[list[str]], bool] | None = None,
    ) -> None:
        self._pattern = pattern
        self._is_open = is_open
        self._words = remembered_with_signs(tell)
        self._told = remembered_with_signs(self._told_by)

    def columns(self, text: str, start: int, stop: int) -> list[Column]:
        """
        Return where the words of `text[start:stop]` begin, where they end, and in columns of their own what they tell.

        Offsets count from the beginning of `text`. There are no columns where there are no words.
        """
        told = [*chain.from_iterable(self._told.of_each(text[start:stop].split()))]
        if not told:
            return []
        lengths, steps, *columns = zip(*told, strict=True)
        starts = (*accumulate(steps, initial=start),)
        if starts[-1] != stop + 1:
            return self._columns_by_pattern(text, start, stop)
        return [starts[:-1], (*map(add, starts, lengths),), *columns]

    def _told_by(self, run: str) -> tuple[Column, ...]:
        """By word of a run: its length, how far it is to the next one, and what it tells."""
        words = self._pattern.findall(run)
        is_open = self._is_open is not None and self._is_open(words)
        steps = [*map(len, words[:-1]), _NEVER if is_open else len(words[-1]) + 1]
        return tuple((len(word), step, *self._words[word]) for word, step in zip(words, steps, strict=True))

    def _columns_by_pattern(self, text: str, start: int, stop: int) -> list[Column]:
        """The same where more than one space parts two words, or what follows a run counts."""
        words = self._pattern.findall(text, start, stop)
        starts, ends = [], []
        at = start
        for word in words:  # finding each again is quicker than making a match of it
            begin = text.index(word, at)
            at = begin + len(word)
            starts.append(begin)
            ends.append(at)
        return [tuple(starts), tuple(ends), *zip(*self._words.of_each(words), strict=True)]
