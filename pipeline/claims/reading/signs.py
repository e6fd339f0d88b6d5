"""
What stands in a paragraph, as bits: a rule asks first whether any of the words that it looks for is there at all.

Each list of words has a bit of its own, each word the bits of all lists that it is in, found once and kept. A paragraph
has those of its words, so that asking costs one operation however many words either has: most lists have no word in
most paragraphs, and the rules that go by them need not look.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from pipeline.claims.reading.remembered import Remembered

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

__all__ = ["remembered_with_signs", "sign_of", "sign_where", "signs_of"]

_Answer = TypeVar("_Answer")
_TELLING: list[Callable[[str], object]] = []
"""By the number of the bit, which words have it."""
_REMEMBERED: list[Remembered[Any]] = []
"""Answers that hold signs."""


def sign_of(words: Collection[str]) -> int:
    """Return the bit of paragraphs with one of these words, which are in small letters, with straight apostrophes."""
    return sign_where(frozenset(words).__contains__)


def sign_where(tells: Callable[[str], object]) -> int:
    """Return the bit of paragraphs with a word of which this is true; asked for by modules while they are loaded."""
    _TELLING.append(tells)
    for answers in _REMEMBERED:
        answers.clear()
    return 1 << (len(_TELLING) - 1)


def signs_of(low: str) -> int:
    """Return the bits of a word in small letters: those of all lists asked for so far."""
    return sum(1 << number for number, tells in enumerate(_TELLING) if tells(low))


def remembered_with_signs(ask: Callable[[str], _Answer]) -> Remembered[_Answer]:
    """Return answers that hold signs of words: forgotten when one more list asks for its bit."""
    answers = Remembered(ask)
    _REMEMBERED.append(answers)
    return answers
