"""
Which of hundreds of known mentions are worth comparing with a new one, told of all of them at once.

Of those that share a word with it, 97 in 100 are neither the same claim nor a rival nor of one event; the words they
have in common tell that of nearly all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pipeline.link.figures import Fit, fit
from pipeline.link.likeness import LEAST_APART, LEAST_IN_STORY
from pipeline.link.sides import about_one, in_one_story
from pipeline.link.signs import KEYS, SIGNS, Sign

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from pipeline.link.known import Told
    from pipeline.link.sides import Side
    from pipeline.link.wording import Wording

__all__ = ["worth_comparing"]

_NUMBERS = 1 << 16
_SLACK = 1e-4
"""Weights are compared here with seven digits, and exactly then."""


def worth_comparing(mine: Side, near: Sequence[Told], side: Callable[[Told], Side]) -> dict[int, Side]:
    """
    Return, by place, the mentions that may be what a new one is, or a rival, or of its event, each as it is compared.

    Of all others `compared` and `event_in_common` would find nothing.
    """
    words = [told.words for told in near]
    alike = _alike_at_most(mine.words, words)
    own = int.from_bytes(mine.words.signs, "little")
    signs = np.frombuffer(b"".join([one.signs for one in words]), SIGNS)
    found = {place: side(near[place]) for place in np.flatnonzero(alike >= LEAST_APART - _SLACK).tolist()}
    some = (alike >= LEAST_IN_STORY - _SLACK) & (alike < LEAST_APART - _SLACK)
    for place in np.flatnonzero(some | _speaking_against(own, signs)).tolist():
        other = side(near[place])
        if in_one_story(mine, other):
            found[place] = other
    for place in np.flatnonzero(signs & (own & KEYS)).tolist():
        if _by_more_than_words(mine.words, words[place]):
            found[place] = side(near[place])
    for place in np.flatnonzero(signs & (own & Sign.FIGURES)).tolist():
        other = side(near[place])
        if in_one_story(mine, other) or fit(mine.words.figures, other.words.figures) in _FITTING:
            found[place] = other
    return found


_FITTING = frozenset({Fit.TELLING, Fit.SHARED})


def _alike_at_most(mine: Wording, others: Sequence[Wording]) -> NDArray[np.float32]:
    """Return how alike a claim is to each of others, or more where two terms share a number."""
    if not others:
        return np.zeros(0, np.float32)
    weights = np.zeros(_NUMBERS, np.float32)
    np.add.at(weights, np.frombuffer(mine.numbers, np.uint16), np.frombuffer(mine.shares, np.float32))
    numbers = [other.numbers for other in others]
    starts = np.cumsum([0, *map(len, numbers[:-1])]) // 2
    products = weights[np.frombuffer(b"".join(numbers), np.uint16)]
    products *= np.frombuffer(b"".join([other.shares for other in others]), np.float32)
    return np.add.reduceat(products, starts)


def _by_more_than_words(mine: Wording, other: Wording) -> bool:
    """Tell whether two claims share a quotation, or are about the same."""
    return not mine.quotes.isdisjoint(other.quotes) or about_one(mine, other)


def _speaking_against(own: int, signs: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Tell which claims may speak against one with signs of its own, however few words they share with it."""
    found = np.zeros(len(signs), np.bool_)
    if not own & Sign.DENIES:
        both = Sign.DENIES | Sign.NO_SUCH
        found |= (signs & both) == both
    elif own & Sign.NO_SUCH:
        found |= (signs & Sign.DENIES) == 0
    if own & Sign.OVER:
        found |= (signs & Sign.OVER) != 0
    return found
