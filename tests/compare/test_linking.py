from __future__ import annotations

from itertools import combinations
from random import Random

from pipeline.compare.linking import Met, linked
from pipeline.compare.story_model import Lines

LINES = Lines(one=-1.5, several=-0.75, contrast=2.0)


def odds(*sides: set[int], within: float, between: float) -> list[Met]:
    """How alike texts are that tell these events."""
    return [
        Met(*pair, within if any(set(pair) <= side for side in sides) else between)
        for pair in combinations(sorted(set().union(*sides)), 2)
    ]


def test_two_events_that_look_alike_stay_two() -> None:
    """Each is far more like itself than like the other, though the two would pass for one."""
    assert linked(range(6), {}, odds({0, 1, 2}, {3, 4, 5}, within=3.0, between=0.5), LINES) == [{0, 1, 2}, {3, 4, 5}]


def test_an_event_that_is_loosely_told_is_one() -> None:
    """Its halves are hardly more like themselves than like each other."""
    assert linked(range(6), {}, odds({0, 1, 2}, {3, 4, 5}, within=1.5, between=0.5), LINES) == [set(range(6))]


def test_copies_of_sentences_set_no_standard() -> None:
    """Two that are the same beyond doubt do not keep a third report out."""
    met = [Met(0, 1, 9.0), Met(0, 2, -1.0), Met(1, 2, -1.0)]
    assert linked(range(3), {}, met, LINES) == [{0, 1, 2}]


def test_stories_known_before_never_become_one() -> None:
    """What was answered stands: the text between them goes to the nearer."""
    assert linked([0], {7: 1, 8: 1}, [Met(0, 7, 2.0), Met(0, 8, 3.0)], LINES) == [{0, 8}, {7}]


def test_articles_of_a_story_that_were_not_compared_count_as_strangers() -> None:
    """One look-alike among twenty articles makes no story of it."""
    assert linked([0], {7: 20}, [Met(0, 7, 4.0)], LINES) == [{0}, {7}]
    assert linked([0], {7: 20}, [Met(0, 7, 1.0)] * 20, LINES) == [{0, 7}]


def test_the_order_of_what_is_known_decides_nothing() -> None:
    """Any numbers, in any order."""
    draw = Random(7)  # noqa: S311 - draws a test
    met = [Met(one, other, draw.gauss(-1, 3)) for one, other in combinations(range(24), 2) if draw.random() < 0.5]
    groups = linked(range(20), {20: 3, 21: 1, 22: 2, 23: 1}, met, LINES)
    for _ in range(5):
        draw.shuffle(met)
        turned = [Met(other, one, likeness) for one, other, likeness in met]
        assert linked(range(20), {20: 3, 21: 1, 22: 2, 23: 1}, met, LINES) == groups
        assert {frozenset(g) for g in linked(reversed(range(20)), {23: 1, 22: 2, 21: 1, 20: 3}, turned, LINES)} == {
            frozenset(group) for group in groups
        }


def test_nothing_makes_no_groups() -> None:
    """An empty handful."""
    assert linked([], {}, [], LINES) == []
