"""
Texts linked into groups, most alike first: average link, with lines that depend on what is linked.

One text joins others from a lower line on than two groups join each other: events have several reports, and a report
that is odd in its wording is more common than an event with one. Two groups that are each far more like themselves than
like each other are two events, however alike these look.
"""

from __future__ import annotations

from collections import defaultdict
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipeline.compare.story_model import Lines

__all__ = ["STRANGERS", "Met", "linked"]

STRANGERS = -4.0
"""Log odds for two texts that were not compared: they share no key, or fewer than others do."""

# Log odds. How alike the reports of an event are to each other is counted up to here only: two that share half their
# sentences say nothing of how alike its other reports have to be.
_BEYOND_DOUBT = 3.0
_PAIR = 2


class Met(NamedTuple):
    """Two numbers of texts or stories, and how alike, as log odds."""

    one: int
    other: int
    likeness: float


class _Odds(NamedTuple):
    """The sum over pairs of texts that were compared."""

    total: float = 0.0
    pairs: int = 0

    def plus(self, other: _Odds) -> _Odds:
        return _Odds(self.total + other.total, self.pairs + other.pairs)

    def mean(self, possible: int) -> float:
        strangers = max(0, possible - self.pairs)
        return (self.total + STRANGERS * strangers) / (self.pairs + strangers)


def linked(texts: Iterable[int], stories: Mapping[int, int], met: Iterable[Met], lines: Lines) -> list[set[int]]:
    """
    Return the texts in groups that tell one event each, with at most one of the stories in a group.

    `stories`: how many articles each of the stories has that are known already; a text may have met several of these.
    Numbers of texts and of stories are all different. What comes in which order decides nothing.
    """
    groups = _Groups(texts, stories, lines)
    for pair in sorted(met):
        groups.compare(pair)
    groups.link()
    return sorted(groups.members.values(), key=min)


class _Groups:
    """Groups that grow together."""

    def __init__(self, texts: Iterable[int], stories: Mapping[int, int], lines: Lines) -> None:
        self._stories, self._lines = set(stories), lines
        self._sizes = dict.fromkeys(texts, 1) | dict(stories)
        self.members = {number: {number} for number in self._sizes}
        self._within = {number: _Odds() for number in self._sizes}
        self._between: defaultdict[int, dict[int, _Odds]] = defaultdict(dict)

    def compare(self, met: Met) -> None:
        """Take in how alike two are, before any are linked."""
        one, other, likeness = met
        both = self._between[one].get(other, _Odds()).plus(_Odds(likeness, 1))
        self._between[one][other] = self._between[other][one] = both

    def link(self) -> None:
        """Join the most alike groups until none are alike enough; what a pair was before it grew is passed over."""
        pairs = [(one, other) for one, others in self._between.items() for other in others if one < other]
        waiting = [(-self._surplus(one, other), one, other) for one, other in pairs]
        heapify(waiting)
        while waiting:
            short, one, other = heappop(waiting)
            if short > 0:
                return
            if other not in self._between.get(one, {}) or self._surplus(one, other) != -short:
                continue
            kept = self._join(one, other)
            for neighbour in self._between[kept]:
                first, second = sorted((kept, neighbour))
                heappush(waiting, (-self._surplus(first, second), first, second))

    def _surplus(self, one: int, other: int) -> float:
        """How much more alike two groups are than they have to be to be one."""
        if {one, other} <= self._stories:
            return -float("inf")
        between = self._between[one][other].mean(self._sizes[one] * self._sizes[other])
        if min(self._sizes[one], self._sizes[other]) < _PAIR:
            return between - self._lines.one
        inside = min(self._likeness_within(one), self._likeness_within(other), _BEYOND_DOUBT)
        return between - max(self._lines.several, inside - self._lines.contrast)

    def _likeness_within(self, group: int) -> float:
        """How alike its texts are; of stories known before it is not asked."""
        if group in self._stories:
            return _BEYOND_DOUBT
        size = self._sizes[group]
        return self._within[group].mean(size * (size - 1) // 2)

    def _join(self, one: int, other: int) -> int:
        """Make one group of two; it goes by the story in it, or else by the lesser number, which is returned."""
        kept, gone = (other, one) if other in self._stories else (one, other)
        between = self._between[kept].pop(gone)
        del self._between[gone][kept]
        self._within[kept] = self._within[kept].plus(self._within.pop(gone)).plus(between)
        self._sizes[kept] += self._sizes.pop(gone)
        self.members[kept] |= self.members.pop(gone)
        for neighbour, odds in self._between.pop(gone).items():
            del self._between[neighbour][gone]
            both = self._between[kept].get(neighbour, _Odds()).plus(odds)
            self._between[kept][neighbour] = self._between[neighbour][kept] = both
        return kept
