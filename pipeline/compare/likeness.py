"""How alike an article is to each of several others in what they tell, whoever wrote them."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from pipeline.compare.days import Days
    from pipeline.compare.features import Traits
    from pipeline.compare.rarity import Rarity

    Floats = NDArray[np.float64]
    Hashes = NDArray[np.uint32]

__all__ = ["TRAITS_COMPARED", "likenesses"]

TRAITS_COMPARED = ("terms", "lead", "phrases", "names", "figures", "weekdays", "datelines", "years", "dates")
"""
The columns of `likenesses`.

The first four are square roots of cosines, 0 to 1: the step from no likeness to a little tells more than the same step
further up. Figures: the share of the figures of the one with fewer. Weekdays: how far the days of the week in the first
paragraphs go together, -0.4 to 0.6. Datelines, years, dates: 1 where they agree, -1 where they contradict each other.
All of them are 0 where one of the two has none.
"""

_MOST_COUNTED = 2_000
_BY_COUNT = np.concatenate(([0.0], 1 + np.log(np.arange(1, _MOST_COUNTED + 1))))
"""How much a trait weighs that stands so many times in a text."""

_BY_CHANCE = 0.38
_A_FEW_DAYS, _TWO_WEEKS, _SOME_TIME = 3, 14, 0.3


def likenesses(article: Traits, others: Sequence[Traits], rarity: Rarity) -> Floats:
    """Return a row of `TRAITS_COMPARED` for each of the others."""
    if not others:
        return np.zeros((0, len(TRAITS_COMPARED)))
    everyone = (article, *others)
    terms = [one.terms for one in everyone]
    rare = rarity.of(np.concatenate(terms)).astype(np.float64)
    rarities = np.split(rare, np.cumsum([len(found) for found in terms])[:-1])
    whole = _BY_COUNT[np.concatenate([one.counts for one in everyone])] * rare
    lead = _BY_COUNT[np.concatenate([one.lead_counts for one in everyone])] * rare
    pairs = [_pairs(*each) for each in zip(everyone, rarities, strict=True)]
    named = [one.name_hashes for one in everyone]
    spoken = np.minimum(np.concatenate([one.spoken_of for one in everyone]), _MOST_COUNTED)
    cosines = (
        *_cosines(terms, whole, lead),
        *_cosines([one.phrases for one in everyone], np.concatenate(pairs)),
        *_cosines(named, _BY_COUNT[spoken] * rarity.of(np.concatenate(named))),
    )
    told = [(_common_figures(article.figures, one.figures), *_same_days(article.days, one.days)) for one in others]
    return np.column_stack((*map(np.sqrt, cosines), np.array(told)))


def _pairs(article: Traits, rarities: Floats) -> Floats:
    """A phrase is as telling as its two words together."""
    first, second = article.phrase_words
    weights: Floats = rarities[first] + rarities[second]
    return weights


def _cosines(traits: Sequence[Hashes], *weighings: Floats) -> list[Floats]:
    """Return the cosines of the first with each of the others, for each way of weighing the same traits."""
    held = [len(found) for found in traits]
    others, mine = len(traits) - 1, held[0]
    if not mine:
        return [np.zeros(others) for _ in weighings]
    ordered = np.argsort(traits[0])
    ours, theirs = traits[0][ordered], np.concatenate(traits[1:])
    whose = np.repeat(np.arange(others), held[1:])
    at = np.minimum(np.searchsorted(ours, theirs), mine - 1)
    shared = np.flatnonzero(ours[at] == theirs)
    with_whom, ours_at = whose[shared], ordered[at[shared]]
    found = []
    for weights in weighings:
        our_weights, their_weights = weights[:mine], weights[mine:]
        lengths = np.sqrt(np.bincount(whose, their_weights**2, minlength=others) * (our_weights @ our_weights))
        dots = np.bincount(with_whom, their_weights[shared] * our_weights[ours_at], minlength=others)
        found.append(dots / np.maximum(lengths, 1e-9))
    return found


def _common_figures(ours: Hashes, theirs: Hashes) -> float:
    fewer = min(len(ours), len(theirs))
    return len(set(ours.tolist()).intersection(theirs.tolist())) / (1 + fewer) if fewer else 0.0


def _same_days(ours: Days, theirs: Days) -> tuple[float, float, float, float]:
    return (
        _same_weekdays(ours.weekdays, theirs.weekdays),
        _same_datelines(ours.datelines, theirs.datelines),
        _same(ours.years, theirs.years),
        _same(ours.dates, theirs.dates),
    )


def _same_weekdays(ours: Sequence[int], theirs: Sequence[int]) -> float:
    """The cosine, less what two strangers have on average."""
    product = sum(one * other for one, other in zip(ours, theirs, strict=True))
    lengths = sum(one * one for one in ours) * sum(one * one for one in theirs)
    return product / sqrt(lengths) - _BY_CHANCE if lengths else 0.0


def _same_datelines(ours: frozenset[int], theirs: frozenset[int]) -> float:
    if not ours or not theirs:
        return 0.0
    apart = min(abs(one - other) for one in ours for other in theirs)
    return 1.0 if apart <= _A_FEW_DAYS else _SOME_TIME if apart <= _TWO_WEEKS else -1.0


def _same(ours: frozenset[int], theirs: frozenset[int]) -> float:
    if not ours or not theirs:
        return 0.0
    return len(ours & theirs) / min(len(ours), len(theirs)) or -1.0
