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
from pipeline.link.opposites import may_be_over, says_no_such
from pipeline.link.sides import about_one, in_one_story

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

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
    found = {place: side(near[place]) for place in np.flatnonzero(alike >= LEAST_APART - _SLACK).tolist()}
    some = (alike >= LEAST_IN_STORY - _SLACK) & (alike < LEAST_APART - _SLACK)
    for place in (*np.flatnonzero(some).tolist(), *_speaking_against(mine, near, words)):
        other = side(near[place])
        if in_one_story(mine, other):
            found[place] = other
    found |= {place: side(near[place]) for place in _by_more_than_words(mine.words, words)}
    for place in _with_figures(mine.words, words):
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


def _by_more_than_words(mine: Wording, others: Sequence[Wording]) -> Iterator[int]:
    """Yield the places of claims that share a quotation with one, or are about the same."""
    subject, quotes = mine.subject, mine.quotes
    for place, other in enumerate(others):
        quoted = bool(quotes) and not quotes.isdisjoint(other.quotes)
        if quoted or (not subject.isdisjoint(other.subject) and about_one(mine, other)):
            yield place


def _with_figures(mine: Wording, others: Sequence[Wording]) -> list[int]:
    return [place for place, other in enumerate(others) if other.figures] if mine.figures else []


def _speaking_against(mine: Side, near: Sequence[Told], words: Sequence[Wording]) -> list[int]:
    """Return the places of claims that may speak against one however few words they share with it."""
    polarity = mine.said.polarity
    found = [place for place, told in enumerate(near) if told.mention.statement.polarity != polarity]
    if polarity == "+":
        found = [place for place in found if says_no_such(near[place].mention.statement)]
    elif not says_no_such(mine.said):
        found = []
    if may_be_over(mine.words):
        found += [place for place, other in enumerate(words) if may_be_over(other)]
    return found
