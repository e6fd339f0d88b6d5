from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from pipeline.compare.features import traits
from pipeline.compare.known_stories import KnownArticle
from pipeline.compare.regrouping import regrouped

if TYPE_CHECKING:
    from collections.abc import Mapping

BEST_BUY, CARRIER = {0, 1, 2, 3}, {4}


@pytest.fixture
def seeds(seed_texts: Mapping[str, str]) -> list[KnownArticle]:
    """The five seeds, each in a story of its own so far."""
    return [
        KnownArticle(int(name), int(name), name, None, traits(text), text) for name, text in sorted(seed_texts.items())
    ]


@pytest.mark.parametrize("turned", range(5))
def test_with_hindsight_four_seeds_are_one_story(seeds: list[KnownArticle], turned: int) -> None:
    """Whichever came first."""
    assert regrouped(seeds[turned:] + seeds[:turned]) == [BEST_BUY, CARRIER]


def test_what_a_person_put_together_stays_together(seeds: list[KnownArticle]) -> None:
    """However unlike it is."""
    assert any({0, 4} <= group for group in regrouped(seeds, together=[(4, 0)]))


def test_what_a_person_parted_stays_apart(seeds: list[KnownArticle]) -> None:
    """The others go to either side, never to both."""
    groups = regrouped(seeds, apart=[(0, 3)])
    assert sorted(article for group in groups for article in group) == [0, 1, 2, 3, 4]
    assert all(not {0, 3} <= group for group in groups)


def test_pairs_of_articles_long_gone_are_passed_over(seeds: list[KnownArticle]) -> None:
    """What a person said of them is kept though they are no longer looked at."""
    assert regrouped(seeds, together=[(77, 4)], apart=[(78, 0)]) == [BEST_BUY, CARRIER]


def test_nothing_makes_no_groups() -> None:
    """An empty night."""
    assert regrouped([]) == []


def in_stories(articles: list[KnownArticle], *stories: int) -> list[KnownArticle]:
    """The same articles in these stories."""
    return [replace(article, story_id=story) for article, story in zip(articles, stories, strict=True)]


def test_what_is_right_stays_as_it_is(seeds: list[KnownArticle]) -> None:
    """Night after night."""
    assert regrouped(in_stories(seeds, 1, 1, 1, 1, 2)) == [BEST_BUY, CARRIER]


def test_two_halves_of_a_story_become_one(seeds: list[KnownArticle]) -> None:
    """The first two reports opened a story each, the later ones went to either."""
    assert regrouped(in_stories(seeds, 1, 2, 1, 2, 3)) == [BEST_BUY, CARRIER]


@pytest.mark.parametrize("place", range(5))
def test_a_wrong_article_leaves_its_story(seeds: list[KnownArticle], place: int) -> None:
    """Whenever it came."""
    others, wrong = in_stories(seeds[:4], 1, 1, 1, 1), replace(seeds[4], story_id=1)
    assert regrouped([*others[:place], wrong, *others[place:]]) == [BEST_BUY, CARRIER]


def test_what_met_nothing_of_its_own_story_stays_in_it(seeds: list[KnownArticle]) -> None:
    """That nothing is known against it is no evidence for it to leave."""
    text = "The Danube flooded the old town of Passau."
    stranger = KnownArticle(9, 1, "flood", None, traits(text), text)
    assert regrouped([*in_stories(seeds, 1, 1, 1, 1, 2), stranger]) == [BEST_BUY | {9}, CARRIER]


def test_a_second_look_finds_nothing_that_the_first_left(seeds: list[KnownArticle]) -> None:
    """However the articles were dealt into stories."""
    for stories in ((1, 2, 3, 4, 5), (1, 1, 2, 2, 2), (1, 2, 2, 1, 1), (1, 1, 1, 1, 1)):
        groups = regrouped(in_stories(seeds, *stories))
        now = {article: number for number, group in enumerate(groups) for article in group}
        assert regrouped(in_stories(seeds, *(now[article.article_id] for article in seeds))) == groups
