"""
Whether the evidence carries every word of a claim.

Digests made by language models name things that their sources do not; here each content word has to stand in the
evidence itself, a number exactly so. Only what a pronoun or "the company" of the evidence may stand for comes from
before it: a name, or a noun of its paragraph as the claim's subject. In languages other than English, whose pronouns
nobody here knows, any word of the paragraph before may be meant.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from pipeline.claims.certainty.heads import head_verb
from pipeline.claims.llm.roots import root
from pipeline.claims.reading.sentences import passage
from pipeline.common_words import STOP_WORDS
from pipeline.text import normal_words, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.models import Span
    from pipeline.topic import Vocabulary

__all__ = ["Carrier", "negates"]

_TELLING = frozenset(
    "no not none nothing never neither nor without cannot against above below over under before after until since "
    "during more most less least many much few several all both every each only already again ever two once almost "
    "said say says saying tell tells told dont doesnt didnt isnt arent wasnt werent wont wouldnt cant couldnt shouldnt "
    "hasnt havent hadnt".split()
)
"""Function words that a claim must not gain: they change what it says."""
_FREE = STOP_WORDS - _TELLING
_NOT = frozenset("no not none nothing never neither nor without cannot".split())
_NEGATION = re.compile(
    r"\b(?:no|not|none|nobody|nothing|never|neither|nor|without|cannot|unable)\b|n['’]t\b"
    r"|\b(?:deny|denies|denied|denying|denials?|refus\w+|declin\w+|reject\w+|dismiss\w+|fail\w*|lack\w*)\b",
    re.IGNORECASE,
)
_CONTRACTED = re.compile(r"n['’]t\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_STANDS_FOR_OTHERS = re.compile(
    r"\b(?:he|she|it|they|him|her|them|his|hers|its|their|theirs|we|us|our|i|me|my|who|which|whose|one"
    r"|the|this|that|these|those|both)\b",
    re.IGNORECASE,
)
"""Pronouns, and what begins "the company"."""


def negates(text: str) -> bool:
    """Return whether a text says of anything that it is not so, in so many words."""
    return _NEGATION.search(text) is not None


class Carrier:
    """A text with its title and the topic's names: what the claims found in it may be made of."""

    def __init__(self, text: str, title: str | None, vocabulary: Vocabulary, *, english: bool) -> None:
        self._text = text
        self._title = title or ""
        self._english = english
        self._lent = frozenset(_lent(f"{self._title}\n{text}", vocabulary))
        self._all, self._capitals = dict[str, int](), dict[str, int]()
        """The words, and those with a capital, each with where it stands first."""
        self._beside = defaultdict[str, set[str]](set)
        """By word with a capital, those beside it: the rest of a name."""
        for word in words(self._title):
            self._note(root(word.text), 0, capital=self._title[word.start].isupper())
        last = ""
        for word in words(text):
            capital = text[word.start].isupper()
            self._note(root(word.text), word.start, capital=capital)
            if capital and last:
                self._beside[last].add(root(word.text))
                self._beside[root(word.text)].add(last)
            last = root(word.text) if capital else ""
        self._all |= dict.fromkeys(self._lent, 0)

    def _note(self, stem: str, at: int, *, capital: bool) -> None:
        self._all.setdefault(stem, at)
        if capital:
            self._capitals.setdefault(stem, at)

    def lacks(self, claim: str, evidence: Span, paragraph: Span) -> list[str]:
        """Return what a claim says and the evidence does not: numbers, negations, words; each as the claim has it."""
        return list(dict.fromkeys(self._lacks(claim, evidence, paragraph)))

    def knows(self, name: str, before: int) -> bool:
        """Return whether every word of a name stands in the text before an offset, in the title or in the topic."""
        named = normal_words(name)
        return bool(named) and all(self._all.get(root(word), before) < before for word in named)

    def _lacks(self, claim: str, evidence: Span, paragraph: Span) -> Iterator[str]:
        told = self._text[slice(*evidence)]
        numbers, roots = set(_NUMBER.findall(told)), {root(word) for word in normal_words(told)}
        before = self._before(told, roots, evidence, paragraph)
        negated = negates(told)
        yield from (number for number in _NUMBER.findall(claim) if number not in numbers)
        spelled = _CONTRACTED.sub(" not", claim)
        subject_ends = _subject_end(spelled) if self._english else len(spelled)
        for word in words(spelled):
            written, stem = spelled[word.start : word.end], root(word.text)
            if word.text in _FREE or word.text.isdigit():
                continue
            if word.text in _NOT:
                if not negated:
                    yield written
                continue
            named = stem in self._lent or (written[0].isupper() and stem in before.names)
            meant = named or (word.start < subject_ends and stem in before.nouns)
            if stem not in roots and not meant:
                yield written

    def _before(self, told: str, roots: set[str], evidence: Span, paragraph: Span) -> _Before:
        """Return what the evidence may mean: who stands before it if it has a pronoun, else only names in full."""
        if self._english and _STANDS_FOR_OTHERS.search(told) is None:
            in_full = frozenset[str]().union(*(self._beside[name] for name in roots if name in self._beside))
            return _Before(in_full, frozenset())
        earlier = self._text[paragraph[0] : evidence[0]]
        named = frozenset(name for name, at in self._capitals.items() if at < evidence[1])
        return _Before(named, frozenset(root(word) for word in normal_words(earlier)))


class _Before(NamedTuple):
    names: frozenset[str]
    nouns: frozenset[str]


def _subject_end(claim: str) -> int:
    """Return where the subject of a claim ends: at its verb."""
    p = passage(claim, 0, len(claim))
    verb = head_verb(p, 0, len(p.words))
    return p.starts[verb] if verb is not None else 0


def _lent(text: str, vocabulary: Vocabulary) -> Iterator[str]:
    """Yield the words by which the topic calls those whom the text names."""
    low = text.lower()
    for entity in vocabulary.entities:
        names = (entity.name, *entity.aliases)
        if any(name.lower() in low for name in names):
            yield from (root(word) for name in names for word in normal_words(name))
