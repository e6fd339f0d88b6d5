"""Stories found again with hindsight: the same likeness of articles two by two, grouped all at once."""

from __future__ import annotations

from collections import defaultdict
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING

from pipeline.compare.known_stories import KnownStories, keys
from pipeline.compare.meetings import Meeting, meetings
from pipeline.compare.principals import parties, principal_names
from pipeline.compare.rarity import Rarity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.compare.known_stories import KnownArticle

__all__ = ["regrouped"]

Pair = tuple[int, int]

_PRINCIPALS = 2
_LONG_RUN = 10
# Log odds. From even odds on: with hindsight what came first is not fixed, so nothing need be joined early.
_LINE = 0.0
# Of two articles that share no key, or fewer than twenty others do.
_STRANGERS = -2.5
# What likeness counts for inside a topic where neither wording nor principals bear it out.
_UNSUPPORTED = -2.5


def regrouped(
    articles: Sequence[KnownArticle],
    together: Iterable[Pair] = (),
    apart: Iterable[Pair] = (),
    *,
    rarity: Rarity | None = None,
    discriminate: bool = True,
) -> list[set[int]]:
    """
    Return the article ids in groups that tell one story each, found by average link over pairs that share keys.

    Pairs in `together` are never parted, nor those in `apart` joined, unless `together` says so by way of others.
    `discriminate` as in `stories.Setting`. The order of articles decides nothing but ties. On ECB+ this groups better
    than one article after the other can: what came first is no longer fixed.
    """
    groups = _Groups({article.article_id for article in articles}, apart)
    for one, other in together:
        groups.join(one, other)
    for pair, likeness in _likenesses(articles, rarity or _rarity_in(articles), discriminate=discriminate).items():
        groups.compare(pair, likeness)
    groups.link()
    return sorted(groups.members.values(), key=min)


def _rarity_in(articles: Iterable[KnownArticle]) -> Rarity:
    rarity = Rarity()
    for article in articles:
        rarity.add(article.traits)
    return rarity


def _likenesses(articles: Sequence[KnownArticle], rarity: Rarity, *, discriminate: bool) -> dict[Pair, float]:
    """How alike the articles are that share keys, as log odds."""
    known, found = KnownStories(rarity), {}
    for article in articles:
        found_by = keys(article.traits, rarity)
        others = known.candidates(found_by, apart_from=article.article_id)
        for meeting in meetings(article.text, article.traits, others, rarity):
            borne_out = not discriminate or _is_borne_out(article, meeting)
            likeness = meeting.likeness if borne_out else min(meeting.likeness, _UNSUPPORTED)
            found[article.article_id, meeting.other.article_id] = likeness
        known.add(article, found_by)
    return found


def _is_borne_out(article: KnownArticle, meeting: Meeting) -> bool:
    """Whether the two share a long run of words, or speak of the same principals."""
    if meeting.run_words >= _LONG_RUN:
        return True
    ours, theirs = (
        principal_names(one.traits.prominence, _PRINCIPALS, apart_from=lambda _: False)
        for one in (article, meeting.other)
    )
    return parties(article.traits, ours, [meeting.other.traits], theirs).agree


class _Groups:
    """Groups of articles that grow together, most alike first."""

    def __init__(self, articles: Iterable[int], apart: Iterable[Pair]) -> None:
        self.members = {article: {article} for article in articles}
        self._group = {article: article for article in self.members}
        self._apart: defaultdict[int, set[int]] = defaultdict(set)
        self._sums: defaultdict[int, dict[int, tuple[float, int]]] = defaultdict(dict)
        for one, other in apart:
            if one in self._group and other in self._group:
                self._apart[one].add(other)
                self._apart[other].add(one)

    def join(self, one: int, other: int) -> None:
        """Make one group of the groups of two articles; those not among the articles are passed over."""
        if one in self._group and other in self._group and self._group[one] != self._group[other]:
            self._merge(self._group[one], self._group[other])

    def compare(self, pair: Pair, likeness: float) -> None:
        """Take in how alike two articles are."""
        one, other = (self._group[article] for article in pair)
        if one != other:
            total, pairs = self._sums[one].get(other, (0.0, 0))
            self._sums[one][other] = self._sums[other][one] = (total + likeness, pairs + 1)

    def link(self) -> None:
        """Join the most alike groups until none are alike enough; what a pair was before it grew is passed over."""
        waiting = [
            (-self._mean(one, other), one, other) for one in self._sums for other in self._sums[one] if one < other
        ]
        heapify(waiting)
        while waiting:
            unlike, one, other = heappop(waiting)
            if -unlike < _LINE:
                return
            if other not in self._sums.get(one, {}) or self._mean(one, other) != -unlike or other in self._apart[one]:
                continue
            kept = self._merge(one, other)
            for neighbour in self._sums[kept]:
                first, second = sorted((kept, neighbour))
                heappush(waiting, (-self._mean(first, second), first, second))

    def _mean(self, one: int, other: int) -> float:
        total, pairs = self._sums[one][other]
        possible = len(self.members[one]) * len(self.members[other])
        return (total + _STRANGERS * (possible - pairs)) / possible

    def _merge(self, one: int, other: int) -> int:
        """Join two groups under the lesser number, which is returned."""
        kept, gone = sorted((one, other))
        for article in self.members[gone]:
            self._group[article] = kept
        self.members[kept] |= self.members.pop(gone)
        for neighbour, (total, pairs) in self._sums.pop(gone, {}).items():
            del self._sums[neighbour][gone]
            if neighbour != kept:
                before, more = self._sums[kept].get(neighbour, (0.0, 0))
                self._sums[kept][neighbour] = self._sums[neighbour][kept] = (before + total, more + pairs)
        for stranger in self._apart.pop(gone, set()):
            self._apart[stranger].discard(gone)
            self._apart[stranger].add(kept)
            self._apart[kept].add(stranger)
        return kept
