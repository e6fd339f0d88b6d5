from __future__ import annotations

import random
from itertools import permutations
from typing import TYPE_CHECKING

import pytest

from pipeline.compare.copies import compare_text
from pipeline.compare.passages import anchors
from pipeline.compare.stretches import kept_words
from pipeline.compare.wording import wording
from pipeline.models import Decision

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.compare.known import KnownTexts


def with_other_words(text: str, part: float, pool: str, seed: int) -> str:
    """The text with so many of its words replaced by words of another, by chance."""
    chance, others = random.Random(seed), pool.split()  # noqa: S311 - guards nothing
    return " ".join(chance.choice(others) if chance.random() < part else word for word in text.split())


@pytest.mark.parametrize("chance", [1, 2, 3])
@pytest.mark.parametrize(
    ("seed", "pool"), [("000", "004"), ("001", "004"), ("002", "004"), ("003", "004"), ("004", "002")]
)
def test_a_copy_with_two_of_five_words_replaced_is_found(
    seed_texts: Mapping[str, str], known_seeds: KnownTexts, seed: str, pool: str, chance: int
) -> None:
    """Hardly six words in a row are left, but the others keep their order."""
    found = compare_text(77, with_other_words(seed_texts[seed], 0.4, seed_texts[pool], chance), known_seeds)
    assert found.decision is not Decision.INDEPENDENT
    assert found.copy_of == int(seed)
    assert found.passages


def test_the_reason_names_the_rule(seed_texts: Mapping[str, str], known_seeds: KnownTexts) -> None:
    """A person who looks for the copied passages learns why they are so short."""
    found = compare_text(77, with_other_words(seed_texts["000"], 0.45, seed_texts["004"], 1), known_seeds)
    assert "stand in seed:000 in the same order, never more than" in found.reason
    assert found.reason.endswith("in a row")


@pytest.mark.parametrize(("one", "two"), list(permutations(["000", "001", "002", "003", "004"], 2)))
def test_independent_reports_keep_no_words_of_each_other_in_order(
    seed_texts: Mapping[str, str], one: str, two: str
) -> None:
    """Beside the statement they quote, not one word in fifty."""
    ours, theirs = wording(seed_texts[one]), wording(seed_texts[two])
    kept = kept_words(ours, theirs, anchors(ours, theirs))
    assert kept.own_unquoted < 0.02 * ours.unquoted
    assert kept.other_unquoted < 0.02 * theirs.unquoted


def test_all_words_of_a_text_are_kept_in_itself(seed_texts: Mapping[str, str]) -> None:
    """Each counted once, however often it is met."""
    told = wording(seed_texts["000"] + "\n" + seed_texts["000"])
    kept = kept_words(told, told, anchors(told, told))
    assert (kept.own, kept.other) == (len(told.words), len(told.words))
    assert kept.own_unquoted == told.unquoted
