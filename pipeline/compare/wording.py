"""A text as its words: what fingerprints, passages and copy decisions all read, taken apart once."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice

from pipeline.compare.normal_form import MOST_CHARACTERS, compared_places, compared_words
from pipeline.compare.quotes import quoted_spans
from pipeline.compare.shingles import Fingerprint, fingerprint_of_words, normal_id, shingles

__all__ = ["Wording", "learn", "wording"]

# An article meets several others in a row; a thousand of them take some 70 MB. What is longer than any article is kept
# until the next of that kind.
_REMEMBERED = 1_024
_LONG = 100_000
_REMEMBERED_LONG = 2


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
    return _MET[text] if len(text) <= _LONG else _remembered_long(text)


def learn(words: Wording) -> None:
    """Take the words of a text as they were found elsewhere: `wording` returns these."""
    if len(words.text) <= _LONG:
        _MET.take(words)


class _Met(dict[str, Wording]):
    """The words of the texts met lately; of too many the older half is forgotten."""

    def __missing__(self, text: str) -> Wording:
        self.take(words := _take_apart(text))
        return words

    def take(self, words: Wording) -> None:
        if len(self) >= _REMEMBERED:
            for old in list(islice(self, _REMEMBERED // 2)):
                del self[old]
        self[words.text] = words


def _take_apart(text: str) -> Wording:
    words = tuple(compared_words(text))
    return Wording(text, words, tuple(shingles(words)))


_MET = _Met()
_remembered_long = lru_cache(maxsize=_REMEMBERED_LONG)(_take_apart)
