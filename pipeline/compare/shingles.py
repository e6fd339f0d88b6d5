"""
Fingerprints of a text: hashes of its word 5-grams, and of the whole.

The scheme is spelled out and pinned by golden vectors in tests/compare/test_shingles.py, because libraries change their
hashes between releases and a database outlives them. Hashes of different schemes must never be compared.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import xxhash

from pipeline.text import content_id, words

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["SCHEME", "Fingerprint", "fingerprint", "fingerprint_of_words", "shingles"]

SCHEME = "w5-xxh3-v2"
"""
Normal form v1 of `pipeline.text.words`, joined by one space in runs of five, UTF-8, xxh3_64 with seed 0; of a text with
150 different hashes or more only those divisible by 8 are kept, unless it is a seed.
"""

SHINGLE_WORDS = 5
_KEEP_EVERY = 8
_FEW = 150


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


def shingles(normal_words: Sequence[str]) -> list[int]:
    """Return the hash of each run of five words, in text order; nothing for fewer than five words."""
    runs = zip(*(normal_words[at:] for at in range(SHINGLE_WORDS)), strict=False)
    return [xxhash.xxh3_64_intdigest(" ".join(run).encode()) for run in runs]


def fingerprint(text: str, *, every: bool = False) -> Fingerprint:
    """
    Return the fingerprint of a text.

    With `every` (for seeds) no shingle is left out: a teaser of 30 words of a seed is then always found, where a sample
    of one in four finds 80 in 100.
    """
    normal_words = [word.text for word in words(text)]
    return fingerprint_of_words(text, normal_words, shingles(normal_words), every=every)


def fingerprint_of_words(text: str, normal_words: Sequence[str], hashes: Sequence[int], *, every: bool) -> Fingerprint:
    """Return the fingerprint of a text whose words and shingles are at hand already."""
    different = set(hashes)
    kept = different if every or len(different) < _FEW else {h for h in different if h % _KEEP_EVERY == 0}
    return Fingerprint(
        scheme=SCHEME,
        raw=content_id("raw", text),
        normal=content_id("normal", " ".join(normal_words)),
        words=len(normal_words),
        shingles=tuple(sorted(kept)),
    )
