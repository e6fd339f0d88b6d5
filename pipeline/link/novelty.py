"""What does a mention add, and how far up the ladder is the claim?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.link.wording import subject_key
from pipeline.models import Certainty, Mode, Novelty, OriginBasis, SpeakerKind, Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.link.known import Told
    from pipeline.models import Mention, Origin

__all__ = ["hedge_dropped", "novelty", "on_record", "origins_behind", "status"]

_SPEAKS_FOR_ITSELF = {SpeakerKind.PERSON, SpeakerKind.SPOKESPERSON, SpeakerKind.ORGANISATION, SpeakerKind.GOVERNMENT}


def on_record(mention: Mention, origin: Origin | None) -> bool:
    """Tell whether the party the claim is about says so itself, or a document of its own does."""
    said = mention.statement
    if origin is None or said.speaker_kind not in _SPEAKS_FOR_ITSELF | {SpeakerKind.DOCUMENT}:
        return False
    about = subject_key(said.subject)
    return bool(about) and about <= subject_key(origin.origin) | subject_key(said.speaker)


def novelty(mention: Mention, origin: Origin | None, basis: OriginBasis, before: Sequence[Told]) -> Novelty:
    """Return what a mention adds to those `before` it that make the same claim."""
    said = mention.statement
    if said.mode is Mode.DENIED:
        return Novelty.DENIED
    if not before:
        return Novelty.NEW
    # Whose word it is comes before which outlet carries it: the party's own is news, whoever had it before.
    if on_record(mention, origin) and Novelty.ON_RECORD not in {other.link.novelty for other in before}:
        return Novelty.ON_RECORD
    if any(_same_voice(mention, other.mention) for other in before):
        return Novelty.REPEATED
    known = {other.link.origin_id for other in before if other.link.origin_id is not None}
    if basis is OriginBasis.STATED and origin and origin.origin_id not in known:
        return Novelty.NEW_ORIGIN
    same_origin = [other for other in before if origin and other.link.origin_id == origin.origin_id]
    if basis is OriginBasis.STATED and same_origin and all(_changed(mention, other.mention) for other in same_origin):
        return Novelty.CHANGED
    return Novelty.ECHO


def hedge_dropped(mention: Mention, basis: OriginBasis, stating: Sequence[Told], *, named_here: bool) -> bool:
    """
    Tell whether a mention states as fact what its origin's own mentions put with a source or a doubt.

    `stating` are the mentions that name the origin; an article that names it anywhere (`named_here`) has not dropped
    it.
    """
    said = mention.statement
    if named_here or basis in {OriginBasis.STATED, OriginBasis.NONE} or said.speaker_kind is not SpeakerKind.AUTHOR:
        return False
    if said.mode is not Mode.ASSERTED or said.certainty is not Certainty.CERTAIN:
        return False
    return any(
        told.mention.statement.mode is not Mode.ASSERTED or told.mention.statement.certainty is not Certainty.CERTAIN
        for told in stating
    )


def origins_behind(mentions: Sequence[Told]) -> int:
    """Return how many independent origins stand behind a claim: known ones only, 1 where none is known."""
    return max(1, len({told.link.origin_id for told in mentions if told.link.basis is not OriginBasis.NONE}))


def status(mentions: Sequence[Told], origins: dict[int, Origin], *, disputed: bool) -> Status:
    """Return the rung a claim stands on; what takes it down counts before what lifts it up."""
    standing = [told for told in mentions if told.link.novelty is not Novelty.CORRECTED]
    withdrawn = {told.link.origin_id for told in mentions if told.link.novelty is Novelty.CORRECTED}
    # Echoes that go on saying what their own origin took back do not hold a claim up; others' words do.
    if withdrawn and all(told.link.origin_id in withdrawn - {None} for told in standing):
        return Status.CORRECTED
    if disputed:
        return Status.DISPUTED
    behind = [(told, origins.get(told.link.origin_id or 0)) for told in standing]
    if any(on_record(told.mention, origin) for told, origin in behind):
        return Status.ON_RECORD
    if origins_behind(standing) > 1:
        return Status.CORROBORATED
    named = any(origin and origin.kind not in {SpeakerKind.ANONYMOUS, SpeakerKind.OUTLET} for _, origin in behind)
    return Status.SINGLE_NAMED if named else Status.SINGLE_UNNAMED


def _same_voice(mention: Mention, other: Mention) -> bool:
    same_outlet = mention.outlet is not None and mention.outlet == other.outlet
    return mention.article_id == other.article_id or same_outlet


def _changed(mention: Mention, other: Mention) -> bool:
    now, then = mention.statement, other.statement
    return now.certainty is not then.certainty or (
        now.mode is then.mode is Mode.QUOTED and now.evidence != then.evidence and now.claim != then.claim
    )
