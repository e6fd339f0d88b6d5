"""What a person may wish of claims: that two are one, or that a mention does not make the claim it is under."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.errors import NotFoundError, UsageError
from pipeline.link.by_hand import ByHand, evidence_key
from pipeline.overruling.objections import contradiction
from pipeline.overruling.wishes import Wanted, overrule_row, standing_overrules

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from pipeline.store.overrules import Decisions, KnownClaim

__all__ = ["SameClaim", "TakenOut"]

_SIDES = {"+": "so", "-": "not so"}


class SameClaim(NamedTuple):
    """Two claims are one; the one that was made first goes on."""

    claim_id: int
    other_id: int
    note: str | None = None

    def wanted(self, decisions: Decisions, now: datetime) -> Wanted:
        """Refused for claims that are not there, for one with itself, for opposites, and for what a person parted."""
        rows = standing_overrules(decisions)
        by_hand = ByHand(rows)
        if self.claim_id == self.other_id:
            raise UsageError(f"claim {self.claim_id} is itself already")
        if by_hand.claim(self.claim_id) == by_hand.claim(self.other_id):
            named = {self.claim_id, self.other_id}
            made = tuple(row for row in rows if row.kind == "same_claim" and row.other_id in named)
            return Wanted(made, stands=True)
        stays, goes = sorted(
            (_claim(decisions, by_hand, claim_id) for claim_id in (self.claim_id, self.other_id)),
            key=lambda claim: (claim.first_entered, claim.claim_id),
        )
        if stays.polarity != goes.polarity:
            raise UsageError(
                f"“{goes.claim}” says that something is {_SIDES[goes.polarity]}, “{stays.claim}” that it is"
                f" {_SIDES[stays.polarity]}; such two never are one claim"
            )
        gone = decisions.mentions_of(goes.claim_id)
        for row in rows:
            parted = row.kind == "other_claim" and row.mention_id in gone
            if parted and by_hand.claim(row.claim_id or 0) == stays.claim_id:
                raise contradiction(row, f"mention {row.mention_id} was taken out of claim {row.claim_id}")
        row = overrule_row("same_claim", now, self.note, claim_id=stays.claim_id, other_id=goes.claim_id)
        return Wanted((row,), decisions.articles_saying(goes.claim_id))


class TakenOut(NamedTuple):
    """Mentions do not make the claim they are under, nor does anybody who says it in the same words."""

    claim_id: int
    mentions: Sequence[int]
    note: str | None = None

    def wanted(self, decisions: Decisions, now: datetime) -> Wanted:
        """Refused where one is not under that claim, and for the one that the claim was made with."""
        rows = standing_overrules(decisions)
        claim = _claim(decisions, ByHand(rows), self.claim_id)
        evidence = decisions.mentions_of(claim.claim_id)
        before = tuple(row for row in rows if row.kind == "other_claim" and row.claim_id == claim.claim_id)
        if set(self.mentions) <= {row.mention_id for row in before}:
            return Wanted(tuple(row for row in before if row.mention_id in self.mentions), stands=True)
        for mention_id in self.mentions:
            if mention_id not in evidence:
                raise UsageError(
                    f"mention {mention_id} is not under claim {claim.claim_id}; they are listed by:"
                    f" claimwatch claim {claim.claim_id} --json"
                )
            if evidence_key(evidence[mention_id].evidence) == evidence_key(evidence[claim.first_mention].evidence):
                raise UsageError(
                    f"claim {claim.claim_id} was first made in the words of mention {mention_id}; take the others out"
                )
        first = overrule_row("other_claim", now, self.note, claim_id=claim.claim_id, mention_id=min(self.mentions))
        made = (
            first.model_copy(
                update={
                    "mention_id": mention_id,
                    "article_id": evidence[mention_id].article_id,
                    "words": evidence_key(evidence[mention_id].evidence),
                }
            )
            for mention_id in sorted(self.mentions)
        )
        return Wanted(tuple(made), decisions.articles_saying(claim.claim_id))


def _claim(decisions: Decisions, by_hand: ByHand, claim_id: int) -> KnownClaim:
    """Return what a claim goes by today."""
    if (found := decisions.claim(by_hand.claim(claim_id))) is None:
        raise NotFoundError(f"no claim {claim_id}; claimwatch new lists claims with their numbers")
    return found
