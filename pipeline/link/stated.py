"""
Whose word a sentence says it is: the party it names, the outlet it has it from, the outlet's own unnamed people.

Read sentence by sentence, in the order of the article: "it said" and "the adviser" are whoever spoke before.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pipeline.link.credits import NO_CREDITS
from pipeline.link.speakers import described_as, is_nameless, is_nobody, seen_by, without_clock
from pipeline.link.voices import is_description, is_short_for, plain_name, voice_of, without_titles
from pipeline.models import Origin, SpeakerKind
from pipeline.text import content_id, squeeze

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pipeline.link.credits import Credits
    from pipeline.link.families import Families
    from pipeline.models import Statement
    from pipeline.topic import Entity

__all__ = ["UNNAMED", "Listener", "Stated"]

UNNAMED = "unnamed source"
_BODIES = frozenset({SpeakerKind.ORGANISATION, SpeakerKind.GOVERNMENT})
_PEOPLE = frozenset({SpeakerKind.PERSON, SpeakerKind.SPOKESPERSON})
_OWN = frozenset({SpeakerKind.ANONYMOUS, SpeakerKind.OUTLET, SpeakerKind.DOCUMENT})
_US = r"(?:us|me|this\s(?:newspaper|paper|station|programme|program|website|site|magazine|reporter|newsletter|column|blog))"
_TOLD_US = re.compile(rf"\b(?:told|tells?|telling|to|with)\s{_US}\b")
_TELLING = re.compile(
    r"\b(?:told|tells?|telling|confirmed\sto|spoke\s(?:to|with)|speaking\sto|interview\swith)\s(?:the\s|The\s)?$"
)
_SEEN = r"(?:seen|obtained|reviewed|viewed|examined|inspected|read)"
_SEEN_BY_US = re.compile(rf"\b{_SEEN}\sby\s{_US}\b|\bwe\shave\s{_SEEN}\b")
_HE = re.compile(r"^(?:he|she|the (?:man|woman))$", re.IGNORECASE)
_IT = re.compile(r"^(?:it|they|which|that)$", re.IGNORECASE)
_WE = re.compile(r"^(?:we|i|us|our\b.*|this (?:newspaper|paper|station|column)\b.*)$", re.IGNORECASE)
_A_PAPER = re.compile(
    r"^(?:the|that|its|their|his|her|this)\s(?:\w+\s)?"
    r"(?:statement|letter|notice|memo|memorandum|e-?mail|filing|release|document|report|post|message|ruling|judgment|announcement)s?$",
    re.IGNORECASE,
)
_AN_OUTLET = re.compile(
    r"^(?:the|that)\s(?:\w+\s)?(?:newspaper|paper|agency|outlet|magazine|website|site|broadcaster|newsletter|account|article|story|daily)$",
    re.IGNORECASE,
)
_THAT_ACCOUNT = re.compile(r"(?:That|The|This)\s(?:newspaper|paper|account|report|article|agency)(?:['’]s)?\s")
_DEFINITE = re.compile(r"^(?:the|this|that|both|one of the|another of the)\s", re.IGNORECASE)
# How a sentence tells that what it says came from another outlet.
_RELAYED = (
    r"(?:reported|reports|reporting|wrote|writes|said|says|quoted|quotes|cited|revealed|broke|carried|published|disclosed|learned|learnt"
    r"|account|report|story|article|had\sheard|heard|told|,\sa\snewsletter|,\sthe\snews\sagency)"
)
_RELAYING = re.compile(
    r"\b(?:according\sto|citing|quoting|relayed|told|by|from|in|via|newspaper|newsletter|agency|paper),?\s(?:the\s|an?\s|The\s)?$"
)
_UNNAMED_IN = re.compile(
    r"\b(?:sources?|insiders?|unnamed|anonymous|(?:two|three|a\spair\sof|several|former|some)\s\w+|somebody|someone|people|persons?)\b",
    re.IGNORECASE,
)
# An act of word is its author's word: an order, a ruling, a count that somebody puts at a figure.
_DID = r"(?:\s(?:on\s\w+day|today|yesterday|has|have|had|now|also|since|already|this\s\w+|last\s\w+|later|formally)){0,3}\s"
_ACT = re.compile(
    rf"^{_DID}(?:ruled\b|held\sthat\b|decided\b|announced\b|banned\b|warned\b|fined\b|sentenced\b|granted\b|approved\b|rejected\b"
    r"|said\b|insisted\b|maintained\b|confirmed\b|admitted\b|acknowledged\b|owned\sup\b"
    r"|(?:ordered|directed|instructed|told|asked|required|urged|advised)\s[^.;]{2,80}?\sto\s"
    r"|(?:puts?|gave|gives|sets?)\s[^.;]{2,60}?\sat\s)"
)
_BY_ITS_COUNT = re.compile(
    r"(?:\b[Bb]y\s|[Aa]ccording\sto\s|^)(?P<who>(?:[Tt]he\s)?[\w&’' -]{2,50}?)['’]s?\s(?:own\s)(?:count|figures?|tally|estimate|account|numbers?)\b"
)
_NAME = r"[A-Z][\w&’'-]*(?:\s(?:of\s|and\s|&\s)?[A-Z][\w&’'-]*){0,4}"
# "…, Mrs Justice Hale ordered."; "in a statement put out by Acme:"
_SO_ORDERED = re.compile(
    rf",\s(?:the\s)?(?P<who>{_NAME})\s(?:ordered|ruled|held|decided|found)(?:\s(?:on|at|in|last|this|yesterday|today)\b[^,;]{{0,40}})?[.”\"]?$"
)
_IN_A_PAPER = re.compile(
    r"\bin\s(?:an?|its|their)\s(?:\w+\s)?(?:statement|letter|notice|ruling|judgment|report|post|release)\s"
    rf"(?:(?:put\sout|issued|released|published|signed|sent|made|given)\s(?:\w+\s)?)?(?:by|from|of)\s(?:the\s)?(?P<who>{_NAME})"
)
_SO_SAYS = re.compile(r"^So\ssa(?:ys|id)\s(?P<who>(?:the\s)?[A-Z][\w&’' -]{2,60}?)(?=[,.;]|$)")
_BY_NAME = (_IN_A_PAPER, _SO_ORDERED)


class Stated(NamedTuple):
    """Whose word it is, and what says so; not `surely` gives way to a quotation or a wording of somebody else's."""

    origin: Origin
    reason: str
    surely: bool = True


class Listener:
    """
    Hears one article from beginning to end.

    `outlet` is whose article it is, `outlets` are names known to be outlets', `bodies` whom people speak for (by name),
    `known` the origins of other articles, `story_id` the story it is in.
    """

    def __init__(
        self,
        outlet: str | None,
        entities: Sequence[Entity],
        families: Families,
        *,
        credits_: Credits = NO_CREDITS,
        outlets: Iterable[str] = (),
        bodies: Mapping[str, str] | None = None,
        known: Mapping[int, Origin] | None = None,
        story_id: int = 0,
    ) -> None:
        self._own, self._entities, self._families, self._credits = outlet, entities, families, credits_
        named = (name for entity in entities if entity.kind == "outlet" for name in (entity.name, *entity.aliases))
        self._outlets = {plain_name(name): name for name in (*families.outlets(), *outlets)}
        self._outlets |= {plain_name(name): self._main_name(name) for name in named}
        self._bodies = {without_titles(name): body for name, body in (bodies or {}).items()}
        self._known = known or {}
        self._story_id = story_id
        self._before: list[Origin] = []

    def hear(self, said: Statement) -> Stated | None:
        """Return whose word a sentence says it is, None where it does not say."""
        found = self._own_word(said) or (self._author(said) if said.speaker is None else self._speaker(said))
        if found is not None:
            self._before.append(found.origin)
        return found

    # Whoever speaks.

    def _speaker(self, said: Statement) -> Stated | None:
        speaker = without_clock(squeeze(said.speaker or ""))
        via = self._outlet_meant(said.via) if said.via else None
        if is_nobody(speaker, said):
            return self._through(via, said, "an outlet it names") if via else self._credited()
        if _WE.match(speaker):
            return self._of_outlet(self._own, SpeakerKind.OUTLET, "the outlet says so itself") if self._own else None
        if (outlet := self._is_outlet(said, speaker)) and not is_nameless(speaker, said):
            return self._of_outlet(outlet, SpeakerKind.OUTLET, "the outlet it names")
        if _AN_OUTLET.match(speaker) and (last := self._last(_OWN)) and last.via:
            return Stated(last, "the outlet named before")
        if paper := self._paper(said, speaker, via):
            return paper
        if party := self._party(said, speaker, via):
            return party
        if before := self._spoke_before(speaker):
            return before
        if _HE.match(speaker) or _IT.match(speaker):
            return None
        return self._unnamed(said, via)

    def _party(self, said: Statement, speaker: str, via: str | None) -> Stated | None:
        """A party by its name, by what it is described as, or through who speaks for it."""
        name = described_as(said, speaker, self._entities)
        if name is None and (said.speaker_kind is SpeakerKind.SPOKESPERSON or is_nameless(speaker, said)):
            return None
        name = name or squeeze(said.speaker_entity or speaker)
        origin_id = self._voice(name)
        body = self._body(name) or self._body(speaker)
        voice = self._voice(self._main_name(body)) if body else None
        if voice is None and origin_id in self._known:
            voice = self._known[origin_id].voice_id
        kind = said.speaker_kind
        if body is not None or kind in {SpeakerKind.DOCUMENT, SpeakerKind.OUTLET}:
            kind = SpeakerKind.PERSON
        origin = Origin(origin_id=origin_id, origin=name, via=via, kind=kind, voice_id=voice or origin_id)
        return Stated(origin, "it names who says so")

    def _voice(self, name: str) -> int:
        """Return the voice of a party; "the fire service" is known by the story it is in, for there are many."""
        return content_id("described", plain_name(name), self._story_id) if is_description(name) else voice_of(name)

    def _body(self, name: str) -> str | None:
        """Return whom somebody speaks for, as the article tells of them under their name or a part of it."""
        person = without_titles(name)
        if not person or self._main_party(name) in self._bodies.values():
            return None
        bodies = {
            body
            for known, body in self._bodies.items()
            if known == person
            or (person.split()[-1] == known.split()[-1] and min(len(person.split()), len(known.split())) == 1)
        }
        return bodies.pop() if len(bodies) == 1 else None

    def _paper(self, said: Statement, speaker: str, via: str | None) -> Stated | None:
        """
        A document: the finding of the outlet that saw it, the word of the party that issued it.

        Of "the statement" and "the letter" the issuer is whoever spoke before.
        """
        shown = seen_by(speaker)
        if shown is None and said.speaker_kind is not SpeakerKind.DOCUMENT:
            return None
        holder = via or (self._outlet_meant(shown.holder) if shown and shown.holder else None)
        if shown is None and holder is None:
            issuer = self._main_party(re.split(r"['’]s?\s|\sof\s|\sby\s|\sfrom\s", speaker)[0]) or self._main_party(
                re.split(r"\sof\s|\sby\s|\sfrom\s", speaker)[-1]
            )
            if issuer:
                return Stated(self._named(issuer, SpeakerKind.DOCUMENT), "a paper of its own says so")
            if _A_PAPER.match(speaker) and (last := self._last({*_BODIES, *_PEOPLE})):
                return Stated(last, "a paper of whoever spoke before says so")
            if self._credits.issuer:
                return Stated(self._named(self._credits.issuer, SpeakerKind.ORGANISATION), "it prints their statement")
        holder = holder or self._own
        if holder is None:
            return None
        name = shown.paper if shown else speaker
        return self._document(name, holder, surely=shown is not None or via is not None)

    def _document(self, name: str, holder: str, *, surely: bool = True) -> Stated:
        """Which of many memos it is, is known by the outlet that saw it."""
        origin_id = content_id("document", plain_name(name).rsplit(maxsplit=1)[-1], plain_name(holder))
        voice = self._families.voice(holder)
        origin = Origin(origin_id=origin_id, origin=name, via=holder, kind=SpeakerKind.DOCUMENT, voice_id=voice)
        return Stated(origin, "a paper that the outlet has seen", surely)

    def _spoke_before(self, speaker: str) -> Stated | None:
        """Whoever spoke before, where a speaker is a pronoun or somebody mentioned already."""
        if _HE.match(speaker):
            last = self._last({*_PEOPLE, SpeakerKind.ANONYMOUS})
        elif _IT.match(speaker):
            last = self._last({*_BODIES, SpeakerKind.DOCUMENT, SpeakerKind.OUTLET})
        elif _DEFINITE.match(speaker):
            last = self._last({SpeakerKind.ANONYMOUS})
        else:
            return None
        return Stated(last, "whoever spoke right before") if last else None

    def _last(self, kinds: Iterable[SpeakerKind]) -> Origin | None:
        wanted = set(kinds)
        return next((origin for origin in reversed(self._before) if origin.kind in wanted), None)

    # Outlets, their unnamed people, and what they have seen themselves.

    def _unnamed(self, said: Statement, via: str | None) -> Stated | None:
        """An unnamed source is one with the outlet it talked to; of no known outlet it is no origin."""
        if via:
            return self._through(via, said, "an unnamed source of the outlet it names")
        if other := self._relayed(said.evidence):
            return self._through(other, said, "an unnamed source of the outlet it names")
        if self._credits.agency:
            return self._through(self._credits.agency, said, "an unnamed source, in copy of an agency", surely=False)
        if self._own is None:
            return None
        surely = bool(_TOLD_US.search(said.evidence)) or self._names_itself(said.evidence)
        return self._through(self._own, said, "an unnamed source of the outlet's own", surely=surely)

    def _through(self, outlet: str, said: Statement, reason: str, *, surely: bool = True) -> Stated | None:
        unnamed = said.speaker is not None and said.speaker_kind is not SpeakerKind.OUTLET
        return self._of_outlet(outlet, SpeakerKind.ANONYMOUS if unnamed else SpeakerKind.OUTLET, reason, surely=surely)

    def _of_outlet(self, outlet: str, kind: SpeakerKind, reason: str, *, surely: bool = True) -> Stated:
        name = squeeze(outlet)
        origin = Origin(
            origin_id=voice_of(name),
            origin=UNNAMED if kind is SpeakerKind.ANONYMOUS else name,
            via=name,
            kind=kind,
            voice_id=self._families.voice(name),
        )
        return Stated(origin, reason, surely)

    def _own_word(self, said: Statement) -> Stated | None:
        """What the outlet has seen with its own eyes, or in papers it holds."""
        if self._own is None:
            return None
        if said.speaker and re.match(
            r"(?:[\d.: ]*)our\s(?:reporter|correspondent|editor|own|man|woman)\b", said.speaker, re.IGNORECASE
        ):
            return self._of_outlet(self._own, SpeakerKind.OUTLET, "the outlet's own reporter saw it")
        if said.speaker is None and (_SEEN_BY_US.search(said.evidence) or self._has_seen(said.evidence)):
            return self._document("document", self._own)
        return None

    def _has_seen(self, evidence: str) -> bool:
        """Tell whether a sentence says that the outlet, by its name or a piece of it, has seen what it tells of."""
        for match in re.finditer(rf"\b(?:the\s)?(?P<who>[A-Z]\w*(?:\s[A-Z]\w*){{0,3}})\shas\s{_SEEN}\b", evidence):
            if is_short_for(match["who"], self._own or ""):
                return True
        return False

    def _names_itself(self, evidence: str) -> bool:
        """Tell whether a sentence says that somebody told this outlet: "told the Bugle"."""
        return any(
            is_short_for(match[0], self._own or "") and _TELLING.search(evidence[: match.start()])
            for match in re.finditer(r"[A-Z][\w&’'-]*(?:\s(?:of\s|&\s)?[A-Z][\w&’'-]*)*", evidence)
        )

    # The author's own voice.

    def _author(self, said: Statement) -> Stated | None:
        if _THAT_ACCOUNT.match(said.evidence) and (last := self._last(_OWN)) and last.via:
            return Stated(last, "the outlet named before")
        if other := self._relayed(said.evidence):
            kind = SpeakerKind.ANONYMOUS if _UNNAMED_IN.search(said.evidence) else SpeakerKind.OUTLET
            return self._of_outlet(other, kind, "the sentence says which outlet had it")
        if acting := self._acting(said):
            return Stated(acting, "it is an act of word of whom it names")
        return self._credited()

    def _acting(self, said: Statement) -> Origin | None:
        """Whose word an act is: who ordered, ruled or counted it."""
        for pattern in (_BY_ITS_COUNT, _SO_SAYS, _IN_A_PAPER, _SO_ORDERED):
            match = pattern.search(said.evidence)
            who = match and (self._main_party(match["who"]) or (match["who"] if pattern in _BY_NAME else None))
            if who:
                return self._named(who, SpeakerKind.ORGANISATION)
        pronoun = re.match(r"(?:It|They|He|She)\b", said.evidence)
        if pronoun and said.subject and self._main_party(said.subject) and _ACT.match(said.evidence[pronoun.end() :]):
            return self._named(said.subject, SpeakerKind.ORGANISATION)
        for who in filter(None, (said.subject, self._subject_written(said.evidence))):
            at = said.evidence.find(who)
            after = said.evidence[at + len(who) :] if at >= 0 else ""
            if _ACT.match(after) and (self._main_party(who) or not is_nameless(who, said, unless_filed=True)):
                return self._named(self._main_party(who) or who, SpeakerKind.ORGANISATION)
        return None

    def _subject_written(self, evidence: str) -> str | None:
        """Return the name or the described party that a sentence begins with."""
        match = re.match(
            r"In\san?\s[\w ]{3,30}?\s(?P<then>the\s[a-z]+)(?=\s)"
            r"|(?:[\d.:]+\s)?(?P<who>(?:[Tt]he\s)?(?:[A-Z][\w&’'-]*(?:\s(?:and\s|of\s|for\s)?[A-Z][\w&’'-]*)*|[a-z]+(?:\s[a-z]+)?))(?=\s)",
            evidence,
        )
        who = match and (match["who"] or match["then"])
        return who if who and (self._main_party(who) or len(who.split()) > 1 and who[:4].lower() != "the ") else None

    def _credited(self) -> Stated | None:
        """Whose word an article as a whole is, as it says itself."""
        if self._credits.issuer:
            return Stated(
                self._named(self._credits.issuer, SpeakerKind.ORGANISATION), "it prints their statement", surely=False
            )
        if self._credits.agency:
            return self._of_outlet(self._credits.agency, SpeakerKind.OUTLET, "copy of an agency", surely=False)
        return None

    def _named(self, name: str, kind: SpeakerKind) -> Origin:
        main = self._main_party(name) or squeeze(name)
        origin_id = self._voice(main)
        body = self._body(main)
        return Origin(origin_id=origin_id, origin=main, kind=kind, voice_id=self._voice(body) if body else origin_id)

    # Names.

    def _is_outlet(self, said: Statement, speaker: str) -> str | None:
        """Return the outlet that speaks: one by kind, or known by name."""
        for name in filter(None, (said.speaker_entity, speaker)):
            if plain_name(name) in self._outlets:
                return self._outlets[plain_name(name)]
        if said.speaker_kind is SpeakerKind.OUTLET and not _AN_OUTLET.match(speaker):
            return self._outlet_meant(speaker)
        return None

    def _outlet_meant(self, name: str | None) -> str | None:
        """Return the outlet that a name or a piece of one means: first this article's own, then those it named before."""
        if not name:
            return None
        if self._own and is_short_for(name, self._own):
            return self._own
        if plain_name(name) in self._outlets:
            return self._outlets[plain_name(name)]
        near = (origin.via for origin in reversed(self._before) if origin.via and is_short_for(name, origin.via))
        return next(near, None) or self._main_name(name)

    def _relayed(self, evidence: str) -> str | None:
        """Return the other outlet that a sentence says it has it from; of several, the one nearest to the source."""
        found = []
        for match in re.finditer(r"(?-i:[A-Z])[\w&’'-]*(?:\s(?:of\s|&\s)?[A-Z][\w&’'-]*)*", evidence):
            name = self._known_outlet(match[0])
            own = self._own is not None and name is not None and is_short_for(name, self._own)
            if name is None or own:
                continue
            after = re.match(
                rf"(?:['’]s)?(?:,\s[^,]{{3,40}},)?,?\s?(?:\w+\s){{0,3}}?{_RELAYED}\b", evidence[match.end() :]
            )
            if after or _RELAYING.search(evidence[: match.start()]):
                found.append(name)
        return found[-1] if found else None

    def _known_outlet(self, words: str) -> str | None:
        """Return the outlet whose name a run of capitalised words ends or begins with."""
        parts = words.split()
        for size in range(len(parts), 0, -1):
            for piece in (parts[:size], parts[-size:]):
                if (plain := plain_name(" ".join(piece))) in self._outlets:
                    return self._outlets[plain]
        return None

    def _main_party(self, words: str) -> str | None:
        """Return the main name of the body or person of the topic that a phrase names or describes, None for others."""
        plain = plain_name(words)
        for entity in self._entities:
            if plain in {plain_name(name) for name in (entity.name, *entity.aliases)}:
                return entity.name
        bearers = [
            entity.name
            for entity in self._entities
            if entity.kind not in {"place", "product"} and plain in {role.lower() for role in entity.roles}
        ]
        return bearers[0] if len(bearers) == 1 else None

    def _main_name(self, name: str) -> str:
        return self._main_party(name) or squeeze(name)
