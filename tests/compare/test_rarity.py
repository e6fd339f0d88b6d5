from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from pipeline.compare.features import traits
from pipeline.compare.rarity import Rarity, hash_of

if TYPE_CHECKING:
    from collections.abc import Mapping


def weights(rarity: Rarity, *words: str) -> list[float]:
    """How telling some words are."""
    return [float(found) for found in rarity.of(np.array([hash_of(word) for word in words], dtype=np.uint32))]


def test_rare_words_weigh_more_than_common_ones() -> None:
    """Before anything was read, the hand-made background knows."""
    newegg, spokesman, company = weights(Rarity(), "newegg", "spokesman", "company")
    assert newegg > spokesman > company


def test_what_every_article_says_comes_to_weigh_less() -> None:
    """Rarity is learned from what comes in."""
    rarity = Rarity()
    told = traits("huawei")
    for _ in range(50):
        rarity.add(told)
    huawei, newegg = weights(rarity, "huawei", "newegg")
    assert huawei < newegg


def test_counting_out_undoes_counting_in(seed_texts: Mapping[str, str]) -> None:
    """In any order, to the last bit."""
    rarity, other = Rarity(), Rarity()
    for name in ("000", "001", "004"):
        rarity.add(traits(seed_texts[name]))
    other.add(traits(seed_texts["001"]))
    rarity.remove(traits(seed_texts["004"]))
    rarity.remove(traits(seed_texts["000"]))
    assert rarity.packed() == other.packed()
    assert len(rarity) == 1
    assert weights(rarity, "huawei", "at&t", "best buy") == weights(other, "huawei", "at&t", "best buy")


def test_a_packed_sketch_weighs_as_before(seed_texts: Mapping[str, str]) -> None:
    """A run begins where the last one ended."""
    rarity = Rarity()
    for text in seed_texts.values():
        rarity.add(traits(text))
    back = Rarity.unpacked(rarity.packed())
    everything = traits("\n".join(seed_texts.values())).terms
    assert len(back) == len(seed_texts)
    assert np.array_equal(back.of(everything), rarity.of(everything))


def test_anything_else_is_refused() -> None:
    """A sketch of another size counts something else."""
    other = Rarity().packed()[:10]
    with pytest.raises(Exception, match="incomplete"):
        Rarity.unpacked(other)
