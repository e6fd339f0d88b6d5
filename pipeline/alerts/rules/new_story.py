"""A story that was not there before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.alerts.rules.firing import Firing, as_put, claims_worth_it, is_news
from pipeline.alerts.rules.watched_claim import why_watched
from pipeline.models import Novelty

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.models import Development, News, Telling
    from pipeline.topic import Topic

__all__ = ["new_story"]

_OTHERS = 3


def new_story(news: News, topic: Topic) -> Iterator[Firing]:
    """
    Yield a firing for each story whose first claims came with this batch; one that is watched leads, else the first.

    That a claim of it is watched is said here, and not once more.
    """
    found: dict[int, list[tuple[Development, Telling, str | None]]] = {}
    for claim, tellings in claims_worth_it(news):
        if claim.before is None and claim.story_id in news.opened:
            opening = next((one for one in tellings if is_news(one, topic) and _opens(one)), None)
            if opening is not None:
                watched = why_watched(opening, topic)
                found.setdefault(claim.story_id, []).append((claim, opening, watched))
    order = {one.mention_id: place for place, one in enumerate(news.tellings)}
    for story_id, claims in found.items():
        claims.sort(key=lambda one: (one[2] is None, order[one[1].mention_id]))
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


def _opens(telling: Telling) -> bool:
    return telling.novelty is not Novelty.CORRECTED
