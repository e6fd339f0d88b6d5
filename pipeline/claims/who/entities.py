"""
For whom a noun or pronoun stands: asked in text order, of everybody whom the article names.

"The retailer" is Best Buy because the topic says that Best Buy is a retailer, or because the article itself wrote
"the retailer Best Buy" or "Best Buy, the largest retailer". "He" is a man, "the company" no ministry and "it" nobody
who was last spoken of three sentences ago. Where two could be meant, nobody is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.claims.reading.nouns import BODIES, CLASSES, SINGULAR
from pipeline.claims.who.bodies_meant import ANY_BODY, ANY_COMPANY, body_meant, company_described, is_most_named
from pipeline.claims.who.common_subjects import head_of
from pipeline.claims.who.groups import own_part, parted
from pipeline.claims.who.members import Member
from pipeline.claims.who.name_shapes import NAME_TAGS, is_name_token, looks_like_a_person
from pipeline.claims.who.people_meant import Meant, person_meant
from pipeline.claims.who.roster import Roster

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.claims.reading.sentences import Passage

__all__ = ["Cast", "Member", "Subject", "looks_like_a_person"]

_ARTICLES = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her"})
_POINTING = frozenset({"the", "this", "that", "these", "those"})
_INDEFINITE = frozenset(
    "a an any another other some many several various all each every no most few both one two three multiple".split()
)
_HUMAN = frozenset({"people", "known", "spokesperson"})
_HE = frozenset({"he", "him"})
_SHE = frozenset({"she", "her"})
_SPEECHLESS = frozenset({"product", "place"})
_ANOTHER = frozenset("last first next final other second third old older new newer only".split())  # of several things
_IT = frozenset({"it", "they", "them"})
_CALLED = BODIES | {"facility"}
"""Classes of nouns by which a body goes: "the airline", "the office"."""
_WEAK = frozenset("former current late veteran own embattled troubled ailing".split())
"""Say nothing about which one it is: "the former minister" is the minister."""
_AGE = re.compile(r"\d{1,3}")
_NEAR = 800
"""Characters that a noun looks back over in its own paragraph."""
_RECENT = 6
"""Sentences that a noun for a person looks back over for who bears it, unless it is still about them."""
_NEARBY = 3
"""Sentences that "the group" looks back over for whom they were about."""
_EVER = 10_000
_LONGEST_NAME = 4


@dataclass(slots=True, eq=False)
class Subject:
    """Whom or what the latest claim was about: the sentence it stands in, the name to put for a pronoun."""

    sentence: int
    name: str
    plural: bool = False


@dataclass(slots=True)
class Cast(Roster):
    """Everybody the article names; asked for whom a noun or pronoun stands at one place of it."""

    outlets: frozenset[str] = frozenset()
    """The names of outlets, lower case: "the company" is none of them."""
    last_speaker: tuple[int, Member] | None = None
    spoke_before: tuple[int, Member] | None = None
    """Whoever spoke last in an earlier sentence than the last speaker."""
    last_subject: Subject | None = None
    told_of: Subject | None = None
    """Whom or what the latest claim was about whose speaker was the subject of the sentence."""
    left_open: dict[bool, tuple[int, int]] = field(default_factory=dict)
    """By whether it is a woman, sentence and place of the last "he" or "she" that could be several people."""
    unnamed: set[str] = field(default_factory=set)
    """Nouns for people whom the article has brought in without a name."""

    def may_be(self, pronoun: str, name: str) -> bool:
        """Whether "he" or "she" can stand for the bearer of the name, as far as is known."""
        member = self.member(name)
        return member is None or _agrees(member, pronoun)

    def is_surely_human(self, name: str) -> bool:
        """Whether whoever bears the name is known to be a person, by more than that "he" followed once."""
        member = self.member(name)
        return member is not None and (
            member.human or member.kind == "person" or (member.person and " " in member.name)
        )

    def is_body(self, name: str, *, unless_known_otherwise: bool = False) -> bool:
        """Whether the name is a company's or an authority's, or, where that is enough, nobody else's."""
        member = self.member(name)
        if member is None:
            return unless_known_otherwise or CLASSES.get(name.rpartition(" ")[2].lower()) in BODIES
        return member.body or (unless_known_otherwise and not (member.person or member.thing))

    def name_to_put(self, speaker: str) -> str | None:
        """Return the name to put for somebody's "I": short, and their own; None for who has none."""
        if speaker.lower() in _HE | _SHE:
            return speaker
        own = own_part(speaker)
        words = own.split()
        if not words or not words[-1][:1].isupper() or words[0].lower() in _INDEFINITE:
            return None
        return own if own == speaker and len(words) <= _LONGEST_NAME else self.full_name(speaker)

    def mentioned_in(self, phrase: str, low: str) -> str | None:
        """Return the name inside "critics of Acme" where a pronoun can mean it, by its number and kind."""
        others = parted(phrase).others
        if low == "it" and self.topic.kinds.get(thing := self.names_exactly(others) or "") in _SPEECHLESS:
            return thing  # of a plant, too, its people say that "it" will close
        if not others[:1].isupper():
            return None
        member = self.member(others)
        if member is None or member.name.rpartition(" ")[2] not in others:
            return None
        if member.may_be(low):
            return member.name
        unknown = not (member.person or member.body or member.thing or member.several)
        return member.name if unknown and low in _HE | _SHE and _agrees(member, low) else None

    def spoken(self, subject: str) -> str | None:
        """Return the name of whoever the subject is, as a sentence has it; None where it names nobody met."""
        name, member = self.full_name(subject), self.member(subject)
        return name if name is None or member is None else _definite(member)

    def speaks(self, sentence: int, member: Member) -> None:
        """Take in who speaks in a sentence."""
        if self.last_speaker is not None and self.last_speaker[0] < sentence:
            self.spoke_before = self.last_speaker
        self.last_speaker = (sentence, member)

    def he_or_she(
        self, low: str, sentence: int, at: int, *, speaks: bool = False, speaker_after: bool = False
    ) -> Meant:
        """
        Return whom "he" or "she" stands for at a place of the text; `speaks` tells that it is who speaks.

        `speaker_after` tells that whoever is on record as the sentence's speaker is named only after that place.
        """
        found = person_meant(self, low, at, sentence, speaks=speaks, speaker_after=speaker_after)
        if found.member is None and found.anybody:
            self.left_open[low in _SHE] = (sentence, at)
        if found.member is not None and not found.member.person:
            found.member.person_signs += 2  # whom "he" stands for is no company
        return found

    def stands_for(self, p: Passage, first: int, last: int, sentence: int, *, speaks: bool = False) -> str | None:
        """
        Return the name behind a pronoun or a definite noun phrase, or None where it names somebody itself.

        `speaks` tells that it is somebody who speaks: whoever spoke last goes on.
        """
        named = ""
        if "," in p.words[first:last]:
            comma = p.words.index(",", first)
            named, last = p.cut(comma + 1, last).strip(" ,") if comma + 1 < last else "", comma
        low = p.lows[last - 1]
        at = p.starts[first]
        if last - first == 1 and p.tags[first] == "PRP":
            found = self._behind_pronoun(low, sentence, at, speaks=speaks)
            return found if not speaks or self.topic.kinds.get(found or "") not in _SPEECHLESS else None
        if p.lows[first] in _INDEFINITE or _has_name(p, first, last):
            return None
        if low == "year-old" and last - first >= 3 and _AGE.fullmatch(p.words[last - 3]):
            return next(
                (m.member.name for m in self.before(at, sentence, _EVER) if m.member.age == p.words[last - 3]), None
            )
        head = head_of(p, first, last)
        if head != last - 1:
            return None  # "the head of the agency", "the president first"
        found = self._behind_noun(p, first, head, sentence)
        if found is not None and named and looks_like_a_person(named):
            return self.full_name(named) or found  # "the minister, Ann Lee," is Ann Lee, though the topic has one
        return found

    def _named_before(self, p: Passage, at: int) -> list[str]:
        """The topic's entities named earlier in the same paragraph, the nearest first."""
        if not self.topic.names or at == 0:
            return []
        return self.topic.named_in(p.text[max(p.start, p.starts[at] - _NEAR) : p.starts[at]])[::-1]

    def _behind_pronoun(self, low: str, sentence: int, at: int, *, speaks: bool) -> str | None:
        if low in _HE | _SHE:
            return self.he_or_she(low, sentence, at, speaks=speaks).name
        if low not in _IT:
            return None
        subject = self.last_subject
        if subject is None or sentence - subject.sentence > 1:
            return self._only_one_led(low, sentence, at)
        if not self._fits(low, subject):
            besides = self.told_of
            return (
                besides.name
                if besides is not None and besides.sentence == sentence and self._fits(low, besides)
                else None
            )
        about = self.member(subject.name)
        others = {m.member for m in self.before(at, sentence, sentence - subject.sentence) if m.member.may_be(low)}
        return (
            subject.name if others <= {about} or is_most_named(self, about, others, at=at, sentence=sentence) else None
        )

    def _only_one_led(self, low: str, sentence: int, at: int) -> str | None:
        """Whoever the sentence before was about that made no claim, where nobody else in it fits."""
        fitting = [m for m in self.before(at, sentence, 1) if m.member.may_be(low) and not m.member.common]
        if len({m.member for m in fitting}) != 1 or not any(m.leads for m in fitting):
            return None
        return _definite(fitting[0].member)

    def _fits(self, low: str, subject: Subject) -> bool:
        member = self.member(subject.name)
        if member is None:
            return subject.plural is (low != "it")
        return not member.person and member.several is (low != "it") and (not member.thing or low == "it")

    def _behind_noun(self, p: Passage, first: int, head: int, sentence: int) -> str | None:
        words = [p.words[i] for i in range(first, head + 1)]
        before = self._named_before(p, first)
        bearers = self._topic_bearers(words)
        if bearers and not _ANOTHER.isdisjoint(p.lows[first + 1 : head]):
            bearers = {name for name in bearers if self.topic.kinds.get(name) not in _SPEECHLESS}
        at = p.starts[first]
        found = next((name for name in before if name in bearers), None)
        if bearers and found is None:
            found = next((m.member.name for m in self.before(at, sentence, _EVER) if m.member.name in bearers), None)
        if found is None and len(bearers) == 1:
            found = next(iter(bearers))
        if found is not None or p.lows[first] not in _POINTING:
            return found
        noun = p.lows[head]
        plain = not frozenset(p.lows[first + 1 : head]) - _WEAK
        borne = self._own_bearer(noun, frozenset(p.lows[first + 1 : head]), at, sentence)
        if borne is not None:
            return _definite(borne)
        if noun in ANY_COMPANY or (noun in ANY_BODY and plain):
            return self.body_named_last(sentence, before, at=at, noun=noun)
        if CLASSES.get(noun) == "company" and noun not in SINGULAR:
            meant = company_described(self, at, sentence, superlative="JJS" in p.tags[first:head])
            return _definite(meant) if meant is not None else None
        return None

    def _own_bearer(self, noun: str, modifiers: frozenset[str], at: int, sentence: int) -> Member | None:
        """Whom the article has tied the noun to: the latest before it, or the only one if named after it."""
        bearers = self.bearers(noun)
        if not bearers:
            return None
        telling = modifiers - _WEAK
        human = CLASSES.get(noun) in _HUMAN

        def fits(m: Member) -> bool:
            known = m.roles.get(noun)
            told = known is not None and (not telling or telling <= (known | set(m.name.lower().split())))
            return told and (human and noun not in SINGULAR if m.person else not human or noun in SINGULAR)

        named = [m for m in self.before(at, sentence, _EVER) if noun in m.member.roles and fits(m.member)]
        if named:
            near = {m.member for m in named if named[0].sentence - m.sentence <= 1}
            recent = sentence - named[0].sentence <= _RECENT or self._had_a_turn(named[0].member)
            led = any(m.leads and sentence - m.sentence <= _NEARBY for m in named)
            alone = len(bearers) == 1 and named[0].sentence == sentence and CLASSES.get(noun) in _CALLED
            spoken_of = recent if human else telling or led or alone
            return named[0].member if len(near) == 1 and spoken_of else None
        only = next(iter(bearers)) if len(bearers) == 1 else None
        return only if only is not None and not only.common and fits(only) else None

    def _had_a_turn(self, member: Member) -> bool:
        """Whether they are the latest subject or speaker."""
        spoke = self.last_speaker is not None and self.last_speaker[1] is member
        return spoke or (self.last_subject is not None and self.last_subject.name == member.name)

    def body_named_last(self, sentence: int, before: Iterable[str] = (), *, at: int, noun: str = "") -> str | None:
        """Return the company or authority meant by "the company", by an "it" that speaks; see `body_meant`."""
        found = body_meant(self, sentence, before, at=at, noun=noun)
        return _definite(found) if found is not None else None

    def leading_in_sentence(self, at: int, sentence: int) -> str | None:
        """Return the body that is the subject of the sentence so far, whoever else it names before a place in it."""
        led = (mention.member for mention in self.before(at, sentence, 0) if mention.sentence and mention.leads)
        found = next((m for m in led if not (m.person or m.thing or m.several or m.common)), None)
        return _definite(found) if found is not None else None

    def named_in_sentence(self, at: int, sentence: int) -> str | None:
        """Return the body that the sentence names first, before a place in it."""
        found = None
        for mention in self.before(at, sentence, 0):
            found = mention.member if mention.member.body and not mention.member.common else found
        return _definite(found) if found is not None else None

    def _topic_bearers(self, words: list[str]) -> set[str]:
        """Entities with a role that fits the noun phrase: same last word, no foreign capitalised word."""
        roles = self.topic.standing(words[-1].lower())
        if not roles:
            return set()
        lows = {word.lower() for word in words}
        capitals = [w for w in words[1:] if w[0].isupper()] + ([words[0]] if words[0].lower() not in _ARTICLES else [])
        return {
            role.name
            for role in roles
            if (len(role.words) == 1 or role.words[0] in lows)
            and all(word.lower()[:4] in role.called for word in capitals if word[0].isupper())
        }


def _agrees(member: Member, low: str) -> bool:
    """Whether somebody who has spoken can be "he" or "she"."""
    return member.gender != ("f" if low in _HE else "m")


def _definite(member: Member) -> str:
    """The name as a sentence has it: "the electoral commission", "the World Health Organization"."""
    if not member.common:
        return f"the {member.name}" if member.definite else member.name
    own = "’s " in member.name or "'s " in member.name
    return member.name if own else f"the {member.name}"


def _has_name(p: Passage, first: int, last: int) -> bool:
    """Whether a name stands there that does more than describe a noun."""
    if NAME_TAGS.isdisjoint(p.tags[first:last]):
        return False
    return any(is_name_token(p, i) and not _adjectival(p, i, last) for i in range(first, last))


def _adjectival(p: Passage, i: int, last: int) -> bool:
    """Whether the capitalised word only describes the noun after it: "the Chinese company", "America's largest"."""
    return i + 1 < last and (p.tags[i + 1] == "POS" or p.words[i].endswith(("ese", "ish", "an", "based", "n")))
