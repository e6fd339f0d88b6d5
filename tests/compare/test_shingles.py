from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.compare.shingles import SCHEME, fingerprint, shingles

if TYPE_CHECKING:
    from collections.abc import Mapping

# What the scheme gave on the day it was named. A change here is a new scheme, with a new name.
GOLDEN = {
    "We don’t comment on specific contracts with vendors.": (
        2126877004788339793,
        4016683422416592239,
        8,
        (126567914464800128, 7650775517545519608, 10592323065435706075, 16530556341734921596),
    ),
    "Best Buy has ceased ordering new smartphones from Huawei": (
        251546131916629284,
        2143112690470939142,
        9,
        (5583772352903788152, 5865099654824016959, 8399869548312794407, 15210411710985916315, 15472042194769398985),
    ),
}


@pytest.mark.parametrize("text", GOLDEN)
def test_the_scheme_gives_the_hashes_it_was_named_for(text: str) -> None:
    """Stored hashes stay comparable with those of every later version."""
    mark = fingerprint(text)
    assert SCHEME == "w5-xxh3-v2"
    assert (mark.raw, mark.normal, mark.words, mark.shingles) == GOLDEN[text]


def test_marks_case_and_spacing_change_only_the_raw_hash(seed_texts: Mapping[str, str]) -> None:
    """Texts that read the same aloud have the same normal hash and shingles."""
    plain = fingerprint(seed_texts["000"])
    loud = fingerprint("  ".join(seed_texts["000"].upper().replace("’", "'").split()))
    assert plain.raw != loud.raw
    assert (plain.normal, plain.shingles) == (loud.normal, loud.shingles)


def test_long_texts_keep_a_half_or_a_quarter_of_their_shingles(seed_texts: Mapping[str, str]) -> None:
    """The sample is taken by the hash itself, so two texts sample the same runs."""
    for text in seed_texts.values():
        every, some = fingerprint(text, every=True), fingerprint(text)
        rate = 4 if len(every.shingles) >= 300 else 2
        assert set(some.shingles) == {h for h in every.shingles if h % rate == 0}
        assert 0.6 / rate < len(some.shingles) / len(every.shingles) < 1.4 / rate


def test_short_texts_keep_every_shingle(seed_texts: Mapping[str, str]) -> None:
    """A teaser has no shingle to spare."""
    teaser = " ".join(seed_texts["000"].split()[:60])
    assert fingerprint(teaser) == fingerprint(teaser, every=True)


@pytest.mark.parametrize("text", ["", "Huawei", "four words are few", "!?! — …"])
def test_fewer_than_five_words_have_no_shingle(text: str) -> None:
    """There is nothing to sample, and nothing breaks."""
    assert fingerprint(text).shingles == ()


def test_shingles_stand_in_text_order() -> None:
    """Position is kept for the aligner; the fingerprint drops it."""
    assert shingles(["a", "b", "c", "d", "e", "f"])[0] == shingles(["a", "b", "c", "d", "e"])[0]
    assert len(shingles(["a", "b", "c", "d", "e", "f"])) == 2
