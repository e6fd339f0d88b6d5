"""How well claims are linked, over pairs of mentions of different articles; and bars chosen without some of them."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from pipeline.link.canon import Canon
from pipeline.link.hearing import stated_alone
from pipeline.link.likeness import compare, same_event
from pipeline.link.same_claim import EVENT_SHARE, spoken_for
from pipeline.link.sides import Bars, Relation, Side
from pipeline.link.wording import wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bench.linking_gold import GoldLinks, GoldMention

__all__ = [
    "EVENTS",
    "STRICT",
    "Linked",
    "Pair",
    "Score",
    "chosen",
    "contradictions",
    "is_event",
    "is_same",
    "lifted",
    "linked",
    "opposite_merges",
    "pairs",
    "score",
    "score_linked",
    "sides",
]

STRICT = Bars._fields[: Bars._fields.index("denial")]
"""The bars that tell whether two claims are one."""
EVENTS = tuple(name for name in Bars._fields if name.startswith("event"))
"""The bars that tell whether two claims are of one event."""
_HEIGHTS = (0.05, 0.10, 0.15, 0.20, 0.25, 0.30, 0.40, 0.50, 0.65, 0.80)
_START = 0.35
# The shipped height comes first, and stays where another is no better.
_FACTORS = (1.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.1, 1.2, 1.35, 1.5, 1.75, 2.0)
_ROUNDS = 2


class Score(NamedTuple):
    """Pairs: right ones, those found, those there are."""

    right: int
    found: int
    gold: int

    @property
    def precision(self) -> float:
        """Share of the found that are right; 1 where none is found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Share of the gold that is found; 1 where there is none."""
        return self.right / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        return 2 * self.right / (self.found + self.gold) if self.found + self.gold else 1.0

    def __str__(self) -> str:
        return f"F1 {self.f1:.3f} (P {self.precision:.2f}, R {self.recall:.2f}; {self.gold} pairs)"


class Pair(NamedTuple):
    """Two mentions of different articles, and whether they are one claim, and one event."""

    mine: Side
    other: Side
    articles: frozenset[int]
    stories: frozenset[int]
    same: bool
    event: bool


class Linked(NamedTuple):
    """The claim and the event of each mention, numbered by their first mention."""

    claims: tuple[int, ...]
    events: tuple[int, ...]


def sides(gold: GoldLinks) -> list[Side]:
    """Return the mentions as they are compared, each on the word that its own sentence names."""
    canon = Canon(gold.entities)
    made = []
    for row in gold.mentions:
        origin = stated_alone(row.mention.statement, canon.entities)
        made.append(
            Side(row.mention.statement, wording(row.mention, canon), row.story_id, origin.origin_id if origin else None)
        )
    return made


def pairs(gold: GoldLinks, compared: Sequence[Side]) -> list[Pair]:
    """Return every two mentions of different articles, the later first."""
    return [
        Pair(
            compared[j],
            compared[i],
            frozenset({first.mention.article_id, second.mention.article_id}),
            frozenset({first.story_id, second.story_id}),
            first.side == second.side,
            first.event == second.event,
        )
        for (i, first), (j, second) in _across(gold.mentions)
    ]


def _across(mentions: Sequence[GoldMention]) -> Iterable[tuple[tuple[int, GoldMention], tuple[int, GoldMention]]]:
    two = combinations(enumerate(mentions), 2)
    return ((a, b) for a, b in two if a[1].mention.article_id != b[1].mention.article_id)


def is_same(pair: Pair, bars: Bars) -> bool:
    """Tell whether the rules call a pair one claim."""
    found = compare(pair.mine, pair.other, bars)
    return found is not None and found.relation is Relation.SAME


def is_event(pair: Pair, bars: Bars) -> bool:
    """Tell whether the rules call a pair one event."""
    return same_event(pair.mine, pair.other, bars) > 0


def score(asked: Iterable[Pair], bars: Bars, *, event: bool = False) -> Score:
    """Return how well each pair by itself is decided."""
    right = found = gold = 0
    for pair in asked:
        wanted, got = (pair.event, is_event(pair, bars)) if event else (pair.same, is_same(pair, bars))
        right, found, gold = right + (wanted and got), found + got, gold + wanted
    return Score(right, found, gold)


def lifted(sets: Sequence[Sequence[Pair]], *, event: bool = False) -> Bars:
    """Return the shipped bars, all lifted or lowered by the factor for which the F1 of these sets adds up to most."""
    return max(
        (_times(factor) for factor in _FACTORS),
        key=lambda bars: sum(score(asked, bars, event=event).f1 for asked in sets),
    )


def _times(factor: float) -> Bars:
    return Bars(*(min(1.0, bar * factor) for bar in Bars()))


def chosen(asked: Sequence[Pair], *, event: bool = False) -> Bars:
    """
    Return bars of which each is chosen for these pairs, one after another, in two rounds, from one height for all.

    Of several heights that are as good a bar keeps the one it had.
    """
    names = EVENTS if event else STRICT
    lowest = Bars()._replace(**dict.fromkeys(names, 0.0))
    decide = is_event if event else is_same
    gold = sum(pair.event if event else pair.same for pair in asked)
    # A pair that no bars let through need not be asked again.
    likely = [pair for pair in asked if decide(pair, lowest)]
    best = Bars()._replace(**dict.fromkeys(names, _START))
    most = score(likely, best, event=event)._replace(gold=gold).f1
    for name in names * _ROUNDS:
        for height in _HEIGHTS:
            tried = best._replace(**{name: height})
            reached = score(likely, tried, event=event)._replace(gold=gold).f1
            if reached > most:
                best, most = tried, reached
    return best


def linked(compared: Sequence[Side], bars: Bars) -> Linked:
    """Link the mentions in order of arrival, each to the claim and the event that those before it speak for."""
    claims: list[int] = []
    events: list[int] = []
    for j, mine in enumerate(compared):
        claim = spoken_for(_grouped(claims, (_same_score(mine, other, bars) for other in compared[:j])))
        if claim is None:
            asked = (same_event(mine, other, bars) for other in compared[:j])
            event = spoken_for(_grouped(events, asked), EVENT_SHARE)
        else:
            event = events[claim]
        claims.append(j if claim is None else claim)
        events.append(j if event is None else event)
    return Linked(tuple(claims), tuple(events))


def _same_score(mine: Side, other: Side, bars: Bars) -> float:
    found = compare(mine, other, bars)
    return found.score if found and found.relation is Relation.SAME else 0.0


def _grouped(groups: Sequence[int], scores: Iterable[float]) -> dict[int, list[float]]:
    grouped: dict[int, list[float]] = {}
    for group, reached in zip(groups, scores, strict=True):
        grouped.setdefault(group, []).append(reached)
    return grouped


def score_linked(gold: GoldLinks, made: Linked, *, event: bool = False) -> Score:
    """Return how well the mentions were put together, over pairs of different articles."""
    groups = made.events if event else made.claims
    right = found = there = 0
    for (i, first), (j, second) in _across(gold.mentions):
        wanted = first.event == second.event if event else first.side == second.side
        got = groups[i] == groups[j]
        right, found, there = right + (wanted and got), found + got, there + wanted
    return Score(right, found, there)


def opposite_merges(gold: GoldLinks, made: Linked) -> int:
    """Return how many pairs of one claim, also inside one article, are of opposite polarity: there must be none."""
    return sum(
        made.claims[i] == made.claims[j] and first.mention.statement.polarity != second.mention.statement.polarity
        for (i, first), (j, second) in combinations(enumerate(gold.mentions), 2)
    )


def contradictions(gold: GoldLinks, compared: Sequence[Side], bars: Bars) -> Score:
    """Return how well denials and contradictions are found, over pairs of different articles."""
    right = found = there = 0
    for (i, first), (j, second) in _across(gold.mentions):
        relation = compare(compared[j], compared[i], bars)
        got = relation is not None and relation.relation is not Relation.SAME
        denied = first.claim == second.claim and first.denies != second.denies
        rivals = frozenset({first.claim, second.claim}) in gold.contradicting and not first.denies | second.denies
        right, found, there = right + (got and (denied or rivals)), found + got, there + (denied or rivals)
    return Score(right, found, there)
