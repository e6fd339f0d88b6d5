"""
Stretches of a text that stand in another with words changed here and there.

Who goes over a text and replaces every second or third word leaves hardly six words in a row as they were, but the
words that stay keep their order and their distances. So from each common 5-gram on, both texts are walked in step, as
sequence search does in biology (ungapped extension with a drop-off, Altschul et al. 1990): an equal word wins a point,
another costs half a point, and the walk ends once six points are lost. Two texts that have nothing to do with each
other agree on one word in fifty and lose them at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.compare.passages import places

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.compare.wording import Wording

__all__ = ["KeptWords", "kept_words"]

_OTHER_WORD = 0.5
_LOST = 6.0
FEWEST_EQUAL = 12
"""
Equal words that make a stretch. Two phrases of five or six words that lie at the same distance by chance have ten or
eleven; of 150 pairs of independent reports of one event (BASIL) none has more than 4 % of its words in such stretches.
"""


class KeptWords(NamedTuple):
    """How many words of two texts stand in the other, in stretches of the same order; each word counted once."""

    own: int
    own_unquoted: int
    other: int
    other_unquoted: int


class _Walk(NamedTuple):
    """How far two texts were read in step, and how many words were equal."""

    words: int
    equal: int


def kept_words(text: Wording, other: Wording, begins: Sequence[int]) -> KeptWords:
    """
    Return how many words of either text stand in the other, though others between them were changed.

    `begins` are the `anchors` of the two texts.
    """
    own, theirs = bytearray(len(text.words)), bytearray(len(other.words))
    for start, end, shift in _stretches(text, other, begins):
        for at in range(start, end):
            if text.words[at] == other.words[at + shift]:
                quoted = text.quoted[at] or other.quoted[at + shift]
                own[at] = theirs[at + shift] = _QUOTED if quoted else _UNQUOTED
    return KeptWords(
        own=len(own) - own.count(0),
        own_unquoted=own.count(_UNQUOTED),
        other=len(theirs) - theirs.count(0),
        other_unquoted=theirs.count(_UNQUOTED),
    )


_UNQUOTED, _QUOTED = 1, 2


def _stretches(text: Wording, other: Wording, begins: Iterable[int]) -> Iterator[tuple[int, int, int]]:
    """Yield where stretches begin and end in the text, and how many words further on they stand in the other."""
    ours, theirs = text.words, other.words
    read_to: dict[int, int] = {}
    for at in begins:
        for there in places(other, text.shingles[at]):
            shift = there - at
            free_from = read_to.get(shift, 0)
            if at < free_from:
                continue
            on = _walk(ours, theirs, at, there, 1, min(len(ours) - at, len(theirs) - there))
            back = _walk(ours, theirs, at - 1, there - 1, -1, min(at - free_from, there))
            read_to[shift] = at + max(on.words, 1)
            if on.equal + back.equal >= FEWEST_EQUAL:
                yield at - back.words, at + on.words, shift


def _walk(ours: Sequence[str], theirs: Sequence[str], at: int, there: int, step: int, most: int) -> _Walk:
    """Read two texts in step until six points are lost, and return how far it was worth while."""
    score = best = 0.0
    equal = words = equal_then = 0
    for read in range(most):
        if ours[at + step * read] == theirs[there + step * read]:
            score += 1
            equal += 1
            if score > best:
                best, words, equal_then = score, read + 1, equal
        else:
            score -= _OTHER_WORD
            if score <= best - _LOST:
                break
    return _Walk(words, equal_then)
