"""What is seen of hundreds of known mentions at a glance, in columns: claims, events, stories, signs and terms."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from pipeline.link.wording import Wording
    from pipeline.models import Claim

__all__ = ["Columns"]

T = TypeVar("T", bound=np.generic)

_NUMBERS = 1 << 16
_NONE = -1


class Columns:
    """
    A row for each mention, in order of arrival; the how-manieth it is, from 0, is its place.

    Rows are asked for by arrays of places, and answered in arrays of the same length.
    """

    def __init__(self) -> None:
        self._claims, self._events, self._stories = array("q"), array("q"), array("q")
        self._signs = array("I")
        self._numbers, self._shares, self._starts = array("H"), array("f"), array("q", [0])
        self._weights = np.zeros(_NUMBERS, np.float32)

    def add(self, words: Wording, claim_id: int, claim: Claim | None) -> None:
        """Add a row; without a `claim` the mention is in no story."""
        self._claims.append(claim_id)
        self._events.append(claim.event_id if claim else _NONE)
        self._stories.append(claim.story_id if claim else _NONE)
        self._signs.frombytes(words.signs)
        self._numbers.frombytes(words.numbers)
        self._shares.frombytes(words.shares)
        self._starts.append(len(self._numbers))

    def claims(self, places: NDArray[np.intp]) -> NDArray[np.int64]:
        """Return the claims of mentions."""
        return _rows(self._claims, np.int64)[places]

    def events(self, places: NDArray[np.intp]) -> NDArray[np.int64]:
        """Return the events that the claims of mentions tell of."""
        return _rows(self._events, np.int64)[places]

    def stories(self, places: NDArray[np.intp]) -> NDArray[np.int64]:
        """Return the stories of the claims of mentions."""
        return _rows(self._stories, np.int64)[places]

    def signs(self, places: NDArray[np.intp]) -> NDArray[np.uint32]:
        """Return the signs of mentions (`pipeline/link/signs.py`)."""
        return _rows(self._signs, np.uint32)[places]

    def alike(self, words: Wording, places: NDArray[np.intp]) -> NDArray[np.float32]:
        """Return how alike a claim is to mentions (cosine of their terms), or more where two terms share a number."""
        if not len(places):
            return np.zeros(0, np.float32)
        numbers = np.frombuffer(words.numbers, np.uint16)
        np.add.at(self._weights, numbers, np.frombuffer(words.shares, np.float32))
        all_starts = _rows(self._starts, np.int64)
        starts = all_starts[places]
        terms = all_starts[places + 1] - starts
        begins = np.cumsum(terms) - terms
        cells = np.arange(begins[-1] + terms[-1]) + np.repeat(starts - begins, terms)
        products = self._weights[_rows(self._numbers, np.uint16)[cells]]
        products *= _rows(self._shares, np.float32)[cells]
        self._weights[numbers] = 0.0
        return np.add.reduceat(products, begins)


def _rows(column: array[Any], kind: type[T]) -> NDArray[T]:
    """Return a column as it stands, for one look: while it is held nothing can be added."""
    return np.frombuffer(column, kind)
