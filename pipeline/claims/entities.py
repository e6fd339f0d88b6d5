"""
The somebodies of one article: names the topic knows, names the text itself brings, and the nouns that stand for them.

"The retailer" is Best Buy because the topic says that Best Buy is a retailer, or because the article itself wrote
"the retailer Best Buy" or "Best Buy, the largest retailer".
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.claims.tags import is_title_case

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.claims.sentences import Passage
    from pipeline.topic import Entity, Vocabulary

__all__ = ["Cast", "Member", "looks_like_a_person"]

_ORGANISATION = re.compile(
    r"\b(?:Inc|Corp|Co|Ltd|LLC|PLC|AG|Group|Holdings|Company|Bank|University|Institute|College|Department|Ministry|Agency"
    r"|Commission|Committee|Council|Court|Congress|Senate|Parliament|Party|Union|Association|Foundation|Authority|House"
    r"|Office|Bureau|Hospital|School|Airlines|Motors|Technologies|Systems|Labs|Partners|Times|Post|News|Journal|Daily"
    r"|Press|Street|Institute|Center|Centre|Board|Fund|Trust|Service|Services|Club|League|Mobile|Energy|Pharma|United)\b"
)
_TITLES = frozenset(
    "mr. mrs. ms. dr. sen. rep. gov. gen. lt. col. prof. rev. president senator professor minister chairman chairwoman "
    "secretary judge mayor king queen prince princess sir lord pope captain coach director".split()
)
_ARTICLES = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her"})
_INDEFINITE = frozenset(
    "a an any another other some many several various all each every no most few both one two three multiple".split()
)
_COMPANY_NOUNS = frozenset(
    {"company", "firm", "group", "business", "organisation", "organization", "agency", "corporation"}
)
_PERSON_NOUNS = frozenset(
    {"man", "woman", "spokesman", "spokeswoman", "spokesperson", "official", "minister", "president"}
)
_CALENDAR = re.compile(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?|January|February|March|April|May|June|July|August|September|October"
    r"|November|December|Christmas|Easter)(?:\s.*)?"
)
"""Written with a capital, and nobody."""
_NAMES = frozenset({"NNP", "NNPS"})
_BODIES = frozenset({"organisation", "government"})
_REMEMBERED = 150
_NEAR = 800
"""Characters that a noun looks back over in its own paragraph."""
_RECENT = 6
"""Sentences that a noun or pronoun looks back over."""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody the article names: the name it is filed under, and what it is."""

    name: str
    person: bool = False
    thing: bool = False
    """A place or a product, which the topic says it is."""


@dataclass(slots=True)
class Cast:
    """Who has been named so far, in the order of the text; asked for whom a noun or pronoun stands."""

    vocabulary: Vocabulary
    seen: deque[tuple[int, Member]] = field(default_factory=lambda: deque(maxlen=_REMEMBERED))
    last_speaker: tuple[int, Member] | None = None
    last_subject: tuple[int, str] | None = None
    """Whom the latest claim was about, where that is somebody named."""
    own_roles: dict[str, str] = field(default_factory=dict)
    """Nouns the article itself has tied to a name."""
    unnamed: set[str] = field(default_factory=set)
    """Nouns for people whom the article has brought in without a name."""

    def known(self, phrase: str) -> str | None:
        """Return the entity that the phrase names, the last one where it names several; None where it names none."""
        finder, names = _finder(self.vocabulary.entities)
        if finder is None:
            return None
        found = finder.findall(phrase)
        return names[found[-1].lower()] if found else None

    def is_person(self, name: str) -> bool:
        """Whether the topic says that the entity of this name is a person."""
        return _kinds(self.vocabulary.entities).get(name) == "person"

    def names_exactly(self, phrase: str) -> str | None:
        """Return the entity of which the whole phrase is a name."""
        _, names = _finder(self.vocabulary.entities)
        return names.get(re.sub(r"^(?:the|The)\s+", "", phrase).strip().lower())

    def note(self, p: Passage, sentence: int, first: int, last: int) -> None:
        """Take in the names of one sentence, given as token range of a passage."""
        shouted: bool | None = None
        done = first
        for begin in range(first, last):
            if begin < done or p.tags[begin] not in _NAMES or not _is_name_token(p, begin):
                continue
            done = begin + 1
            while done < last and (_is_name_token(p, done) or (p.lows[done] == "&" and done + 1 < last)):
                done += 1
            if shouted is None:
                shouted = is_title_case(p.words[first:last])
            if not shouted or self.known(p.cut(begin, done)) is not None:
                self._meet(p, sentence, begin, done)

    def _meet(self, p: Passage, sentence: int, begin: int, end: int) -> None:
        text = p.cut(begin, end)
        if _CALENDAR.fullmatch(text):
            return
        name = self.known(text) or text
        titled = begin > 0 and p.lows[begin - 1] in _TITLES
        person = (titled and self.known(text) is None) or self._is_somebody(name)
        thing = _kinds(self.vocabulary.entities).get(name) in {"place", "product"}
        self.seen.append((sentence, Member(name, person=person, thing=thing)))
        role = _role_beside(p, begin, end)
        if role is not None:
            self.own_roles.setdefault(role, name)

    def roles_of(self, name: str) -> tuple[str, ...]:
        """Return the nouns that the topic says stand for the entity."""
        return _roles(self.vocabulary.entities).get(name, ())

    def stands_for(self, p: Passage, first: int, last: int, sentence: int, *, told: bool = False) -> str | None:
        """
        Return the name behind a pronoun or a definite noun phrase, or None where it names somebody itself.

        `told` says that a person is talking: their "it" may be anything, unless the sentence before was about a body.
        """
        low = p.lows[last - 1]
        if last - first == 1 and p.tags[first] == "PRP":
            return self._behind_pronoun(low, sentence, told=told)
        if p.lows[first] in _INDEFINITE or any(
            _is_name_token(p, i) and not _adjectival(p, i, last) for i in range(first, last)
        ):
            return None
        head = _head(p, first, last)
        if head is None:
            return None
        return self._behind_noun([p.words[i] for i in range(first, head + 1)], sentence, self._named_before(p, first))

    def _named_before(self, p: Passage, at: int) -> list[str]:
        """The entities named earlier in the same paragraph, the nearest first."""
        finder, names = _finder(self.vocabulary.entities)
        if finder is None or at == 0:
            return []
        before = p.text[max(p.start, p.starts[at] - _NEAR) : p.starts[at]]
        return [names[name.lower()] for name in reversed(finder.findall(before))]

    def _behind_pronoun(self, low: str, sentence: int, *, told: bool) -> str | None:
        wants_person = low in {"he", "she", "him", "her"}
        if wants_person and self.last_speaker is not None and sentence - self.last_speaker[0] <= _RECENT:
            return self.last_speaker[1].name
        if low not in {"he", "she", "him", "her", "it", "they", "them"}:
            return None
        subject = self.last_subject
        fits = subject is not None and not (low == "it" and self._is_somebody(subject[1]))
        if not wants_person and subject is not None and fits and sentence - subject[0] <= 1:
            return subject[1]
        if told and not wants_person:
            return None
        for when, member in reversed(self.seen):
            if sentence - when > _RECENT:
                break
            if not member.thing and (member.person is wants_person or low in {"they", "them"}):
                return member.name
        return None

    def _is_somebody(self, name: str) -> bool:
        return self.is_person(name) or (looks_like_a_person(name) and self.known(name) is None)

    def _behind_noun(self, words: list[str], sentence: int, before: list[str]) -> str | None:
        bearers = self._bearers(words)
        for name in before:
            if name in bearers:
                return name
        for _, member in reversed(self.seen):
            if member.name in bearers:
                return member.name
        if len(bearers) == 1:
            return next(iter(bearers))
        noun = words[-1].lower()
        if noun in self.own_roles:
            return self.own_roles[noun]
        if noun in _COMPANY_NOUNS and words[0].lower() in _ARTICLES:
            return self.body_named_last(sentence, before)
        return None

    def body_named_last(self, sentence: int, before: Sequence[str] = ()) -> str | None:
        """
        Return the company or authority that was named last, for "the company" and for an "it" that speaks.

        One that the topic knows as such comes before a name of which nothing is known; `before` names those that stand
        earlier in the same paragraph, the nearest first.
        """
        kinds = _kinds(self.vocabulary.entities)
        recent = [m for when, m in reversed(self.seen) if sentence - when <= _RECENT and not (m.person or m.thing)]
        known = (name for name in (*before, *(m.name for m in recent)) if kinds.get(name) in _BODIES)
        return next(known, None) or next((m.name for m in recent), None)

    def _bearers(self, words: list[str]) -> set[str]:
        """Entities with a role that fits the noun phrase: same last word, no foreign capitalised word."""
        lows = {word.lower() for word in words}
        noun = words[-1].lower()
        capitals = [w for w in words[1:] if w[0].isupper()] + ([words[0]] if words[0].lower() not in _ARTICLES else [])
        found: set[str] = set()
        for name, roles in _roles(self.vocabulary.entities).items():
            own = " ".join((name, *roles)).lower()
            for role in roles:
                parts = role.lower().split()
                fits = parts[-1] == noun and (len(parts) == 1 or parts[0] in lows or set(parts) <= lows)
                if fits and all(word.lower()[:4] in own for word in capitals if word[0].isupper()):
                    found.add(name)
        return found


@lru_cache(maxsize=20_000)
def looks_like_a_person(name: str) -> bool:
    """Whether two or three plain capitalised words could be first and last name."""
    words = name.split()
    return (
        2 <= len(words) <= 3
        and all(word[:1].isupper() and word[1:].replace("-", "").replace("’", "").isalpha() for word in words)
        and not any(word.isupper() for word in words)
        and _ORGANISATION.search(name) is None
        and words[0] not in {"The", "United", "New", "North", "South", "West", "East", "Best", "Great", "Saudi", "San"}
    )


@lru_cache(maxsize=16)
def _finder(entities: tuple[Entity, ...]) -> tuple[re.Pattern[str] | None, dict[str, str]]:
    names = {alias.lower(): entity.name for entity in entities for alias in (entity.name, *entity.aliases)}
    if not names:
        return None, names
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)", re.IGNORECASE), names


@lru_cache(maxsize=16)
def _kinds(entities: tuple[Entity, ...]) -> dict[str, str]:
    return {entity.name: entity.kind for entity in entities}


@lru_cache(maxsize=16)
def _roles(entities: tuple[Entity, ...]) -> dict[str, tuple[str, ...]]:
    return {entity.name: entity.roles for entity in entities if entity.roles}


def _is_name_token(p: Passage, i: int) -> bool:
    word = p.words[i]
    return p.tags[i] in _NAMES and word[0].isupper() and len(word) > 1


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


def _role_beside(p: Passage, begin: int, end: int) -> str | None:
    """The noun that the text ties to a name: "carrier AT&T", "Best Buy, the largest retailer in the country"."""
    if begin > 0 and p.tags[begin - 1] == "NN" and p.lows[begin - 1] not in _PERSON_NOUNS:
        return p.lows[begin - 1]
    if end + 2 < len(p.words) and p.words[end] == "," and p.lows[end + 1] in {"the", "a", "an"}:
        for i in range(end + 2, min(end + 9, len(p.words) - 1)):
            if p.tags[i] == "NN" and not p.tags[i + 1].startswith("NN"):
                return p.lows[i]
            if p.words[i] == ",":
                break
    return None
