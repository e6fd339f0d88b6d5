"""
People without a name: "two harbour pilots", "a former Corvane engineer", "officials who declined to be named".

A common noun for people is anonymous with an indefinite article, a numeral or no article at all, unless a name of their
own stands with it; a company's name before the noun is not theirs. "The engineer" is anonymous after "an engineer".
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.claims.reading.nouns import CLASSES, SINGULAR
from pipeline.claims.reading.remembered import Remembered
from pipeline.claims.reading.signs import sign_of
from pipeline.claims.who.name_shapes import looks_like_a_person

if TYPE_CHECKING:
    from pipeline.claims.reading.sentences import Passage

__all__ = ["is_plural", "is_unnamed", "people_without_name", "refers_back"]

_PEOPLE = {many: one for many, one in SINGULAR.items() if CLASSES[one] == "people"}
_SINGULAR = frozenset(_PEOPLE.values())
_NOUNS = _SINGULAR.union(_PEOPLE)
_IN_NOUNS = sign_of(_NOUNS)
_ANYBODY = frozenset({"person", "man", "woman", "source", "individual", "insider"})
"""Nouns that fit whoever was left without a name before."""
_FIGURES = {"figure": "person", "figures": "people"}
_OF_STANDING = frozenset(
    "senior leading prominent public key top party union industry government opposition influential central".split()
)
"""Before "figure": somebody, and no number."""
_NUMERALS = (
    r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|several|some|many|multiple|various|both"
    r"|\d{1,3})"
)
_INDEFINITE = re.compile(rf"^(?:an?|one|another|{_NUMERALS})\b", re.IGNORECASE)
_OUR_OWN = re.compile(r"^(?:our|my)\s", re.IGNORECASE)
_OF_PEOPLE = re.compile(r"\bof\s+(?:\w+\s+){0,3}?(\w+)$")
_DETERMINED = re.compile(r"^(?:the|this|that|these|those|its|his|her|their|our|my)\b|['’]s?\s", re.IGNORECASE)
_END_OF_HEAD = re.compile(
    r",|\s(?:of|from|at|in|on|with|for|by|who|whose|that|which|close|familiar|briefed|involved|knowledgeable|aware)\b"
)
_UNNAMED = re.compile(
    r"\bwho\b.*\b(?:anonym\w*|(?:named|identified|quoted|names?|identity|identities)\b)|\bon\s+condition\s+of\b",
    re.IGNORECASE,
)
_BEFORE_NOUN = 5


@lru_cache(maxsize=5_000)
def is_unnamed(phrase: str) -> bool:
    """Whether the phrase speaks of people and gives no name of theirs."""
    noun = _noun_of(phrase)
    if noun is None:
        return False
    if _UNNAMED.search(phrase) or _INDEFINITE.match(phrase) or _OUR_OWN.match(phrase):
        return True
    bare_plural = noun in _PEOPLE and not _DETERMINED.search(phrase) and not any(c.isupper() for c in phrase[1:])
    return bare_plural and noun not in {"officials", "officers"}


def refers_back(phrase: str, unnamed: set[str]) -> bool:
    """Whether the phrase is definite and means somebody of `unnamed`, the nouns left without a name so far."""
    noun = _noun_of(phrase)
    if noun is None or not _DETERMINED.search(phrase):
        return False
    singular = _PEOPLE.get(noun, noun)
    return singular in unnamed or (singular in _ANYBODY and bool(unnamed))


def is_plural(phrase: str) -> bool:
    """Whether the phrase speaks of several people without a name, who are no "he" or "she"."""
    noun = _noun_of(phrase)
    return noun in _PEOPLE


def people_without_name(p: Passage, first: int, last: int) -> set[str]:
    """Return the nouns, in the singular, for people that these tokens bring in without a name."""
    found: set[str] = set()
    if not p.signs & _IN_NOUNS:
        return found
    for i in [i for i, low in enumerate(p.lows[first:last], first) if low in _NOUNS]:
        if not (i + 1 < last and p.words[i + 1][0].isupper()):
            begin = next((j for j in range(i - 1, max(first, i - _BEFORE_NOUN) - 1, -1) if _opens(p, j)), None)
            if begin is not None and is_unnamed(p.cut(begin, i + 1)):
                found.add(_PEOPLE.get(p.lows[i], p.lows[i]))
    return found


def _opens(p: Passage, j: int) -> bool:
    return p.tags[j] in {"DT", "CD"} or _OPENS[p.words[j]]


_OPENS = Remembered(lambda word: _INDEFINITE.match(word) is not None)


@lru_cache(maxsize=5_000)
def _noun_of(phrase: str) -> str | None:
    """The noun for people that the phrase is about, where no name of theirs stands with it."""
    head, *rest = _END_OF_HEAD.split(phrase, maxsplit=1)
    words = head.split()
    if not words:
        return None
    noun = words[-1].lower()
    if noun in _FIGURES and len(words) > 1 and words[-2].lower() in _OF_STANDING:
        return _FIGURES[noun]  # "a senior figure at the ministry"
    if noun not in _NOUNS:
        counted = _OF_PEOPLE.search(phrase)
        noun = counted[1].lower() if counted is not None else noun
        if noun not in _PEOPLE or looks_like_a_person(head):
            return None
        return noun
    apposition = rest[0].split(",")[0].strip() if rest and phrase[len(head) : len(head) + 1] == "," else ""
    return None if looks_like_a_person(apposition) else noun
