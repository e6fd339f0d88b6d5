"""
Which of hundreds of known mentions are worth comparing with a new one, told of all of them at once.

Of those that share a word with it, 97 in 100 are neither the same claim nor a rival nor of one event; the words they
have in common tell that of nearly all.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import numpy as np

from pipeline.link.figures import Fit, fit
from pipeline.link.likeness import LEAST_APART, LEAST_IN_STORY
from pipeline.link.sides import about_one, on_one_word
from pipeline.link.signs import COUNTED, KEYS, Sign

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from pipeline.link.columns import Columns
    from pipeline.link.sides import Side
    from pipeline.link.wording import Wording

__all__ = ["worth_comparing"]

_SLACK = 1e-4
"""Weights are compared here with seven digits, and exactly then."""


def worth_comparing(mine: Side, near: NDArray[np.intp], known: Columns, side: Callable[[int], Side]) -> dict[int, Side]:
    """
    Return which of the mentions at these places may be what a new one is, or a rival, or of its event.

    Each as it is compared, by where it stands in `near`. Of all others `compared` and `event_in_common` would find
    nothing. `side` returns the side that the mention at a place takes.
    """
    own = int.from_bytes(mine.words.signs, sys.byteorder)
    alike, signs = known.alike(mine.words, near), known.signs(near)
    worth_together = (alike >= LEAST_IN_STORY - _SLACK) | _speaking_against(own, signs)
    worth_together |= (signs & (own & Sign.FIGURES)) != 0
    worth = (alike >= LEAST_APART - _SLACK) | (_in_one_story(mine, known.stories(near)) & worth_together)
    found = {at: side(int(near[at])) for at in np.flatnonzero(worth).tolist()}
    if mine.voice is not None:
        doubted = {at: side(int(near[at])) for at in np.flatnonzero(~worth & worth_together).tolist()}
        found |= {at: other for at, other in doubted.items() if on_one_word(mine, other)}
    for at in np.flatnonzero(~worth & ((signs & (own & KEYS)) != 0)).tolist():
        other = side(int(near[at]))
        if _by_more_than_words(mine.words, other.words):
            found[at] = other
    for at in np.flatnonzero(~worth & ((signs & (own & COUNTED)) != 0)).tolist():
        other = side(int(near[at]))
        if fit(mine.words.figures, other.words.figures) in _FITTING:
            found[at] = other
    return found


_FITTING = frozenset({Fit.TELLING, Fit.SHARED})


def _in_one_story(mine: Side, stories: NDArray[np.int64]) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = stories == mine.story_id
    for story_id in mine.kin:
        found |= stories == story_id
    return found


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
