"""Overrules laid over what the rules decide."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from pipeline.compare.overrules import BY_HAND, Overrules
from pipeline.models import Comparison, Decision, Direction, Overrule, Placement

NOON = datetime(2018, 3, 22, 12, 0, tzinfo=UTC)
COPY = Comparison(
    article_id=2, decision=Decision.NEAR_DUPLICATE, copy_of=1, nearest=1, direction=Direction.ALIKE, copied=0.9,
    own_share=0.9, other_share=0.8, rule="words-1", reason="90 % of its own words stand in 1",
)  # fmt: skip
OWN = Comparison(article_id=2, decision=Decision.INDEPENDENT, nearest=1, own_share=0.1, rule="words-1", reason="alone")


def _row(kind: str, made: int = 0, **named: object) -> Overrule:
    return Overrule(overrule_id=made + 1, kind=kind, made_at=NOON + timedelta(minutes=made), **named)


def _placed(article_id: int, story_id: int, related_to: int | None = None) -> Placement:
    return Placement(article_id=article_id, story_id=story_id, related_to=related_to, score=0.7, reason="alike")


def test_what_nobody_overruled_stands_as_it_is() -> None:
    """Nor does an overrule that was undone change anything."""
    undone = _row("independent", article_id=2).model_copy(update={"undone_at": NOON})
    for overrules in (Overrules(), Overrules([undone])):
        assert overrules.comparison(2, COPY) is COPY
        assert overrules.placement(_placed(2, 7)) == _placed(2, 7)


def test_an_article_called_independent_is_no_copy_and_says_what_the_rule_had_said() -> None:
    """What it comes nearest to is still told, and why a person decided so."""
    stands = Overrules([_row("independent", article_id=2, note="we asked")]).comparison(2, COPY)
    assert (stands.decision, stands.copy_of, stands.nearest) == (Decision.INDEPENDENT, None, 1)
    assert (stands.rule, stands.direction) == (BY_HAND, None)
    assert "by hand on 2018-03-22 12:00 UTC (“we asked”)" in stands.reason
    assert "near_duplicate: 90 % of its own words stand in 1" in stands.reason


def test_a_copy_by_hand_keeps_a_decision_that_says_so_already() -> None:
    """A near duplicate stays one; of anything else it becomes an edited copy, without shares of the wrong text."""
    assert Overrules([_row("copy_of", article_id=2, other_id=1)]).comparison(2, COPY) is COPY
    stands = Overrules([_row("copy_of", article_id=2, other_id=9)]).comparison(2, COPY)
    assert (stands.decision, stands.copy_of, stands.nearest) == (Decision.EDITED_COPY, 9, 9)
    assert (stands.copied, stands.own_share, stands.direction) == (0.0, 0.0, None)
    kept = Overrules([_row("copy_of", article_id=2, other_id=1)]).comparison(2, OWN)
    assert (kept.decision, kept.own_share) == (Decision.EDITED_COPY, 0.1)


def test_an_original_is_no_copy_of_what_a_person_says_was_copied_from_it() -> None:
    """Whatever a later rule makes of the two, also by way of a third."""
    rows = [_row("copy_of", article_id=1, other_id=5), _row("copy_of", 1, article_id=5, other_id=2)]
    stands = Overrules(rows).comparison(2, COPY)
    assert (stands.decision, stands.copy_of) == (Decision.INDEPENDENT, None)


def test_whatever_lands_in_a_story_that_is_no_more_lands_in_the_one_that_goes_on() -> None:
    """Merges are followed as far as they lead; what it was related to is not related to itself."""
    overrules = Overrules(
        [_row("merge", story_id=20, other_id=10), _row("merge", 1, story_id=30, other_id=20, note="one affair")]
    )
    stands = overrules.placement(_placed(2, 10, related_to=30))
    assert (stands.story_id, stands.related_to, stands.rule) == (30, None, BY_HAND)
    assert "story 10 went into this one" in stands.reason
    assert overrules.placement(stands) is stands
    assert overrules.story(10) == 30


def test_a_circle_of_merges_comes_to_an_end() -> None:
    """It cannot be made; should it be there all the same, nothing hangs."""
    assert Overrules([_row("merge", story_id=1, other_id=2), _row("merge", 1, story_id=2, other_id=1)]).story(1) in {
        1,
        2,
    }


def test_an_article_that_was_taken_out_stays_out() -> None:
    """Its story is related to the one it came out of; other articles are not touched."""
    overrules = Overrules([_row("split", article_id=2, story_id=7, other_id=70)])
    stands = overrules.placement(_placed(2, 7))
    assert (stands.story_id, stands.related_to, stands.rule) == (70, 7, BY_HAND)
    assert "taken out of story 7" in stands.reason
    assert overrules.placement(stands) is stands
    assert overrules.placement(_placed(3, 7)) == _placed(3, 7)
    assert overrules.apart == {(2, 7)}
