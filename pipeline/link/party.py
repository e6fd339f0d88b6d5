"""Who is party to a claim: whom it is about, or whose own act it tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.link.wording import event_family, subject_key
from pipeline.models import SpeakerKind
from pipeline.text import normal_words

if TYPE_CHECKING:
    from pipeline.link.canon import Canon
    from pipeline.models import Origin, Statement

__all__ = ["NAMED", "OWN_FINDINGS", "is_party"]

NAMED = frozenset({SpeakerKind.PERSON, SpeakerKind.SPOKESPERSON, SpeakerKind.ORGANISATION, SpeakerKind.GOVERNMENT})
"""Who speaks under a name."""
OWN_FINDINGS = frozenset({SpeakerKind.ANONYMOUS, SpeakerKind.OUTLET, SpeakerKind.DOCUMENT})
"""What an outlet found for itself: people it does not name, its own report, papers it has seen."""

# Who boasts of a break-in puts nothing on record: of what was done to somebody, that somebody is the party.
_DONE_TO_OTHERS = frozenset({"crime", "assault"})
# Acts of an authority: that it orders, rules, charges or punishes is its own to say, whoever it is done to.
_OFFICIAL = frozenset({"policy", "legal", "sanction"})
# What a name may end in, or begin with, without being another's.
_FORMS = frozenset("inc ltd limited plc co corp corporation company group the of and for".split())


def is_party(said: Statement, origin: Origin | None, canon: Canon) -> bool:
    """
    Tell whether a claim is put on record when `origin` says so.

    It is when the claim is about it, names it, or tells an official act of the authority that speaks. Police are no
    party to the crash they tell of, and who boasts of a crime is none to the crime. What an outlet found for itself
    (a leaked paper too) is on nobody's record; a document that an origin owns up to has that origin.
    """
    if origin is None or (origin.kind in OWN_FINDINGS and origin.via is not None):
        return False
    if origin.kind not in NAMED | {SpeakerKind.DOCUMENT}:
        return False
    about = _names_its_subject(said, origin, canon)
    family = event_family(said.event_type)
    if about and family in _DONE_TO_OTHERS:
        return False
    if about or _named_in(said.claim, origin, canon):
        return True
    return family in _OFFICIAL and origin.kind is SpeakerKind.GOVERNMENT and canon.party(said.subject or "") is None


def _names_its_subject(said: Statement, origin: Origin, canon: Canon) -> bool:
    about = subject_key(canon(said.subject or ""))
    return bool(about) and about <= subject_key(canon(origin.origin)) | subject_key(said.speaker)


def _named_in(claim: str, origin: Origin, canon: Canon) -> bool:
    """Tell whether a claim names whom the origin is, under any of its names."""
    name = canon.party(origin.origin)
    if name is not None:
        return name.lower() in {part for part, is_party in canon.parts(claim) if is_party}
    words = frozenset(normal_words(origin.origin)) - _FORMS
    return bool(words) and words <= frozenset(normal_words(claim))
