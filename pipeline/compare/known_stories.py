"""The stories known so far and their articles, found again by the telling words they share."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from dataclasses import dataclass, field
from functools import cached_property
from heapq import nsmallest
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from pipeline.compare.principals import PRINCIPALS_OF_ONE, principal_names
from pipeline.compare.rarity import Rarity
from pipeline.text import content_id

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from pipeline.compare.features import Traits
    from pipeline.models import Article

__all__ = [
    "CANDIDATES",
    "CARRIERS",
    "STORY_ARTICLES",
    "KnownArticle",
    "KnownStories",
    "Story",
    "day_of",
    "keys",
    "story_id_of",
]

CANDIDATES = 20
"""Articles an article is compared with: those that share most keys with it."""

CARRIERS = 64
"""Of the articles under one key, the latest so many are looked at: news is compared with recent news."""

STORY_ARTICLES = 20
"""Of the articles of a story, the latest so many speak for it."""

_NONE: deque[int] = deque()
_TELLING = 12
_PAIRED = 5
_FEW_ARTICLES = 300
_DAYS_AROUND = 30


@dataclass(frozen=True, eq=False)
class KnownArticle:
    """An article with its story; `label` is what a person calls it."""

    article_id: int
    story_id: int
    label: str
    published_at: datetime | None
    traits: Traits
    text: str
    day: date | None = None
    """News is compared with the news of thirty days before and after; None is near any day."""

    @cached_property
    def principals(self) -> frozenset[str]:
        """Whom it speaks of most, whoever else is spoken of around it."""
        return frozenset(principal_names(self.traits.prominence, PRINCIPALS_OF_ONE, apart_from=lambda _: False))


@dataclass(eq=False)
class Story:
    """What the latest articles of a story have in common."""

    story_id: int
    articles: deque[KnownArticle] = field(default_factory=lambda: deque(maxlen=STORY_ARTICLES))

    def prominence(self) -> dict[str, float]:
        """How much each name is spoken of in its articles, on average; 1 is the most."""
        total: Counter[str] = Counter()
        for article in self.articles:
            total.update(article.traits.prominence)
        return {name: share / len(self.articles) for name, share in total.items()}


class KnownStories:
    """
    An index in memory of articles by their keys; grows as articles are added, in order of arrival.

    It may hold everything or only a neighbourhood: for an article to be placed, the articles that share keys with it,
    and of their stories the latest members. The placement is the same. `rarity` counts what the caller counts in.
    """

    def __init__(self, rarity: Rarity | None = None) -> None:
        self.rarity = Rarity() if rarity is None else rarity
        self._stories: dict[int, Story] = {}
        self._by_article: dict[int, KnownArticle] = {}
        self._by_key: defaultdict[int, deque[int]] = defaultdict(lambda: deque(maxlen=CARRIERS))
        self._place: dict[int, int] = {}

    def __len__(self) -> int:
        return len(self._by_article)

    def add(self, article: KnownArticle, found_by: Iterable[int]) -> None:
        """Let later articles be compared with this one, found by its `keys`."""
        self._by_article[article.article_id] = article
        self._place[article.article_id] = len(self._place)
        self._stories.setdefault(article.story_id, Story(article.story_id)).articles.append(article)
        for key in found_by:
            self._by_key[key].append(article.article_id)

    def article(self, article_id: int | None) -> KnownArticle | None:
        """Return a known article."""
        return None if article_id is None else self._by_article.get(article_id)

    def has(self, story_id: int) -> bool:
        """Whether a story is known."""
        return story_id in self._stories

    def members(self, story_id: int) -> tuple[KnownArticle, ...]:
        """Return the latest articles of a story, in order of arrival; none where it is not known."""
        return tuple(self._stories[story_id].articles) if self.has(story_id) else ()

    def story(self, story_id: int) -> Story:
        """Return a known story; `KeyError` where there is none."""
        return self._stories[story_id]

    def candidates(
        self, found_by: Iterable[int], *, apart_from: int | None = None, day: date | None = None
    ) -> list[KnownArticle]:
        """Return the articles that share most keys, at most twenty, the latest first of those that share as many."""
        return [article for _, article in self.sharing(found_by, apart_from=apart_from, day=day)]

    def sharing(
        self, found_by: Iterable[int], *, apart_from: int | None = None, day: date | None = None
    ) -> list[tuple[int, KnownArticle]]:
        """Return the same, each with how many keys it shares."""
        shared: Counter[int] = Counter()
        for key in found_by:
            shared.update(set(self._by_key.get(key, _NONE)))
        found = [
            (-keys_shared, -self._place[article_id], article_id)
            for article_id, keys_shared in shared.items()
            if article_id != apart_from and _near(day, self._by_article[article_id].day)
        ]
        return [(-fewer, self._by_article[article_id]) for fewer, _, article_id in nsmallest(CANDIDATES, found)]


def _near(day: date | None, other: date | None) -> bool:
    return day is None or other is None or abs((day - other).days) <= _DAYS_AROUND


def day_of(article: Article) -> date | None:
    """Return the day around which an article is compared with others; None for a seed, which never grows old."""
    return None if article.is_seed else (article.published_at or article.seen_at).date()


def story_id_of(article_id: int) -> int:
    """Return the name of the story that begins with this article; it never changes."""
    return content_id("story", article_id)


def keys(article: Traits, rarity: Rarity) -> tuple[int, ...]:
    """
    Return what an article is filed under and looked for by, at most 22 numbers that fit a signed BIGINT.

    Its twelve most telling words, as long as few articles are known to have them, and each two of the five most telling
    together: two frequent words side by side bring articles on the same event, where one alone brings thousands. On
    ECB+ and BASIL the twenty articles that share most keys hold 96 and 100 in 100 of those of the same story.
    """
    weights = article.counts * rarity.of(article.terms)
    telling = article.terms[np.argsort(-weights, kind="stable")[:_TELLING]]
    rare = telling[rarity.articles_with(telling) <= _FEW_ARTICLES]
    paired = combinations(sorted(telling[:_PAIRED].tolist()), 2)
    return (*(int(term) for term in rare), *(content_id(*pair) for pair in paired))
