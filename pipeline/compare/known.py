"""The texts known so far, found again by shared shingles."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, Self

from pipeline.compare.carriers import MOST_CARRIERS, Carriers, Totals, Writer
from pipeline.compare.wording import Wording, wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.compare.shingles import Fingerprint

__all__ = ["Candidate", "Indexed", "KnownText", "KnownTexts", "Totals", "enough_shared"]

# With 20 candidates 99.8 % of the copies made by the copy score were found; each may cost an alignment.
_MOST_CANDIDATES = 20
_SHORT = 60
_NEVER = datetime.max.replace(tzinfo=UTC)


def enough_shared(words: int) -> int:
    """Return how many shingles a text of so many words has to share with another to be compared with it."""
    return 1 if words < _SHORT else 2


@dataclass(frozen=True)
class KnownText:
    """A text an article may have been taken from; `label` is what a person calls it."""

    article_id: int
    revision: int
    label: str
    text: str
    at: datetime | None
    """When it was published, or else when it was seen; None where neither is known."""
    is_seed: bool = False
    outlet: str | None = None

    @property
    def wording(self) -> Wording:
        """Its words."""
        return wording(self.text)

    @cached_property
    def order(self) -> tuple[datetime, int, int]:
        """Who comes first: the earlier moment, without a moment last; of equal ones the lower number."""
        return self.at or _NEVER, self.article_id, self.revision


class Indexed(NamedTuple):
    """A known text with what its fingerprint says of it."""

    known: KnownText
    normal: int
    words: int
    independent: bool
    """No copy: what it says in the words of nine others is boilerplate."""


class Candidate(NamedTuple):
    """A known text that shares shingles with an article, and how many."""

    known: KnownText
    words: int
    """How many it has."""
    shared: int


class KnownTexts:
    """An index of texts by shingle; grows as articles are added. What is boilerplate: see `carriers.Carriers`."""

    def __init__(self) -> None:
        self._texts: list[Indexed] = []
        self._carriers = Carriers()
        self._by_normal: defaultdict[int, list[int]] = defaultdict(list)
        self._known = 0

    @classmethod
    def recalled(cls, texts: Sequence[Indexed], pairs: Iterable[tuple[int, int]], totals: Totals) -> Self:
        """
        Return as much of a database as a batch of articles can meet.

        `texts`: all that carry a shingle of an article of the batch (any shingle, not only those it is going to keep)
        or its normal hash, earliest first. `pairs`: each of those shingles with the position in `texts` of a text that
        carries it. `totals`: of all that the database knows. Texts that were not read ("") count as carriers
        and are no candidates: only the nearest are worth reading.

        Each article of the batch then gets the decision it would get from an index that knows everything, also when
        those before it are added as they come.
        """
        carried: list[list[int]] = [[] for _ in texts]
        for shingle, position in pairs:
            carried[position].append(shingle)
        known = cls()
        for indexed, shingles in zip(texts, carried, strict=True):
            known._add(indexed, shingles)
        known._known = totals.texts
        known._carriers.count(totals)
        return known

    def __len__(self) -> int:
        return self._known

    def with_room(self, mark: Fingerprint) -> Fingerprint:
        """Return the mark without the shingles that 64 texts carry already: one more would add nothing."""
        return mark._replace(shingles=self._carriers.with_room(mark.shingles))

    def add(self, known: KnownText, mark: Fingerprint, *, independent: bool) -> None:
        """
        Let later articles be compared with this one, found by the shingles of its mark.

        At most 64 carriers are remembered for each shingle: later ones add nothing. With no shingles in its mark, a
        text is found by who has exactly its words, and makes no boilerplate.
        """
        self._add(Indexed(known, mark.normal, mark.words, independent), mark.shingles)
        self._known += 1

    def same_words(self, mark: Fingerprint, *, apart_from: int | None = None) -> KnownText | None:
        """Return the earliest known text with exactly these words, of another article."""
        same = (self._texts[number].known for number in self._by_normal.get(mark.normal, ()))
        others = (known for known in same if known.text and known.article_id != apart_from)
        return min(others, key=lambda known: known.order, default=None)

    def candidates(self, text: str, outlet: str | None = None, *, apart_from: int | None = None) -> list[KnownText]:
        """
        Return the texts it may share passages with, most shared shingles first, at most 20.

        Two shared shingles make a candidate, one is enough for a text under 60 words. `apart_from` leaves out an
        article's own earlier revisions. Of equal candidates the earlier comes first.
        """
        return [candidate.known for candidate in self.meetings(wording(text), outlet, apart_from=apart_from)]

    def meetings(self, text: Wording, outlet: str | None = None, *, apart_from: int | None = None) -> list[Candidate]:
        """Return the candidates with what they share by their fingerprints."""
        met = self._met(text, outlet, apart_from)
        return [candidate for candidate in met if candidate.known.text][:_MOST_CANDIDATES]

    def _met(self, text: Wording, outlet: str | None, apart_from: int | None) -> list[Candidate]:
        enough = enough_shared(len(text.words))
        met = [
            Candidate(self._texts[number].known, self._texts[number].words, shared)
            for number, shared in self._carriers.shared(text.first_place.keys(), outlet).items()
            if shared >= enough and self._texts[number].known.article_id != apart_from
        ]
        return sorted(met, key=lambda candidate: (-candidate.shared, candidate.known.order))

    def _add(self, indexed: Indexed, shingles: Sequence[int]) -> None:
        known = indexed.known
        number = self._carriers.add(Writer(known.article_id, known.outlet, indexed.independent), shingles)
        self._texts.append(indexed)
        same = self._by_normal[indexed.normal]
        if indexed.words and len(same) < MOST_CARRIERS:
            same.append(number)
