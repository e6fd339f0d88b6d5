"""In how few articles a word or a name stands: a sketch of fixed size on top of a small hand-made background."""

from __future__ import annotations

import zlib
from functools import lru_cache
from math import log
from typing import TYPE_CHECKING

import numpy as np
import xxhash

from pipeline.common_words import ARTICLES, TIERS, stem

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from pipeline.compare.features import Traits

__all__ = ["Rarity", "hash_of", "rarity_in_background"]

# A million buckets hold a month of news: the tail of rare words of 800,000 articles fills each about ten times, which
# takes a tenth off the weight of the rarest. Four megabytes in memory, one to two packed.
_BUCKETS = 1 << 20
_LITTLE = "<u4"


def hash_of(trait: str) -> int:
    """Return the number a stem or a name goes by; 32 bits, the same in every version."""
    return xxhash.xxh3_64_intdigest(trait.encode("utf-8", "surrogatepass")) & 0xFFFFFFFF


@lru_cache(maxsize=65_536)
def rarity_in_background(name: str) -> float:
    """Return the inverse document frequency in the hand-made background alone; a name is as rare as its rarest word."""
    return log((ARTICLES + 1) / (min(_SPREAD.get(part, 0.0) for part in name.split(" ")) + 0.5))


class Rarity:
    """
    How telling each trait is, learned from the articles counted in so far.

    What is counted in can be counted out again, exactly; the order does not matter. Traits that fall into the same
    bucket count together, which makes the rare among them look a little less rare.
    """

    def __init__(self) -> None:
        self._articles = 0
        self._spread = np.zeros(_BUCKETS, dtype=_LITTLE)
        self._logs = _background_logs()

    def __len__(self) -> int:
        return self._articles

    def add(self, article: Traits) -> None:
        """Count one article in."""
        self._count(article, 1)

    def remove(self, article: Traits) -> None:
        """Count one article out that was counted in before."""
        self._count(article, -1)

    def of(self, traits: NDArray[np.uint32]) -> NDArray[np.float32]:
        """Return the inverse document frequency of each trait."""
        found: NDArray[np.float32] = self._most() - self._logs[traits & (_BUCKETS - 1)]
        return found

    def articles_with(self, traits: NDArray[np.uint32]) -> NDArray[np.uint32]:
        """Return in how many of the articles counted in each trait stands, at most."""
        found: NDArray[np.uint32] = self._spread[traits & (_BUCKETS - 1)]
        return found

    def packed(self) -> bytes:
        """Return the counts as bytes."""
        return zlib.compress(np.array([self._articles], dtype=_LITTLE).tobytes() + self._spread.tobytes(), level=1)

    @classmethod
    def unpacked(cls, packed: bytes) -> Rarity:
        """Return what was packed; `ValueError` for anything else."""
        counts = np.frombuffer(zlib.decompress(packed), dtype=_LITTLE)
        if len(counts) != _BUCKETS + 1:
            raise ValueError(f"a sketch of rarity has {_BUCKETS} buckets, not {len(counts) - 1}")
        rarity = cls()
        rarity._articles, rarity._spread = int(counts[0]), counts[1:].copy()
        counted = np.flatnonzero(rarity._spread)
        rarity._logs[counted] = np.log(_background()[counted] + rarity._spread[counted] + 0.5)
        return rarity

    def _most(self) -> np.float32:
        return np.float32(log(ARTICLES + self._articles + 1))

    def _count(self, article: Traits, times: int) -> None:
        self._articles += times
        buckets = np.concatenate((article.terms, article.name_hashes)) & (_BUCKETS - 1)
        self._spread[buckets] += np.uint32(times & 0xFFFFFFFF)  # once for a bucket that is named twice
        self._logs[buckets] = np.log(_background()[buckets] + self._spread[buckets] + 0.5)


_SPREAD: dict[str, float] = {}
for _share, _words in TIERS:
    for _word in _words:
        for _form in (_word, stem(_word)):
            _SPREAD[_form] = max(_SPREAD.get(_form, 0.0), _share * ARTICLES)


@lru_cache(maxsize=1)
def _background() -> NDArray[np.float32]:
    """Articles of the background by bucket."""
    counts = np.zeros(_BUCKETS, dtype=np.float32)
    for word, articles in _SPREAD.items():
        bucket = hash_of(word) & (_BUCKETS - 1)
        counts[bucket] = max(counts[bucket], articles)
    return counts


def _background_logs() -> NDArray[np.float32]:
    logs: NDArray[np.float32] = np.log(_background() + np.float32(0.5))
    return logs
