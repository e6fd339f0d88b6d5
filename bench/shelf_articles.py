"""
Articles made of numbers: what a store of millions of them would hold, and what a batch of new ones would ask.

Hashes are random, and right in what matters: each text has 400 different shingles, of which half, a quarter, an eighth
... are divisible by 2, 4, 8 ...; one in fifty is furniture that about 48 texts carry. Kept are 100 of 400 (the product
keeps the least of each eight in a row, some 89), of texts of three days 25, of three months 12, as the nightly
thinning leaves them. Every article is told by its number, so that nothing has to be remembered of a store to ask it for
copies of what is in it.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.uint64]

__all__ = ["MONTH", "NEWEST", "SHINGLES", "Shelf", "mixed"]

SHINGLES = 400
MONTH = 30
NEWEST = date(2026, 11, 1)
_YEAR = 365
_FURNITURE = 50
_CARRIERS = 48
_KEYS = 22
_OF_STORY = 8
_STORY = 5
_MOST_UNDER_A_KEY = 300

# Parts of the numbers that hashes are made from, so that none stands for two things.
_TEXT, _ARTICLE, _POOL, _KEY, _STORY_KEY = (np.uint64(part << 56) for part in range(1, 6))


def mixed(numbers: Numbers) -> Numbers:
    """Return numbers as random as hashes, the same for the same (Steele, Lea & Flood 2014: SplitMix64)."""
    z = numbers + np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


class Shelf(NamedTuple):
    """So many articles, spread evenly over the year before `NEWEST`, in order of their days; numbers beyond are new."""

    articles: int
    rates: tuple[tuple[int, int], ...] = ((3, 4), (90, 16), (_YEAR, 32))
    """Of texts younger than so many days each shingle divisible by this is kept."""

    def days(self, numbers: Numbers) -> NDArray[np.datetime64]:
        """Return the day of each article."""
        first = np.datetime64(NEWEST - timedelta(days=_YEAR - 1))
        return first + np.minimum(numbers * np.uint64(_YEAR) // np.uint64(self.articles), _YEAR - 1).astype("m8[D]")

    def first_of_month(self) -> int:
        """Return the number of the first article of the last 30 days."""
        return self.first_of(MONTH)

    def first_of(self, days: int) -> int:
        """Return the number of the first article of the last so many days."""
        return -(-self.articles * (_YEAR - days) // _YEAR)

    def rate_of(self, number: int) -> int:
        """Return by what the kept shingles of an article are divisible."""
        return next(rate for days, rate in self.rates if number >= self.first_of(days))

    def text_ids(self, numbers: Numbers) -> NDArray[np.int64]:
        """Return the names of their texts."""
        return mixed(numbers + _TEXT).view(np.int64)

    def article_ids(self, numbers: Numbers) -> NDArray[np.int64]:
        """Return the names of the articles."""
        return mixed(numbers + _ARTICLE).view(np.int64)

    def shingles(self, numbers: Numbers, rate: int = 1) -> Numbers:
        """Return the shingles of each article that are divisible by the rate, a row for each article."""
        columns = np.arange(SHINGLES // rate, dtype=np.uint64)
        raw = mixed(numbers[:, None] * np.uint64(512) + columns)
        pool = self._pool(columns)
        shared = mixed(raw % pool + _POOL)
        raw = np.where(mixed(raw) % np.uint64(_FURNITURE) == 0, shared, raw)
        return _divisible(raw, columns)

    def keys(self, numbers: Numbers) -> Numbers:
        """
        Return by which keys the story of each article is found.

        Eight are those of its story, which five articles tell; under each other stand up to 300 articles of a month, 39
        on average, fewer the more there are of them (Zipf).
        """
        columns = np.arange(_KEYS, dtype=np.uint64)
        of_story = mixed((numbers // np.uint64(_STORY))[:, None] * np.uint64(32) + columns[:_OF_STORY] + _STORY_KEY)
        rows = max(1.0, self.articles * MONTH / _YEAR * (_KEYS - _OF_STORY))
        spread = np.log(_MOST_UNDER_A_KEY * 8)
        first = rows / (_MOST_UNDER_A_KEY * spread)
        chance = mixed(numbers[:, None] * np.uint64(32) + columns[_OF_STORY:] + _KEY) / 2.0**64
        rank = (first * np.exp(spread * chance)).astype(np.uint64)
        return np.concatenate([of_story, mixed(rank + _KEY)], axis=1)

    def story_of(self, numbers: Numbers) -> Numbers:
        """Return the number of the article that each story is named after."""
        return numbers // np.uint64(_STORY) * np.uint64(_STORY)

    def half_taken_from(self, sources: Numbers, copies: Numbers) -> Numbers:
        """Return all shingles of copies of which one half is another article's, a row for each."""
        chosen = mixed(copies[:, None] * np.uint64(512) + np.arange(SHINGLES, dtype=np.uint64)) >> np.uint64(63)
        return np.where(chosen == 1, self.shingles(sources), self.shingles(copies))

    def _pool(self, columns: Numbers) -> Numbers:
        """Return how many hashes the furniture in each column is drawn from, so that 48 stored texts carry each."""
        pools, since = np.ones(len(columns), dtype=np.uint64), 0
        for days, rate in reversed(self.rates):
            until = SHINGLES // rate
            stored = self.articles * days // _YEAR * (until - since)
            pools[(columns >= since) & (columns < until)] = max(1, stored // (_FURNITURE * _CARRIERS))
            since = until
        return pools


def _divisible(raw: Numbers, columns: Numbers) -> Numbers:
    """Give the first 12 of 400 numbers five factors of two or more, the next 13 four, the next 25 three, and so on."""
    twos = sum((columns < np.uint64(SHINGLES >> power)).astype(np.uint64) for power in range(1, 6))
    exactly = np.uint64(1) << twos
    cleared = raw & ~(exactly * np.uint64(2) - np.uint64(1))
    return np.where(twos == 5, raw & ~np.uint64(31), cleared | exactly)
