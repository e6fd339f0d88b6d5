"""How alike an article is to each of several others in what they tell, whoever wrote them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from pipeline.compare.features import Traits
    from pipeline.compare.rarity import Rarity

    Floats = NDArray[np.float64]
    Hashes = NDArray[np.uint32]

__all__ = ["TRAITS_COMPARED", "likenesses"]

TRAITS_COMPARED = ("terms", "lead", "phrases", "names", "figures", "years")
"""
The columns of `likenesses`. The first four are cosines, 0 to 1; figures: the share of the figures of the one with
fewer; years: 1 where the first lines name a common year, -1 where they name different ones, else 0.
"""

_MOST_COUNTED = 2_000
_BY_COUNT = np.concatenate(([0.0], 1 + np.log(np.arange(1, _MOST_COUNTED + 1))))
"""How much a trait weighs that stands so many times in a text."""


def likenesses(article: Traits, others: Sequence[Traits], rarity: Rarity) -> Floats:
    """Return a row of `TRAITS_COMPARED` for each of the others."""
    everyone = (article, *others)
    terms = [one.terms for one in everyone]
    rarities = [rarity.of(found).astype(np.float64) for found in terms]
    return np.column_stack(
        (
            _cosines(terms, [_BY_COUNT[one.counts] * rare for one, rare in zip(everyone, rarities, strict=True)]),
            _cosines(terms, [_BY_COUNT[one.lead_counts] * rare for one, rare in zip(everyone, rarities, strict=True)]),
            _cosines(
                [one.phrases for one in everyone], [_pairs(*each) for each in zip(everyone, rarities, strict=True)]
            ),
            _cosines([one.name_hashes for one in everyone], [_names(one, rarity) for one in everyone]),
            [_common_figures(article.figures, one.figures) for one in others],
            [_common_years(article.years, one.years) for one in others],
        )
    )


def _pairs(article: Traits, rarities: Floats) -> Floats:
    """A phrase is as telling as its two words together."""
    first, second = article.phrase_words
    weights: Floats = rarities[first] + rarities[second]
    return weights


def _names(article: Traits, rarity: Rarity) -> Floats:
    counts = np.minimum(article.spoken_of, _MOST_COUNTED)
    weights: Floats = _BY_COUNT[counts] * rarity.of(article.name_hashes)
    return weights


def _cosines(traits: Sequence[Hashes], weights: Sequence[Floats]) -> Floats:
    """Return the cosine of the first with each of the others."""
    lengths = np.sqrt([weighed @ weighed for weighed in weights])
    ordered = np.argsort(traits[0])
    ours, our_weights = traits[0][ordered], weights[0][ordered]
    if not len(ours) or len(traits) == 1:
        return np.zeros(len(traits) - 1)
    theirs, their_weights = np.concatenate(traits[1:]), np.concatenate(weights[1:])
    whose = np.repeat(np.arange(len(traits) - 1), [len(found) for found in traits[1:]])
    at = np.minimum(np.searchsorted(ours, theirs), len(ours) - 1)
    shared = np.flatnonzero(ours[at] == theirs)
    products = their_weights[shared] * our_weights[at[shared]]
    dots = np.bincount(whose[shared], products, minlength=len(traits) - 1)
    cosines: Floats = dots / np.maximum(lengths[1:] * lengths[0], 1e-9)
    return cosines


def _common_figures(ours: Hashes, theirs: Hashes) -> float:
    return len(np.intersect1d(ours, theirs, assume_unique=True)) / (1 + min(len(ours), len(theirs)))


def _common_years(ours: frozenset[int], theirs: frozenset[int]) -> int:
    if not ours or not theirs:
        return 0
    return 1 if ours & theirs else -1
