"""
For whom a noun or pronoun stands: asked in text order, of everybody whom the article names.

"The retailer" is Best Buy because the topic says that Best Buy is a retailer, or because the article itself wrote
"the retailer Best Buy" or "Best Buy, the largest retailer". "He" is a man, "the company" no ministry and "it" nobody
who was last spoken of three sentences ago. Where two could be meant, nobody is.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from pipeline.claims.members import Member, Roster
from pipeline.claims.name_shapes import is_name_token, looks_like_a_person
from pipeline.claims.nouns import CLASSES, PEOPLE, SINGULAR
from pipeline.claims.phrases import noun_phrase_after

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.claims.phrases import Range
    from pipeline.claims.sentences import Passage

__all__ = ["Cast", "Member", "Subject", "common_subject", "looks_like_a_person"]

_ARTICLES = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her"})
_POINTING = frozenset({"the", "this", "that", "these", "those"})
_INDEFINITE = frozenset(
    "a an any another other some many several various all each every no most few both one two three multiple".split()
)
_ANY_COMPANY = frozenset({"company", "firm", "group", "business", "corporation"})
_ANY_BODY = frozenset({"organisation", "organization", "agency", "body", "institution", "authority"})
_OFFICIAL = frozenset({"agency", "authority"})
_HE = frozenset({"he", "him"})
_SHE = frozenset({"she", "her"})
_IT = frozenset({"it", "they", "them"})
_WEAK = frozenset("former new latest current late veteran own embattled troubled ailing".split())
"""Say nothing about which one it is: "the former minister" is the minister."""
_AGE = re.compile(r"\d{1,3}")
_NEAR = 800
"""Characters that a noun looks back over in its own paragraph."""
_RECENT = 6
"""Sentences that a noun or pronoun looks back over."""
_EVER = 10_000
_LONGEST_COMMON = 7
_OPENS_COMMON = frozenset({"the", "a", "an"})


class Subject(NamedTuple):
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
    last_subject: Subject | None = None
    unnamed: set[str] = field(default_factory=set)
    """Nouns for people whom the article has brought in without a name."""

    def may_be(self, pronoun: str, name: str) -> bool:
        """Whether "he" or "she" can stand for the bearer of the name, as far as is known."""
        member = self.member(name)
        return member is None or _agrees(member, pronoun)

    def spoken(self, subject: str) -> str | None:
        """Return the name of whoever the subject is, as a sentence has it; None where it names nobody met."""
        name, member = self.full_name(subject), self.member(subject)
        return name if name is None or member is None else _definite(member)

    def stands_for(self, p: Passage, first: int, last: int, sentence: int) -> str | None:
        """Return the name behind a pronoun or a definite noun phrase, or None where it names somebody itself."""
        low = p.lows[last - 1]
        at = p.starts[first]
        if last - first == 1 and p.tags[first] == "PRP":
            return self._behind_pronoun(low, sentence, at)
        if p.lows[first] in _INDEFINITE or any(
            is_name_token(p, i) and not _adjectival(p, i, last) for i in range(first, last)
        ):
            return None
        if low == "year-old" and last - first >= 3 and _AGE.fullmatch(p.words[last - 3]):
            return next((m.name for _, m in self.before(at, sentence, _EVER) if m.age == p.words[last - 3]), None)
        head = _head(p, first, last)
        if head is None:
            return None
        return self._behind_noun(p, first, head, sentence)

    def _named_before(self, p: Passage, at: int) -> list[str]:
        """The topic's entities named earlier in the same paragraph, the nearest first."""
        if not self.topic.names or at == 0:
            return []
        return self.topic.named_in(p.text[max(p.start, p.starts[at] - _NEAR) : p.starts[at]])[::-1]

    def _behind_pronoun(self, low: str, sentence: int, at: int) -> str | None:
        if low in _HE | _SHE:
            return self._behind_he(low, sentence, at)
        if low not in _IT:
            return None
        subject = self.last_subject
        if subject is not None and sentence - subject.sentence <= 1 and self._fits(low, subject):
            return subject.name
        return None

    def _fits(self, low: str, subject: Subject) -> bool:
        member = self.member(subject.name)
        if member is None:
            return subject.plural is (low != "it")
        return not member.person and (not member.thing or low == "it")

    def _behind_he(self, low: str, sentence: int, at: int) -> str | None:
        """The person spoken of: who spoke or was the subject last, else the only one named lately whom it fits."""
        speaker, subject = self.last_speaker, self.last_subject
        lately = []
        if speaker is not None and sentence - speaker[0] <= _RECENT and _agrees(speaker[1], low):
            lately.append((speaker[0], 1, speaker[1].name))
        about = self.member(subject[1]) if subject is not None else None
        if subject is not None and about is not None and about.may_be(low) and sentence - subject[0] <= _RECENT:
            lately.append((subject[0], 0, about.name))
        if lately:
            _, spoke, name = max(lately)
            if spoke and speaker is not None and not speaker[1].person:
                speaker[1].person_signs += 2  # whom "he" stands for is no company
            return name
        people = [m for m in self.distinct(at, sentence, _RECENT) if m.may_be(low)]
        likely = [m for m in people if m.gender] or people
        return likely[0].name if len(likely) == 1 else self._first_of_latest(likely, at, sentence)

    def _first_of_latest(self, people: list[Member], at: int, sentence: int) -> str | None:
        """Among several, whoever the latest sentence with any of them named first: its subject."""
        for mention in self.before(at, sentence):
            if mention.member in people:
                same = [m for m in self.before(at, sentence) if m.sentence == mention.sentence and m.member in people]
                return same[-1].member.name
        return None

    def _behind_noun(self, p: Passage, first: int, head: int, sentence: int) -> str | None:
        words = [p.words[i] for i in range(first, head + 1)]
        before = self._named_before(p, first)
        bearers = self._topic_bearers(words)
        at = p.starts[first]
        found = next((name for name in before if name in bearers), None)
        if bearers and found is None:
            found = next((m.name for _, m in self.before(at, sentence, _EVER) if m.name in bearers), None)
        if found is None and len(bearers) == 1:
            found = next(iter(bearers))
        if found is not None or p.lows[first] not in _POINTING:
            return found
        noun = p.lows[head]
        plain = not frozenset(p.lows[first + 1 : head]) - _WEAK
        borne = self._own_bearer(noun, frozenset(p.lows[first + 1 : head]), at, sentence)
        if borne is not None:
            return _definite(borne)
        if noun in _ANY_COMPANY or (noun in _ANY_BODY and plain):
            return self.body_named_last(sentence, before, at=at, noun=noun)
        if CLASSES.get(noun) == "company" and noun not in SINGULAR:
            return self._only_company(at, sentence)
        return None

    def _own_bearer(self, noun: str, modifiers: frozenset[str], at: int, sentence: int) -> Member | None:
        """Whom the article has tied the noun to: the latest before it, or the only one if named after it."""
        bearers = self.bearers(noun)
        if not bearers:
            return None
        telling = modifiers - _WEAK

        def fits(m: Member) -> bool:
            known = m.roles.get(noun)
            told = known is not None and (not telling or telling <= (known | set(m.name.lower().split())))
            return told or (known is not None and not known and m.person)

        latest = next((m for _, m in self.before(at, sentence, _EVER) if noun in m.roles and fits(m)), None)
        if latest is not None:
            return latest
        only = next(iter(bearers)) if len(bearers) == 1 else None
        return only if only is not None and not only.common and fits(only) else None

    def _only_company(self, at: int, sentence: int) -> str | None:
        bodies = [
            m
            for m in self.distinct(at, sentence, _EVER)
            if m.body and not m.common and self._may_speak(m, company=True)
        ]
        return _definite(bodies[0]) if len(bodies) == 1 else None

    def body_named_last(self, sentence: int, before: Iterable[str] = (), *, at: int, noun: str = "") -> str | None:
        """
        Return the company or authority that was named last, for "the company" and for an "it" that speaks.

        One that the topic knows as such comes before a name of which nothing is known; `before` names those that stand
        earlier in the same paragraph, the nearest first.
        """
        kinds = self.topic.kinds
        recent = [m for m in self.distinct(at, sentence, _RECENT) if not m.person and not m.thing]
        if not any(m.body and not m.common for m in recent):
            recent = [m for m in self.distinct(at, sentence, _EVER) if not m.person and not m.thing]
        known = (
            name for name in (*before, *(m.name for m in recent)) if kinds.get(name) in {"organisation", "government"}
        )
        if (name := next(known, None)) is not None:
            return name
        company = noun in _ANY_COMPANY
        fitting = [m for m in recent if not m.common and self._may_speak(m, company=company)]
        if noun in _OFFICIAL:
            fitting = [m for m in fitting if _is_no_company(m)]
        certain = [m for m in fitting if m.body]
        if len(certain or fitting) == 1:
            return _definite((certain or fitting)[0])
        return _definite(self._most_named(certain, at, sentence)) if certain else None

    def _most_named(self, members: list[Member], at: int, sentence: int) -> Member:
        """Whoever was named most often so far, and whom the latest claim was about counts once more."""
        subject = self.last_subject
        about = self.member(subject[1]) if subject is not None and sentence - subject[0] <= _RECENT else None
        named = Counter(mention.member for mention in self.before(at, sentence, sentence))
        return max(members, key=lambda m: (named[m] + (m is about), -members.index(m)))

    def named_in_sentence(self, at: int, sentence: int) -> str | None:
        """Return the body that the sentence names first, before a place in it."""
        found = None
        for mention in self.before(at, sentence, 0):
            found = mention.member if mention.member.body and not mention.member.common else found
        return _definite(found) if found is not None else None

    def _may_speak(self, member: Member, *, company: bool) -> bool:
        if member.name.lower() in self.outlets:
            return False
        return not (company and _is_no_company(member))

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


def _is_no_company(member: Member) -> bool:
    """Whether what it is called says that it is an authority, a club, a university."""
    called = {CLASSES.get(role) for role in member.roles}
    return member.kind == "government" or ("company" not in called and bool(called & {"government", "organisation"}))


def common_subject(p: Passage, clause: Range) -> tuple[str, bool] | None:
    """
    Return what to put for an "it" or "they" after a clause whose subject has no name, and whether that is several.

    "A new bridge opened. It …" is about "the new bridge". None for people, for measures and for what is long.
    """
    first = clause[0]
    found = noun_phrase_after(p, first, clause[1])
    if found is None or found[1] - first > _LONGEST_COMMON or p.lows[first] not in _OPENS_COMMON:
        return None
    head = _head(p, *found)
    if head is None or head == first or p.lows[head] in PEOPLE or any(p.words[i] == "," for i in range(*found)):
        return None
    end = found[1]
    plural = p.tags[head] in {"NNS", "NNPS"}
    begin = first + 1 if p.lows[first] in {"a", "an"} else first
    rest = p.cut(begin, end)
    return (f"the {rest}" if begin > first else rest[0].lower() + rest[1:]), plural


def _definite(member: Member) -> str:
    """The name as a sentence has it: "the electoral commission", "the World Health Organization"."""
    if not member.common:
        return f"the {member.name}" if member.definite else member.name
    own = "’s " in member.name or "'s " in member.name
    return member.name if own else f"the {member.name}"


def _adjectival(p: Passage, i: int, last: int) -> bool:
    """Whether the capitalised word only describes the noun after it: "the Chinese company", "America's largest"."""
    return i + 1 < last and (p.tags[i + 1] == "POS" or p.words[i].endswith(("ese", "ish", "an", "based", "n")))


def _head(p: Passage, first: int, last: int) -> int | None:
    """The noun that a definite noun phrase is about: the last one before "of" or "which"."""
    head = None
    for i in range(first, last):
        if p.tags[i].startswith("NN"):
            head = i
        elif head is not None and p.tags[i] not in {"POS", "JJ", "JJS", "JJR", "VBN", "CD"}:
            break
    return head
