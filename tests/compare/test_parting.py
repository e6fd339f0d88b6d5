from __future__ import annotations

from itertools import combinations

from pipeline.compare.parting import parted


def odds(sides: list[set[int]], *, within: float, between: float) -> dict[tuple[int, int], float]:
    """How alike articles are that stand on sides."""
    return {
        (max(pair), min(pair)): within if any(set(pair) <= side for side in sides) else between
        for pair in combinations(sorted(set().union(*sides)), 2)
    }


def test_two_events_in_one_story_are_told_apart_when_two_have_come_of_each() -> None:
    """The smaller side leaves."""
    assert parted([1, 2, 3, 4, 5], odds([{1, 3, 5}, {2, 4}], within=3.0, between=-1.0)) == {2, 4}


def test_one_odd_article_is_no_event() -> None:
    """It may be a comment."""
    assert parted([1, 2, 3, 4], odds([{1, 2, 3}, {4}], within=3.0, between=-4.0)) == set()


def test_a_story_that_is_loosely_told_throughout_stays_one() -> None:
    """Its sides are hardly more like themselves than like each other."""
    assert parted([1, 2, 3, 4], odds([{1, 2}, {3, 4}], within=1.0, between=-0.5)) == set()


def test_articles_that_were_never_compared_part_nothing() -> None:
    """What is not known decides nothing."""
    assert parted([1, 2, 3, 4, 5, 6], {}) == set()
    assert parted([], {}) == set()
