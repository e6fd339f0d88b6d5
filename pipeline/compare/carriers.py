"""Which texts carry which shingle, and which shingles are so common that they lead nowhere."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

__all__ = ["Carriers", "Totals", "Writer", "boilerplate_from"]

MOST_CARRIERS = 64
"""
Of a text that was copied ten thousand times the first carriers are enough to recognise the next copy by; without the
cap every copy would be compared with every other.
"""

_BOILERPLATE_TEXTS = 10
_BOILERPLATE_SHARE = 0.01
_BOILERPLATE_ALWAYS = 32


class Writer(NamedTuple):
    """Who wrote a text: only independent writers make a shingle common."""

    article_id: int
    outlet: str | None
    independent: bool


class Totals(NamedTuple):
    """How many texts are known, and how many of those were written independently: in all, and by outlet."""

    texts: int = 0
    independent: int = 0
    of_outlet: Mapping[str, int] = {}


def boilerplate_from(texts: int) -> int:
    """
    Return how many independent writers make a shingle boilerplate: ten, or one in a hundred texts, and never over 32.

    Ten reporters who write the same five words have a phrase in common, not a source. Among 3,200 texts and more that
    would be one in a hundred, but what 32 writers share tells nothing however many others there are, and each such
    shingle costs every article that has it 32 comparisons.
    """
    return min(_BOILERPLATE_ALWAYS, max(_BOILERPLATE_TEXTS, int(_BOILERPLATE_SHARE * texts)))


class Carriers:
    """
    Texts by shingle. A text is called by its number: the first that is added is 0.

    A shingle is boilerplate for everybody when so many articles wrote it independently of each other as
    `boilerplate_from` says ("all rights reserved"); and for the articles of one outlet when so many of its own did (its
    footer). Copies do not count: a story that was taken over twenty times is not boilerplate. Nor do several revisions
    of one article.
    """

    def __init__(self) -> None:
        self._writers: list[Writer] = []
        self._independently = bytearray()
        self._first: dict[int, int] = {}
        self._several: dict[int, list[int]] = {}
        # Those that ten texts carry: nothing else can be boilerplate, and nearly nothing has to be looked at for it.
        self._common: set[int] = set()
        self._counted: dict[int, tuple[int, int, Counter[str | None]]] = {}
        self._independent = 0
        self._independent_of: Counter[str | None] = Counter()

    def add(self, writer: Writer, shingles: Iterable[int]) -> int:
        """Return the number of a text that carries these shingles. At most 64 carriers are remembered of each."""
        number = len(self._writers)
        self._writers.append(writer)
        self._independently.append(writer.independent)
        own = set(shingles)
        met = self._first.keys() & own  # in this order the smaller one is gone through
        for shingle in met:
            carriers = self._several.setdefault(shingle, [self._first[shingle]])
            if len(carriers) < MOST_CARRIERS:
                carriers.append(number)
            if len(carriers) == _BOILERPLATE_TEXTS:
                self._common.add(shingle)
        self._first.update(dict.fromkeys(own - met, number))
        if writer.independent:
            self._independent += 1
            self._independent_of[writer.outlet] += 1
        return number

    def with_room(self, shingles: Sequence[int]) -> tuple[int, ...]:
        """Return those of the shingles that one more carrier would be remembered of."""
        common = self._common.intersection(shingles)
        full = {shingle for shingle in common if len(self._several[shingle]) >= MOST_CARRIERS}
        return tuple(shingle for shingle in shingles if shingle not in full) if full else tuple(shingles)

    def count(self, totals: Totals) -> None:
        """Go by these totals from now on, of more texts than were added; what is added later is counted on top."""
        self._independent = totals.independent
        self._independent_of = Counter(totals.of_outlet)

    def shared(self, shingles: AbstractSet[int], outlet: str | None) -> Counter[int]:
        """Return how many of these shingles each text carries, boilerplate left out."""
        known = self._first.keys() & shingles
        several = self._several.keys() & known
        boilerplate = {shingle for shingle in self._common & several if self._is_boilerplate(shingle, outlet)}
        telling = map(self._several.__getitem__, several - boilerplate)
        return Counter(chain(map(self._first.__getitem__, known - several), chain.from_iterable(telling)))

    def _is_boilerplate(self, shingle: int, outlet: str | None) -> bool:
        independent = [number for number in self._several[shingle] if self._independently[number]]
        if len(independent) < _BOILERPLATE_TEXTS:
            return False
        counted, writers, by_outlet = self._counted.get(shingle, (0, 0, Counter()))
        if counted != len(independent):  # they are only ever added: a count stands until there is one more
            different = {self._writers[number] for number in independent}
            writers, by_outlet = len(different), Counter(writer.outlet for writer in different)
            self._counted[shingle] = len(independent), writers, by_outlet
        if writers >= boilerplate_from(self._independent):
            return True
        return outlet is not None and by_outlet[outlet] >= boilerplate_from(self._independent_of[outlet])
