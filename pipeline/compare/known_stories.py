"""The stories known so far and their articles, found again by the rare words they share."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from dataclasses import dataclass, field
from heapq import nlargest
from typing import TYPE_CHECKING

from pipeline.compare.features import Profile, Rarity, Weighed, profile, weigh
from pipeline.compare.likeness import rough_likeness
from pipeline.compare.principals import principal_names

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["KnownArticle", "KnownStories", "Story"]

_TELLING_TRAITS = 16
_TRIED = 20
_CANDIDATES = 10
# A word that stands in thousands of articles must not cost thousands of look-ups; news is compared with recent news.
_LATEST = 400
_EVERYWHERE = 0.75


@dataclass(frozen=True)
class KnownArticle:
    """An article with its story; `label` is what a person calls it."""

    article_id: int
    story_id: int
    label: str
    published_at: datetime | None
    weighed: Weighed


@dataclass
class Story:
    """What the articles of a story have in common."""

    story_id: int
    articles: list[KnownArticle] = field(default_factory=list)
    _prominence: Counter[str] = field(default_factory=Counter)

    def add(self, article: KnownArticle) -> None:
        """Take in one more article."""
        self.articles.append(article)
        self._prominence.update(article.weighed.profile.prominence())

    def prominence(self) -> dict[str, float]:
        """How much each name is spoken of in its articles, on average; 1 is the most."""
        return {name: total / len(self.articles) for name, total in self._prominence.items()}


class KnownStories:
    """
    An index in memory of articles by their rarest words; grows as articles are added, in order of arrival.

    The same articles added in the same order weigh the same: load them oldest first.
    """

    def __init__(self) -> None:
        self._stories: dict[int, Story] = {}
        self._by_article: dict[int, KnownArticle] = {}
        self._by_trait: defaultdict[str, deque[KnownArticle]] = defaultdict(lambda: deque(maxlen=_LATEST))
        self._principal_of: defaultdict[str, set[int]] = defaultdict(set)
        self._rarity = Rarity()
        # An article is weighed to be placed and, when nothing came between, needs not be weighed again to be added.
        self._weighed_last: Weighed | None = None

    def __len__(self) -> int:
        return len(self._by_article)

    def add(
        self,
        article_id: int,
        story_id: int,
        text: str,
        title: str | None = None,
        published_at: datetime | None = None,
        *,
        label: str | None = None,
    ) -> None:
        """Let later articles be compared with this one. Without a label it is called by its title or its number."""
        weighed = self.weigh(text, title)
        known = KnownArticle(article_id, story_id, label or title or f"article {article_id}", published_at, weighed)
        self._by_article[article_id] = known
        self._stories.setdefault(story_id, Story(story_id)).add(known)
        for name in principal_names(weighed.profile.prominence(), 2, apart_from=lambda _: False):
            self._principal_of[name].add(story_id)
        for trait in _telling(weighed):
            self._by_trait[trait].append(known)
        self._rarity.add(_all_traits(weighed.profile))
        self._weighed_last = None

    def article(self, article_id: int | None) -> KnownArticle | None:
        """Return a known article."""
        return None if article_id is None else self._by_article.get(article_id)

    def story(self, story_id: int) -> Story:
        """Return a known story; `KeyError` where there is none."""
        return self._stories[story_id]

    def is_everywhere(self, name: str) -> bool:
        """Whether a name is a principal in three of four stories, and so tells none of them from the others."""
        stories = len(self._principal_of.get(name, ()))
        return stories >= 2 and stories >= _EVERYWHERE * len(self._stories)

    def weigh(self, text: str, title: str | None = None) -> Weighed:
        """Return an article's traits, weighed against all known so far."""
        traits = profile(text, title)
        if self._weighed_last is None or self._weighed_last.profile is not traits:
            self._weighed_last = weigh(traits, self._rarity)
        return self._weighed_last

    def candidates(self, weighed: Weighed, *, apart_from: int | None = None) -> list[KnownArticle]:
        """Return the articles most like it at a quick look, at most ten."""
        shared: Counter[int] = Counter()
        for trait in _telling(weighed):
            shared.update(known.article_id for known in self._by_trait.get(trait, ()))
        if apart_from is not None:
            shared.pop(apart_from, None)
        tried = [self._by_article[article_id] for article_id, _ in shared.most_common(_TRIED)]
        return nlargest(_CANDIDATES, tried, key=lambda known: rough_likeness(weighed, known.weighed))


def _all_traits(traits: Profile) -> list[str]:
    return [*traits.terms, *traits.phrases, *traits.names.counts]


def _telling(weighed: Weighed) -> list[str]:
    terms = nlargest(_TELLING_TRAITS, weighed.terms, key=weighed.terms.__getitem__)
    lead = nlargest(_TELLING_TRAITS // 2, weighed.lead, key=weighed.lead.__getitem__)
    return sorted({*terms, *lead})
