"""How far up the ladder a claim is, and which mention moved it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.link.overtaken import disputes
from pipeline.models import Novelty, Status, Step

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.link.known import KnownClaims
    from pipeline.link.standing import Standing

__all__ = ["origins_behind", "status", "steps"]

# Of two claims that cannot both hold, each is disputed by what the other's mentions bring: retelling brings nothing.
_SPEAKS_UP = frozenset({Novelty.NEW, Novelty.NEW_ORIGIN, Novelty.ON_RECORD, Novelty.DENIED})


def origins_behind(standing: Standing) -> int:
    """Return how many independent voices ever stood behind a claim: known ones only, 1 where none is known."""
    return max(1, len(standing.backed.keys() | standing.voices.keys()))


def status(claim_id: int, known: KnownClaims) -> Status:
    """
    Return the rung a claim stands on; what takes it down counts before what lifts it up.

    The word of the party itself, after others had said so, settles what was disputed until then: only a denial or a
    contradiction that comes later disputes it again.
    """
    standing = known.standing(claim_id)
    if standing.withdrawn:
        return Status.CORRECTED
    if _disputing(claim_id, known) is not None:
        return Status.DISPUTED
    if standing.on_record:
        return Status.ON_RECORD
    if len(standing.voices) > 1:
        return Status.CORROBORATED
    return Status.SINGLE_NAMED if standing.named else Status.SINGLE_UNNAMED


def steps(claims: Iterable[int], known: KnownClaims) -> Iterator[Step]:
    """Yield a step for each claim whose status is not what it was, with the mention that moved it."""
    for claim_id in claims:
        standing = known.standing(claim_id)
        if not standing.mentions:
            continue
        reached = status(claim_id, known)
        if known.status.get(claim_id) is not reached:
            known.status[claim_id] = reached
            mover = _mover(claim_id, reached, known)
            yield Step(claim_id=claim_id, status=reached, origins=origins_behind(standing), mention_id=mover)


def _disputing(claim_id: int, known: KnownClaims) -> tuple[int, int] | None:
    """Return when the latest mention came that disputes a claim, and its id; None where the claim is undisputed."""
    settled = known.standing(claim_id).settled
    latest: tuple[int, int] | None = None
    for other in known.against(claim_id):
        rival = known.standing(other)
        if rival.withdrawn or not disputes(known.claims[other], known.claims[claim_id]):
            continue
        for mention_id, (order, novelty) in rival.brought.items():
            if novelty in _SPEAKS_UP and order > settled and (latest is None or order > latest[0]):
                latest = order, mention_id
    return latest


def _mover(claim_id: int, reached: Status, known: KnownClaims) -> int:
    """Return the mention that brought a claim to its rung; where none stands out, the latest."""
    standing = known.standing(claim_id)
    own = [(order, mention_id) for mention_id, (order, _) in standing.brought.items()]
    if reached is Status.DISPUTED:
        disputed_by = _disputing(claim_id, known)
        # A claim that is made against one that stands already is disputed by being made.
        return max([*own[:1], *([disputed_by] if disputed_by else [])])[1]
    if reached is Status.CORRECTED:
        return known.last_of(claim_id, corrected=True)
    if reached is Status.ON_RECORD:
        spoken = {order: mention_id for mention_id, order in standing.on_record.items()}
        return spoken.get(standing.settled) or spoken[min(spoken)]
    return max(own)[1] if own else known.last_of(claim_id)
