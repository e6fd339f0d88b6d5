"""A new claim that somebody asked to hear of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.alerts.rules.firing import Firing, claims_worth_it, is_news
from pipeline.models import Novelty
from pipeline.text import normalise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.models import News, Telling
    from pipeline.topic import Topic

__all__ = ["watched_claim", "why_watched"]

_ADDS = frozenset({Novelty.NEW, Novelty.DENIED, Novelty.NEW_ORIGIN, Novelty.ON_RECORD})


def watched_claim(news: News, topic: Topic) -> Iterator[Firing]:
    """Yield a firing for each new claim that is watched: about whom, on whose word, of which type, in which outlet."""
    for claim, tellings in claims_worth_it(news):
        opening = next((one for one in tellings if is_news(one, topic) and one.novelty in _ADDS), None)
        if claim.before is None and opening is not None and (why := why_watched(opening, topic)):
            yield Firing(
                rule="watched_claim",
                claim=claim,
                telling=opening,
                why=f"new claim {why}",
                trigger="first",
                severity=topic.alerts.watched_claim.severity,
            )


def why_watched(telling: Telling, topic: Topic) -> str | None:
    """Return what of a mention is on the topic's watch list, in words; None where nothing is."""
    watch = topic.watch
    about = normalise(" ".join(filter(None, (telling.subject, telling.object))))
    speaker = normalise(telling.speaker or "")
    for entity in topic.vocabulary.entities:
        names = [normalise(name) for name in (entity.name, *entity.aliases)]
        if entity.name in watch.entities and any(name in about for name in names):
            return f"about {entity.name}"
        if entity.name in watch.speakers and any(name in speaker for name in names):
            return f"on the word of {entity.name}"
    if telling.event_type in watch.event_types:
        return f"of type {telling.event_type}"
    outlet = telling.source.outlet
    if outlet is not None and _plain(outlet) in map(_plain, watch.outlets):
        return f"in {outlet}"
    return None


def _plain(outlet: str) -> str:
    """Outlets are one with or without their article, and in any capitals."""
    return normalise(outlet).removeprefix("the ").strip()
