"""
Who is party to a claim: whom it is about, or whose own act it tells.

Only a party's word puts a claim on record. Everybody else who has a name and says so is one more voice.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.link.voices import voice_of
from pipeline.link.wording import event_family, subject_key
from pipeline.models import SpeakerKind
from pipeline.text import normal_words, squeeze

if TYPE_CHECKING:
    from pipeline.link.canon import Canon
    from pipeline.models import Origin, Statement

__all__ = ["NAMED", "OWN_FINDINGS", "is_party"]

NAMED = frozenset({SpeakerKind.PERSON, SpeakerKind.SPOKESPERSON, SpeakerKind.ORGANISATION, SpeakerKind.GOVERNMENT})
"""Who speaks under a name."""
OWN_FINDINGS = frozenset({SpeakerKind.ANONYMOUS, SpeakerKind.OUTLET, SpeakerKind.DOCUMENT})
"""What an outlet found for itself: people it does not name, its own report, papers it has seen."""

# Acts of an authority: that it rules, orders or punishes is its own to say, whoever it is done to.
_OFFICIAL = frozenset({"policy", "legal", "sanction"})
# Whom police arrest is theirs to say, and whose house they search.
_ARRESTS = re.compile(r"\b(?:arrest|detain|charg|raid|search|seiz)(?:e[sd]|s|ed|ing)?\b", re.IGNORECASE)
_POLICE = re.compile(r"\b(?:police|prosecutors?|sheriff|constabulary|gendarmerie)\b", re.IGNORECASE)
# Whom it has tested is a testing body's to say.
_TESTED = re.compile(
    r"\btest(?:ed|s)?\spositive|\bfail(?:ed|s)?\s(?:an?|the|his|her|two)\s(?:drugs?|doping|dope)[\s-]tests?|\badverse\sfinding",
    re.IGNORECASE,
)
_TESTING = re.compile(
    r"\b(?:Office|Agency|Authority|Unit|Commission|Inspectorate|Laborator(?:y|ies)|Institute)\b|doping", re.IGNORECASE
)
_COURT = re.compile(r"\b(?:courts?|tribunal|judges?|justice|magistrates?)\b", re.IGNORECASE)
# A union speaks for itself of its strike and its pay round; of lost jobs and worn brakes it speaks as one who watches.
_UNION = re.compile(r"\b(?:union|federation of \w+ workers|workers['’]|trades? council)\b", re.IGNORECASE)
_UNION_ACTS = re.compile(
    r"\b(?:strik(?:es?|ing)|struck|walk(?:s|ed|ing)?[- ]?outs?|walk(?:ed)? out|stoppages?|ballots?|vot(?:es?|ed|ing)"
    r"|industrial action|pickets?|disputes?|pay|wages?|members(?:hip)?)\b",
    re.IGNORECASE,
)
# Who boasts of a break-in puts nothing on record: of what was done to somebody, that somebody is the party.
_DONE_TO_OTHERS = frozenset({"crime", "assault"})
_BOAST = re.compile(
    r"\b(?:hack(?:s|ed|ers)?|st(?:ole|olen|eals?|ealing)|walk(?:s|ed)? off with|br(?:oke|oken|eak) into|breach(?:ed)?"
    r"|loot(?:ed)?|ransom(?:ed)?|kidnap(?:s|ped)?|bomb(?:s|ed)?|blew up|shot|responsibility for|gangs?|thieves"
    r"|militants)\b",
    re.IGNORECASE,
)
# "The fire service puts the injured at fourteen" tells of the injured.
_COUNTS_OTHERS = re.compile(r"\b(?:puts?|estimates?|reckons?|counts?|counted)\b.{1,60}\bat\b", re.IGNORECASE)
# Who blames, counts or stands by an account speaks of others: it is their word, and no act of theirs that it tells.
_SPEAKS_OF = re.compile(
    r"(?:\s(?:has|have|had|also|now|still|again|since|later|already|on\s\w+day)){0,3}\s"
    r"(?:bl[ae]m(?:ed|es)|accus(?:ed|es)|attribut(?:ed|es)|sp(?:eaks|oke|oken)\sof|(?:stands?|stood|sticks|stuck)\sby"
    r"|counts?(?:ed)?\s|(?:raised|lowered|revised|increased|reduced|updated)\s(?:the|its)\s(?:\w+\s){0,2}?"
    r"(?:number|figure|toll|total|count|estimate|tally)\b)\s?(?P<what>.*)",
    re.IGNORECASE | re.DOTALL,
)
_BODIES = frozenset({"organisation", "government"})
_SPEAKING = _BODIES | {"person"}
_FIRST_PERSON = frozenset({"we", "i", "us", "our", "my"})
_PRONOUNS = frozenset({"it", "he", "she", "they"})
_OF_BODIES = frozenset({"it", "they"})
_ITSELF = re.compile(
    r"the\s(?:company|firm|airline|club|bank|retailer|hospital|school|university|group|maker|manufacturer|carrier|operator"
    r"|charity|party|insurer|contractor|builder|broadcaster|team|fund|union|agency|business|chain|brewer|carmaker|start-?up)",
    re.IGNORECASE,
)
_FOR_BODIES = frozenset({SpeakerKind.SPOKESPERSON, SpeakerKind.ORGANISATION, SpeakerKind.GOVERNMENT})
# Who admits a thing, or promises it, is party to it.
_ADMITS = re.compile(r"\b(?:admit|acknowledg|conced|confess|own(?:s|ed)?\sup|promis|pledg|vow)", re.IGNORECASE)
_PROMISING = re.compile(r",\s(?:promising|pledging|vowing)\s[^“\"]*$")
# What a name may end in, or begin with, without being another's.
_FORMS = frozenset("inc ltd limited plc co corp corporation company group the of and for".split())


def is_party(said: Statement, origin: Origin | None, canon: Canon) -> bool:
    """
    Tell whether a claim is put on record when `origin` says so.

    It is when the claim is about the origin or names it, and when it tells the origin's own act: a court's ruling, an
    authority's order, a union's strike. Of those a topic is about, each speaks for itself also where a claim is about
    things ("production will end", "the records were copied") and not about somebody else. Police are no party to the
    crash they tell of, nor is who boasts of a crime to the crime. What an outlet found for itself, a leaked paper too,
    is on nobody's record; a document that somebody owns up to has them as its origin.
    """
    if origin is None or origin.kind not in NAMED | {SpeakerKind.DOCUMENT}:
        return False
    if origin.kind is SpeakerKind.DOCUMENT and origin.via is not None:
        return False
    if origin.kind in NAMED and (_ADMITS.search(said.cue or "") or _PROMISING.search(said.evidence)):
        return True
    if spoken_of := _spoken_of(said):
        return _named_in(spoken_of, origin, canon)
    if _about(said, origin, canon):
        told_of = event_family(said.event_type) not in _DONE_TO_OTHERS
    else:
        told_of = _named_in(said.claim, origin, canon)
    if told_of and not (_boasts(said) or _COUNTS_OTHERS.search(said.claim)):
        return True
    return _own_act(said, origin, canon) or _own_affairs(said, origin, canon)


def _spoken_of(said: Statement) -> str | None:
    """Return what a claim's subject speaks of, where the claim is that they do: "Acme blames a supplier"."""
    subject = squeeze(said.subject or "")
    match = _SPEAKS_OF.match(said.claim, len(subject)) if subject and said.claim.startswith(subject) else None
    return match["what"] if match else None


def _about(said: Statement, origin: Origin, canon: Canon) -> bool:
    """Tell whether a claim's subject is the origin, or the one who speaks for it."""
    subject = squeeze(said.subject or "")
    first = subject.lower()
    if first in _FIRST_PERSON or (first in _PRONOUNS and first == squeeze(said.speaker or "").lower()):
        return origin.kind in NAMED
    if first in _OF_BODIES and origin.kind in _FOR_BODIES:
        return True  # "Acme said they had …"
    if origin.kind in _FOR_BODIES and _ITSELF.fullmatch(subject) and canon.party(subject) is None:
        return True  # "The airline has paid 12 million, its spokeswoman said"
    about = subject_key(canon(subject))
    names = subject_key(canon(origin.origin)) | subject_key(_body(origin, canon)) | subject_key(said.speaker)
    return bool(about) and about <= names


def _boasts(said: Statement) -> bool:
    return bool(_BOAST.search(f"{said.speaker} {said.subject} {said.claim}"))


def _named_in(claim: str, origin: Origin, canon: Canon) -> bool:
    """Tell whether a claim names whom the origin is, under any of its names."""
    names = {_body(origin, canon).lower(), (canon.party(origin.origin) or "").lower()}
    if names & _names_in(claim, canon):
        return True
    words = frozenset(normal_words(origin.origin)) - _FORMS
    return bool(words) and words <= frozenset(normal_words(claim))


def _own_act(said: Statement, origin: Origin, canon: Canon) -> bool:
    """Tell whether a claim tells an act of the court, the authority or the union that speaks."""
    if _COURT.search(origin.origin):
        return True
    if _ARRESTS.search(said.claim) and _POLICE.search(f"{origin.origin} {_body(origin, canon)}"):
        return True
    if _TESTED.search(said.claim) and _TESTING.search(origin.origin):
        return True
    if _is_union(_body(origin, canon), canon):
        return bool(_UNION_ACTS.search(said.claim))
    official = origin.kind is SpeakerKind.GOVERNMENT and event_family(said.event_type) in _OFFICIAL
    return official and not _other_party(said.subject, origin, canon)


def _own_affairs(said: Statement, origin: Origin, canon: Canon) -> bool:
    """Tell whether a body the topic is about speaks, by whomever, and of nobody else the topic is about."""
    body = _body(origin, canon)
    known = any(entity.name == body and entity.kind in _BODIES for entity in canon.entities)
    if not known or _is_union(body, canon):
        return False
    return not any(_other_party(text, origin, canon) for text in (said.subject, said.claim))


def _is_union(body: str, canon: Canon) -> bool:
    """Tell whether a body is a union, by its name or by what the topic calls it."""
    roles = (role for entity in canon.entities if entity.name == body for role in entity.roles)
    return any(_UNION.search(name) for name in (body, *roles))


def _names_in(text: str, canon: Canon) -> set[str]:
    return {part.lower() for part, is_name in canon.parts(text) if is_name}


@lru_cache(maxsize=4096)
def _voice(name: str) -> int:
    return voice_of(name)


def _body(origin: Origin, canon: Canon) -> str:
    """Return whose word an origin's is, by the name the topic has for it: an officer's is the body's."""
    voices = (entity.name for entity in canon.entities if _voice(entity.name) == origin.voice_id)
    return next(voices, None) or canon.party(origin.origin) or origin.origin


def _other_party(text: str | None, origin: Origin, canon: Canon) -> bool:
    """Tell whether a text names somebody who can speak, other than the origin; things and places cannot."""
    speaking = {entity.name.lower() for entity in canon.entities if entity.kind in _SPEAKING}
    return bool(
        _names_in(text or "", canon)
        & speaking - {_body(origin, canon).lower(), (canon.party(origin.origin) or "").lower()}
    )
