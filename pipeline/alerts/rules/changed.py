"""What is said of a claim is put otherwise than before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.alerts.rules.firing import Firing, claims_worth_it, is_news, word_for
from pipeline.alerts.rules.messages import standing
from pipeline.models import Novelty, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.models import Development, News, Telling
    from pipeline.topic import Topic

__all__ = ["changed"]


def changed(news: News, topic: Topic) -> Iterator[Firing]:
    """
    Yield a firing where one origin gives another figure, date or certainty, or is quoted otherwise; once a sentence.

    And once a claim, where a name now stands behind what nobody was named for; and once a story and outlet, where it
    states as fact what its origin gave with a source or a doubt.
    """
    said: set[tuple[int, str]] = set()
    flat: dict[tuple[int, str | None], list[tuple[Development, Telling]]] = {}
    for claim, tellings in claims_worth_it(news):
        came = [one for one in tellings if is_news(one, topic)]
        yield from _otherwise(claim, came, topic, said)
        yield from _named(claim, came, topic)
        for one in came:
            if one.hedge_dropped:
                flat.setdefault((claim.story_id, one.source.outlet), []).append((claim, one))
    for (story_id, outlet), found in flat.items():
        yield _stated_as_fact(story_id, outlet, found, topic)


def _stated_as_fact(
    story_id: int, outlet: str | None, found: Sequence[tuple[Development, Telling]], topic: Topic
) -> Firing:
    claim, telling = max(found, key=lambda one: one[0].outlets)
    return Firing(
        rule="changed",
        claim=claim,
        telling=telling,
        why=f"{outlet or 'an outlet'} states it as fact; its origin did not",
        trigger=f"hedge dropped by {outlet}",
        severity=topic.alerts.changed.hedge_dropped,
        subject=f"story:{story_id}",
        before=standing(claim.before),
    )


def _otherwise(
    claim: Development, came: Sequence[Telling], topic: Topic, said: set[tuple[int, str]]
) -> Iterator[Firing]:
    """Yield a firing for each text that puts a claim otherwise; a sentence that was told of (`said`) is not again."""
    texts: dict[int, Telling] = {}
    for one in came:
        sentence = one.source.article_id, one.evidence
        if one.novelty is Novelty.CHANGED and sentence not in said:
            said.add(sentence)
            texts.setdefault(one.source.revision, one)
    for one in texts.values():
        yield Firing(
            rule="changed",
            claim=claim,
            telling=one,
            why=f"{word_for(one)} puts it otherwise than before",
            trigger=f"text:{one.source.article_id}:{one.source.revision}",
            severity=topic.alerts.changed.severity,
        )


def _named(claim: Development, came: Sequence[Telling], topic: Topic) -> Iterator[Firing]:
    rose = claim.before is not None and claim.before.status is Status.SINGLE_UNNAMED
    if rose and claim.after.status is Status.SINGLE_NAMED and came:
        mover = next((one for one in came if one.novelty is Novelty.NEW_ORIGIN), came[-1])
        yield Firing(
            rule="changed",
            claim=claim,
            telling=mover,
            why=f"a name stands behind it now: {word_for(mover)}",
            trigger="named",
            severity=topic.alerts.changed.severity,
            before=standing(claim.before),
        )
