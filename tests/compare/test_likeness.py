from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.compare.features import traits
from pipeline.compare.likeness import TRAITS_COMPARED, likenesses
from pipeline.compare.rarity import Rarity

if TYPE_CHECKING:
    from collections.abc import Mapping

TERMS, LEAD, PHRASES, NAMES, FIGURES, WEEKDAYS, DATELINES, YEARS, DATES = range(len(TRAITS_COMPARED))


def test_an_article_is_wholly_like_itself(seed_texts: Mapping[str, str]) -> None:
    """Each cosine is 1."""
    told = traits(seed_texts["000"])
    row = likenesses(told, [told], Rarity())[0]
    assert row[[TERMS, LEAD, PHRASES, NAMES]] == pytest.approx(1)


@pytest.mark.parametrize("trait", [TERMS, NAMES])
def test_the_best_buy_seeds_are_more_alike_than_the_carrier_seed(seed_texts: Mapping[str, str], trait: int) -> None:
    """The gap is small, which is why likeness alone decides nothing inside a topic."""
    rarity = Rarity()
    ours = traits(seed_texts["003"])
    rows = likenesses(ours, [traits(seed_texts[name]) for name in ("000", "001", "002", "004")], rarity)
    assert rows[:3, trait].min() > rows[3, trait]


def test_different_years_in_the_first_lines_speak_against_each_other() -> None:
    """The same fixture four years later is another match."""
    one, same, later = (
        traits(f"Dec. 23, {year}: The Colts reach the playoffs by beating the Chiefs.") for year in (2012, 2012, 2008)
    )
    rows = likenesses(one, [same, later, traits("The Colts.")], Rarity())
    assert rows[:, YEARS].tolist() == rows[:, DATELINES].tolist() == [1, -1, 0]
    assert rows[:, DATES].tolist() == [1, 1, 0]


def test_articles_that_speak_of_the_same_day_of_the_week_go_together() -> None:
    """The same robbery was on Thursday in all papers."""
    one, same, other = (
        traits(f"Four robbers stormed a Paris jeweller on {day}.") for day in ("Thursday",) * 2 + ("Monday",)
    )
    together, apart = likenesses(one, [same, other], Rarity())[:, WEEKDAYS]
    assert together > 0 > apart


@given(st.lists(st.text(max_size=80), max_size=5), st.text(max_size=80))
def test_any_texts_can_be_compared(others: list[str], text: str) -> None:
    """One row for each, without a warning, within bounds."""
    rows = likenesses(traits(text), [traits(other) for other in others], Rarity())
    assert rows.shape == (len(others), len(TRAITS_COMPARED))
    assert np.all(rows <= 1 + 1e-9)
    assert np.all(rows >= -1)
