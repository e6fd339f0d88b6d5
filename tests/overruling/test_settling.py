"""What follows from overrules for articles that were decided on before, worked out from what is on record."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from pipeline.compare.overrules import BY_HAND, Overrules
from pipeline.models import Comparison, Decision, Overrule, Placement
from pipeline.overruling.settling import Home, settle
from pipeline.store.overrules import Decided, History

NOON = datetime(2018, 3, 22, 12, 0, tzinfo=UTC)
LATER = NOON + timedelta(hours=2)
MERGE = Overrule(overrule_id=1, kind="merge", story_id=100, other_id=200, made_at=NOON + timedelta(hours=1))
SPLIT = Overrule(overrule_id=2, kind="split", article_id=1, story_id=100, other_id=700, made_at=MERGE.made_at)


def _alone(article_id: int, rule: str = "words-1") -> Comparison:
    return Comparison(article_id=article_id, decision=Decision.INDEPENDENT, rule=rule, reason="alone")


def _history(article_id: int, *stories: tuple[int, str], at: datetime = NOON, nearest: int | None = None) -> History:
    placements = [
        Decided(
            Placement(article_id=article_id, story_id=story, nearest=nearest, score=0.7, rule=rule, reason="alike"),
            at + timedelta(minutes=minute),
        )
        for minute, (story, rule) in enumerate(stories)
    ]
    return History({1: [Decided(_alone(article_id), at)]}, placements)


def _stories(histories: dict[int, History], undone: tuple[Overrule, ...], *standing: Overrule) -> dict[int, int]:
    settled = settle(histories, Overrules(standing), {}, LATER, undone)
    return {placed.decision.article_id: placed.decision.story_id for placed in settled.placements}


def test_what_came_for_an_articles_sake_goes_back_with_it() -> None:
    """Also at second hand; what came before the overrule, or for another's sake, stays."""
    histories = {
        1: _history(1, (200, "m1"), (100, BY_HAND)),
        2: _history(2, (100, "m1"), at=LATER, nearest=1),
        3: _history(3, (100, "m1"), at=LATER, nearest=2),
        4: _history(4, (100, "m1"), at=NOON, nearest=1),
        5: _history(5, (100, "m1"), at=LATER, nearest=4),
    }
    assert _stories(histories, (MERGE,)) == {1: 200, 2: 200, 3: 200}


def test_whatever_came_to_a_story_that_was_split_off_goes_where_that_came_from() -> None:
    """There is no such story any more."""
    histories = {1: _history(1, (100, "m1"), (700, BY_HAND)), 2: _history(2, (700, "m1"), at=LATER)}
    assert _stories(histories, (SPLIT,)) == {1: 100, 2: 100}


def test_other_overrules_go_on_standing_when_one_is_undone() -> None:
    """An article that is back in a story which went into another one is in that other one."""
    histories = {1: _history(1, (100, "m1"), (700, BY_HAND))}
    onward = MERGE.model_copy(update={"story_id": 900, "other_id": 100})
    assert _stories(histories, (SPLIT,), onward) == {1: 900}


def test_where_the_rules_had_no_say_everything_is_to_be_compared_again() -> None:
    """After all was decided again under the overrule, only that is on record."""
    settled = settle({1: _history(1, (700, BY_HAND))}, Overrules(), {}, LATER, (SPLIT,))
    assert (settled.lost, settled.since) == (True, NOON)


def test_the_newest_text_of_an_article_stays_its_newest() -> None:
    """Each text has a decision of its own, in the order in which the texts came."""
    copied = _alone(1).model_copy(update={"decision": Decision.EXACT, "copy_of": 9})
    texts = {20: [Decided(copied, NOON)], 10: [Decided(copied, NOON + timedelta(minutes=1))]}
    independent = Overrule(overrule_id=3, kind="independent", article_id=1, made_at=NOON)
    history = History(texts, _history(1, (100, "m1")).placements)
    settled = settle({1: history}, Overrules([independent]), {}, LATER)
    assert [revision for revision, _ in settled.comparisons] == [20, 10]
    first, second = (decided.at for _, decided in settled.comparisons)
    assert LATER <= first < second


def test_a_copy_by_hand_goes_where_its_original_goes() -> None:
    """Also when that moves at the same time."""
    histories = {1: _history(1, (300, "m1")), 2: _history(2, (200, "m1"))}
    settled = settle(histories, Overrules([MERGE]), {1: Home(2, 200)}, LATER)
    assert {placed.decision.article_id: placed.decision.story_id for placed in settled.placements} == {1: 100, 2: 100}
