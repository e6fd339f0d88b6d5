"""What a topic lends to the reading of names: whom each name means, what they are, which nouns stand for them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from pipeline.topic.longer_names import NOT_ANOTHERS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.topic import Entity

__all__ = ["Standing", "TopicNames", "topic_names"]


class Standing(NamedTuple):
    """A phrase of a topic that stands for somebody: "device maker"."""

    name: str
    """Whom it stands for."""
    words: tuple[str, ...]
    called: str
    """Everything the topic calls them, lower case."""


@dataclass(frozen=True, slots=True, eq=False)
class TopicNames:
    """The entities of one topic, by everything that an article may call them."""

    names: Mapping[str, str]
    """The entity of each name, lower case."""
    kinds: Mapping[str, str]
    """What the topic says each entity is."""
    roles: Mapping[str, tuple[str, ...]]
    """The nouns that stand for each entity, as far as it has any."""
    _finder: re.Pattern[str] | None
    _standing: Mapping[str, Sequence[Standing]]

    def named_in(self, text: str) -> list[str]:
        """Return the entities that a text names, in its order."""
        return [] if self._finder is None else [self.names[name.lower()] for name in self._finder.findall(text)]

    def standing(self, noun: str) -> Iterable[Standing]:
        """Return the phrases that end in the noun and stand for somebody."""
        return self._standing.get(noun, ())


@lru_cache(maxsize=16)
def topic_names(entities: tuple[Entity, ...]) -> TopicNames:
    """Return the names, kinds and roles of these entities; to hash them takes time, so ask once for an article."""
    names = {alias.lower(): entity.name for entity in entities for alias in (entity.name, *entity.aliases)}
    roles = {entity.name: entity.roles for entity in entities if entity.roles}
    standing: dict[str, list[Standing]] = defaultdict(list)
    for name, nouns in roles.items():
        called = " ".join((name, *nouns)).lower()
        for noun in nouns:
            words = tuple(noun.lower().split())
            standing[words[-1]].append(Standing(name, words, called))
    return TopicNames(
        names=names,
        kinds={entity.name: entity.kind for entity in entities},
        roles=roles,
        _finder=_finder_of(names) if names else None,
        _standing=dict(standing),
    )


def _finder_of(names: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(names, key=len, reverse=True)
    any_of = "|".join(map(re.escape, longest_first))
    return re.compile(rf"(?<!\w)(?:{any_of})(?!\w){NOT_ANOTHERS}", re.IGNORECASE)
