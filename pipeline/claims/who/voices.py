"""
Whose word an attribution hands on: the speaker with name and kind, and the outlet through which the word came.

The speaker's entity is the one name under which all their words are found: the fullest that the article gives, or the
topic's. A spokesperson without a name is filed under whom they speak for, because the question is what Best Buy said;
nobody is filed who stays unnamed or unknown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.claims.reading.nouns import CLASSES
from pipeline.claims.reading.phrases import PERIODS, Range
from pipeline.claims.reading.subjects import clause_subject
from pipeline.claims.who.behalf import issuer_of, on_behalf
from pipeline.claims.who.entities import Member
from pipeline.claims.who.name_shapes import is_name_token, is_party_seat
from pipeline.claims.who.origins import NamedOutlet
from pipeline.claims.who.speakers import calls_itself, kind_of, party_of, short_name
from pipeline.claims.who.unnamed import is_plural
from pipeline.models import SpeakerKind

if TYPE_CHECKING:
    from pipeline.claims.reading.cues import Attribution
    from pipeline.claims.reading.sentences import Passage
    from pipeline.claims.who.entities import Cast
    from pipeline.claims.who.origins import Outlets

__all__ = ["Sentence", "Speaker", "Voices"]

_BODIES = frozenset({SpeakerKind.ORGANISATION, SpeakerKind.GOVERNMENT, SpeakerKind.OUTLET})
_HUMAN = frozenset({SpeakerKind.PERSON, SpeakerKind.SPOKESPERSON, SpeakerKind.ANONYMOUS})
_LOOKING_BACK = frozenset({"he", "she", "it", "they", "the", "that", "this", "his", "her", "its"})
_CHIEFS = frozenset({"ceo", "cfo", "coo", "cto"})
_NOMINAL = frozenset({"NN", "NNS", "NNP", "NNPS", "DT", "JJ", "CD", "PRP$", "POS"})
_PRONOUN_SPEAKERS = frozenset({"who", "which", "it", "they", "he", "she"})
_OWNERS = {"his": "he", "her": "she", "its": "it"}
_IT_OR_THEY = frozenset({"it", "they"})
_LONGEST_BARE = 2
_NOBODY = _PRONOUN_SPEAKERS | {"i", "we", "you"}
"""Filed under no name as long as nobody is known to stand behind them."""


_HAD_BY = re.compile(r",?\s+(?:which\s+was\s+|\()?(?:seen|obtained|reviewed|viewed|via)\s")
"""Ends the name of a document, before the outlet that had it."""


@dataclass(slots=True, eq=False)
class Sentence:
    """A sentence: its number in the article, its tokens in the passage."""

    number: int
    tokens: Range


@dataclass(slots=True, eq=False)
class Speaker:
    """Who gives their word: as the text names them, of what kind, and filed under which name."""

    name: str
    kind: SpeakerKind
    entity: str | None
    party: str | None
    """The body that their "we" stands for."""


class Voices:
    """Who speaks in one article, asked in text order."""

    def __init__(self, cast: Cast, outlets: Outlets) -> None:
        self._cast = cast
        self._outlets = outlets
        self._latest: tuple[int, Speaker] | None = None
        self._through: tuple[int, Speaker, NamedOutlet] | None = None

    def speaker(self, p: Passage, a: Attribution, sentence: int) -> Speaker:
        """Return who gives their word, and remember them for the "she" of later sentences."""
        if a.source is None:
            return Speaker(p.cut(*a.cue), SpeakerKind.ANONYMOUS, None, None)
        whole = p.cut(*a.source)
        low = p.lows[a.source[0]]
        behind = self._speaking_body(p, a.source, sentence) or self._cast.stands_for(
            p, *a.source, sentence, speaks=True
        )
        if behind is None and low in {"who", "which"}:
            behind = _antecedent(p, a.source[0])
        named = behind or short_name(whole)
        if calls_itself(whole) and (group := self._cast.member(named)) is not None:
            group.body_signs = max(group.body_signs, group.person_signs + 1)
        kind = kind_of(behind or whole, self._cast, self._outlets.lowered)
        if low in {"he", "she"} and kind is SpeakerKind.ORGANISATION:
            kind = SpeakerKind.PERSON
        party = party_of(named, kind, self._cast) if a.lemma != "word from" else None
        if kind is SpeakerKind.PERSON and (member := self._cast.member(named)) is not None and member.person:
            party = self._house(member, sentence, p.starts[a.source[0]])
        entity = self._entity(named, kind, party)
        if entity is None and (entity := self._client(p, a.source, kind, sentence)) is not None:
            office = kind is SpeakerKind.ORGANISATION and self._cast.is_person(entity)
            kind = SpeakerKind.SPOKESPERSON if office else kind  # "the mayor's office" speaks for the mayor
        found = Speaker(named, kind, entity, party)
        if a.lemma != "word from":
            self._latest = (sentence, found)
        if low not in _PRONOUN_SPEAKERS and not is_plural(named):
            member = self._cast.member(named)
            if kind in _HUMAN or (member is not None and not (member.body or member.thing or member.common)):
                self._cast.speaks(sentence, member or Member(named, person_signs=1))
        return found

    def _entity(self, named: str, kind: SpeakerKind, party: str | None) -> str | None:
        if kind is SpeakerKind.ANONYMOUS or named.lower() in _NOBODY:
            return None
        member = self._cast.member(named)
        if kind is SpeakerKind.SPOKESPERSON and not (member is not None and member.person):
            return (self._cast.full_name(party) or party) if party is not None else None
        if kind is SpeakerKind.DOCUMENT:
            return None
        return self._cast.full_name(named) or (member.name if member is not None else None)

    def _whose_affair(self, p: Passage, at: int) -> str | None:
        """Whose affair the sentence tells before an "it" that speaks: "The Guild's walkout is off, it says"."""
        first = next((begin for begin, end in p.sentences if begin <= at < end), at)
        subject = clause_subject(p, first, at)
        owner = next((i for i in range(*subject) if p.tags[i] == "POS"), None) if subject is not None else None
        name = self._cast.known(p.cut(subject[0], owner)) if subject is not None and owner is not None else None
        return name if name is not None and not self._cast.is_person(name) else None

    def _client(self, p: Passage, source: Range, kind: SpeakerKind, sentence: int) -> str | None:
        """Return for whom somebody without a name speaks, or whose own a paper is: "his lawyer", "its accounts"."""
        if kind is SpeakerKind.DOCUMENT:
            issuer = issuer_of(p, source)
            return self._owner(p, issuer, sentence) if issuer is not None else None
        found = on_behalf(p, source)
        name = self._owner(p, found[0], sentence) if found is not None else None
        of_a_body = found is not None and found[1]
        return None if name is not None and of_a_body and not self._cast.is_body(name) else name

    def _owner(self, p: Passage, words: Range, sentence: int) -> str | None:
        first, last = words
        owner = _OWNERS.get(p.lows[first])
        if p.lows[first] == "whose":
            behind = _antecedent(p, first)
        elif owner == "it":
            behind = self._behind_it(p, first, sentence)
        elif owner is not None:
            behind = self._cast.he_or_she(owner, sentence, p.starts[first]).name
        else:
            behind = self._cast.stands_for(p, first, last, sentence) or self._only_person(p, words, sentence)
            behind = behind or p.cut(first, last)
        return self._cast.full_name(behind) if behind else None

    def _only_person(self, p: Passage, words: Range, sentence: int) -> str | None:
        """The one person named so far, where somebody is described: "Lee fell ill, the keeper's agent said"."""
        if CLASSES.get(p.lows[words[1] - 1]) not in {"people", "known"}:
            return None
        named = [one.member for one in self._cast.before(p.starts[words[0]], sentence, 0) if one.sentence]
        people = [one for one in dict.fromkeys(named) if one.person]
        return people[0].name if len(people) == 1 else None

    def _behind_it(self, p: Passage, at: int, sentence: int) -> str | None:
        """Whose "its" is: the subject of the sentence so far, or whatever body that names."""
        first = next((begin for begin, end in p.sentences if begin <= at < end), at)
        subject = clause_subject(p, first, at)
        behind = subject and (self._cast.stands_for(p, *subject, sentence) or self._cast.full_name(p.cut(*subject)))
        if behind and not self._cast.is_person(behind):
            return behind
        place = p.starts[at]
        return self._cast.leading_in_sentence(place, sentence) or self._cast.named_in_sentence(place, sentence)

    def _house(self, member: Member, sentence: int, at: int) -> str | None:
        """The body that somebody leads: named with their role, or, for a chief executive, the company so far."""
        if member.house:
            body = self._cast.member(member.house)
            return None if body is not None and body.person else self._cast.full_name(member.house) or member.house
        leads = not member.roles.keys().isdisjoint(_CHIEFS) or "chief" in member.roles.get("executive", ())
        return self._cast.body_named_last(sentence, at=at, noun="company") if leads else None

    def _speaking_body(self, p: Passage, source: Range, sentence: int) -> str | None:
        """Whom an "it" or "they" that speaks stands for: "The ministry confirmed that it has asked for a report"."""
        low = p.lows[source[0]]
        if low not in _IT_OR_THEY or source[1] - source[0] > 1:
            return None
        when, voice = self._latest or (0, None)
        if low == "they":
            goes_on = voice is not None and when >= sentence - 1 and voice.kind is SpeakerKind.ANONYMOUS
            return voice.name if goes_on and voice is not None and is_plural(voice.name) else None
        if voice is not None and when == sentence and voice.kind in _BODIES:
            return voice.name
        at = p.starts[source[0]]
        if (leading := self._cast.leading_in_sentence(at, sentence)) is not None:
            return leading
        known = voice is not None and (voice.entity is not None or voice.name[:4].lower() == "the ")
        if voice is not None and known and when == sentence - 1 and voice.kind in _BODIES:
            return voice.name  # "The union said a vote was near. The strike is off, it said."
        named = self._cast.named_in_sentence(at, sentence) or self._whose_affair(p, source[0])
        if named is not None:
            return named
        subject = self._cast.last_subject
        just_named = subject is not None and sentence - subject.sentence <= 1
        return None if just_named else self._cast.body_named_last(sentence, at=at)

    def origin(self, p: Passage, place: Sentence, a: Attribution, speaker: Speaker) -> NamedOutlet | None:
        """
        Return the outlet that the attribution names: who passed it on, whom it was told, who spoke or saw it.

        Whoever goes on in the next sentence, "she added", "the letter says", is still talking to the same outlet.
        """
        named = self._named_outlet(p, place.tokens, a, speaker.kind)
        if named is None and self._through is not None:
            when, before, outlet = self._through
            if (
                a.source is not None
                and place.number - when <= 1
                and _goes_on(speaker, before)
                and p.lows[a.source[0]] in _LOOKING_BACK
            ):
                named = outlet
        if named is not None:
            self._through = (place.number, speaker, named)
        return named

    def _named_outlet(self, p: Passage, sentence: Range, a: Attribution, kind: SpeakerKind) -> NamedOutlet | None:
        for place in (a.via, a.listener, None if kind is SpeakerKind.PERSON else a.source):
            if place is not None:
                named = self._outlets.first_in(p.text, *p.span(*place)) or self._outlets.unnamed(p, place)
                if named is not None and not self._is_person(named.name):
                    return named
        if a.via is not None and (named := self._passed_on_by(p, a.via)) is not None:
            return named
        return self._outlets.passing_on(p, sentence, a.content) if a.source is not None else None

    def _is_person(self, name: str) -> bool:
        """Whether whoever bears the name is known to be a person: one who cites something is no outlet."""
        member = self._cast.member(name)
        return member is not None and member.human and member.kind != "outlet"

    def _passed_on_by(self, p: Passage, via: Range) -> NamedOutlet | None:
        """Whoever reports, citing somebody, under a name that is no person's: that is what an outlet does."""
        begin = via[0] + (p.lows[via[0]] == "the")
        end = next((i for i in range(begin, via[1]) if not is_name_token(p, i)), via[1])
        if begin == end:
            return None
        member = self._cast.member(p.cut(begin, end))
        return (
            None
            if member is not None and (member.human or member.person_signs > 1)
            else NamedOutlet(p.cut(via[0], end), *p.span(via[0], end))
        )

    def chain(self, p: Passage, a: Attribution, speaker: Speaker, origin: NamedOutlet | None) -> tuple[str, ...]:
        """Return everybody on the way of the word, nearest to the reader first; none if only the speaker is named."""
        passed = [short_name(p.cut(*place)) for place in a.passed]
        if not passed and origin is not None and origin.name.lower() not in speaker.name.lower().split(" seen by ")[0]:
            passed = [origin.name]
        if not passed:
            return ()
        began = next((speaker.name[: m.start()] for m in [_HAD_BY.search(speaker.name)] if m is not None), speaker.name)
        return (*passed, began)

    def fields(self, p: Passage, a: Attribution, speaker: Speaker, origin: NamedOutlet | None) -> dict[str, object]:
        """Return what each statement of a speaker carries about them, by the name of its field."""
        return {
            "speaker": speaker.name,
            "speaker_entity": speaker.entity,
            "speaker_span": p.span(*(a.source or a.cue)),
            "speaker_kind": speaker.kind,
            "cue": p.cut(*a.cue),
            "cue_span": p.span(*a.cue),
            "origin": origin.name if origin is not None else None,
            "origin_span": origin.span if origin is not None else None,
            "via": origin.name if origin is not None else None,
            "chain": self.chain(p, a, speaker, origin),
        }


def _goes_on(speaker: Speaker, before: Speaker) -> bool:
    """Whether both are the same somebody; of people and papers without a name, whether they are of one kind."""
    if speaker.entity is not None or before.entity is not None:
        return speaker.entity == before.entity
    return speaker.kind is before.kind and speaker.kind in {SpeakerKind.ANONYMOUS, SpeakerKind.DOCUMENT}


def _antecedent(p: Passage, at: int) -> str | None:
    """Whom "which" or "who" stands for: the noun phrase right before it, no preposition inside."""
    end = at - 1 if at > 0 and p.words[at - 1] == "," else at
    if end > 1 and is_party_seat(p.words[end - 1]):
        end -= 1 + (p.words[end - 2] in {",", "("})  # "Peter King, R-N.Y., who"
    elif end > 2 and p.words[end - 1] == ")" and is_party_seat(p.words[end - 2]):
        end -= 3
    begin = end
    while begin > 0 and (p.tags[begin - 1] in _NOMINAL or p.lows[begin - 1] == "&"):
        begin -= 1
    if begin < end and p.lows[end - 1] in PERIODS:
        return None
    loose = end - begin > _LONGEST_BARE and p.tags[begin] not in {"DT", "CD", "PRP$", "NNP"}
    placed = begin > 0 and p.lows[begin - 1] in {"of", "from", "in"} and p.lows[at] == "who"
    return (
        p.cut(begin, end)
        if begin < end and not loose and not (placed and end - begin == 1 and is_name_token(p, begin))
        else None
    )
