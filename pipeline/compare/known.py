"""The texts known so far, found again by shared shingles."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.compare.wording import Wording, wording

if TYPE_CHECKING:
    from datetime import datetime

    from pipeline.compare.shingles import Fingerprint

__all__ = ["KnownText", "KnownTexts"]

# With 20 candidates 99.8 % of the copies made by the copy score were found; each candidate costs an alignment.
_MOST_CANDIDATES = 20
_SHORT = 60
# Of a text that was copied ten thousand times, the first carriers are enough to recognise the next copy by; without
# the cap every copy would be compared with every other.
_CARRIERS = 64
_BOILERPLATE_TEXTS = 10
_BOILERPLATE_SHARE = 0.01


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


class KnownTexts:
    """
    An index in memory of texts by shingle; grows as articles are added, in order of arrival.

    Shingles that ten texts or one in a hundred wrote independently of each other are boilerplate ("all rights
    reserved") and lead to no candidate. Copies do not count there: a story that was taken over twenty times is not
    boilerplate.
    """

    def __init__(self) -> None:
        self._texts: list[KnownText] = []
        self._by_normal: dict[int, int] = {}
        self._carriers: defaultdict[int, list[int]] = defaultdict(list)
        self._independent: Counter[int] = Counter()
        self._independent_texts = 0

    def __len__(self) -> int:
        return len(self._texts)

    def add(self, known: KnownText, mark: Fingerprint, *, independent: bool) -> None:
        """
        Let later articles be compared with this one, found by the shingles of its mark.

        At most 64 carriers are remembered for each shingle: later ones add nothing.
        """
        slot = len(self._texts)
        self._texts.append(known)
        if mark.words:
            self._by_normal.setdefault(mark.normal, slot)
        for shingle in mark.shingles:
            if len(self._carriers[shingle]) < _CARRIERS:
                self._carriers[shingle].append(slot)
        if independent:
            self._independent.update(mark.shingles)
            self._independent_texts += 1

    def same_words(self, mark: Fingerprint) -> KnownText | None:
        """Return the first known text with exactly these words."""
        slot = self._by_normal.get(mark.normal)
        return None if slot is None else self._texts[slot]

    def candidates(self, text: str, outlet: str | None = None, *, apart_from: int | None = None) -> list[KnownText]:
        """
        Return the texts it may share passages with, most shared shingles first, at most 20.

        Two shared shingles make a candidate, one is enough for a text under 60 words. `apart_from` leaves out an
        article's own earlier revision.
        """
        taken_apart = wording(text)
        shared: Counter[int] = Counter()
        for shingle in set(taken_apart.shingles):
            if shingle in self._carriers and not self._is_boilerplate(shingle):
                shared.update(self._carriers[shingle])
        enough = 1 if len(taken_apart.words) < _SHORT else 2
        ranked = sorted((-count, slot) for slot, count in shared.items() if count >= enough)
        found = (self._texts[slot] for _, slot in ranked)
        return [known for known in found if known.article_id != apart_from][:_MOST_CANDIDATES]

    def _is_boilerplate(self, shingle: int) -> bool:
        most = max(_BOILERPLATE_TEXTS, _BOILERPLATE_SHARE * self._independent_texts)
        return self._independent[shingle] >= most
