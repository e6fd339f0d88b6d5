"""The runs of words that two texts share, found from common 5-grams and stretched as far as they go."""

from __future__ import annotations

from itertools import compress, count
from typing import TYPE_CHECKING, NamedTuple

from pipeline.models import Passage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.compare.wording import Wording

__all__ = ["SHORTEST", "Run", "anchors", "passages", "places", "runs"]

SHORTEST = 6
"""Words. Runs of five are turns of phrase; from six on they point at a common text (research note on copies)."""

# A phrase that a text repeats a thousand times must not cost a thousand comparisons for each of its occurrences.
_PLACES_TRIED = 8


class Run(NamedTuple):
    """A run of `words` words from word `at` of one text and word `other_at` of another."""

    at: int
    other_at: int
    words: int
    quoted: int
    """How many of them stand in quotation marks in either text: who drops the marks still repeats a statement."""


def runs(text: Wording, other: Wording, shortest: int = SHORTEST, begins: Sequence[int] | None = None) -> list[Run]:
    """
    Return the longest common runs of at least six words, in the order of `text`, without overlap in `text`.

    Each run is as long as it can be; where a word begins several runs the longest is taken, and of equal ones the
    first in `other`. Runs under five words cannot be asked for: they are found by shingles. Who has the `anchors` of
    the two texts gives them as `begins`.
    """
    return list(_runs(text, other, shortest, anchors(text, other) if begins is None else begins))


def passages(text: Wording, other: Wording, other_id: int, found: Iterable[Run], revision: int = 0) -> list[Passage]:
    """Return runs as character offsets into both texts."""
    return [
        Passage(
            other_id=other_id,
            other_revision=revision,
            start=text.starts[run.at],
            end=text.ends[run.at + run.words - 1],
            other_start=other.starts[run.other_at],
            other_end=other.ends[run.other_at + run.words - 1],
            words=run.words,
            quoted=round(run.quoted / run.words, 3),
        )
        for run in found
    ]


def anchors(text: Wording, other: Wording) -> list[int]:
    """Return the words of a text at which a shingle begins that is in the other text as well, in order."""
    if text.first_place.keys().isdisjoint(other.first_place):  # two in five pairs, at less than half the price
        return []
    return list(compress(count(), map(other.first_place.__contains__, text.shingles)))


def places(other: Wording, shingle: int) -> Sequence[int]:
    """Return the words of a text at which one of its shingles begins, eight at most."""
    first = (other.first_place[shingle],)
    again = other.other_places.get(shingle)
    return (*first, *again[: _PLACES_TRIED - 1]) if again else first


def _runs(text: Wording, other: Wording, shortest: int, begins: Iterable[int]) -> Iterator[Run]:
    free_from = 0
    for at in begins:
        if at >= free_from:
            length, there = _longest(text, other, at, places(other, text.shingles[at]))
            if length >= shortest:
                yield Run(at, there, length, _quoted(text, other, at, there, length))
                free_from = at + length


def _longest(text: Wording, other: Wording, at: int, found: Iterable[int]) -> tuple[int, int]:
    best = (0, -1)
    for there in found:
        length = _common(text.words, other.words, at, there)
        if length > best[0]:
            best = (length, there)
    return best


def _common(ours: Sequence[str], theirs: Sequence[str], at: int, there: int) -> int:
    """
    Return how many words are equal from there on, read in ever longer slices: copies are read at C's pace.

    Words, not hashes, are compared: a collision of hashes must not make a passage.
    """
    longest, length, step = min(len(ours) - at, len(theirs) - there), 0, 8
    while ours[at + length : at + length + step] == theirs[there + length : there + length + step] and length < longest:
        length, step = min(longest, length + step), step * 2
    end = min(longest, length + step)
    while length < end and ours[at + length] == theirs[there + length]:
        length += 1
    return length


def _quoted(text: Wording, other: Wording, at: int, there: int, length: int) -> int:
    ours, theirs = text.quoted[at : at + length], other.quoted[there : there + length]
    if ours == theirs:
        return ours.count(1)
    return sum(a | b for a, b in zip(ours, theirs, strict=True))
