"""Which mentions share a run of words: those that were recalled together, as two arrays, and those that came since."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from pipeline.link.wording import runs_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.link.wording import Wording

__all__ = ["Runs"]


class Runs:
    """
    Finds the mentions that carry a run of words, in order of arrival.

    A mention has some twenty runs, and thousands are recalled for a batch: a list for each would take longer to make
    than all that is looked up in them.
    """

    def __init__(self) -> None:
        self._since: defaultdict[int, list[int]] = defaultdict(list)
        self._runs = np.zeros(0, np.int64)
        self._carriers = np.zeros(0, np.int64)

    def recall(self, told: Sequence[Wording]) -> None:
        """Take in the words of all mentions that are recalled together, by place, in place of any recalled before."""
        runs = np.frombuffer(b"".join([words.runs for words in told]), np.int64)
        order = np.argsort(runs, kind="stable")
        carriers = np.repeat(np.arange(len(told)), [len(words.runs) // runs.itemsize for words in told])
        self._runs, self._carriers = runs[order], carriers[order]

    def add(self, place: int, words: Wording) -> None:
        """Take in a mention that came since."""
        for run in runs_of(words):
            self._since[run].append(place)

    def carriers(self, words: Wording) -> list[Sequence[int]]:
        """Return, for each run of some words that anybody carries, the places of the mentions that carry it."""
        asked = np.frombuffer(words.runs, np.int64)
        starts = np.searchsorted(self._runs, asked, "left").tolist()
        ends = np.searchsorted(self._runs, asked, "right").tolist()
        return [
            [*self._carriers[start:end].tolist(), *self._since.get(run, ())]
            for run, start, end in zip(runs_of(words), starts, ends, strict=True)
            if start < end or run in self._since
        ]
