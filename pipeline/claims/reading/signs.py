"""
What stands in a paragraph, as bits: a rule asks first whether any of the words that it looks for is there at all.

Each list of words has a bit of its own, each word the bits of all lists that it is in, found once and kept. A paragraph
has those of its words, so that asking costs one operation however many words either has: most lists have no word in
most paragraphs, and the rules that go by them need not look.
"""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from pipeline.claims.reading.remembered import Remembered

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

__all__ = ["sign_of", "sign_where", "signs_of"]

_TELLING: list[Callable[[str], object]] = []
"""By the number of the bit, which words have it."""


def sign_of(words: Collection[str]) -> int:
    """Return the bit of paragraphs with one of these words, which are in small letters, with straight apostrophes."""
    return sign_where(frozenset(words).__contains__)


def sign_where(tells: Callable[[str], object]) -> int:
    """Return the bit of paragraphs with a word of which this is true; asked for by modules while they are loaded."""
    _TELLING.append(tells)
    _BITS.clear()
    return 1 << (len(_TELLING) - 1)


def signs_of(lows: Iterable[str]) -> int:
    """Return the bits that words in small letters have between them."""
    return reduce(or_, _BITS.of_each(lows), 0)


def _bits_of(low: str) -> int:
    return sum(1 << number for number, tells in enumerate(_TELLING) if tells(low))


_BITS = Remembered(_bits_of)
