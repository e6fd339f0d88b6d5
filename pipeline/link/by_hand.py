"""What a person decided of claims otherwise than the rules: it stands over every likeness until it is undone."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pipeline.text import content_id, normalise, words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.models import Overrule

__all__ = ["ByHand", "evidence_key"]


def evidence_key(evidence: str) -> int:
    """
    Name the words of a sentence, whatever its punctuation.

    Who takes a sentence out of a claim takes the same sentence out of it in the next text of the article and in every
    copy: it says the same everywhere.
    """
    return content_id("evidence", *(word.text for word in words(normalise(evidence))))


class ByHand:
    """The overrules of claims that stand; those that were undone, and those of articles and stories, are left aside."""

    def __init__(self, rows: Iterable[Overrule] = ()) -> None:
        standing = sorted((row for row in rows if row.undone_at is None), key=lambda row: row.made_at)
        self._goes_into = {row.other_id: row.claim_id for row in standing if row.kind == "same_claim"}
        self._barred: defaultdict[int | None, set[int]] = defaultdict(set)
        for row in standing:
            if row.kind == "other_claim" and row.claim_id is not None:
                self._barred[row.words].add(row.claim_id)

    @property
    def claims(self) -> frozenset[int]:
        """The claims that something is said of by hand: they have to be in reach wherever claims are linked."""
        named = {*self._goes_into, *self._goes_into.values(), *(one for some in self._barred.values() for one in some)}
        return frozenset(claim_id for claim_id in named if claim_id is not None)

    def claim(self, claim_id: int) -> int:
        """Return what a claim goes by after all that a person merged; without that, itself."""
        gone = {claim_id}
        while (into := self._goes_into.get(claim_id)) is not None and into not in gone:
            claim_id = into
            gone.add(into)
        return claim_id

    def barred(self, evidence: str) -> frozenset[int]:
        """Return the claims that a person said this sentence does not make, by what they go by today."""
        if not self._barred:
            return frozenset()
        return frozenset(map(self.claim, self._barred.get(evidence_key(evidence), ())))
