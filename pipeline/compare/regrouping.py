"""
Stories looked at again with hindsight: would each article be put where it is, now that all are known?

What stands has the benefit of the doubt, for names and alerts hang on it. An article leaves its story only when it is
clearly unlike the rest of it, and a story goes into another only when nearly all of it clearly belongs there. Both are
judged as they are online, inside a topic.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.compare.bonds import Bond, Context
from pipeline.compare.known_stories import STORY_ARTICLES, KnownStories, Story, keys
from pipeline.compare.meetings import meetings
from pipeline.compare.rarity import Rarity
from pipeline.compare.stories import ONE_TOPIC, belongs
from pipeline.compare.together import met_back
from pipeline.compare.units import Units

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.compare.known_stories import KnownArticle
    from pipeline.compare.meetings import Meeting
    from pipeline.compare.units import Pair

__all__ = ["regrouped"]

# Log odds in favour of what stands, and against what does not: what is near the line stays as it is.
_STANDING = 1.0
_TO_STAY = replace(ONE_TOPIC, same=ONE_TOPIC.same - _STANDING, related=ONE_TOPIC.related - _STANDING)
_TO_JOIN = replace(ONE_TOPIC, same=ONE_TOPIC.same + _STANDING, related=ONE_TOPIC.related + _STANDING)
_NEARLY_ALL = 0.75
# In each, a story takes part in one change; what is not settled after so many is left to the next night.
_ROUNDS = 12


def regrouped(
    articles: Sequence[KnownArticle],
    together: Iterable[Pair] = (),
    apart: Iterable[Pair] = (),
    *,
    rarity: Rarity | None = None,
) -> list[set[int]]:
    """
    Return the article ids in groups that tell one story each; `articles`: as they are now, in order of arrival.

    Pairs in `together` are never parted, nor those in `apart` joined, unless `together` says so. What met no article of
    its own story stays in it. Two events that were put into one story, each by several articles, are not told apart:
    every one of them has its like there.
    """
    again = _SecondLook(articles, together, apart, rarity or _rarity_in(articles))
    waiting = {article.story_id for article in articles}
    for _ in range(_ROUNDS):
        changed = again.part(waiting) | again.merge(waiting)
        if not changed:
            break
        waiting = again.near(changed)
    return again.units.groups()


def _rarity_in(articles: Iterable[KnownArticle]) -> Rarity:
    rarity = Rarity()
    for article in articles:
        rarity.add(article.traits)
    return rarity


def _met(articles: Sequence[KnownArticle], rarity: Rarity) -> dict[int, list[Meeting]]:
    """Return what each article met: those before it that share most keys, and those after it that so met it."""
    known = KnownStories(rarity)
    met: defaultdict[int, list[Meeting]] = defaultdict(list)
    for article in articles:
        found_by = keys(article.traits, rarity)
        others = known.candidates(found_by, apart_from=article.article_id)
        for meeting in meetings(article.text, article.traits, others, rarity) if others else ():
            met[article.article_id].append(meeting)
            met[meeting.other.article_id].append(met_back(article, meeting))
        known.add(article, found_by)
    return {name: sorted(found, key=lambda meeting: -meeting.likeness) for name, found in met.items()}


class _SecondLook:
    """Articles, what they met, and in which story they are by now."""

    def __init__(
        self, articles: Sequence[KnownArticle], together: Iterable[Pair], apart: Iterable[Pair], rarity: Rarity
    ) -> None:
        self.units = Units({one.article_id: one.story_id for one in articles}, together, apart)
        self._articles = {one.article_id: one for one in articles}
        self._met = _met(articles, rarity)
        self._left = 0

    def part(self, stories: Iterable[int]) -> set[int]:
        """Let what is clearly unlike the rest of its story leave it, the last come first; return what changed."""
        changed = set()
        for story in sorted(stories):
            units = self.units.units_in(story)
            company = len(units) - 1
            for unit in reversed(units):
                if company and self._leaves(unit, story):
                    company -= 1
                    changed |= {story, self.units.story(unit)}
        return changed

    def _leaves(self, unit: int, story: int) -> bool:
        """Let a unit go on alone, unless from there it would come back; return whether it went."""
        members = self.units.members[unit]
        if any(map(self._stays, members)):
            return False
        self._left += 1
        self.units.move(unit, -self._left)
        if any(story in self._elsewhere(article) for article in members):
            self.units.move(unit, story)
            return False
        return True

    def merge(self, stories: Iterable[int]) -> set[int]:
        """Let stories of which nearly all belongs to another go into it, the smallest first; return what changed."""
        changed: set[int] = set()
        for story in sorted(stories, key=lambda story: (len(self.units.articles(story)), story)):
            into = None if story in changed else self._belongs_to(story)
            if into is not None and into not in changed:
                for unit in self.units.units_in(story):
                    self.units.move(unit, into)
                changed |= {story, into}
        return changed

    def near(self, stories: Iterable[int]) -> set[int]:
        """Return these stories and those that their articles met."""
        articles = [article for story in stories for article in self.units.articles(story)]
        met = (self.units.story(meeting.other.article_id) for one in articles for meeting in self._met.get(one, ()))
        return {*met, *(self.units.story(article) for article in articles)}

    def _stays(self, article: int) -> bool:
        own = self.units.story(article)
        bond = next((bond for bond in self._bonds(article) if bond.story.story_id == own), None)
        return bond is None or belongs(bond, _TO_STAY)

    def _belongs_to(self, story: int) -> int | None:
        """Return the story that nearly all of a story's units belong to, if that is no smaller."""
        units = self.units.units_in(story)
        found: Counter[int] = Counter()
        for unit in units:
            found.update({other for article in self.units.members[unit] for other in self._elsewhere(article)})
        nearly_all = [(-times, other) for other, times in found.items() if times >= _NEARLY_ALL * len(units)]
        for _, other in sorted(nearly_all):
            no_smaller = len(self.units.articles(other)) >= len(self.units.articles(story))
            if no_smaller and self.units.may_meet(self.units.articles(story), other):
                return other
        return None

    def _elsewhere(self, article: int) -> set[int]:
        """Return the other stories an article clearly belongs to."""
        own = self.units.story(article)
        found = self._bonds(article)
        return {
            bond.story.story_id
            for bond in found
            if bond.story.story_id != own and bond.strength >= _TO_JOIN.related and belongs(bond, _TO_JOIN)
        }

    def _bonds(self, article: int) -> list[Bond]:
        told = self._articles[article]
        by_story: defaultdict[int, list[Meeting]] = defaultdict(list)
        for meeting in self._met.get(article, ()):
            by_story[self.units.story(meeting.other.article_id)].append(meeting)
        stories = {story: self._story(story, article) for story in by_story}
        context = Context(tuple(stories.values()))
        return [
            Bond(told.traits, told.text, stories[story], context, told.published_at, tuple(met))
            for story, met in by_story.items()
        ]

    def _story(self, story: int, but: int) -> Story:
        latest = [self._articles[one] for one in self.units.articles(story)[-STORY_ARTICLES - 1 :] if one != but]
        return Story(story, deque(latest, maxlen=STORY_ARTICLES))
