"""Which stories are akin: the articles on one matter seldom make one story, and seldom ones without any bond."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Kinship"]


class Kinship:
    """
    Stories and what they grew out of.

    Two are akin where one grew out of the other, or both out of, or into, a third. On the invented month that brings 9
    of its stories together from 57, and claims told in them as one story's: pair recall .47 to .50.
    """

    def __init__(self) -> None:
        self._beside: defaultdict[int, set[int]] = defaultdict(set)

    def add(self, one: int, other: int) -> None:
        """Remember that one story is near another."""
        self._beside[one].add(other)
        self._beside[other].add(one)

    def update(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Remember that the stories of each pair are near each other."""
        for one, other in pairs:
            self.add(one, other)

    def of(self, story_id: int) -> frozenset[int]:
        """Return the stories that are akin to one, without itself."""
        beside = self._beside.get(story_id, set())
        return frozenset(beside.union(*(self._beside[one] for one in beside)) - {story_id})
