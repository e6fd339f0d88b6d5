"""
Names in running text, and what stands around each to tell who bears it: titles, roles, ages, where it is.

"Judge Mirjam Koster", "the carrier Norvik", "Lyngvik, a maker of monitors,", "Teale, 61,", "in Bergen".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.claims.reading.lexicon import CUES
from pipeline.claims.reading.nouns import BODIES, CITIES, CLASSES, COUNTRIES, FEMALE, MALE, PEOPLE, SINGULAR, gender_of
from pipeline.claims.reading.phrases import is_finite
from pipeline.claims.who.name_shapes import (
    DAYS,
    NAME_TAGS,
    is_name_token,
    is_nobodys,
    is_organised,
    looks_like_a_person,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.claims.reading.sentences import Passage

__all__ = ["LEADERS", "_TITLES", "Named", "Role", "names_in", "role_of"]

_TITLES = frozenset(
    "mr mrs ms miss dr prof sir lady lord dame mr. mrs. ms. dr. sen. sens. rep. reps. gov. gen. lt. col. prof. rev. "
    "hon. sgt. capt. cmdr. adm. maj. lt sgt capt cllr mp detective inspector det supt insp dci father".split()
)
_RANKS = frozenset(
    "chief executive vice deputy former senior assistant managing prime foreign interior finance defence defense state "
    "attorney first lead head co- acting interim associate executive press special chief-of-staff high opposition "
    "shadow staff site club team".split()
)
"""Stand before a title and are none themselves: "Chief Executive", "Vice President"."""
_CALLED = PEOPLE | _TITLES
_PARTICLES = frozenset("van von de der den da di del della al el bin ibn ben la le dos du ten ter af av zu y".split())
_OFFICES = frozenset({("fire", "and", "rescue"), ("search", "and", "rescue"), ("revenue", "and", "customs")})
_IN_NAMES = frozenset({"of", "for"})
_LINKING = _PARTICLES | _IN_NAMES | {"&", "and", "'", "’"}
"""Whatever a name may have inside that is none of it by itself, but for initials."""
_OPEN = frozenset({"NN", "NNS", "JJ", "VBG"})
_MODIFIERS = frozenset({"JJ", "JJS", "NN", "NNP", "NNPS", "VBN", "CD", "POS"})
_INSIDE_PLACE = frozenset({"in", "near", "across", "around", "outside", "throughout"})
_OF_A_BODY = frozenset(
    "shares stock spokesman spokeswoman spokesperson executives employees officials insiders customers headquarters "
    "board profit revenue profits sales workers staff takeover acquisition bid plant factory factories stores "
    "brand".split()
)
_OWN = frozenset({"he", "she", "his"})
_DOES_BUSINESS = frozenset(
    "acquired acquires bought buys launched launches announced announces employs owns makes manufactures operates "
    "posted unveiled shipped ships recalled recalls".split()
)
LEADERS = frozenset(
    "ceo cfo coo cto executive chairman chairwoman chairperson chair director founder co-founder president manager "
    "coach boss head owner captain skipper spokesman spokeswoman spokesperson leader".split()
)
"""Roles whose bearer says "we" for the body they lead or speak for."""
_NEVER_ROLES = frozenset("day week month year time part way case number name example".split())
_APPOSITION_WITHIN = 10
_DESCRIBING = frozenset({",", "is", "was"})
"""Stand between a name and what it is."""
_LEADING_TO = frozenset({",", "of"})
"""Stand between what somebody is and their name."""
_BEFORE_AGE = frozenset({",", "("})
_TELLING_BESIDE = _DESCRIBING.union(_BEFORE_AGE, _OF_A_BODY, _DOES_BUSINESS, CUES, {"'s"})
"""Behind most names stands none of these, and nothing around them tells who bears them."""
_AGE = re.compile(r"\d{1,2}|1[01]\d")

Role = tuple[str, frozenset[str]]
"""A noun that stands for somebody, singular, and the words that go with it: "minister" and "interior"."""


@dataclass(slots=True, eq=False)
class Named:
    """A name in a passage, without the title before it, and what its surroundings tell of who bears it."""

    begin: int
    end: int
    text: str
    person: int
    body: int
    place: int
    """How much speaks for a person, a company or authority, a place; 0: nothing does."""
    gender: str
    """ "f", "m" or unknown."""
    age: str = ""
    roles: tuple[Role, ...] = ()
    house: str = ""
    """For whom a person with a leading role speaks: "Lyngvik" for "Ann Lee, chief executive of Lyngvik"; else empty."""


def names_in(p: Passage, first: int, last: int) -> Iterator[Named]:
    """Yield the proper names of a sentence, given as token range, in order."""
    done = first
    for begin in [i for i, tag in enumerate(p.tags[first:last], first) if tag in NAME_TAGS]:
        if begin < done or not is_name_token(p, begin):
            continue
        done = _before_title(p, begin, _name_end(p, begin, last))
        if (
            begin == first
            and done == begin + 1
            and p.lows[begin].endswith("ing")
            and p.tags[done : done + 1] != ("POS",)
        ):
            continue  # "Recording a verdict of …"
        start = _past_titles(p, _with_adjective(p, begin, done, first), done)
        if start < done and not is_nobodys(p, start, done):
            yield _weighed(p, (first, last), begin, start, done)


def _name_end(p: Passage, begin: int, last: int) -> int:
    end = begin + 1
    while end < last and p.words[end] not in DAYS:
        if is_name_token(p, end) or (p.words[end].istitle() and p.tags[end] in _OPEN and p.lows[end] not in PEOPLE):
            end += 1  # "Outdoor" of "Fernhill Outdoor" is in the lexicon
            continue
        low = p.lows[end]
        if low not in _LINKING and low[-1] != ".":
            break
        follows = end + 1 < last and is_name_token(p, end + 1)
        if low == "&" and end + 1 < last:
            end += 1
        elif follows and (low in _PARTICLES or (low in _IN_NAMES and CLASSES.get(p.lows[end - 1]) in BODIES)):
            end += 2
        elif follows and low in {"'", "’"} and _ends_as_body(p, end + 1, last):
            end += 2  # "the Seafarers’ Union"
        elif follows and low == "and" and _is_one_authority(p, end + 1, last):
            end += 2
        elif len(p.words[end]) == 2 and p.words[end][1] == "." and p.words[end][0].isupper() and follows:
            end += 2  # an initial
        else:
            break
    return end


def _with_adjective(p: Passage, begin: int, end: int, first: int) -> int:
    """Where the name begins of "the European Medicines Agency", an adjective to the lexicon."""
    at = begin
    while at - 1 > first and p.tags[at - 1] in _OPEN and p.words[at - 1].istitle():
        at -= 1
    return at if at < begin and is_organised(p.cut(begin, end)) else begin


def _before_title(p: Passage, begin: int, end: int) -> int:
    """Where the first name ends of "Huawei CEO Ann Lee", which are two."""
    for i in range(begin + 1, end):
        if p.lows[i] in _CALLED and not _is_title(p.lows[i - 1]) and not is_organised(p.cut(i, end)):
            return i
    return end


def _ends_as_body(p: Passage, at: int, last: int) -> bool:
    while at < last and is_name_token(p, at):
        at += 1
    return CLASSES.get(p.lows[at - 1]) in BODIES


def _is_one_authority(p: Passage, at: int, last: int) -> bool:
    """Whether the name that goes on at `at` ends as an authority's does: "Food and Drug Administration"."""
    if p.lows[at - 2 : at + 1] in _OFFICES:
        return True
    while at < last and is_name_token(p, at):
        at += 1
    return CLASSES.get(p.lows[at - 1]) == "government" and at - 2 >= 0 and is_name_token(p, at - 2)


def _past_titles(p: Passage, begin: int, end: int) -> int:
    """Where the name itself begins; at its end, where it is a title and nothing more."""
    at = begin
    while at < end and _is_title(p.lows[at]):
        at += 1
    if at == begin or (at < end and is_organised(p.cut(at, end))):
        return begin
    return at if at < end or p.lows[begin] not in _TITLES else begin


def _is_title(low: str) -> bool:
    return low in _CALLED or low in _RANKS


def _weighed(p: Passage, sentence: tuple[int, int], begin: int, start: int, end: int) -> Named:
    before = p.lows[begin - 1] if begin > sentence[0] else ""
    beside = p.lows[end] if end < sentence[1] else ""
    titled = start > begin
    may_have_role = titled or before in _LEADING_TO or p.tags[begin - 1] == "NN"
    text = p.cut(start, end)
    person, body, place, first_name = _by_itself(text, p.words[start] if end - start > 1 else "")
    placed = 2 * (before in _INSIDE_PLACE)
    if not may_have_role and beside not in _TELLING_BESIDE:
        return Named(start, end, text, person, body, place + placed, first_name if person >= body else "")
    roles = [*_roles_before(p, sentence[0], begin, start)] if may_have_role else []
    if beside in _DESCRIBING and (described := _role_after(p, sentence, begin, end)) is not None:
        roles.append(described)
    place += 0 if roles else placed
    for role, _ in roles:
        what = CLASSES.get(role)
        person += 2 * (role in PEOPLE)
        body += 2 * (what in BODIES)
        place += 3 * (what == "place")
    age = _age_after(p, end, sentence[1]) if beside in _BEFORE_AGE else ""
    person += 2 * titled + 3 * bool(age) + (beside in CUES and _says_he(p, end, sentence[1]))
    if beside == "'s" and end + 1 < sentence[1]:
        beside = p.lows[end + 1]
    body += 2 * (beside in _OF_A_BODY) + (end - start == 1 and beside in _DOES_BUSINESS)
    gender = "" if body > person else _gender(p, begin, start, roles) or first_name
    house = _house(p, sentence, start, end) if person > body and roles else ""
    return Named(start, end, text, person, body, place, gender, age, tuple(roles), house)


def _house(p: Passage, sentence: tuple[int, int], start: int, end: int) -> str:
    """The name that stands with the leading role before the person's name or after it."""
    first, last = sentence
    role = start - 2 if start - 2 > first and p.words[start - 1] == "," else start - 1
    if role > first and p.lows[role] in LEADERS:
        begin = role
        while begin > first and (p.tags[begin - 1] in _MODIFIERS or p.lows[begin - 1] in _RANKS):
            begin -= 1
        return _first_name_in(p, begin, role)
    for i in range(end, min(last - 2, end + _APPOSITION_WITHIN)):
        if p.lows[i] in LEADERS:
            if p.lows[i + 1] in {"of", "at", "for"}:
                return _first_name_in(p, i + 2, min(last, i + 8))
            return _first_name_in(p, end, i)
        if is_finite(p, i):
            break
    return ""


def _first_name_in(p: Passage, begin: int, end: int) -> str:
    at = begin
    while at < end and (p.lows[at] in {"the", "a", "an", "its"} or not is_name_token(p, at)):
        if p.words[at] == ",":
            at += 1
            continue
        if is_finite(p, at):
            return ""
        at += 1
    stop = at
    while stop < end and is_name_token(p, stop) and not _is_title(p.lows[stop]):
        stop += 1
    return p.cut(at, stop) if stop > at else ""


def _says_he(p: Passage, end: int, last: int) -> bool:
    """Whether the name is the subject of "said he", "told her": somebody who says so of themselves."""
    return not _OWN.isdisjoint(p.lows[end + 1 : min(last, end + 4)])


@lru_cache(maxsize=20_000)
def _by_itself(name: str, first: str) -> tuple[int, int, int, str]:
    """
    How much a name and its first word speak for a person, a body, a place, and the gender that the word tells.

    The word is empty where it is the only one: "Clinton" alone is no first name.
    """
    is_state = name.lower() in COUNTRIES
    organised = is_organised(name) and not is_state
    gender = gender_of(first)
    person = 0 if organised else 2 * (gender != "") + looks_like_a_person(name)
    letters = first == "" and name.isupper() and 2 <= len(name) <= 6
    return person, 3 * organised + letters, 2 * (is_state or name in CITIES), gender


def _gender(p: Passage, begin: int, start: int, roles: list[Role]) -> str:
    if begin == start and not roles:
        return ""
    told = {*p.lows[begin:start], *(role for role, _ in roles)}
    return "f" if told & FEMALE else "m" if told & MALE else ""


def role_of(p: Passage, head: int, floor: int) -> Role | None:
    """Return the noun at token `head`, singular, with its modifiers back to `floor`."""
    low = p.lows[head]
    if low in _NEVER_ROLES:
        return None
    modifiers = []
    i = head - 1
    while i >= floor and p.tags[i] in _MODIFIERS:
        modifiers.append(p.lows[i])
        i -= 1
    return SINGULAR.get(low, low), frozenset(modifiers)


def _roles_before(p: Passage, first: int, begin: int, start: int) -> Iterator[Role]:
    for i in range(begin, start):  # "Chief Executive Signe Holt"
        if p.lows[i] in PEOPLE or p.lows[i] == "executive":
            yield p.lows[i], frozenset(p.lows[begin:i])
    at = begin - 1
    if at > first and p.words[at] == "," and p.words[at - 1][0].isalpha():
        at -= 1  # "Velde's barrister, Simon Parr,"
        if CLASSES.get(p.lows[at]) is None or not _closes(p, start, at):
            return
    if at >= first and p.tags[at] == "NN" and p.words[at].islower() and (role := role_of(p, at, first)) is not None:
        yield role
    elif at >= first and p.tags[at] == "NN" and CLASSES.get(p.lows[at]) is not None:
        yield p.lows[at], frozenset()  # "Owner Beth Fenner", "Retailer Norvik", at the beginning of a sentence
    elif at > first and p.lows[at] == "of" and CLASSES.get(p.lows[at - 1]) == "place":
        yield p.lows[at - 1], frozenset()


def _closes(p: Passage, start: int, _before: int) -> bool:
    """Whether a comma or the verb follows the name that begins at `start`."""
    end = start
    while end < len(p.words) and is_name_token(p, end):
        end += 1
    return end < len(p.words) and (p.words[end] in {",", "."} or is_finite(p, end))


def _role_after(p: Passage, sentence: tuple[int, int], begin: int, end: int) -> Role | None:
    """What the words after the name say it is: ", a retailer", ", chief executive of", "is a town"."""
    last = sentence[1]
    if end + 2 >= last:
        return None
    low = p.lows[end]
    if p.words[end] == ",":
        at = end + 1
        if p.lows[at] == "who" and at + 2 < last and p.lows[at + 1] in {"is", "was"}:
            at += 2
        opens = p.tags[at] in {"DT", "NN", "JJ", "PRP$"} or p.lows[at] in PEOPLE
    else:
        at = end + 1
        opens = low in {"is", "was"} and p.lows[at] in {"a", "an", "the"}
    if not opens or (begin > sentence[0] and p.words[begin - 1] == "," and p.tags[at] != "DT"):
        return None
    for i in range(at, min(at + _APPOSITION_WITHIN, last)):
        if p.words[i] in {",", ".", ";"} or is_finite(p, i):
            return None
        if p.tags[i].startswith("NN") and (i + 1 >= last or not p.tags[i + 1].startswith("NN")):
            another = p.words[end] == "," and i + 1 < last and (is_finite(p, i + 1) or p.lows[i + 1] in CUES)
            role = role_of(p, i, at) if p.tags[i] == "NN" or p.lows[i] in PEOPLE else None
            return None if another else role
    return None


def _age_after(p: Passage, end: int, last: int) -> str:
    closed = end + 1 < last and _AGE.fullmatch(p.words[end + 1]) is not None
    return p.words[end + 1] if closed and (end + 2 >= last or p.words[end + 2] in {",", ".", ")", "’s"}) else ""
