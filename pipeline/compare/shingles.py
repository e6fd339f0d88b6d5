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
    from collections.abc import Sequence

__all__ = [
    "SCHEME",
    "SHINGLE_WORDS",
    "Fingerprint",
    "fingerprint",
    "fingerprint_of_words",
    "kept",
    "normal_id",
    "shingles",
    "window_of",
]

SCHEME = "w5-xxh3-v2"
"""
Words in normal form v2 of `compare.normal_form`, joined by one space in runs of five, UTF-8, xxh3_64 with seed 0. Which
hashes are kept: see `kept`. (v1 took words in normal form v1 and kept those divisible by four.)
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


def kept(hashes: Sequence[int], *, every: bool = False) -> tuple[int, ...]:
    """
    Return which of a text's hashes it is found by, each once, ascending; they come in the order of the text.

    All of a seed (`every`) and of a text with fewer than 150 different ones. Else the least of each 8 in a row (4 where
    there are fewer than 300), which is one in four or five, and no run of 12 words is without one: a teaser of 30 words
    finds its original wherever it was cut out, as by any fixed part of the hashes it would not always (winnowing: S.
    Schleimer, D. S. Wilkerson, A. Aiken, SIGMOD 2003). Of texts over 16,000 words the least of each 16, 32 ... until no
    more than about 4,096 are left, so that no text fills the index. Old rows are thinned by what they are divisible by.
    """
    least = np.array(hashes, dtype=np.uint64)
    window, reach = 1 if every else window_of(len(set(hashes))), 1
    while reach < window:  # the least of 2, of 4, of 8 in a row: three steps, where a window would look at eight each
        least, reach = np.minimum(least[:-reach], least[reach:]), 2 * reach
    return tuple(sorted(set(least.tolist())))


def window_of(different: int) -> int:
    """Return of how many hashes in a row the least is kept in a text that has so many different ones."""
    window = 1 if different < _FEW else 4 if different < 2 * _FEW else 8
    while 2 * different > (window + 1) * _MOST_KEPT:
        window *= 2
    return window


def fingerprint(text: str, *, every: bool = False) -> Fingerprint:
    """
    Return the fingerprint of a text.

    With `every` (for seeds) no shingle is left out. Who has the `Wording` of the text asks that, which is quicker.
    """
    words = compared_words(text)
    return fingerprint_of_words(text, words, shingles(words), every=every)


def fingerprint_of_words(text: str, words: Sequence[str], hashes: Sequence[int], *, every: bool) -> Fingerprint:
    """Return the fingerprint of a text whose words and shingles, in its order, are at hand already."""
    return Fingerprint(
        scheme=SCHEME,
        raw=content_id("raw", text),
        normal=normal_id(text, words),
        words=len(words),
        shingles=kept(hashes, every=every),
    )


def normal_id(text: str, words: Sequence[str]) -> int:
    """Return what names the words of a text; beyond the part that is compared, it is letters that count."""
    unread = text[MOST_CHARACTERS:]
    return content_id("normal", " ".join(words), *([unread] if unread else []))
