from __future__ import annotations

from itertools import permutations

from pipeline.compare.renaming import renamed
from pipeline.compare.stories import story_id_of

BEST_BUY, CARRIERS = story_id_of(1), story_id_of(4)


def test_stories_that_are_as_they_were_change_nothing() -> None:
    """A second look at the same stories is silent."""
    assert renamed([{1, 2, 3}, {4}], {1: BEST_BUY, 2: BEST_BUY, 3: BEST_BUY, 4: CARRIERS}, set()) == ({}, {}, {})


def test_the_smaller_story_goes_into_the_larger() -> None:
    """Three reports and two of the same event that nobody saw together at first."""
    story_of = {1: BEST_BUY, 2: BEST_BUY, 3: BEST_BUY, 4: CARRIERS, 5: CARRIERS}
    found = renamed([{1, 2, 3, 4, 5}], story_of, set())
    assert found.moved == {4: BEST_BUY, 5: BEST_BUY}
    assert found.merged == {CARRIERS: BEST_BUY}
    assert found.split == {}


def test_of_equal_stories_the_older_one_goes_on() -> None:
    """Whoever wrote its number down a week ago still finds it."""
    assert renamed([{4, 1}], {4: CARRIERS, 1: BEST_BUY}, set()).merged == {BEST_BUY: CARRIERS}


def test_a_story_that_was_alerted_of_keeps_its_name() -> None:
    """However small it is beside what it belongs to."""
    story_of = {1: BEST_BUY, 2: BEST_BUY, 3: BEST_BUY, 4: CARRIERS}
    assert renamed([{1, 2, 3, 4}], story_of, {CARRIERS}).merged == {BEST_BUY: CARRIERS}


def test_two_stories_that_were_alerted_of_stay_two() -> None:
    """One of the names would be gone, and somebody has it in a message."""
    story_of = {1: BEST_BUY, 2: BEST_BUY, 4: CARRIERS}
    assert renamed([{1, 2, 4}], story_of, {BEST_BUY, CARRIERS}) == ({}, {}, {})


def test_what_comes_out_of_a_story_is_called_by_its_first_article() -> None:
    """The larger part goes on under the name."""
    found = renamed([{1, 2}, {3}], {1: BEST_BUY, 2: BEST_BUY, 3: BEST_BUY}, set())
    assert found.moved == {3: story_id_of(3)}
    assert found.split == {story_id_of(3): BEST_BUY}
    assert found.merged == {}


def test_the_first_article_leaves_and_the_name_stays() -> None:
    """The name is in use: what left cannot be called by it."""
    found = renamed([{1}, {2, 3}], {1: BEST_BUY, 2: BEST_BUY, 3: BEST_BUY}, set())
    assert found.moved.keys() == {1}
    assert found.moved[1] not in {BEST_BUY, story_id_of(1)}
    assert renamed([{1}, {2, 3}], {1: found.moved[1], 2: BEST_BUY, 3: BEST_BUY}, set()) == ({}, {}, {})


def test_the_order_of_the_groups_decides_nothing() -> None:
    """Grouping may find them in any order."""
    story_of = {1: BEST_BUY, 2: BEST_BUY, 3: CARRIERS, 4: CARRIERS, 5: CARRIERS}
    groups = [{1, 3}, {2}, {4, 5}]
    found = [renamed(list(order), story_of, set()) for order in permutations(groups)]
    assert all(one == found[0] for one in found)
    assert found[0].moved.keys() == {2, 3}
