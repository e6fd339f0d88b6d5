"""
Stories that were grouped again keep their names.

A story goes on in the group that holds most of it. What went into it is merged, what came out of it gets a name of its
own, and a story that somebody was alerted of never goes under another name.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from pipeline.compare.stories import story_id_of
from pipeline.text import content_id

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

__all__ = ["Renamed", "renamed"]


class Renamed(NamedTuple):
    """What changes when stories are grouped again."""

    moved: dict[int, int]
    """Articles that go to another story, each with that story."""
    merged: dict[int, int]
    """Stories that are no more, each with the one that all of it went into."""
    split: dict[int, int]
    """New stories, each with the one that most of it came out of."""


def renamed(groups: Sequence[AbstractSet[int]], story_of: Mapping[int, int], alerted: AbstractSet[int]) -> Renamed:
    """
    Return which articles go where, so that the stories are these groups and as many as can be keep their names.

    `story_of`: the stories as they are, of articles in order of arrival. A group that holds more than one story that
    somebody was alerted of stays as many stories as that. Grouped as they are already, nothing changes.
    """
    arrival = {article_id: place for place, article_id in enumerate(story_of)}
    names = _names(groups, story_of, alerted, arrival)
    goes_on = set(names.values())
    moved: dict[int, int] = {}
    split: dict[int, int] = {}
    for place, group in enumerate(groups):
        name = names.get(place)
        if name is None:
            name = _new_name(group, story_of, arrival)
            split[name] = Counter(story_of[article_id] for article_id in sorted(group)).most_common(1)[0][0]
        for article_id in group:
            before = story_of[article_id]
            kept_apart = before in alerted and before not in goes_on
            if before != name and not kept_apart:
                moved[article_id] = name
    return Renamed(moved, _merged(story_of, moved, goes_on), split)


def _names(
    groups: Sequence[AbstractSet[int]],
    story_of: Mapping[int, int],
    alerted: AbstractSet[int],
    arrival: Mapping[int, int],
) -> dict[int, int]:
    """
    Return which group goes on under which name.

    Those alerted of choose first, then the largest share, then the oldest story, then who came first.
    """
    began: dict[int, int] = {}
    for article_id, story_id in story_of.items():
        began.setdefault(story_id, arrival[article_id])
    shares = []
    for place, group in enumerate(groups):
        first = min(arrival[article_id] for article_id in group)
        for story_id, count in Counter(story_of[article_id] for article_id in group).items():
            shares.append((story_id not in alerted, -count, began[story_id], first, story_id, place))
    names: dict[int, int] = {}
    for *_, story_id, place in sorted(shares):
        if place not in names and story_id not in names.values():
            names[place] = story_id
    return names


def _new_name(group: AbstractSet[int], story_of: Mapping[int, int], arrival: Mapping[int, int]) -> int:
    """Return the name of a story that begins with the first of these; a name that was in use is not given again."""
    first = min(group, key=arrival.__getitem__)
    name = story_id_of(first)
    return content_id("story", "split", first) if name in story_of.values() else name


def _merged(story_of: Mapping[int, int], moved: Mapping[int, int], goes_on: AbstractSet[int]) -> dict[int, int]:
    went: dict[int, set[int | None]] = {}
    for article_id, story_id in story_of.items():
        if story_id not in goes_on:
            went.setdefault(story_id, set()).add(moved.get(article_id))
    return {
        story_id: name
        for story_id, names in went.items()
        for name in names
        if len(names) == 1 and name is not None and name in goes_on
    }
