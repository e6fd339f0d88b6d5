from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.common_words import stem
from pipeline.compare.features import Rarity, profile, weigh
from pipeline.compare.likeness import likeness

if TYPE_CHECKING:
    from collections.abc import Mapping


@pytest.mark.parametrize(
    "words",
    [("phone", "phones"), ("order", "orders", "ordered", "ordering"), ("cease", "ceases", "ceased", "ceasing")],
)
def test_forms_of_a_word_meet(words: tuple[str, ...]) -> None:
    """Plain English endings are dropped."""
    assert len({stem(word) for word in words}) == 1


def test_short_words_keep_their_endings() -> None:
    """A bus is no bu."""
    assert [stem(word) for word in ("bus", "red", "ring")] == ["bus", "red", "ring"]


def test_rare_words_weigh_more_than_common_ones() -> None:
    """Before anything was read, the hand-made background knows."""
    vector = Rarity().unit({"company": 1, "spokesman": 1, "newegg": 1})
    assert vector["newegg"] > vector["spokesman"] > vector["company"]


def test_what_every_article_says_comes_to_weigh_less() -> None:
    """Rarity is learned from what comes in."""
    rarity = Rarity()
    fresh = rarity.unit({"huawei": 1, "newegg": 1})
    for _ in range(50):
        rarity.add(["huawei"])
    seen = rarity.unit({"huawei": 1, "newegg": 1})
    assert fresh["huawei"] == fresh["newegg"]
    assert seen["huawei"] < seen["newegg"]


@given(st.text(max_size=200))
def test_any_text_weighs_one_or_nothing(text: str) -> None:
    """Vectors have length 1, or are empty."""
    weighed = weigh(profile(text), Rarity())
    for vector in (weighed.terms, weighed.lead, weighed.phrases, weighed.names):
        assert not vector or math.isclose(sum(weight**2 for weight in vector.values()), 1)


def test_the_best_buy_seeds_are_more_alike_than_the_carrier_seed(seed_texts: Mapping[str, str]) -> None:
    """In each pair; the gap is small, which is why likeness alone decides nothing inside a topic."""
    rarity = Rarity()
    seeds = {name: weigh(profile(text), rarity) for name, text in seed_texts.items()}
    with_carriers = [likeness(seeds["004"], seeds[name]).score for name in ("000", "001", "002", "003")]
    assert likeness(seeds["000"], seeds["003"]).score > max(with_carriers)


def test_different_years_in_the_first_lines_speak_against_each_other() -> None:
    """The same fixture four years later is another match."""
    rarity = Rarity()
    one, same, later = (
        weigh(profile(f"Dec. 23, {year}: The Colts reach the playoffs by beating the Chiefs."), rarity)
        for year in ("2012", "2012", "2008")
    )
    assert likeness(one, same).years == 1
    assert likeness(one, later).years == -1
