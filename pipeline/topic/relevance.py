"""Is an article on the topic? A score from 0 to 1, learned from the seeds, and a reason a person understands."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from functools import cached_property
from statistics import median
from typing import TYPE_CHECKING

from pipeline.common_words import rarity
from pipeline.models import Relevance
from pipeline.text import normalise, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipeline.models import Article
    from pipeline.topic.records import Topic

__all__ = ["Judge"]

# One seed cannot be compared with another; this is about how close two articles of one topic usually are.
_TYPICAL = 0.3
_NAMES_SHOWN = 3


class Judge:
    """
    Says how much an article is about a topic.

    The score is the cosine between the article's words and the seeds' (log term counts, words weighed down by how
    common they are in English news), as a share of what the seeds themselves reach against each other: 1 means "as
    close to the seeds as they are to one another". terms.any, all and none of topic.toml are gates before it.
    """

    def __init__(self, topic: Topic) -> None:
        self.topic = topic
        self._seeds = [_weights(seed.text) for seed in topic.seeds]
        self._centre = _normalised(_sum(self._seeds))

    def relevance(self, article: Article) -> Relevance:
        """Return the verdict on one article."""
        text = f"{article.title or ''}\n{article.text}"
        refusal = self._language(article) or self._terms(text)
        if refusal:
            return Relevance(topic=self.topic.topic, kept=False, score=0.0, reason=refusal)
        closeness = _dot(_weights(text), self._centre) / self.typical
        score = round(min(1.0, closeness), 3)
        names = ", ".join(self._names(text)[:_NAMES_SHOWN]) or "none of the topic's names"
        share = f"{closeness:.0%} " if closeness < 1 else ""
        return self._verdict(score, f"names {names}; {share}as close to the seeds as they are to one another")

    @cached_property
    def typical(self) -> float:
        """The median closeness of each seed to the centre of the others."""
        if len(self._seeds) < 2:
            return _TYPICAL
        others = (
            _dot(seed, _normalised(_sum(self._seeds[:i] + self._seeds[i + 1 :]))) for i, seed in enumerate(self._seeds)
        )
        return max(median(others), 0.05)

    def _verdict(self, score: float, reason: str) -> Relevance:
        line = self.topic.thresholds.relevance
        kept = score >= line
        return Relevance(
            topic=self.topic.topic,
            kept=kept,
            score=score,
            reason=reason if kept else f"{reason}; {_under(score, line)}",
        )

    def _language(self, article: Article) -> str | None:
        languages = self.topic.languages
        if article.language is None or article.language in languages:
            return None
        return f"written in {article.language}, the topic reads {', '.join(languages)}"

    def _terms(self, text: str) -> str | None:
        terms, plain = self.topic.terms, normalise(text)
        if found := [term for term in terms.none if _has(plain, term)]:
            return f"has “{found[0]}”, which the topic shuts out"
        if missing := [term for term in terms.all if not _has(plain, term)]:
            return f"lacks “{missing[0]}”, which the topic asks for"
        if terms.any and not any(_has(plain, term) for term in terms.any):
            return f"has none of the words the topic asks for ({', '.join(terms.any)})"
        return None

    def _names(self, text: str) -> list[str]:
        """Return the topic's names that the text uses, the most used first."""
        counts = {name: len(pattern.findall(text)) for name, pattern in self._patterns.items()}
        return [name for name, count in sorted(counts.items(), key=lambda item: -item[1]) if count]

    @cached_property
    def _patterns(self) -> Mapping[str, re.Pattern[str]]:
        return {
            entity.name: re.compile(r"\b(?:" + "|".join(map(re.escape, (entity.name, *entity.aliases))) + r")\b")
            for entity in self.topic.vocabulary.entities
        }


def _under(score: float, line: float) -> str:
    """Say that a score is under the topic's, with as many digits as tell the two apart: 0.298 is under 0.300."""
    digits = next((digits for digits in range(2, 17) if f"{score:.{digits}f}" != f"{line:.{digits}f}"), 17)
    return f"{score:.{digits}f} is under the topic's {line:.{digits}f}"


def _has(plain: str, term: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(normalise(term))}", plain) is not None


def _weights(text: str) -> Mapping[str, float]:
    counts = Counter(word.text for word in words(text))
    return _normalised({word: (1 + math.log(count)) * rarity(word) for word, count in counts.items()})


def _sum(vectors: Iterable[Mapping[str, float]]) -> Mapping[str, float]:
    total: defaultdict[str, float] = defaultdict(float)
    for vector in vectors:
        for word, weight in vector.items():
            total[word] += weight
    return total


def _normalised(vector: Mapping[str, float]) -> Mapping[str, float]:
    norm = math.sqrt(sum(weight * weight for weight in vector.values()))
    return {word: weight / norm for word, weight in vector.items()} if norm else {}


def _dot(left: Mapping[str, float], right: Mapping[str, float]) -> float:
    if len(left) > len(right):
        left, right = right, left
    return sum(weight * right.get(word, 0.0) for word, weight in left.items())
