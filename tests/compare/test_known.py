from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pipeline.compare.copies import compare_text
from pipeline.compare.known import KnownTexts
from pipeline.models import Decision

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

NOON = datetime(2018, 3, 22, 12, tzinfo=UTC)
FOOTER = (
    "All rights reserved. Nothing on this page may be stored, sent on or printed without written leave from the "
    "publisher. Prices are given without tax and may change at any time without notice to the reader of this page."
)


def test_the_nearest_text_comes_first(seed_texts: Mapping[str, str], known_seeds: KnownTexts) -> None:
    """Ranked by how many shingles are shared."""
    assert known_seeds.candidates(seed_texts["003"])[0].article_id == 3


def test_one_shared_shingle_is_enough_for_a_short_text_only(known_seeds: KnownTexts) -> None:
    """Five common words bring a teaser to its seed, and a long text nowhere."""
    phrase = "ordering new smartphones from Huawei"
    assert known_seeds.candidates(phrase)
    filler = " ".join(f"word{number}" for number in range(100))
    assert known_seeds.candidates(f"{phrase} {filler}") == []


def test_what_everybody_prints_leads_nowhere(remember: Callable[..., None]) -> None:
    """A footer that ten independent texts carry is boilerplate: it makes no candidates and no reuse."""
    known = KnownTexts()
    for number in range(12):
        body = " ".join(f"word{number}x{at}" for at in range(80))
        remember(known, number, f"page {number}", f"{body}\n{FOOTER}", NOON)
    fresh = " ".join(f"fresh{at}" for at in range(80))
    assert known.candidates(f"{fresh}\n{FOOTER}") == []
    assert compare_text(99, f"{fresh}\n{FOOTER}", known).decision is Decision.INDEPENDENT


def test_copies_do_not_turn_a_story_into_boilerplate(
    seed_texts: Mapping[str, str], remember: Callable[..., None]
) -> None:
    """Taken over forty times, a text is still recognised the next time, as a copy of the first."""
    known = KnownTexts()
    remember(known, 0, "original", seed_texts["002"], NOON)
    for number in range(1, 41):
        remember(known, number, f"copy {number}", f"Page {number}. {seed_texts['002']}", NOON, is_copy=True)
    found = compare_text(99, f"Once more: {seed_texts['002']}", known)
    assert (found.decision, found.copy_of) == (Decision.NEAR_DUPLICATE, 0)


def test_a_long_text_of_few_different_words_is_found_again(remember: Callable[..., None]) -> None:
    """Sampling goes by different shingles, so that repeating a sentence does not hide a text."""
    chant = "Huawei sells phones in Europe. " * 2_000
    known = KnownTexts()
    remember(known, 1, "chant", chant, NOON)
    assert compare_text(2, chant + "And elsewhere.", known).decision is Decision.NEAR_DUPLICATE
