"""
What an article is about, in numbers: its rare words, its first paragraph, the phrases, names, figures and years in it.

How rare a word is, is learned from the articles that come in, on top of a small hand-made background; nothing else is
trained.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import log, sqrt
from typing import TYPE_CHECKING

from pipeline.common_words import ARTICLES, STOP_WORDS, TIERS, stem
from pipeline.compare.names import Names, names
from pipeline.compare.wording import Wording, wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["Profile", "Rarity", "Weighed", "profile", "rarity_in_background", "weigh"]

_LEAD_WORDS = 120
_DATELINE_WORDS = 60
_FIGURE = re.compile(r"\b\d[\d.,]*\d\b|\b\d\b")
_YEAR = re.compile(r"(?:19|20)\d\d")

Vector = dict[str, float]


@dataclass(frozen=True)
class Profile:
    """The countable traits of one article."""

    wording: Wording
    terms: Counter[str]
    lead: Counter[str]
    phrases: Counter[str]
    """Pairs of neighbouring content words."""
    names: Names
    figures: frozenset[str]
    years: frozenset[str]
    """Years in the first 60 words, where a dateline or the event's date stands."""

    def prominence(self) -> dict[str, float]:
        """How much each name is spoken of, the most spoken of being 1."""
        most = max(self.names.counts.values(), default=1)
        return {name: (1 + log(count)) / (1 + log(most)) for name, count in self.names.counts.items()}


@dataclass(frozen=True)
class Weighed:
    """A profile as unit vectors, by how rare each trait was when it was weighed."""

    profile: Profile
    terms: Vector
    lead: Vector
    phrases: Vector
    names: Vector


class Rarity:
    """In how few articles a word, phrase or name stands; grows with every article added."""

    def __init__(self) -> None:
        self._articles = 0
        self._spread: Counter[str] = Counter()

    def add(self, traits: Iterable[str]) -> None:
        """Count one article's traits, each once."""
        self._articles += 1
        self._spread.update(set(traits))

    def unit(self, counts: Mapping[str, int]) -> Vector:
        """Return counted traits as a vector of length 1, each by its count and its inverse document frequency."""
        top, spread = log(ARTICLES + self._articles + 1), self._spread
        weights = {
            trait: (1 + log(count)) * (top - log(_background(trait) + spread.get(trait, 0) + 0.5))
            for trait, count in counts.items()
        }
        length = sqrt(sum(weight * weight for weight in weights.values()))
        return {trait: weight / length for trait, weight in weights.items()} if length else {}


def rarity_in_background(trait: str) -> float:
    """Return the inverse document frequency in the hand-made background alone."""
    return log((ARTICLES + 1) / (_background(trait) + 0.5))


# An article is looked at when it is placed and again when it is added to the known ones.
@lru_cache(maxsize=64)
def profile(text: str, title: str | None = None) -> Profile:
    """Return the traits of an article; a title counts as its first line."""
    whole = f"{title}\n{text}" if title else text
    taken_apart = wording(text)
    told = wording(whole).words if title else taken_apart.words
    content = [stem(word) for word in told if _is_content(word)]
    return Profile(
        wording=taken_apart,
        terms=Counter(content),
        lead=Counter(stem(word) for word in told[:_LEAD_WORDS] if _is_content(word)),
        phrases=Counter(f"{left} {right}" for left, right in pairwise(content)),
        names=names(whole),
        figures=frozenset(_FIGURE.findall(text)),
        years=frozenset(word for word in told[:_DATELINE_WORDS] if _YEAR.fullmatch(word)),
    )


def weigh(article: Profile, rarity: Rarity) -> Weighed:
    """Return the article's traits as unit vectors."""
    return Weighed(
        profile=article,
        terms=rarity.unit(article.terms),
        lead=rarity.unit(article.lead),
        phrases=rarity.unit(article.phrases),
        names=rarity.unit(article.names.counts),
    )


@lru_cache(maxsize=65_536)
def _is_content(word: str) -> bool:
    return len(word) > 1 and word not in STOP_WORDS


@lru_cache(maxsize=65_536)
def _background(trait: str) -> float:
    """Articles of the background that hold it; a phrase is as rare as its rarest word, if not rarer."""
    if " " not in trait:
        return _SPREAD.get(trait, 0.0)
    return min(_SPREAD.get(part, 0.0) for part in trait.split(" "))


_SPREAD: dict[str, float] = {}
for _share, _words in TIERS:
    for _word in _words:
        for _form in (_word, stem(_word)):
            _SPREAD[_form] = max(_SPREAD.get(_form, 0.0), _share * ARTICLES)
