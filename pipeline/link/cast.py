"""Whom an article may mean: the parties and outlets that are known, and the origin and voice that each of them is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.link.voices import is_description, is_short_for, name_key, plain_name, voice_of, without_titles
from pipeline.models import Origin, SpeakerKind
from pipeline.text import content_id, normal_words, squeeze

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pipeline.link.families import Families
    from pipeline.models import Statement
    from pipeline.topic import Entity

__all__ = ["UNNAMED", "Cast"]

UNNAMED = "unnamed source"
_CAPITALISED = re.compile(r"[A-Z][\w&’'-]*(?:\s(?:of\s|&\s)?[A-Z][\w&’'-]*)*")
# How a sentence tells that it has it from another outlet: "the Herald reported", "according to a Herald account".
_RELAYED = re.compile(
    r"(?:['’]s)?(?:,\s[^,]{3,40},)?,?\s?(?:\w+\s){0,3}?"
    r"(?:reported|reports|reporting|wrote|writes|said|says|quoted|quotes|cited|revealed|broke|carried|published|disclosed"
    r"|learned|learnt|account|report|story|article|had\sheard|heard|told|,\sa\snewsletter|,\sthe\snews\sagency)\b"
)
_RELAYING = re.compile(
    r"\b(?:according\sto|citing|quoting|relayed|told|by|from|in|via|newspaper|newsletter|agency|paper),?\s"
    r"(?:the\s|an?\s|The\s)?$"
)
_CITING = re.compile(r"\b(?:citing|quoting|crediting|relaying|referring\sto|on\sthe\sstrength\sof|picking\sup)\b")
_OFFICIAL = re.compile(r"\b(?:Court|Police|police|Ministry|Department|Council|Commission|Parliament|Government)\b")
_OFFICIALS = re.compile(
    r"(?:the|its|[A-Z][\w-]*['’]s?|the\s\w+['’]s?)\s(?:[\w-]+\s){0,2}?"
    r"(?P<noun>authorit(?:y|ies)|regulators?|officials|inspectors|commissioners|ministers)(?:\sthere)?",
    re.IGNORECASE,
)
_SHORT_NAME = re.compile(r"[Tt]he\s([A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?)")
_PRESS_VERB = re.compile(r"\b(?:reported|reports|wrote|writes|revealed|reveals)\b")
_TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Prof|Sir|Dame|Lord|Lady|Justice|Judge|Premier|President|Chancellor|Minister|Secretary|Governor|Mayor"
    r"|Senator|Councillor|Superintendent|Inspector|Sergeant|Bishop|King|Queen|Prince|Princess)\.?\s"
)
_ANY_OFFICIALS = frozenset({"authority", "authorities", "regulator", "regulators"})
_NO_SPEAKERS = frozenset({"place", "product"})


class Cast:
    """
    The names that an article may use.

    `own` is whose article it is, `outlets` are names known to be outlets', `bodies` whom people speak for (by name),
    `known` the origins of other articles, `story_id` the story it is in, `akin` those akin to it, `text` the article's,
    `published` the outlets that others of the story's articles came from.
    """

    def __init__(
        self,
        own: str | None,
        entities: Sequence[Entity],
        families: Families,
        outlets: Iterable[str] = (),
        bodies: Mapping[str, str] | None = None,
        known: Mapping[int, Origin] | None = None,
        story_id: int = 0,
        text: str = "",
        published: Iterable[str] = (),
        akin: Iterable[int] = (),
    ) -> None:
        self._published = set(published)
        self.own, self.entities, self._text = own, entities, text
        # A pattern for each name would be compiled for each name: a twentieth of what judging an article takes.
        self._titled = [title.end() for title in _TITLED.finditer(text)]
        self._officials = frozenset(
            entity.name
            for entity in entities
            if entity.kind == "government"
            and any(re.search(rf"\b{re.escape(name)}\b", text) for name in (entity.name, *entity.aliases))
        )
        self._families, self._story_id, self._akin = families, story_id, sorted(akin)
        self._known = known or {}
        self._outlets = {name_key(name): name for name in (*families.outlets(), *outlets)}
        for entity in entities:
            if entity.kind == "outlet":
                self._outlets |= {name_key(name): entity.name for name in (entity.name, *entity.aliases)}
        if own and name_key(own) in self._outlets:
            # However somebody who said of what family it is has typed it.
            self._outlets[name_key(own)] = own
        self._bodies = {without_titles(name): body for name, body in (bodies or {}).items()}

    # Parties.

    def party(self, words: str) -> str | None:
        """Return the main name of the body or person of the topic that a phrase names or describes, None for others."""
        entity = self._entity(words)
        return entity.name if entity else None

    def named(self, name: str, kind: SpeakerKind | None = None) -> Origin:
        """Return the origin that somebody with a name is; an officer's voice is that of the body they speak for."""
        main = self.party(name) or squeeze(name)
        body = self._body(name) or self._body(main)
        origin_id = self._voice(main)
        voice = self._voice(self.party(body) or body) if body else None
        if voice is None:
            before = self._known.get(origin_id)
            voice = before.voice_id if before else origin_id
        return Origin(origin_id=origin_id, origin=main, kind=kind or self._kind(main), voice_id=voice)

    def officials(self, speaker: str) -> str | None:
        """
        Return the authority of the topic that officials without a name are: "the authorities", "the food inspectors".

        The one whose name has the word, else the only one that the article names.
        """
        match = _OFFICIALS.fullmatch(speaker)
        if match is None:
            return None
        called = match["noun"].lower().rstrip("s").removesuffix("ie")
        alike = {name for name in self._officials if any(word.startswith(called) for word in normal_words(name))}
        found = alike or (self._officials if match["noun"].lower() in _ANY_OFFICIALS else frozenset())
        return next(iter(found)) if len(found) == 1 else None

    def is_person(self, name: str) -> bool:
        """Tell whether a name is a person's: of the topic, of somebody with an office, or with a title before it."""
        entity = self._entity(name)
        if entity:
            return entity.kind == "person"
        return self.has_body(name) or any(
            self._text.startswith(name, at) and not self._text[at + len(name) : at + len(name) + 1].isalnum()
            for at in self._titled
        )

    def has_body(self, name: str) -> bool:
        """Tell whether the article says for whom somebody speaks."""
        return self._body(name) is not None

    def _entity(self, words: str) -> Entity | None:
        plain = plain_name(words)
        for entity in self.entities:
            if plain in {plain_name(name) for name in (entity.name, *entity.aliases)}:
                return entity
        bearers = [
            entity
            for entity in self.entities
            if entity.kind not in _NO_SPEAKERS and plain in {role.lower() for role in entity.roles}
        ]
        return bearers[0] if len(bearers) == 1 else None

    def _kind(self, name: str) -> SpeakerKind:
        entity = self._entity(name)
        if self.is_person(name):
            return SpeakerKind.PERSON
        official = entity.kind == "government" if entity else bool(_OFFICIAL.search(name))
        return SpeakerKind.GOVERNMENT if official else SpeakerKind.ORGANISATION

    def _voice(self, name: str) -> int:
        """Return the voice of a party; "the fire service" is known by its story and those akin, for there are many."""
        if is_description(name):
            ids = [content_id("described", plain_name(name), story_id) for story_id in (self._story_id, *self._akin)]
            return next((one for one in ids if one in self._known), ids[0])
        return voice_of(name)

    def _body(self, name: str) -> str | None:
        """Return whom somebody speaks for, as the article tells of them under their name or a part of it."""
        person = without_titles(name)
        if not person or self.party(name) in self._bodies.values():
            return None
        found = {body for known, body in self._bodies.items() if known == person or _same_person(known, person)}
        return found.pop() if len(found) == 1 else None

    # Outlets.

    def of_outlet(self, outlet: str, kind: SpeakerKind) -> Origin:
        """Return the origin that an outlet's own report is, or its unnamed people: one origin under two names."""
        name = squeeze(outlet)
        return Origin(
            origin_id=voice_of(name),
            origin=UNNAMED if kind is SpeakerKind.ANONYMOUS else name,
            via=name,
            kind=kind,
            voice_id=self._families.voice(name),
        )

    def paper(self, name: str, holder: str) -> Origin:
        """Return the origin that a paper is which an outlet has seen: which of many memos, is known by that outlet."""
        origin_id = content_id("document", plain_name(name).rsplit(maxsplit=1)[-1], plain_name(holder))
        voice = self._families.voice(holder)
        return Origin(origin_id=origin_id, origin=name, via=holder, kind=SpeakerKind.DOCUMENT, voice_id=voice)

    def outlet_called(self, said: Statement, speaker: str) -> str | None:
        """Return the outlet that a speaker is by its name."""
        for name in filter(None, (said.speaker_entity, speaker)):
            if name_key(name) in self._outlets:
                return self._outlets[name_key(name)]
        short = _SHORT_NAME.fullmatch(speaker)
        if short is None or self.party(speaker):
            return None
        reports = said.cue is not None and _PRESS_VERB.search(said.cue) is not None
        near = {one for one in self._outlets.values() if one in self._text} | (self._published if reports else set())
        found = {one for one in near if is_short_for(short[1], one)}
        return found.pop() if len(found) == 1 else None

    def outlet_meant(self, name: str | None, before: Iterable[Origin]) -> str | None:
        """Return the outlet that a name, or a piece of one, means: this article's own, else one named before."""
        if not name:
            return None
        if self.own and is_short_for(name, self.own):
            return self.own
        if name_key(name) in self._outlets:
            return self._outlets[name_key(name)]
        near = (origin.via for origin in before if origin.via and is_short_for(name, origin.via))
        return next(near, None) or self.party(name) or squeeze(name)

    def relayed(self, evidence: str) -> str | None:
        """Return the other outlet that a sentence says it has it from; of several, the one nearest to the source."""
        found = None
        for match in _CAPITALISED.finditer(evidence):
            name = self._outlet_in(match[0])
            if name is None or (self.own and is_short_for(name, self.own)):
                continue
            if _RELAYED.match(evidence, match.end()) or _RELAYING.search(evidence[: match.start()]):
                found = name
        return found

    def cited(self, evidence: str) -> str | None:
        """Return the outlet that another one is said to have it from: "…, citing a newsletter, Morning Brief"."""
        match = _CITING.search(evidence)
        names = (self._outlet_in(found[0]) for found in _CAPITALISED.finditer(evidence, match.end())) if match else ()
        return next((name for name in names if name), None)

    def _outlet_in(self, words: str) -> str | None:
        """Return the outlet whose name a run of capitalised words begins or ends with."""
        parts = words.split()
        for size in range(len(parts), 0, -1):
            for piece in (parts[:size], parts[-size:]):
                if (plain := name_key(" ".join(piece))) in self._outlets:
                    return self._outlets[plain]
        return None


def _same_person(one: str, other: str) -> bool:
    """Tell whether one name is the last part of the other: "askvold" and "terje askvold"."""
    mine, theirs = one.split(), other.split()
    return mine[-1] == theirs[-1] and min(len(mine), len(theirs)) == 1
