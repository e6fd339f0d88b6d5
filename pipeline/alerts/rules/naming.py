"""Whom and what of a topic a claim names."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.text import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.models import Development, Telling
    from pipeline.topic import Topic

__all__ = ["names_the_topic", "why_watched"]


def names_the_topic(claim: Development, telling: Telling, topic: Topic) -> bool:
    """
    Tell whether a claim names somebody or something that the topic is about; where the topic names nobody, any does.

    A place or an outlet is no sign: every article names some.
    """
    known = [one for one in topic.vocabulary.entities if one.kind not in {"place", "outlet"}]
    said = (claim.claim, telling.subject, telling.object, telling.speaker)
    return not known or any(_names((one.name, *one.aliases), said) for one in known)


def why_watched(claim: Development, telling: Telling, topic: Topic) -> str | None:
    """
    Return what of a claim is on the topic's watch list, in words; None where nothing is.

    Types are told by a phrase, and found in much that has nothing to do with the topic: it has to be named too.
    """
    watch, outlet = topic.watch, telling.source.outlet
    for entity in topic.vocabulary.entities:
        names = (entity.name, *entity.aliases)
        if entity.name in watch.entities and _names(names, (telling.subject, telling.object)):
            return f"about {entity.name}"
        if entity.name in watch.speakers and _names(names, (telling.speaker,)):
            return f"on the word of {entity.name}"
    if telling.event_type in watch.event_types and names_the_topic(claim, telling, topic):
        return f"of type {telling.event_type}"
    if outlet is not None and _plain(outlet) in map(_plain, watch.outlets):
        return f"in {outlet}"
    return None


def _names(names: tuple[str, ...], said: Iterable[str | None]) -> bool:
    return _whole_words(names).search(normalise(" | ".join(filter(None, said)))) is not None


@lru_cache(maxsize=1000)
def _whole_words(names: tuple[str, ...]) -> re.Pattern[str]:
    """“CHA” is not in “exchange”."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(normalise(name)) for name in names)})(?!\w)")


def _plain(outlet: str) -> str:
    """Outlets are one with or without their article, and in any capitals."""
    return normalise(outlet).removeprefix("the ").strip()
