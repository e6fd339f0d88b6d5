"""
What an article is about, as numbers: its content words in order, the names, figures and years in it.

Traits depend on the text alone. How telling each is, is asked of `Rarity` when articles are compared.
"""

from __future__ import annotations

import re
import struct
import zlib
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, islice, pairwise
from math import log
from typing import TYPE_CHECKING

import numpy as np

from pipeline.common_words import STOP_WORDS, stem
from pipeline.compare.days import Days, days
from pipeline.compare.names import names
from pipeline.compare.rarity import Rarity, hash_of
from pipeline.compare.wording import wording
from pipeline.text import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

__all__ = ["TRAITS", "Rarity", "Traits", "learn", "traits"]

TRAITS = "traits-2"
"""Names the scheme below; traits of different schemes must never be compared."""

# A news article has a few hundred words. Of a transcript or a list of everything the beginning tells enough.
_WORDS_READ = 2_000
_CHARACTERS_READ = 16_000
_LEAD_WORDS = 120
_NAMES = 60
_WORDS_REMEMBERED = 131_072
_REMEMBERED = 256
# The look-behind says that the digit begins a word; a pattern that begins with a digit is found twice as quickly.
_FIGURE = re.compile(r"\d(?<!\w\d)(?:[\d.,]*\d)?\b")
_NEIGHBOURS = np.uint32(0x9E3779B1)
_HEAD = struct.Struct("<8H")


@dataclass(frozen=True, eq=False)
class Traits:
    """The countable traits of one article."""

    terms: NDArray[np.uint32]
    """The stems of its content words, as hashes, each once, ascending."""
    order: NDArray[np.uint16]
    """Its content words as they follow each other, as places in `terms`."""
    lead: int
    """How many of these stand in the first 120 words."""
    names: tuple[str, ...]
    """Normal forms, the most spoken of first."""
    written: tuple[str, ...]
    """The same names as they are written."""
    spoken_of: NDArray[np.uint16]
    """How often each name stands in the text."""
    figures: NDArray[np.uint32]
    """Hashes of the numbers in it, ascending."""
    days: Days

    @cached_property
    def counts(self) -> NDArray[np.intp]:
        """How often each term stands in the text."""
        return np.bincount(self.order, minlength=len(self.terms))

    @cached_property
    def lead_counts(self) -> NDArray[np.intp]:
        """How often each term stands in the first 120 words."""
        return np.bincount(self.order[: self.lead], minlength=len(self.terms))

    @cached_property
    def _phrases(self) -> tuple[NDArray[np.uint32], NDArray[np.uint16]]:
        words = self.terms[self.order]
        found, first = np.unique(words[:-1] * _NEIGHBOURS + words[1:], return_index=True)
        return found, self.order[np.stack((first, first + 1))]

    @property
    def phrases(self) -> NDArray[np.uint32]:
        """Hashes of pairs of neighbouring content words, each once, ascending."""
        return self._phrases[0]

    @property
    def phrase_words(self) -> NDArray[np.uint16]:
        """The two words of each phrase, as places in `terms`: a row of the first ones, a row of the second."""
        return self._phrases[1]

    @cached_property
    def name_hashes(self) -> NDArray[np.uint32]:
        """The names as hashes, in the order of `names`."""
        return np.array([hash_of(name) for name in self.names], dtype=np.uint32)

    @cached_property
    def prominence(self) -> dict[str, float]:
        """How much each name is spoken of, the most spoken of being 1."""
        if not self.names:
            return {}
        most = 1 + log(max(self.spoken_of.tolist()))
        return {name: (1 + log(count)) / most for name, count in zip(self.names, self.spoken_of.tolist(), strict=True)}

    def as_written(self, name: str) -> str | None:
        """Return a name the way the article writes it; None where it does not stand there."""
        return self.written[self.names.index(name)] if name in self.prominence else None

    def holds(self, name: str) -> bool:
        """Return whether a name stands in the article, or all its telling words do (as in text in capitals)."""
        if name in self.prominence:
            return True
        telling = _content(name.split(" "))
        return len(telling) > 0 and bool(np.isin(telling, self.terms).all())

    def packed(self) -> bytes:
        """Return the traits as bytes, one to three kilobytes for a news article."""
        named = "\n".join((*self.names, *self.written)).encode("utf-8", "surrogatepass")
        head = _HEAD.pack(
            len(self.terms), len(self.order), self.lead, len(self.names), len(self.figures), *map(len, self.days[1:])
        )
        order = self.order.astype(_narrowest(len(self.terms)))
        dated = np.array([*self.days.weekdays, *(day for found in self.days[1:] for day in sorted(found))], dtype="<i4")
        arrays = (self.terms, self.figures, dated, self.spoken_of, order)
        return zlib.compress(head + b"".join(array.tobytes() for array in arrays) + named, level=1)

    @classmethod
    def unpacked(cls, packed: bytes) -> Traits:
        """Return what was packed."""
        body = zlib.decompress(packed)
        terms, order, lead, named, figures, *dated = _HEAD.unpack_from(body)
        kinds = ("<u4", "<u4", "<i4", "<u2", _narrowest(terms))
        found, at = [], _HEAD.size
        for kind, length in zip(kinds, (terms, figures, 7 + sum(dated), named, order), strict=True):
            found.append(np.frombuffer(body, dtype=kind, count=length, offset=at))
            at += found[-1].nbytes
        lines = body[at:].decode("utf-8", "surrogatepass").split("\n") if named else []
        return cls(
            terms=found[0].astype(np.uint32, copy=False),
            order=found[4].astype(np.uint16, copy=False),
            lead=lead,
            names=tuple(lines[:named]),
            written=tuple(lines[named:]),
            spoken_of=found[3].astype(np.uint16, copy=False),
            figures=found[1].astype(np.uint32, copy=False),
            days=_unpacked_days(found[2].tolist(), dated),
        )


def traits(text: str, title: str | None = None) -> Traits:
    """Return the traits of an article; a title counts as its first line."""
    return _MET[text, title]


def learn(text: str, title: str | None, found: Traits) -> None:
    """Take the traits of an article as they were found elsewhere: `traits` returns these."""
    _MET.take((text, title), found)


class _Met(dict[tuple[str, "str | None"], Traits]):
    """
    The traits of the articles met lately; of too many the older half is forgotten.

    An article is looked at when it is placed and again when it is added to the known ones.
    """

    def __missing__(self, asked: tuple[str, str | None]) -> Traits:
        self.take(asked, found := _traits(*asked))
        return found

    def take(self, asked: tuple[str, str | None], found: Traits) -> None:
        if len(self) >= _REMEMBERED:
            for old in list(islice(self, _REMEMBERED // 2)):
                del self[old]
        self[asked] = found


_MET = _Met()


def _traits(text: str, title: str | None) -> Traits:
    told = list(wording(text).words[:_WORDS_READ])
    if title:
        told = [word.text for word in words(title)] + told
    numbers = _numbers(told)
    terms, order = np.unique(numbers[numbers > 0], return_inverse=True)
    counts, written = names(f"{title}\n{text[:_CHARACTERS_READ]}" if title else text[:_CHARACTERS_READ])
    spoken = sorted(counts, key=lambda name: (-counts[name], name))[:_NAMES]
    return Traits(
        terms=terms,
        order=order.astype(np.uint16),
        lead=int(np.count_nonzero(numbers[:_LEAD_WORDS])),
        names=tuple(spoken),
        written=tuple(written[name] for name in spoken),
        spoken_of=np.array([min(counts[name], 0xFFFF) for name in spoken], dtype=np.uint16),
        figures=_hashes(_FIGURE.findall(text[:_CHARACTERS_READ])),
        days=days(told),
    )


def _content(told: Iterable[str]) -> NDArray[np.uint32]:
    """Return the stems of the words that are no stop words, as hashes."""
    numbers = _numbers(told)
    return numbers[numbers > 0]


def _numbers(told: Iterable[str]) -> NDArray[np.uint32]:
    """Return the hash of each word's stem; 0 for a word that tells nothing."""
    return np.array(list(map(_NUMBERS.__getitem__, told)), dtype=np.uint32)


class _Numbers(dict[str, int]):
    """
    What the words met so far go by; forgotten altogether when there are too many.

    Every word of every text is looked up here: a dictionary answers twice as fast as `lru_cache`, which keeps order.
    """

    def __missing__(self, word: str) -> int:
        if len(self) >= _WORDS_REMEMBERED:
            self.clear()
        number = hash_of(stem(word)) or 1 if len(word) > 1 and word not in STOP_WORDS else 0
        self[word] = number
        return number


_NUMBERS = _Numbers()


def _hashes(found: Iterable[str]) -> NDArray[np.uint32]:
    return np.array(sorted(set(map(hash_of, found))), dtype=np.uint32)


def _unpacked_days(numbers: list[int], lengths: Sequence[int]) -> Days:
    ends = list(accumulate(lengths, initial=7))
    datelines, dates, years = (frozenset(numbers[start:end]) for start, end in pairwise(ends))
    return Days(tuple(numbers[:7]), datelines, dates, years)


def _narrowest(places: int) -> str:
    """One byte a word where the article has at most 256 different ones."""
    return "<u1" if places <= 0x100 else "<u2"
