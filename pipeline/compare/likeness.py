"""How alike an article is to each of several others in what they tell, whoever wrote them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from pipeline.compare.days import Days
    from pipeline.compare.features import Traits
    from pipeline.compare.rarity import Rarity

    Floats = NDArray[np.float64]
    Hashes = NDArray[np.uint32]
    Places = NDArray[np.intp]

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

_TABLE = 1 << 14
_IN_TABLE = np.uint32(_TABLE - 1)
_BY_CHANCE = 0.38
_A_FEW_DAYS, _TWO_WEEKS, _SOME_TIME = 3, 14, 0.3


def likenesses(article: Traits, others: Sequence[Traits], rarity: Rarity) -> Floats:
    """Return a row of `TRAITS_COMPARED` for each of the others."""
    if not others:
        return np.zeros((0, len(TRAITS_COMPARED)))
    everyone = (article, *others)
    terms = _laid([one.terms for one in everyone])
    phrases = _laid([one.phrases for one in everyone])
    named = _laid([one.name_hashes for one in everyone])
    rare = rarity.of(terms.traits).astype(np.float64)
    spoken = np.minimum(np.concatenate([one.spoken_of for one in everyone]), _MOST_COUNTED)
    cosines = (
        terms.cosines(_BY_COUNT[np.concatenate([one.counts for one in everyone])] * rare),
        terms.cosines(_BY_COUNT[np.concatenate([one.lead_counts for one in everyone])] * rare),
        phrases.cosines(_pairs(everyone, np.repeat(terms.begins, phrases.held), rare)),
        named.cosines(_BY_COUNT[spoken] * rarity.of(named.traits)),
    )
    figures = _common_figures(article, others)
    return np.column_stack((*map(np.sqrt, cosines), figures, *_same_days(article.days, [one.days for one in others])))


class _Laid(NamedTuple):
    """
    Traits of one kind, of an article and of others, laid end to end: numpy takes twice as long for twenty small arrays.
    """

    traits: Hashes
    held: Places
    """How many each has."""
    begins: Places
    """Where those of each begin."""
    ours: Places
    """For each trait of the others that the article has as well: where it stands among the article's own."""
    theirs: Places
    """And where it stands in the row."""
    whose: Places
    """And whose it is; 0 is the first of the others."""

    def cosines(self, weights: Floats) -> Floats:
        """Return the cosine of the article with each of the others, for traits of these weights."""
        # What a zero is put behind for: where one that has no traits would begin, there is something to read.
        squares = np.add.reduceat(np.append(weights * weights, 0.0), self.begins) * (self.held > 0)
        lengths = np.sqrt(squares[1:] * squares[0])
        dots = np.bincount(self.whose, weights[self.theirs] * weights[self.ours], minlength=len(lengths))
        found: Floats = dots / np.maximum(lengths, 1e-9)
        return found


def _laid(traits: Sequence[Hashes]) -> _Laid:
    """Return the traits in a row, those of the article being the first."""
    row = np.concatenate(traits)
    held = np.array([len(found) for found in traits])
    ends = np.cumsum(held)
    ordered = np.argsort(traits[0])
    own = traits[0][ordered]
    theirs = held[0] + _perhaps_in(own, row[held[0] :])
    at = np.searchsorted(own, row[theirs])
    same = np.flatnonzero(own.take(at, mode="clip") == row[theirs])
    theirs = theirs[same]
    return _Laid(row, held, ends - held, ordered[at[same]], theirs, np.searchsorted(ends, theirs, side="right") - 1)


def _perhaps_in(own: Hashes, theirs: Hashes) -> Places:
    """
    Return the places of those hashes of which the article may have one too, and of hardly any other.

    A look at a small table is four times quicker than a search, and nine of ten phrases are ruled out by it.
    """
    table = np.zeros(_TABLE, dtype=np.bool_)
    table[own & _IN_TABLE] = True
    return np.flatnonzero(table[theirs & _IN_TABLE])


def _pairs(everyone: Iterable[Traits], terms_begin: Places, rare: Floats) -> Floats:
    """A phrase is as telling as its two words together."""
    first, second = np.concatenate([one.phrase_words for one in everyone], axis=1, dtype=np.intp) + terms_begin
    weights: Floats = rare[first] + rare[second]
    return weights


def _common_figures(article: Traits, others: Iterable[Traits]) -> list[float]:
    ours = set(article.figures.tolist())
    return [len(ours.intersection(one.figures.tolist())) / (1 + min(len(ours), len(one.figures))) for one in others]


def _same_days(ours: Days, theirs: Sequence[Days]) -> tuple[Floats, list[float], list[float], list[float]]:
    return (
        _same_weekdays(ours.weekdays, [days.weekdays for days in theirs]),
        [_same_datelines(ours.datelines, days.datelines) for days in theirs],
        [_same(ours.years, days.years) for days in theirs],
        [_same(ours.dates, days.dates) for days in theirs],
    )


def _same_weekdays(ours: Sequence[int], theirs: Sequence[Sequence[int]]) -> Floats:
    """The cosine, less what two strangers have on average."""
    own, others = np.array(ours), np.array(theirs)
    lengths = (own @ own) * (others * others).sum(axis=1)
    return np.where(lengths > 0, others @ own / np.sqrt(np.maximum(lengths, 1)) - _BY_CHANCE, 0.0)


def _same_datelines(ours: frozenset[int], theirs: frozenset[int]) -> float:
    if not ours or not theirs:
        return 0.0
    apart = min(abs(one - other) for one in ours for other in theirs)
    return 1.0 if apart <= _A_FEW_DAYS else _SOME_TIME if apart <= _TWO_WEEKS else -1.0


def _same(ours: frozenset[int], theirs: frozenset[int]) -> float:
    if not ours or not theirs:
        return 0.0
    return len(ours & theirs) / min(len(ours), len(theirs)) or -1.0
