"""
Whether the text carries every word of a claim.

Digests made by language models name things that their sources do not; here each content word has to stand in the
evidence, its paragraph or the title, a number exactly so, and only a name may come from further up.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

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
_ENDINGS = ("ings", "ing", "edly", "ed", "es", "s", "d")
_SHORTEST = 3


def negates(text: str) -> bool:
    """Return whether a text says of anything that it is not so, in so many words."""
    return _NEGATION.search(text) is not None


class Carrier:
    """A text with its title and the topic's names: what the claims found in it may be made of."""

    def __init__(self, text: str, title: str | None, vocabulary: Vocabulary) -> None:
        self._text = text
        self._title = title or ""
        self._lent = frozenset(_lent(f"{self._title}\n{text}", vocabulary))
        self._all, self._capitals = dict[str, int](), dict[str, int]()
        """The words, and those with a capital, each with where it stands first."""
        for word in words(text):
            root = _root(word.text)
            self._all.setdefault(root, word.start)
            if text[word.start].isupper():
                self._capitals.setdefault(root, word.start)
        self._all |= dict.fromkeys((_root(word) for word in (*normal_words(self._title), *self._lent)), 0)

    def lacks(self, claim: str, evidence: Span, paragraph: Span) -> list[str]:
        """Return what a claim says and the text does not: numbers, negations, words; each as the claim writes it."""
        return list(dict.fromkeys(self._lacks(claim, evidence, paragraph)))

    def knows(self, name: str, before: int) -> bool:
        """Return whether every word of a name stands in the text before an offset, in the title or in the topic."""
        named = normal_words(name)
        return bool(named) and all(self._all.get(_root(word), before) < before for word in named)

    def _lacks(self, claim: str, evidence: Span, paragraph: Span) -> Iterator[str]:
        told = f"{self._text[slice(*paragraph)]}\n{self._title}"
        numbers, roots = set(_NUMBER.findall(told)), {_root(word) for word in normal_words(told)}
        negated = negates(self._text[slice(*evidence)])
        yield from (number for number in _NUMBER.findall(claim) if number not in numbers)
        spelled = _CONTRACTED.sub(" not", claim)
        for word in words(spelled):
            written, root = spelled[word.start : word.end], _root(word.text)
            if word.text in _FREE or word.text.isdigit():
                continue
            if word.text in _NOT:
                if not negated:
                    yield written
            elif root not in roots and not self._is_name(written, root, paragraph[1]):
                yield written

    def _is_name(self, written: str, root: str, before: int) -> bool:
        seen = self._capitals.get(root)
        return root in self._lent or (written[0].isupper() and seen is not None and seen < before)


def _lent(text: str, vocabulary: Vocabulary) -> Iterator[str]:
    """Yield the words by which the topic calls those whom the text names."""
    low = text.lower()
    for entity in vocabulary.entities:
        names = (entity.name, *entity.aliases)
        if any(name.lower() in low for name in names):
            yield from (_root(word) for name in names for word in normal_words(name))


def _root(word: str) -> str:
    """Return a word without its plainest English endings, so that "closing", "closes" and "closed" meet."""
    if word.endswith(("ies", "ied")) and len(word) > _SHORTEST + 1:
        word = word[:-3] + "y"
    else:
        ending = next((e for e in _ENDINGS if word.endswith(e) and len(word) - len(e) >= _SHORTEST), "")
        word = word.removesuffix(ending)
    if len(word) > _SHORTEST and word[-1] == word[-2]:
        word = word[:-1]
    return word.rstrip("e") if len(word) > _SHORTEST else word
