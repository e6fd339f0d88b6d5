"""What a speaker is by the words for it: a name, a description of a party, somebody unnamed, a paper, or nobody."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pipeline.common_words import rarity
from pipeline.link.offices import officer_of
from pipeline.models import SpeakerKind
from pipeline.text import squeeze

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.models import Statement
    from pipeline.topic import Entity

__all__ = ["Shown", "described_as", "is_nameless", "is_nobody", "seen_by", "without_clock"]

_CLOCK = re.compile(r"^\W*\d{1,2}[.:]\d{2}\s+")
_NOBODY = frozenset(
    """
    nobody everybody somebody anybody everyone someone many some most both others people sources source critics experts
    analysts reports rumours rumors media observers investors commentators there this that these those what one rumour
    speculation opponents supporters fans users readers neighbours pals
    """.split()
)
"""Who, with no word more, is nobody that an outlet spoke to."""
_COUNTED = re.compile(
    r"^(?:an?|one|two|three|four|five|six|several|some|many|both|another|various|other)\b", re.IGNORECASE
)
_ROLE = re.compile(
    r"\b(?:an?|the|its|official|company|spokes(?:man|woman|person|people)|representatives?|officials?|for|of|at|from)\b",
    re.IGNORECASE,
)
# "critics of Acme", "Acme's opponents", "a manager inside Acme": they speak about Acme, which is no word of Acme's.
_BESIDE = re.compile(
    r"\b(?:of|for|against|about|in|at|near|from|with|to|on|by|who|that|which|inside|within|close|behind|familiar|[a-z]{2,}ing)\s.*$"
    r"|.*(?:['’]s|s['’])(?=\s)"
)
# "a letter seen by Reuters", "the memo, which was obtained by …": which document, and who holds it.
_HELD = re.compile(
    r"^(?:(?:an?|the|its|their)\s+)?(?P<paper>.*?),?\s+(?:that |which )?(?:was |were |has been |have been )?"
    r"(?:seen|obtained|reviewed|shared|viewed|examined|published)\b(?:\s+(?:by|with)\s+(?P<holder>.+))?$",
    re.IGNORECASE,
)
# "a group calling itself Red Harbour"
_CALLING_ITSELF = re.compile(
    r",?\s(?:calling|styling)\s(?:itself|themselves|himself|herself)\s[“\"]?(?:the\s)?([A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*){0,3})"
)
_NAMED = frozenset({SpeakerKind.PERSON, SpeakerKind.SPOKESPERSON, SpeakerKind.ORGANISATION, SpeakerKind.GOVERNMENT})


class Shown(NamedTuple):
    """A paper and the outlet that holds it, as the words say."""

    paper: str
    holder: str | None


def without_clock(speaker: str) -> str:
    """Return a speaker without the time of day that live blogs put before a sentence."""
    return _CLOCK.sub("", speaker)


def is_nobody(speaker: str, said: Statement) -> bool:
    """Tell whether a speaker is nobody in particular: "reports", "critics", or only the cue ("is said to")."""
    return speaker.lower() in _NOBODY or (said.cue is not None and speaker == said.cue)


def seen_by(speaker: str) -> Shown | None:
    """Return the paper that a speaker is, where the words say that somebody has seen it."""
    match = _HELD.match(speaker)
    return Shown(squeeze(match["paper"]), match["holder"]) if match else None


def is_nameless(speaker: str, said: Statement, *, unless_filed: bool = False) -> bool:
    """
    Tell whether a speaker cannot be known again by their name: "two analysts", "a manager inside Acme", "she".

    A capital that only opens the sentence is no name. With `unless_filed` a name is enough that has two capitals.
    """
    if said.speaker_kind is SpeakerKind.SPOKESPERSON and not unless_filed:
        return False
    if said.speaker_kind is SpeakerKind.ANONYMOUS and not unless_filed:
        return True
    own = squeeze(_BESIDE.sub(" ", speaker)) or speaker
    if _COUNTED.match(own) and own[-1:] and not own.split()[-1][:1].isupper():
        return True
    if said.speaker_entity and not unless_filed and not _COUNTED.match(speaker):
        return False
    first, *others = own.split() or [""]
    if any(word[:1].isupper() for word in others):
        return others[-1][:1].islower() and own.lower().startswith("the ")
    return not (first[:1].isupper() and rarity(first.lower()) == 1)


def described_as(said: Statement, speaker: str, entities: Sequence[Entity]) -> str | None:
    """Return the party of the topic that a speaker is: by name, as its spokesperson, or described by its role."""
    spokesperson = said.speaker_kind is SpeakerKind.SPOKESPERSON
    if calling := _CALLING_ITSELF.match(said.evidence, said.evidence.find(speaker) + len(speaker)):
        return squeeze(calling[1])
    if said.speaker_entity:
        return _mentioned(said.speaker_entity, entities) or _fuller(said, speaker)
    name = (
        _mentioned(speaker if spokesperson else _BESIDE.sub(" ", speaker), entities)
        if said.speaker_kind in _NAMED
        else None
    )
    if name is None and not _COUNTED.match(speaker):
        name = _by_role(speaker, entities)
    if name is None and spokesperson:
        return squeeze(_ROLE.sub(" ", speaker)) or _mentioned(said.subject or "", entities)
    return name


def _fuller(said: Statement, speaker: str) -> str | None:
    """Return the whole name where a speaker was filed under the end of it: "Rescue" of "Ostrey Fire and Rescue"."""
    filed = said.speaker_entity or ""
    whole = re.sub(r"^the\s", "", speaker, flags=re.IGNORECASE)
    cut = " " not in filed and re.fullmatch(rf"(?:[A-Z][\w’'-]*\s(?:and\s|of\s|&\s)?)+{re.escape(filed)}", whole)
    return whole if cut and re.search(r"\s(?:and|of|&)\s", whole) else filed


def _by_role(speaker: str, entities: Sequence[Entity]) -> str | None:
    """
    Return the one party whose role ends the description: "the Grellandic boiler maker" where one makes boilers.

    "Acme's chief executive" is Acme's, and never another party's.
    """
    if body := officer_of(speaker):
        return _mentioned(body, entities)
    own = re.sub(r"^(?:the|its|their)\s", "", speaker.lower())
    bearers = {
        entity.name
        for entity in entities
        if entity.kind not in {"place", "product"}
        for role in entity.roles
        if own == role.lower() or own.endswith(f" {role.lower()}")
    }
    return bearers.pop() if len(bearers) == 1 else None


def _mentioned(text: str, entities: Sequence[Entity]) -> str | None:
    """Return the first party that the text names, by its main name."""
    found = [
        (match.start(), entity.name)
        for entity in entities
        for name in (entity.name, *entity.aliases)
        if (match := re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE))
    ]
    return min(found)[1] if found else None
