"""A text as its words: what fingerprints, passages and copy decisions all read, taken apart once."""

from __future__ import annotations

import sys
import threading
from array import array
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.compare.normal_form import MOST_CHARACTERS, compared_places, compared_words
from pipeline.compare.quotes import quoted_spans
from pipeline.compare.shingles import Fingerprint, fingerprint_of_words, normal_id, shingles

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Wording", "learn", "wording"]

_MOST = 6_000_000
"""Characters of the texts that are remembered: 1,200 articles, at some 25 bytes a character once all is looked up."""


@dataclass(frozen=True)
class Wording:
    """
    The words of a text in normal form and their shingles; where they stand and which are quoted is looked up on demand.

    Most articles share no run of words with any other: they are never asked for more than their shingles.
    """

    text: str
    words: tuple[str, ...]
    shingles: tuple[int, ...]
    """Unsigned 64-bit hashes, the first of the run that begins with the first word, and so on."""

    @cached_property
    def starts(self) -> Sequence[int]:
        """Where in the text each word begins."""
        return self._places[0]

    @cached_property
    def ends(self) -> Sequence[int]:
        """Where in the text each word ends."""
        return self._places[1]

    @cached_property
    def quoted(self) -> bytes:
        """One byte a word: 1 inside quotation marks."""
        marks = bytearray(len(self.words))
        if marks:
            for start, end in quoted_spans(self.text[:MOST_CHARACTERS]):
                first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
                marks[first:last] = b"\x01" * (last - first)
        return bytes(marks)

    @cached_property
    def unquoted(self) -> int:
        """How many words stand outside quotation marks."""
        return self.quoted.count(0)

    @cached_property
    def first_place(self) -> dict[int, int]:
        """At which word each shingle begins for the first time."""
        return dict(zip(reversed(self.shingles), range(len(self.shingles) - 1, -1, -1), strict=True))

    @cached_property
    def other_places(self) -> dict[int, list[int]]:
        """At which words the shingles begin that begin more than once, the first left out."""
        places: defaultdict[int, list[int]] = defaultdict(list)
        if len(self.first_place) < len(self.shingles):
            for at, shingle in enumerate(self.shingles):
                if self.first_place[shingle] != at:
                    places[shingle].append(at)
        return dict(places)

    @cached_property
    def spoken(self) -> str:
        """The words in a row, a space before and after each."""
        return f" {' '.join(self.words)} "

    @cached_property
    def normal(self) -> int:
        """Names its words in normal form, as in its fingerprint."""
        return normal_id(self.text, self.words)

    @cached_property
    def _places(self) -> tuple[array[int], array[int]]:
        starts, ends = compared_places(self.text)
        return array("I", starts), array("I", ends)

    def fingerprint(self, *, every: bool = False) -> Fingerprint:
        """The same as `shingles.fingerprint(text)`, without reading the text again."""
        return self._mark(every=True) if every else self._sample

    @cached_property
    def _sample(self) -> Fingerprint:
        return self._mark(every=False)

    def _mark(self, *, every: bool) -> Fingerprint:
        return fingerprint_of_words(self.text, self.words, self.shingles, every=every)


def wording(text: str) -> Wording:
    """Return the words of a text; asked again for the same text, usually the same object."""
    return _REMEMBERED.of(text)


def learn(words: Wording) -> None:
    """Take the words of a text as they were found elsewhere: `wording` returns these."""
    _REMEMBERED.take(words)


class _Remembered:
    """
    The words of the texts asked for lately, which are forgotten when they are too much together.

    By what they weigh, and not by how many they are: a list of 100,000 characters shares a passage with every fifth
    article, and to take it apart each time took a quarter of what judging took.
    """

    def __init__(self) -> None:
        self._words: dict[str, Wording] = {}
        self._weight = 0
        # The workers of a cluster are threads.
        self._turn = threading.Lock()

    def of(self, text: str) -> Wording:
        with self._turn:
            words = self._words.get(text)
        return self.take(words or _take_apart(text))

    def take(self, words: Wording) -> Wording:
        with self._turn:
            if self._words.pop(words.text, None) is None:
                self._weight += len(words.text)
            self._words[words.text] = words
            while self._weight > _MOST and len(self._words) > 1:
                oldest = next(iter(self._words))
                del self._words[oldest]
                self._weight -= len(oldest)
        return words


def _take_apart(text: str) -> Wording:
    # A text says most of its words several times, and others say them too.
    words = tuple(map(sys.intern, compared_words(text)))
    return Wording(text, words, tuple(shingles(words)))


_REMEMBERED = _Remembered()
