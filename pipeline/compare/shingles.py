"""
Fingerprints of a text: hashes of its word 5-grams, and of the whole.

The scheme is spelled out and pinned by golden vectors in tests/compare/test_shingles.py, because libraries change their
hashes between releases and a database outlives them. Hashes of different schemes must never be compared.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import xxhash

from pipeline.compare.normal_form import MOST_CHARACTERS, compared_words
from pipeline.text import content_id

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

__all__ = [
    "SCHEME",
    "SHINGLE_WORDS",
    "Fingerprint",
    "fingerprint",
    "fingerprint_of_words",
    "kept",
    "normal_id",
    "shingles",
]

SCHEME = "w5-xxh3-v2"
"""
Words in normal form v2 of `compare.normal_form`, joined by one space in runs of five, UTF-8, xxh3_64 with seed 0. Which
hashes are kept: see `kept`. (v1 took words in normal form v1 and kept one hash in four however long the text.)
"""

SHINGLE_WORDS = 5
_FEW = 150
_MOST_KEPT = 4_096


class Fingerprint(NamedTuple):
    """What is stored of a text to find its copies by: plain numbers, ready for a table."""

    scheme: str
    raw: int
    """Names the text as it came; fits a signed BIGINT."""
    normal: int
    """Names its words in normal form: equal for texts that differ in case, marks and spacing only."""
    words: int
    shingles: tuple[int, ...]
    """Unsigned 64-bit hashes that were kept, each once, ascending."""


def shingles(words: Sequence[str]) -> list[int]:
    """Return the hash of each run of five words, in text order; nothing for fewer than five words."""
    # Slices of the one encoded text, between the spaces: half the price of joining every five words anew.
    spoken = " ".join(words).encode()
    gaps = np.flatnonzero(np.frombuffer(spoken, dtype=np.uint8) == ord(" "))
    starts, ends = [0, *(gaps + 1).tolist()], [*gaps.tolist(), len(spoken)]
    hashed = xxhash.xxh3_64_intdigest
    return [hashed(spoken[start:end]) for start, end in zip(starts, ends[SHINGLE_WORDS - 1 :], strict=False)]


def kept(different: Collection[int], *, every: bool = False) -> tuple[int, ...]:
    """
    Return which of a text's different hashes it is found by, ascending.

    All of a seed (`every`) and of a text with fewer than 150 different ones: a teaser of 30 words has 26, a seed must
    be found by any of them. Of fewer than 300 those divisible by 2, else by 4; of texts over 16,000 words by 8, 16 ...
    until no more than about 4,096 are left, so that no text fills the index. Divisibility by powers of two nests: what
    is kept at one rate contains what is kept at the next, and old rows can be thinned by deleting.

    Measured on 150 articles with 40 % of their words replaced: so many share two hashes or more that 149 are found
    again, and of 1,974 teasers of 30 words of a seed all, of 300 of articles that are no seeds 299.
    """
    rate = 1 if every else keep_every(len(different))
    return tuple(sorted(different if rate == 1 else [number for number in different if not number % rate]))


def keep_every(different: int) -> int:
    """Return which part is kept of so many different hashes: one in so many, a power of two."""
    rate = 1 if different < _FEW else 2 if different < 2 * _FEW else 4
    while different > rate * _MOST_KEPT:
        rate *= 2
    return rate


def fingerprint(text: str, *, every: bool = False) -> Fingerprint:
    """
    Return the fingerprint of a text.

    With `every` (for seeds) no shingle is left out. Who has the `Wording` of the text asks that, which is quicker.
    """
    words = compared_words(text)
    return fingerprint_of_words(text, words, set(shingles(words)), every=every)


def fingerprint_of_words(text: str, words: Sequence[str], different: Collection[int], *, every: bool) -> Fingerprint:
    """Return the fingerprint of a text whose words and different shingles are at hand already."""
    return Fingerprint(
        scheme=SCHEME,
        raw=content_id("raw", text),
        normal=normal_id(text, words),
        words=len(words),
        shingles=kept(different, every=every),
    )


def normal_id(text: str, words: Sequence[str]) -> int:
    """Return what names the words of a text; beyond the part that is compared, it is letters that count."""
    unread = text[MOST_CHARACTERS:]
    return content_id("normal", " ".join(words), *([unread] if unread else []))
