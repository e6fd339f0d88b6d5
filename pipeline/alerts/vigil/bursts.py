"""Bursts: far more independent voices than usual speak of somebody, or of a kind of event."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from pipeline.alerts.vigil.wording import at, counted, shown
from pipeline.models import Facts, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.models import BurstSeen
    from pipeline.topic import Topic

__all__ = ["LOOK_BACK", "REST", "SETTLED", "bursts_found"]

LOOK_BACK = timedelta(days=1)
"""A burst of which nothing is left in this time is over."""
REST = timedelta(days=1)
"""What flares up again within this time belongs to the same burst."""
SETTLED = timedelta(days=15)
"""What is usual is measured over so long: what comes by a younger feed was not heard of before it."""


def bursts_found(bursts: Sequence[BurstSeen], topics: Sequence[Topic]) -> Iterator[Finding]:
    """
    Yield a finding for each burst of the topics: of whatever name, and of the event types on a topic's watch list.

    Its thread is its story's where most of it is one story.
    """
    watched = {topic.topic: set(topic.watch.event_types) for topic in topics}
    for burst in bursts:
        if burst.topic in watched and (burst.kind == "entity" or burst.subject in watched[burst.topic]):
            yield _finding(burst)


def _finding(burst: BurstSeen) -> Finding:
    what = shown(burst.subject) + (" (a kind of event)" if burst.kind == "event" else "")
    usual = "hardly any" if burst.level < 0.5 else f"{burst.level:.1f}"
    return Finding(
        rule="burst",
        topic=burst.topic,
        subject=f"{burst.kind}:{burst.subject}",
        thread=f"story:{burst.story_id}" if burst.story_id else f"topic:{burst.topic}",
        began_at=burst.began_at,
        until=burst.ended_at,
        rest=REST,
        facts=Facts(
            why=f"{counted(burst.origins, 'independent voice')} in six hours; {usual} are usual at this time",
            claim=burst.claim,
            evidence=burst.evidence,
            speaker=burst.speaker,
            speaker_kind=burst.speaker_kind,
            outlets=burst.outlets,
            outlet=burst.outlet,
            url=burst.url,
            title=burst.title,
            details=(
                f"{counted(burst.voices, 'voice')} in {counted(burst.articles, 'article')} since {at(burst.began_at)}",
                "the claim is the one that most of them make",
            ),
        ),
        title=f"Burst: {what}",
        story_id=burst.story_id,
        claim_id=burst.claim_id,
        mention_id=burst.mention_id,
        article_id=burst.article_id,
    )
