"""A text as its words: what fingerprints, passages and copy decisions all read, taken apart once."""

from __future__ import annotations

from array import array
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property, lru_cache

from pipeline.compare.normal_form import MOST_CHARACTERS, compared_places, compared_words, count_compared
from pipeline.compare.quotes import quoted_spans
from pipeline.compare.shingles import Fingerprint, fingerprint_of_words, normal_id, shingles

__all__ = ["Wording", "wording"]

# An article meets several others in a row; a text of over 100,000 characters is too dear to keep in memory for that.
_REMEMBERED = 2_048
_REMEMBERED_CHARACTERS = 100_000


@dataclass(frozen=True)
class Wording:
    """
    The words of a text in normal form and their shingles; where they stand and which are quoted is looked up on demand.

    Most articles share no run of words with any other: they are never asked for more than their shingles.
    """

    text: str
    words: tuple[str, ...]
    shingles: array[int]
    """Unsigned 64-bit hashes, the first of the run that begins with the first word, and so on."""

    @cached_property
    def starts(self) -> list[int]:
        """Where in the text each word begins."""
        return self._places[0]

    @cached_property
    def ends(self) -> list[int]:
        """Where in the text each word ends."""
        return self._places[1]

    @cached_property
    def quoted(self) -> bytes:
        """One byte a word: 1 inside quotation marks."""
        text, marks, read_to = self.text[:MOST_CHARACTERS], bytearray(), 0
        if self.words:
            # No word runs across a quotation mark, so that the words between two marks can be counted by themselves.
            for start, end in quoted_spans(text):
                marks += bytes(count_compared(text[read_to:start]))
                marks += b"\x01" * count_compared(text[start:end])
                read_to = end
        return bytes(marks).ljust(len(self.words), b"\x00")

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
    def _places(self) -> tuple[list[int], list[int]]:
        return compared_places(self.text)

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
    return _remembered(text) if len(text) <= _REMEMBERED_CHARACTERS else _take_apart(text)


def _take_apart(text: str) -> Wording:
    words = tuple(compared_words(text))
    return Wording(text, words, array("Q", shingles(words)))


_remembered = lru_cache(maxsize=_REMEMBERED)(_take_apart)
