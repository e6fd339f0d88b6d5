"""Who a story is about, and whether an article is about the same ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.common_words import SCENERY
from pipeline.compare.rarity import rarity_in_background

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from pipeline.compare.features import Traits

__all__ = ["PRINCIPALS_OF_ONE", "Parties", "is_scenery", "parties", "principal_names"]

PRINCIPALS_OF_ONE = 2
"""One article speaks of others in passing; several agree on whom their story is about."""

_SPOKEN_OF = 0.6
_NAMED = 0.35
_ALL_BUT_ONE_OF_FOUR = 0.75


class Parties(NamedTuple):
    """How the principals of an article and those of a story go together."""

    shared: tuple[str, ...]
    """The story's principals whom the article speaks of."""
    missing: tuple[str, ...]
    """The story's principals whom it does not."""
    familiar: tuple[str, ...]
    """The article's principals of whom an article of the story speaks."""
    strangers: tuple[str, ...]
    """The article's principals whom the story names in passing or never."""

    @property
    def agree(self) -> bool:
        """Three in four of the story's, and most of the article's own, are known to both."""
        theirs = len(self.shared) + len(self.missing)
        return bool(self.shared) and len(self.shared) >= _ALL_BUT_ONE_OF_FOUR * theirs and not self.strange

    @property
    def strange(self) -> bool:
        """Of the article's own principals at least half are unknown to the story."""
        return bool(self.strangers) and len(self.strangers) >= len(self.familiar)

    @property
    def unknown(self) -> bool:
        """The story has no principals that set it apart."""
        return not self.shared and not self.missing


def principal_names(prominence: Mapping[str, float], most: int, *, apart_from: Callable[[str], bool]) -> list[str]:
    """
    Return the names most spoken of, at most `most`, without places, days and what `apart_from` says is everywhere.

    Household names ("Samsung") are mentioned for comparison in articles about others, so they come after rarer ones.
    """
    spoken_of = [
        (-share * rarity_in_background(name), name)
        for name, share in prominence.items()
        if share >= _SPOKEN_OF and not is_scenery(name)
    ]
    return [name for _, name in sorted(spoken_of)[:most] if not apart_from(name)]


def is_scenery(name: str) -> bool:
    """Whether a name is a place, a people, a day or an office rather than a party."""
    return SCENERY.issuperset(name.split())


def parties(
    article: Traits, own: Iterable[str], articles_of_story: Sequence[Traits], of_story: Iterable[str]
) -> Parties:
    """Return how an article's `own` principals and those `of_story` go together."""
    shared, missing = _parted(of_story, lambda name: _is_named(name, article))
    familiar, strangers = _parted(own, lambda name: any(_is_named(name, told) for told in articles_of_story))
    return Parties(shared, missing, familiar, strangers)


def _parted(found: Iterable[str], test: Callable[[str], bool]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    names = list(found)
    passed = tuple(name for name in names if test(name))
    return passed, tuple(name for name in names if name not in passed)


def _is_named(name: str, article: Traits) -> bool:
    """More than in passing, where the article has names at all; text without capitals is searched word by word."""
    return article.prominence.get(name, 0.0) >= _NAMED if article.prominence else article.holds(name)
