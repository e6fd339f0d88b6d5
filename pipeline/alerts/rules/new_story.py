"""A story that was not there before."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pipeline.alerts.rules.firing import Firing, as_put, claims_worth_it, is_news
from pipeline.alerts.rules.naming import names_the_topic, why_watched
from pipeline.models import Novelty

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.models import Development, News, Telling
    from pipeline.topic import Topic

__all__ = ["new_story"]

_OTHERS = 3


def new_story(news: News, topic: Topic) -> Iterator[Firing]:
    """
    Yield a firing for each story whose first claims came with this batch, if one of them names what the topic is about.

    Of these one that is watched leads, else one of a known type on somebody's word; that it is watched is said here and
    not once more.
    """
    order = {one.mention_id: place for place, one in enumerate(news.tellings)}
    found: defaultdict[int, list[tuple[Development, Telling, str | None]]] = defaultdict(list)
    for claim, tellings in claims_worth_it(news):
        if claim.before is None and claim.story_id in news.opened:
            opening = next((one for one in tellings if is_news(one, topic)), None)
            if opening and opening.novelty is not Novelty.CORRECTED and names_the_topic(claim, opening, topic):
                found[claim.story_id].append((claim, opening, why_watched(claim, opening, topic)))
    for story_id, claims in found.items():
        claims.sort(key=lambda one: (one[2] is None, *_weight(one[1]), order[one[1].mention_id]))
        (claim, telling, watched), *others = claims
        yield Firing(
            rule="new_story",
            claim=claim,
            telling=telling,
            why=f"new story {watched}" if watched else "new story",
            trigger="first",
            severity=topic.alerts.new_story.severity,
            subject=f"story:{story_id}",
            details=tuple(f"also: {as_put(other)}" for other, _, _ in others[:_OTHERS]),
        )


def _weight(telling: Telling) -> tuple[bool, bool]:
    """Return what makes a claim lead: that it is known what kind of event it is, then that somebody says so."""
    return telling.event_type == "other", telling.speaker is None
