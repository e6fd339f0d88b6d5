"""The stories known so far and their articles, found again by the telling words they share."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from pipeline.compare.parting import parted
from pipeline.compare.rarity import Rarity
from pipeline.text import content_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from pipeline.compare.features import Traits

__all__ = ["CANDIDATES", "CARRIERS", "STORY_ARTICLES", "KnownArticle", "KnownStories", "Story", "keys", "story_id_of"]

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


@dataclass(frozen=True, eq=False)
class KnownArticle:
    """An article with its story; `label` is what a person calls it."""

    article_id: int
    story_id: int
    label: str
    published_at: datetime | None
    traits: Traits
    text: str


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
        self._likeness: dict[tuple[int, int], float] = {}
        self._original: dict[int, int] = {}

    def __len__(self) -> int:
        return len(self._by_article)

    def add(self, article: KnownArticle, found_by: Iterable[int]) -> None:
        """Let later articles be compared with this one, found by its `keys`."""
        self._by_article[article.article_id] = article
        self._stories.setdefault(article.story_id, Story(article.story_id)).articles.append(article)
        for key in found_by:
            self._by_key[key].append(article.article_id)
        if self._likeness:
            self._part(self._stories[article.story_id])

    def remember(self, article_id: int, likeness: Mapping[int, float]) -> None:
        """Keep how alike, as log odds, an article and others were, so that a story can be seen to be two."""
        for other, alike in likeness.items():
            self._likeness[max(article_id, other), min(article_id, other)] = alike

    def remember_copy(self, article_id: int, original: int) -> None:
        """Keep what an article was copied from: where that goes it goes too."""
        self._original[article_id] = self._original.get(original, original)

    def _part(self, story: Story) -> None:
        """Let the smaller side of a story that turns out to be two go on under the name of its latest article."""
        own_words = [article.article_id for article in story.articles if article.article_id not in self._original]
        leaving = parted(own_words, self._likeness)
        if not leaving:
            return
        goes = [one for one in story.articles if self._original.get(one.article_id, one.article_id) in leaving]
        stays = [article for article in story.articles if article not in goes]
        other = story_id_of(goes[-1].article_id)
        if other in self._stories:
            return
        story.articles = deque(stays, maxlen=STORY_ARTICLES)
        moved = [replace(article, story_id=other) for article in goes]
        self._stories[other] = Story(other, deque(moved, maxlen=STORY_ARTICLES))
        self._by_article.update({article.article_id: article for article in moved})

    def article(self, article_id: int | None) -> KnownArticle | None:
        """Return a known article."""
        return None if article_id is None else self._by_article.get(article_id)

    def story(self, story_id: int) -> Story:
        """Return a known story; `KeyError` where there is none."""
        return self._stories[story_id]

    def candidates(self, found_by: Iterable[int], *, apart_from: int | None = None) -> list[KnownArticle]:
        """Return the articles that share most keys, at most twenty, the latest first of those that share as many."""
        shared: Counter[int] = Counter()
        for key in found_by:
            shared.update(reversed(self._by_key.get(key, _NONE)))
        if apart_from is not None:
            shared.pop(apart_from, None)
        return [self._by_article[article_id] for article_id, _ in shared.most_common(CANDIDATES)]


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
