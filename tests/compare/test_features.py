from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.common_words import stem
from pipeline.compare.features import Traits, traits

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


def test_a_title_counts_as_the_first_line() -> None:
    """Whether it comes apart or on top of the text."""
    apart, on_top = traits("They left.", "Huawei leaves Best Buy"), traits("Huawei leaves Best Buy\nThey left.")
    assert apart.packed() == on_top.packed()


def test_a_name_is_kept_as_it_is_written(seed_texts: Mapping[str, str]) -> None:
    """Reasons show it."""
    told = traits(seed_texts["004"])
    assert told.as_written("at&t") == "AT&T"
    assert told.as_written("verne") is None


def test_the_name_spoken_of_most_comes_first(seed_texts: Mapping[str, str]) -> None:
    """It is the measure of the others."""
    told = traits(seed_texts["000"])
    assert told.names[0] == "huawei"
    assert told.prominence["huawei"] == 1.0


def test_a_name_stands_in_text_in_capitals_word_by_word() -> None:
    """Capitals name nobody there."""
    shouted = traits("WALMART DROPS HUAWEI PHONES")
    assert not shouted.names
    assert shouted.holds("huawei")
    assert not shouted.holds("verizon")


@pytest.mark.parametrize("seed", ["000", "001", "002", "003", "004"])
def test_a_packed_article_is_small_and_comes_back_whole(seed_texts: Mapping[str, str], seed: str) -> None:
    """A month of news is packed so."""
    told = traits(seed_texts[seed])
    packed = told.packed()
    assert len(packed) < 3_000
    assert Traits.unpacked(packed).packed() == packed


@given(st.text(max_size=200))
def test_any_text_comes_back_from_its_packing(text: str) -> None:
    """Empty, in other scripts, with half surrogates."""
    told = traits(text)
    back = Traits.unpacked(told.packed())
    assert (back.names, back.written, back.days, back.lead) == (told.names, told.written, told.days, told.lead)
    for name in ("terms", "order", "spoken_of", "figures", "phrases", "counts", "lead_counts", "name_hashes"):
        assert np.array_equal(getattr(back, name), getattr(told, name)), name


def test_of_a_very_long_text_the_beginning_tells_enough() -> None:
    """A transcript does not weigh a thousand times an article."""
    assert len(traits("Huawei said so and so and Best Buy answered. " * 50_000).packed()) < 10_000
