"""A text as its words: what fingerprints, passages and copy decisions all read, taken apart once."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property, lru_cache

from pipeline.compare.quotes import quoted_spans
from pipeline.compare.shingles import Fingerprint, fingerprint_of_words, shingles
from pipeline.text import Word, words

__all__ = ["Wording", "wording"]

# An article meets several others in a row; a text of over 100,000 characters is too dear to keep in memory for that.
_REMEMBERED = 2_048
_REMEMBERED_CHARACTERS = 100_000


@dataclass(frozen=True)
class Wording:
    """The words of a text in normal form, where they stand, which are quoted, and their shingles."""

    text: str
    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    quoted: bytes
    """One byte a word: 1 inside quotation marks."""
    shingles: tuple[int, ...]

    @property
    def unquoted(self) -> int:
        """How many words stand outside quotation marks."""
        return len(self.words) - sum(self.quoted)

    @cached_property
    def places(self) -> dict[int, list[int]]:
        """At which words each shingle begins."""
        places: defaultdict[int, list[int]] = defaultdict(list)
        for at, shingle in enumerate(self.shingles):
            places[shingle].append(at)
        return dict(places)

    @cached_property
    def spoken(self) -> str:
        """The words in a row, a space before and after each."""
        return f" {' '.join(self.words)} "

    def fingerprint(self, *, every: bool = False) -> Fingerprint:
        """The same as `shingles.fingerprint(text)`, without reading the text again."""
        return fingerprint_of_words(self.text, self.words, self.shingles, every=every)


def wording(text: str) -> Wording:
    """Return the words of a text; asked again for the same text, usually the same object."""
    return _remembered(text) if len(text) <= _REMEMBERED_CHARACTERS else _take_apart(text)


def _take_apart(text: str) -> Wording:
    found = words(text)
    normal = tuple(word.text for word in found)
    return Wording(
        text=text,
        words=normal,
        starts=tuple(word.start for word in found),
        ends=tuple(word.end for word in found),
        quoted=_quoted_words(text, found),
        shingles=tuple(shingles(normal)),
    )


_remembered = lru_cache(maxsize=_REMEMBERED)(_take_apart)


def _quoted_words(text: str, found: list[Word]) -> bytes:
    starts = [word.start for word in found]
    marks = bytearray(len(found))
    for start, end in quoted_spans(text):
        first, last = bisect_right(starts, start - 1), bisect_right(starts, end - 1)
        marks[first:last] = b"\x01" * (last - first)
    return bytes(marks)
