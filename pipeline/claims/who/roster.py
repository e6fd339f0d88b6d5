"""
Everybody an article names: each somebody once, under the fullest name it gives, with what tells who they are.

The whole article is heard before anybody is asked for, so that "Lee" in the headline is filed under the "Ann Lee" of
the third paragraph and "EMA" under the agency that it is short for.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.claims.reading.nouns import BODIES, CLASSES, COUNTRIES, SINGULAR
from pipeline.claims.reading.remembered import Remembered
from pipeline.claims.reading.signs import sign_of
from pipeline.claims.reading.tags import is_title_case
from pipeline.claims.who.doers import doer_named
from pipeline.claims.who.groups import own_part, parted
from pipeline.claims.who.members import Member, Mention
from pipeline.claims.who.name_shapes import filed_under, is_several, without_article
from pipeline.claims.who.names import names_in, role_of
from pipeline.claims.who.strangers import Stranger, strangers_in
from pipeline.claims.who.topic_names import TopicNames, topic_names
from pipeline.topic import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from pipeline.claims.reading.phrases import Range
    from pipeline.claims.reading.sentences import Passage
    from pipeline.claims.who.names import Named, Role

__all__ = ["Roster"]

_RECENT = 6
"""Sentences."""
_REMEMBERED = 500
"""Mentions that are looked back over; no news article has more, and a hostile text stays linear."""
_NAMELESS = frozenset(
    noun for noun, what in CLASSES.items() if what in {"government", "organisation"} and noun not in SINGULAR
)
"""Nouns for bodies that often go without a proper name."""
_IS_NAMELESS = sign_of(_NAMELESS)
_GOES_ON = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "VBG", "POS"})
"""After "the Trump": the article is that of "administration"."""
_OFFICES = frozenset(
    "secretary president speaker governor minister chancellor mayor archbishop bishop chief head".split()
)
_CALLED = {"airways": "airline", "airlines": "airline", "office": "office", "fund": "fund"}
"""What a body is called after the last word of its name, where that is no noun for bodies."""


def _called_after(low: str) -> str | None:
    own = _CALLED.get(low, low)
    return own if CLASSES.get(own) in BODIES or own in _CALLED.values() else None


_CALLED_AFTER = Remembered(_called_after)
"""By the last word of a name, what its bearer is called after it."""
_LETTERS = 3
"""Fewest initials that stand for a name."""


@dataclass(slots=True)
class Roster:
    """Everybody named, in the order of the text."""

    vocabulary: Vocabulary
    topic: TopicNames = field(init=False)
    _places: list[int] = field(default_factory=list)
    _mentions: list[Mention] = field(default_factory=list)
    _latest: dict[Member, int] = field(default_factory=dict)
    """By member, the number of their latest mention; whoever was mentioned last stands at the end."""
    _strangers: list[tuple[int, int, Stranger]] = field(default_factory=list)
    """People without a name: place, sentence, who."""
    _doers: dict[int, str] = field(default_factory=dict)
    """By sentence that takes up a deed, whose deed it says that was."""
    _filed: dict[str, Member] = field(default_factory=dict)
    _last_names: set[str] = field(default_factory=set)
    _first_words: set[str] = field(default_factory=set)
    """Words that the name of some member begins with."""
    _bearers: dict[str, dict[Member, None]] = field(default_factory=dict)
    _asked: dict[str, Member | None] = field(default_factory=dict)
    """Who bears each name that has been asked for since the last one was taken in."""
    _answered: dict[str, str | None] = field(default_factory=dict)
    """The full name that each phrase was given since."""

    def __post_init__(self) -> None:
        """Look the topic's names up once for the article."""
        self.topic = topic_names(self.vocabulary.entities)

    # --- names the topic knows ---------------------------------------------------------------------------------------

    def known(self, phrase: str) -> str | None:
        """Return the topic's entity that the phrase names, the last one where it names several; None for none."""
        found = self.topic.named_in(phrase) if self.topic.names else None
        return found[-1] if found else None

    def is_person(self, name: str) -> bool:
        """Whether the topic, or what the article says of it, makes the bearer of this name a person."""
        member = self._filed.get(name.lower())
        return member.person if member is not None else self.topic.kinds.get(name) == "person"

    def names_exactly(self, phrase: str) -> str | None:
        """Return the topic's entity of which the whole phrase is a name."""
        return self.topic.names.get(filed_under(phrase)) if self.topic.names else None

    def roles_of(self, name: str) -> tuple[str, ...]:
        """Return the nouns that the topic says stand for the entity."""
        return self.topic.roles.get(name, ())

    # --- names the article brings ------------------------------------------------------------------------------------

    def note(self, several: Sequence[tuple[Passage, int, Range]]) -> None:
        """Take in the names of sentences, each given by its passage, its number, 0 for a title's, and its tokens."""
        self._asked.clear()
        self._answered.clear()
        named = [[*names_in(p, *place)] for p, _, place in several]
        for (p, sentence, place), names in zip(several, named, strict=True):
            self._meet_all(p, sentence, place, names)
            if p.signs & _IS_NAMELESS:
                self._note_common(p, sentence, *place)
        told = [one for one in several if one[1]]
        self._strangers += [(p.starts[one.token], n, one) for p, n, place in told for one in strangers_in(p, *place)]
        self._doers |= {n: p.cut(*doer) for p, n, place in told if (doer := doer_named(p, *place)) is not None}

    def _meet_all(self, p: Passage, sentence: int, place: Range, names: Sequence[Named]) -> None:
        # Headlines have no full stop.
        shouted = bool(names) and p.words[place[1] - 1] != "." and is_title_case(p.words[slice(*place)])
        for named in names:
            if not shouted or self.known(named.text) is not None:
                self._meet(p, sentence, place, named)

    def _meet(self, p: Passage, sentence: int, place: Range, named: Named) -> None:
        begin, end, text = named.begin, named.end, named.text
        member = self._member(text, named)
        if named.person or named.body or named.place or named.gender:
            member.hear(named)
        for role in named.roles:
            self._bear(member, role)
        if p.tags[begin] == "NNPS":
            member.several = member.several or _is_plural(p, named)
        if not (member.definite or member.kind) and begin > place[0] and p.lows[begin - 1] == "the":
            member.definite = end >= place[1] or p.tags[end] not in _GOES_ON
        self._file(text, member)
        if member.person:
            self._last_names.add(text.rpartition(" ")[2].lower())
        called = _CALLED_AFTER[p.lows[end - 1]]
        if called is not None:
            self._bear(member, (called, frozenset()))
        if end + 2 < len(p.words) and p.words[end] == "(" and p.words[end + 2] == ")":
            letters = p.words[end + 1]
            if letters.isupper() and letters[0] == text.removeprefix("The ")[0]:
                self._file(letters, member)
        self._mention(p, sentence, (begin, end), member, place[0])

    def _mention(self, p: Passage, sentence: int, place: Range, member: Member, first: int) -> None:
        begin, end = place
        self._latest.pop(member, None)
        self._latest[member] = len(self._mentions)
        self._places.append(p.starts[begin] if sentence else -1)
        self._mentions.append(Mention(sentence, member, p, begin, end, first))

    def _lately(self) -> Iterator[Member]:
        """Everybody mentioned lately, each once, whoever was mentioned last first."""
        oldest = len(self._mentions) - _REMEMBERED
        for member, mention in reversed(self._latest.items()):
            if mention < oldest:
                return
            yield member

    def _bear(self, member: Member, role: Role) -> None:
        noun, modifiers = role
        member.roles[noun] = member.roles.get(noun, frozenset()) | modifiers
        self._bearers.setdefault(noun, {})[member] = None

    def _file(self, text: str, member: Member) -> None:
        self._filed.setdefault(filed_under(text), member)
        if len(text) > len(member.name) and not member.person:
            letters = "".join(word[0] for word in text.split() if word[0].isupper())
            if len(letters) >= _LETTERS:
                self._filed.setdefault(letters.lower(), member)

    def _member(self, text: str, named: Named) -> Member:
        """Who bears the name: somebody met before, under this name or a part of it, or somebody new."""
        known = self.known(text)
        text = known or text
        bare = without_article(text)
        member = self._filed.get(filed_under(text))
        if member is None and known is None:
            member = self._by_part(bare, named)
        if member is None:
            member = Member(text, kind=self.topic.kinds.get(text), several=is_several(text))
            initials = "".join(word[0] for word in bare.split() if word[0].isupper())
            if len(initials) >= _LETTERS:
                self._filed.setdefault(initials.lower(), member)
            self._filed[filed_under(text)] = member
        elif member.kind is None and not member.common and len(bare) > len(without_article(member.name)):
            member.name = text
        self._first_words.add(text.partition(" ")[0])
        return member

    def _by_part(self, bare: str, named: Named) -> Member | None:
        """Somebody met before whose name is the beginning or end of this one, or the other way round."""
        words = bare.split()
        if len(words) == 1:
            if bare.lower() in self._last_names and (bearer := self._met_last(bare.lower(), named)) is not None:
                bearer.human = True  # nothing but a person goes by the last word of the name alone
                return bearer
            return self._begun_by(bare)
        person = named.person > named.body
        short = self._filed.get(words[-1 if person else 0].lower())
        if short is None or short.kind is not None or " " in short.name or short.thing or named.place > named.body:
            return None
        return short if person or named.body else None

    def _begun_by(self, word: str) -> Member | None:
        """The body named last whose name begins with the word: "Norvik" is "Norvik Holdings"."""
        if word not in self._first_words:
            return None
        start = word + " "
        return next((m for m in self._lately() if m.name.startswith(start) and m.body and not m.common), None)

    def _met_last(self, last_name: str, named: Named) -> Member | None:
        """The person of that last name who was named last, whose gender does not speak against it."""
        other = {"f": "m", "m": "f"}.get(named.gender, "?")
        bearers = (m for m in self._lately() if m.name.rpartition(" ")[2].lower() == last_name)
        return next((m for m in bearers if m.person and m.gender != other), None)

    def strangers_before(self, at: int, sentence: int, within: int) -> Iterator[tuple[int, Stranger]]:
        """Yield the people without a name before a place, each with their sentence, the latest first."""
        for i in range(bisect_left(self._strangers, (at,)) - 1, -1, -1):
            _, when, stranger = self._strangers[i]
            if sentence - when > within:
                return
            yield when, stranger

    def _note_common(self, p: Passage, sentence: int, first: int, last: int) -> None:
        """Take in authorities and other bodies without a proper name: "Chad's health ministry"."""
        for head in [i for i, low in enumerate(p.lows[first + 1 : last], first + 1) if low in _NAMELESS]:
            if not p.tags[head].startswith("NN"):
                continue
            if p.words[head][0].isupper() or (head + 1 < last and p.tags[head + 1].startswith("NN")):
                continue
            begin = head
            while begin > first and p.tags[begin - 1] in {"JJ", "NN", "NNP", "POS"}:
                begin -= 1
            if begin > first and p.words[begin - 1] == "-":
                continue  # "a 12-person task force"
            role = role_of(p, head, begin)
            if begin == head or role is None:
                continue
            text = p.cut(begin, head + 1)
            member = self._filed.get(text.lower())
            if member is None:
                member = Member(text, body_signs=2, common=True)
                self._filed[text.lower()] = member
            self._bear(member, role)
            self._mention(p, sentence, (begin, head + 1), member, first)

    # --- asked for by name -------------------------------------------------------------------------------------------

    def member(self, phrase: str) -> Member | None:
        """Return who bears the name that the phrase ends with, titles and roles before it left out."""
        if phrase not in self._asked:
            self._asked[phrase] = self._bearer(phrase)
        return self._asked[phrase]

    def _bearer(self, phrase: str) -> Member | None:
        found = self._filed.get(filed_under(phrase))
        if found is not None or without_article(phrase).islower():
            return found  # no name begins with a small letter
        head, _, added = phrase.partition(",")
        found = self._ending(own_part(head))
        if found is None and added and without_article(head).rpartition(" ")[2].islower():
            found = self._ending(own_part(added.partition(",")[0]))  # "the mayor, Ann Lee"
        return found or self._in_office(head)

    def _in_office(self, phrase: str) -> Member | None:
        """Whoever bears an office of several words: "Secretary of State Ann Lee"; nobody for "critics of Ann Lee"."""
        own, others = parted(phrase)
        if own.rpartition(" ")[2].lower() not in _OFFICES:
            return None
        found = self._ending(others)
        return (
            found if found is not None and found.person and not without_article(others).startswith(found.name) else None
        )

    def _ending(self, phrase: str) -> Member | None:
        """Whoever bears the name that the phrase ends with."""
        bare = without_article(phrase)
        found = self._filed.get(bare.lower())
        at = bare.find(" ")
        while found is None and at >= 0:
            found = self._filed.get(bare[at + 1 :].lower()) if bare[at + 1 : at + 2].isupper() else None
            at = bare.find(" ", at + 1)
        return found

    def full_name(self, phrase: str) -> str | None:
        """Return the name under which whoever the phrase is about is filed; None where that is nobody met."""
        if phrase not in self._answered:
            self._answered[phrase] = self._full_name(phrase)
        return self._answered[phrase]

    def _full_name(self, phrase: str) -> str | None:
        exactly = self.names_exactly(phrase)
        if exactly is not None:
            return exactly
        if self._names_two(phrase):
            return None
        member = self.member(without_article(phrase.partition(",")[0]))
        return None if member is None or member.common else member.name

    def _names_two(self, phrase: str) -> bool:
        """Whether the phrase is about two who have met: "Acme and Norda" is not about Norda."""
        one, joined, other = phrase.partition(" and ")
        both = (self.member(without_article(one)), self.member(without_article(other))) if joined else (None, None)
        return both[0] is not None and both[1] is not None and both[0] is not both[1]

    def before(self, at: int, sentence: int, within: int = _RECENT) -> Iterator[Mention]:
        """Yield who was named before a place, the latest first, as far back as so many sentences."""
        latest = bisect_left(self._places, at) - 1
        for i in range(latest, max(-1, latest - _REMEMBERED), -1):
            mention = self._mentions[i]
            if mention.sentence and sentence - mention.sentence > within:
                return  # whoever the title names is never far
            yield mention

    def distinct(self, at: int, sentence: int, within: int) -> list[Member]:
        """Return who was named before a place, each once, the latest first."""
        return list(dict.fromkeys(mention.member for mention in self.before(at, sentence, within)))

    def has_met(self, member: Member) -> bool:
        """Whether the article gives them a name."""
        return member in self._latest

    def doer_after(self, sentence: int) -> Member | None:
        """Return who did what a sentence tells, as the next one says."""
        doer = self._doers.get(sentence + 1)
        return self.member(doer) if doer is not None else None

    def bearers(self, noun: str) -> Collection[Member]:
        """Return whom the article ties the noun to, in the order of the text."""
        return self._bearers.get(noun, ())


def _is_plural(p: Passage, named: Named) -> bool:
    """Whether the name in the plural is one word and no state: "Brits"."""
    return named.end - named.begin == 1 and p.lows[named.begin] not in COUNTRIES
