"""Articles that go together wherever they go, and in which story they are."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["Pair", "Units"]

Pair = tuple[int, int]


class Units:
    """Units of articles that are not to be parted, each in one story and named by its first article."""

    def __init__(self, story_of: Mapping[int, int], together: Iterable[Pair], apart: Iterable[Pair]) -> None:
        """`story_of`: stories of articles, in order of arrival. Of others, pairs are passed over."""
        self._place = {article: at for at, article in enumerate(story_of)}
        self._unit = {article: article for article in story_of}
        self.members: dict[int, list[int]] = {article: [article] for article in story_of}
        for one, other in together:
            if one in self._unit and other in self._unit:
                self._join(*sorted((self._unit[one], self._unit[other]), key=self._place.__getitem__))
        self._story = {unit: story_of[unit] for unit in self.members}
        self._articles: defaultdict[int, list[int]] = defaultdict(list)
        for article, unit in self._unit.items():
            self._articles[self._story[unit]].append(article)
        self._strangers: defaultdict[int, set[int]] = defaultdict(set)
        for one, other in apart:
            self._strangers[one].add(other)
            self._strangers[other].add(one)

    def story(self, article: int) -> int:
        """Return the story an article is in now."""
        return self._story[self._unit[article]]

    def articles(self, story: int) -> Sequence[int]:
        """Return the articles of a story, in order of arrival."""
        return self._articles[story]

    def units_in(self, story: int) -> list[int]:
        """Return the units of a story, in order of arrival."""
        return [article for article in self._articles[story] if self._unit[article] == article]

    def may_meet(self, articles: Iterable[int], story: int) -> bool:
        """Whether none of the articles was to be kept apart from one of the story."""
        return all(self._strangers[article].isdisjoint(self._articles[story]) for article in articles)

    def move(self, unit: int, story: int) -> None:
        """Put a unit into another story."""
        left = self._articles[self._story[unit]]
        for article in self.members[unit]:
            left.remove(article)
        self._story[unit] = story
        self._articles[story] = sorted([*self._articles[story], *self.members[unit]], key=self._place.__getitem__)

    def groups(self) -> list[set[int]]:
        """Return the articles of each story."""
        return sorted((set(articles) for articles in self._articles.values() if articles), key=min)

    def _join(self, one: int, other: int) -> None:
        if one == other:
            return
        gone = self.members.pop(other)
        self.members[one] = sorted([*self.members[one], *gone], key=self._place.__getitem__)
        self._unit.update(dict.fromkeys(gone, one))
