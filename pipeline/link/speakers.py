"""What a speaker is by the words for it: a name, a description of a party, somebody unnamed, a paper, or nobody."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pipeline.common_words import rarity
from pipeline.link.offices import officer_of
from pipeline.link.voices import is_nameless_body
from pipeline.models import SpeakerKind
from pipeline.text import squeeze
from pipeline.topic.longer_names import NOT_ANOTHERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.models import Statement
    from pipeline.topic import Entity

__all__ = [
    "Shown",
    "described_as",
    "head_noun",
    "held_office",
    "is_body_described",
    "is_nameless",
    "is_nobody",
    "jointly",
    "nameless_body",
    "office_opening",
    "outlet_in",
    "seen_by",
    "without_clock",
]

_CLOCK = re.compile(
    r"^(?:\W*\d{1,2}[.:]\d{2}\s+|(?:\w+\s){1,3}(?:later|earlier|afterwards|ago),?\s(?=the\s))", re.IGNORECASE
)
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
_OUTLET_NOUN = (
    r"(?:(?:news|wire|trade|sports?|business|financial|local|daily|weekly|gossip|political)\s)?(?:web\s?site|newspaper|paper|(?-i:daily"
    r"|weekly)|tabloid|magazine|agency|broadcaster|blog|newsletter|site|portal|podcast)"
)
_NAME = (
    r"(?:[Tt]he\s)?(?P<name>(?!(?:The|That|This|Its|Their|His|Her|Our|Another|One|Both|Some)\b)"
    r"[A-Z0-9][\w&.’'-]*(?:\s(?:of\s(?:the\s)?|and\s|&\s)?[A-Z0-9][\w&’'-]*){0,4})"
)
# "the website Harbour Live", "the Harbour Post newspaper", "a report in the Harbour Post"
_OUTLET_IN = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:(?:[Tt]he|an?|[Aa]nother)\s)?(?i:{_OUTLET_NOUN}),?\s{_NAME}",
        rf"{_NAME}\s{_OUTLET_NOUN}",
        rf"(?:an?|the|that|one)\s(?:[a-z]+\s)?(?:reports?|story|article|interview|item|piece)\s(?:in|on)\s{_NAME}",
    )
)
_BODIES = frozenset({SpeakerKind.ORGANISATION, SpeakerKind.GOVERNMENT})
_ONE_BODY = re.compile(r"(?:the|its|their|his|her|this|that)\s.+|(?:the\s)?[A-Z].*['’]s?\s[a-z].*", re.IGNORECASE)
_OFFICE = (
    r"the\s(?P<office>(?:prime\s|deputy\s)?(?:premier|president|chancellor|minister|governor|mayor|king|queen|pope|bishop)"
    r"|(?:finance|health|interior|foreign|justice|defen[cs]e|transport)\s(?:minister|secretary))"
)
_OFFICE_HELD = re.compile(
    rf"{_OFFICE}(?:['’]s\s(?:office|people|aides|camp|team|spokes\w+))?(?:\s(?:himself|herself))?", re.IGNORECASE
)
_OFFICE_OPENS = re.compile(rf"{_OFFICE}\s(?=[a-z])", re.IGNORECASE)
_PLACED = re.compile(r"\s(?:there|here|itself|themselves)$")
_NAMED = frozenset({SpeakerKind.PERSON, SpeakerKind.SPOKESPERSON, SpeakerKind.ORGANISATION, SpeakerKind.GOVERNMENT})


class Shown(NamedTuple):
    """A paper and the outlet that holds it, as the words say."""

    paper: str
    holder: str | None


def without_clock(speaker: str) -> str:
    """Return a speaker without a time before it: a live blog's "16.30", or "two hours later"."""
    return _CLOCK.sub("", speaker)


def is_nobody(speaker: str, said: Statement) -> bool:
    """Tell whether a speaker is nobody in particular: "reports", "critics", or only the cue ("is said to")."""
    return speaker.lower() in _NOBODY or (said.cue is not None and speaker == said.cue)


def seen_by(speaker: str) -> Shown | None:
    """Return the paper that a speaker is, where the words say that somebody has seen it."""
    match = _HELD.match(speaker)
    return Shown(squeeze(match["paper"]), match["holder"]) if match else None


def outlet_in(speaker: str) -> str | None:
    """Return the outlet that a speaker is by the noun beside its name: "the website Harbour Live"."""
    return next((match["name"] for pattern in _OUTLET_IN if (match := pattern.fullmatch(speaker))), None)


def nameless_body(speaker: str) -> str | None:
    """Return the body that has a name in every town and goes without: "police" of "police in the city"."""
    own = squeeze(_BESIDE.sub(" ", speaker))
    return own.lower().removeprefix("the ") if is_nameless_body(own) else None


def is_body_described(speaker: str, said: Statement) -> bool:
    """Tell whether a speaker is one body that goes by no name here: "the airline", "the authorities", "its office"."""
    return said.speaker_kind in _BODIES and _ONE_BODY.fullmatch(speaker) is not None


def held_office(speaker: str) -> str | None:
    """Return the office that somebody goes by of whom there is one: "premier" of "the premier's people"."""
    match = _OFFICE_HELD.fullmatch(speaker)
    return match["office"].lower() if match else None


def office_opening(evidence: str) -> str | None:
    """Return the office whose holder a sentence opens with: "The mayor named a deputy, he said."."""
    match = _OFFICE_OPENS.match(evidence)
    return match["office"].lower() if match else None


def head_noun(speaker: str) -> str:
    """Return what a description calls somebody: "ministry" of "the ministry there"."""
    words = squeeze(_BESIDE.sub(" ", _PLACED.sub("", speaker))).lower().split()
    return words[-1] if words else ""


def jointly(speaker: str) -> tuple[str, ...]:
    """Return the nameless bodies that speak together: "police and the fire service"."""
    several = tuple(filter(None, map(nameless_body, re.split(r"\sand\s|,\s", speaker))))
    return several if len(several) > 1 else ()


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
    own = re.sub(r"^(?:the|its|their)\s", "", _PLACED.sub("", speaker).lower())
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
        if (match := re.search(rf"\b{re.escape(name)}\b{NOT_ANOTHERS}", text, re.IGNORECASE))
    ]
    return min(found)[1] if found else None
