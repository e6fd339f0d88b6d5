from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

from pipeline.compare.normal_form import compared_words
from pipeline.compare.shingles import SCHEME, fingerprint, kept, shingles

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
    "百思买将停止销售华为手机": (
        8161597735582168715,
        3070971287028910045,
        10,
        (
            123551803622643127,
            7835927871396106765,
            7966365195819923377,
            8434291794300344836,
            13223518021821173514,
            13451646162495894127,
        ),
    ),
    "Ｂｅｓｔ\u3000Ｂｕｙ のスマートフォン販売を中止する": (
        2881863292805012033,
        944669202121940809,
        10,
        (
            5875669544828680590,
            7280201594155163302,
            11662228854330726937,
            15068524752364509806,
            17286507126656626675,
            17414565363765172503,
        ),
    ),
    "Ελλάδα e\u0301tait déjà fermée ½ à Zürich": (
        626672274222239592,
        698714643203641241,
        8,
        (3237714223928101737, 11017386097685517463, 11181175747255696059, 11785872303728489260),
    ),
    "หยุดขายโทรศัพท์ของหัวเว่ยภายในไม่กี่สัปดาห์": (
        109351235670532932,
        4473028393973363107,
        9,
        (1495638012101936506, 13777168741383883758, 17007626834792298608, 17537126579911352708, 18109508376654448228),
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


def test_no_run_of_twelve_words_is_without_a_mark(seed_texts: Mapping[str, str]) -> None:
    """However a teaser is cut out of a long text, the text is found by it; and three in four hashes need no room."""
    for text in seed_texts.values():
        every, some = shingles(compared_words(text)), set(fingerprint(text).shingles)
        assert some < set(every)
        assert all(some & set(every[at : at + 8]) for at in range(len(every) - 7))
        assert len(some) < (0.5 if len(every) < 300 else 0.3) * len(every)


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


def test_a_seed_gives_the_hashes_it_gave_when_the_scheme_was_named(seed_texts: Mapping[str, str]) -> None:
    """How many words, which hashes are kept; of all of them their sum stands for the rest."""
    mark, every = fingerprint(seed_texts["000"]), fingerprint(seed_texts["000"], every=True)
    assert (mark.raw, mark.normal, mark.words) == (9081731961567195889, 4347579968473902565, 399)
    assert mark.shingles[:3] == (4964854516165959, 18789728498677563, 44105413057253354)
    assert (len(mark.shingles), mark.shingles[-1], sum(mark.shingles) % 2**64) == (
        89,
        8769677233620521535,
        4152151314886521439,
    )
    assert (len(every.shingles), every.shingles[0], every.shingles[-1]) == (395, 4964854516165959, 18412099164420907685)


def test_a_text_of_any_length_keeps_a_few_thousand_at_most() -> None:
    """No text fills the index."""
    rng = Random(1)  # noqa: S311 - numbers, not secrets
    numbers = [rng.getrandbits(64) for _ in range(70_000)]
    assert set(kept(numbers[:149])) == set(numbers[:149])
    assert 0.35 < len(kept(numbers[:299])) / 299 < 0.45
    assert 0.2 < len(kept(numbers[:5_000])) / 5_000 < 0.25
    assert 2_000 < len(kept(numbers)) <= 4_096 * 1.1
    assert kept([3, 1, 2, 3], every=True) == (1, 2, 3)
