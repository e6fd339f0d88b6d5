"""Whose word is it? Where each mention's word first came from, and by what right we say so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pipeline.link.wording import RUN_WORDS
from pipeline.models import Mode, Origin, OriginBasis, SpeakerKind
from pipeline.text import content_id, normalise, squeeze

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.link.known import Told
    from pipeline.models import Statement
    from pipeline.topic import Entity

__all__ = ["Resting", "resolve", "stated_origin"]

UNNAMED = "unnamed source"
_NAMED = {
    SpeakerKind.PERSON,
    SpeakerKind.SPOKESPERSON,
    SpeakerKind.ORGANISATION,
    SpeakerKind.GOVERNMENT,
}
_NAMELESS = frozenset(
    """
    the a an he she it they we i you this that these those who nobody everybody somebody anybody one two three four five
    six seven eight nine ten some many several both most others people officials sources critics experts analysts
    monday tuesday wednesday thursday friday saturday sunday
    """.split()
)
_ROLE = re.compile(
    r"\b(?:an?|the|its|official|company|spokes(?:man|woman|person|people)|representatives?|officials?|for|of|at|from)\b",
    re.IGNORECASE,
)


# "critics of Acme", "Acme's opponents", "the lawyer suing Acme": they speak about Acme, which is no word of Acme's.
_BESIDE = re.compile(
    r"\b(?:of|for|against|about|in|at|near|from|with|to|on|by|who|that|which|[a-z]{2,}ing)\s.*$|.*(?:['’]s|s['’])(?=\s)"
)


# "a letter seen by Reuters", "the memo, which was obtained by …": which document, without who holds it.
_SEEN_BY = re.compile(
    r"^(?:an?|the|its|their)\s+"
    r"|,?\s+(?:that |which )?(?:was |were )?(?:seen|obtained|reviewed|shared|viewed|published)\b.*$",
    re.IGNORECASE,
)


class Resting(NamedTuple):
    """What a mention rests on; `origin` is None where nothing tells."""

    origin: Origin | None
    basis: OriginBasis
    reason: str


def stated_origin(said: Statement, entities: Sequence[Entity]) -> Origin | None:
    """
    Return the origin that the sentence itself names, None where it names none.

    A party speaking through a spokesperson is the party. An unnamed source is known only by the outlet it talked to
    and is the same origin as that outlet's own report; an unnamed source of nobody in particular is no origin at all,
    because two of them may be one.
    """
    if said.speaker_kind is SpeakerKind.DOCUMENT and said.speaker:
        return _document(said, entities)
    if said.speaker_kind in _NAMED and said.speaker and _has_name(said, entities):
        return _party(said, entities)
    outlet = said.via or said.origin or (said.speaker if said.speaker_kind is SpeakerKind.OUTLET else None)
    if not outlet:
        return None
    name = _canonical(outlet, entities)
    unnamed = said.speaker_kind is not SpeakerKind.OUTLET and said.speaker is not None
    origin_id = content_id("origin", normalise(name))
    return Origin(
        origin_id=origin_id,
        origin=UNNAMED if unnamed else name,
        via=name,
        kind=SpeakerKind.ANONYMOUS if unnamed else SpeakerKind.OUTLET,
        voice_id=origin_id,
    )


def resolve(told: Told, of_claim: Sequence[Told], of_event: Sequence[Told]) -> Resting:
    """
    Return what a mention rests on: what it states, else the same quote, the same wording, the claim's only origin.

    `of_claim` are the mentions of its claim, `of_event` those of its story with the same subject and family of events.
    Never does silence become an origin of its own.
    """
    if told.states:
        return Resting(told.states, OriginBasis.STATED, "the sentence names it")
    earlier = [(other, other.states) for other in of_claim if other.states and not _before(told, other)]
    for other, named in earlier:
        if told.words.quotes & other.words.quotes:
            return Resting(named, OriginBasis.QUOTE, "quotes the same words as an article that names it")
    for other, named in earlier:
        if runs := len(told.words.runs & other.words.runs):
            words = runs + RUN_WORDS - 1
            return Resting(named, OriginBasis.WORDING, f"shares {words} words in a row with an article that names it")
    if _guesses(told.mention.statement):
        return Resting(None, OriginBasis.NONE, "the author's own guess")
    if earlier:
        return Resting(earlier[0][1], OriginBasis.INFERRED, "the claim's earliest named origin")
    around = {other.states.origin_id: other.states for other in of_event if other.states and not _before(told, other)}
    if len(around) == 1 and (only := next(iter(around.values()))).via:
        return Resting(only, OriginBasis.INFERRED, "the only origin the story names for what its subject did")
    return Resting(None, OriginBasis.NONE, "nothing tells where it came from")


def _has_name(said: Statement, entities: Sequence[Entity]) -> bool:
    """Tell whether the speaker can be known again: "two analysts" and "she" cannot, and may be anybody."""
    if said.speaker_entity or said.speaker_kind is SpeakerKind.SPOKESPERSON:
        return True
    if _mentioned(said.speaker or "", entities):
        return True
    return any(word[:1].isupper() and word.lower() not in _NAMELESS for word in (said.speaker or "").split())


def _party(said: Statement, entities: Sequence[Entity]) -> Origin | None:
    """Return the party that speaks: whom they are filed under, the one named, or a spokesperson's subject."""
    speaker = squeeze(said.speaker or "")
    spokesperson = said.speaker_kind is SpeakerKind.SPOKESPERSON
    if said.speaker_entity:
        name: str | None = _canonical(said.speaker_entity, entities)
    else:
        name = _mentioned(speaker if spokesperson else _BESIDE.sub(" ", speaker), entities)
    if name is None and spokesperson:
        name = squeeze(_ROLE.sub(" ", speaker)) or _mentioned(said.subject or "", entities)
        if name is None:
            return None
    via = _canonical(said.via, entities) if said.via else None
    name = name or speaker
    origin_id = content_id("origin", normalise(name))
    return Origin(origin_id=origin_id, origin=name, via=via, kind=said.speaker_kind, voice_id=origin_id)


def _document(said: Statement, entities: Sequence[Entity]) -> Origin:
    """A document is its own origin; which one it is, is known by the outlet that saw it: there are many memos."""
    name = squeeze(_SEEN_BY.sub("", said.speaker or "")) or squeeze(said.speaker or "")
    via = _canonical(said.via, entities) if said.via else None
    origin_id = content_id("document", normalise(name.rsplit(maxsplit=1)[-1]), normalise(via or ""))
    return Origin(origin_id=origin_id, origin=name, via=via, kind=SpeakerKind.DOCUMENT, voice_id=origin_id)


def _mentioned(text: str, entities: Sequence[Entity]) -> str | None:
    """Return the first entity that the text names, by its main name."""
    found = [
        (match.start(), entity.name)
        for entity in entities
        for name in (entity.name, *entity.aliases)
        if (match := re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE))
    ]
    return min(found)[1] if found else None


def _canonical(name: str, entities: Sequence[Entity]) -> str:
    return _mentioned(name, entities) or squeeze(name)


def _guesses(said: Statement) -> bool:
    """A speculation in the author's own voice is the author's, however near it stands to what somebody reported."""
    return said.speaker_kind is SpeakerKind.AUTHOR and said.mode is Mode.SPECULATED


def _before(told: Told, other: Told) -> bool:
    """Tell whether a mention is surely earlier: who speaks first cannot have it from who speaks later."""
    undated = told.mention.is_seed or other.mention.is_seed
    return told.mention.said_at < other.mention.said_at and not undated
