"""The runs of words that two texts share, found from common 5-grams and stretched as far as they go."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.models import Passage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.compare.wording import Wording

__all__ = ["SHORTEST", "Run", "passages", "runs"]

SHORTEST = 6
"""Words. Runs of five are turns of phrase; from six on they point at a common text (research note on copies)."""

# A phrase that a text repeats a thousand times must not cost a thousand comparisons for each of its occurrences.
_PLACES_TRIED = 20


class Run(NamedTuple):
    """A run of `words` words from word `at` of one text and word `other_at` of another."""

    at: int
    other_at: int
    words: int
    quoted: int
    """How many of them stand in quotation marks in either text: who drops the marks still repeats a statement."""


def runs(text: Wording, other: Wording) -> list[Run]:
    """
    Return the longest common runs of at least six words, in the order of `text`, without overlap in `text`.

    Each run is as long as it can be; where a word begins several runs the longest is taken, and of equal ones the
    first in `other`.
    """
    return list(_runs(text, other))


def passages(text: Wording, other: Wording, other_id: int, found: Iterable[Run]) -> list[Passage]:
    """Return runs as character offsets into both texts."""
    return [
        Passage(
            other_id=other_id,
            start=text.starts[run.at],
            end=text.ends[run.at + run.words - 1],
            other_start=other.starts[run.other_at],
            other_end=other.ends[run.other_at + run.words - 1],
            words=run.words,
            quoted=round(run.quoted / run.words, 3),
        )
        for run in found
    ]


def _runs(text: Wording, other: Wording) -> Iterator[Run]:
    places, free_from = other.places, 0
    begins = [at for at, shingle in enumerate(text.shingles) if shingle in places]
    for at in begins:
        if at < free_from:
            continue
        length, there = _longest(text, other, at, places[text.shingles[at]][:_PLACES_TRIED])
        if length >= SHORTEST:
            yield Run(at, there, length, _quoted(text, other, at, there, length))
            free_from = at + length


def _longest(text: Wording, other: Wording, at: int, places: list[int]) -> tuple[int, int]:
    best = (0, -1)
    for there in places:
        length = _common(text.words, other.words, at, there)
        if length > best[0]:
            best = (length, there)
    return best


def _common(ours: tuple[str, ...], theirs: tuple[str, ...], at: int, there: int) -> int:
    """Words, not hashes, are compared: a collision of hashes must not make a passage."""
    longest = min(len(ours) - at, len(theirs) - there)
    length = 0
    while length < longest and ours[at + length] == theirs[there + length]:
        length += 1
    return length


def _quoted(text: Wording, other: Wording, at: int, there: int, length: int) -> int:
    ours, theirs = text.quoted[at : at + length], other.quoted[there : there + length]
    if ours == theirs:
        return ours.count(1)
    return sum(a | b for a, b in zip(ours, theirs, strict=True))
