"""
What follows from the overrules that stand for articles that were decided on before them.

Nothing is decided anew: the rules' own newest decisions are taken from the record and the overrules laid over them.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from pipeline.compare.overrules import BY_HAND
from pipeline.models import Comparison, Placement
from pipeline.store.overrules import Decided

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from pipeline.compare.overrules import Overrules
    from pipeline.models import Overrule
    from pipeline.store.overrules import History

__all__ = ["Home", "Settled", "settle"]

Verdict = TypeVar("Verdict", Comparison, Placement)
_A_MOMENT = timedelta(microseconds=1)


class Home(NamedTuple):
    """What an article is by hand a copy of, and the story of that."""

    original: int
    story_id: int


class Settled(NamedTuple):
    """Decisions to be entered beside those that stand."""

    comparisons: list[tuple[int, Decided[Comparison]]]
    """Each with the revision it is of."""
    placements: list[Decided[Placement]]
    since: datetime | None
    """When the first article concerned was decided on: claims from there on rest on what changes; None: none is."""
    lost: bool
    """Of some article no decision of the rules is kept to go back to; it has to be compared anew."""


def settle(
    histories: Mapping[int, History],
    overrules: Overrules,
    homes: Mapping[int, Home],
    now: datetime,
    undone: Sequence[Overrule] = (),
) -> Settled:
    """
    Return what has to be entered so that the articles stand as the overrules say.

    `undone` are overrules that stood until now: articles go back to where the rules had put them, and those that came
    since and are most like one of them go along.
    """
    lost = {article_id for article_id, history in histories.items() if undone and _is_lost(history)}
    comparisons = [
        (article_id, *change)
        for article_id, history in histories.items()
        for change in _compared(article_id, history, overrules, now)
    ]
    placements = _placed(histories, overrules, homes, now, undone)
    concerned = {article_id for article_id, _, _ in comparisons} | placements.keys() | lost
    return Settled(
        comparisons=[(revision, change) for _, revision, change in comparisons],
        placements=list(placements.values()),
        since=min((histories[article_id].first_at for article_id in concerned), default=None),
        lost=bool(lost),
    )


def _is_lost(history: History) -> bool:
    """Were the rules' decisions replaced by what a person had decided, when all was decided again?"""
    every: list[Sequence[Decided[Comparison]] | Sequence[Decided[Placement]]] = [*history.comparisons.values()]
    return any(all(one.decision.rule == BY_HAND for one in decided) for decided in [*every, history.placements])


def _compared(
    article_id: int, history: History, overrules: Overrules, now: datetime
) -> Iterable[tuple[int, Decided[Comparison]]]:
    """Yield what changes of an article's texts, in their order: of the newest text stays the newest decision."""
    in_order = sorted(history.comparisons.items(), key=lambda text: text[1][0].at)
    for place, (revision, decided) in enumerate(in_order):
        newest = decided[-1]
        stands = overrules.comparison(article_id, _by_rule(decided).decision)
        if (stands.decision, stands.copy_of) != (newest.decision.decision, newest.decision.copy_of):
            yield revision, Decided(stands, max(now, newest.at + _A_MOMENT) + place * _A_MOMENT)


def _placed(
    histories: Mapping[int, History],
    overrules: Overrules,
    homes: Mapping[int, Home],
    now: datetime,
    undone: Sequence[Overrule],
) -> dict[int, Decided[Placement]]:
    stands = {
        article_id: overrules.placement(_back(_by_rule(history.placements).decision, undone))
        for article_id, history in histories.items()
    }
    pinned = {article_id for article_id, _ in overrules.apart}
    for article_id in stands.keys() & homes.keys() - pinned:
        stands[article_id] = _with_its_original(stands[article_id], homes[article_id], stands)
    moved = _moved(stands, histories)
    while followers := list(_followers(stands.keys() - moved.keys(), moved, histories, undone)):
        moved |= {placement.article_id: placement for placement in followers}
    return {
        article_id: Decided(placement, max(now, histories[article_id].placements[-1].at + _A_MOMENT))
        for article_id, placement in moved.items()
    }


def _moved(stands: Mapping[int, Placement], histories: Mapping[int, History]) -> dict[int, Placement]:
    return {
        article_id: placement
        for article_id, placement in stands.items()
        if placement.story_id != histories[article_id].placements[-1].decision.story_id
    }


def _back(placement: Placement, undone: Sequence[Overrule]) -> Placement:
    """An article that the rules put into a story which a person had split off belongs to the story it came out of."""
    for row in undone:
        if row.kind == "split" and row.other_id == placement.story_id and row.story_id is not None:
            return placement.model_copy(update={"story_id": row.story_id})
    return placement


def _with_its_original(placement: Placement, home: Home, stands: Mapping[int, Placement]) -> Placement:
    story_id = stands[home.original].story_id if home.original in stands else home.story_id
    if story_id == placement.story_id:
        return placement
    reason = f"where the article is that it is a copy of, {BY_HAND}; the rule had said: {placement.reason}"
    related = None if placement.related_to == story_id else placement.related_to
    return placement.model_copy(update={"story_id": story_id, "related_to": related, "rule": BY_HAND, "reason": reason})


def _followers(
    staying: Iterable[int],
    moved: Mapping[int, Placement],
    histories: Mapping[int, History],
    undone: Sequence[Overrule],
) -> Iterable[Placement]:
    """Yield articles that came while the overrule stood and are there only because of one that goes back now."""
    made_at = min((row.made_at for row in undone), default=None)
    for article_id in staying:
        placement, at = histories[article_id].placements[-1]
        nearest = None if placement.nearest is None else moved.get(placement.nearest)
        if nearest and made_at and at >= made_at and placement.rule != BY_HAND:
            reason = f"{placement.reason}; that went back here when an overrule was undone"
            yield placement.model_copy(update={"story_id": nearest.story_id, "reason": reason})


def _by_rule(decided: Sequence[Decided[Verdict]]) -> Decided[Verdict]:
    """Return the newest decision that the rules made; where none is kept, the newest."""
    return next((one for one in reversed(decided) if one.decision.rule != BY_HAND), decided[-1])
