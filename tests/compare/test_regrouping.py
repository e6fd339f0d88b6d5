from __future__ import annotations

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
    assert regrouped(seeds, together=[(4, 0)]) == [BEST_BUY | CARRIER]


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
