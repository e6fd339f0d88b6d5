"""An article takes back what it said, or no longer says it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.alerts.rules.firing import Firing, claims_worth_it, on_topic
from pipeline.alerts.rules.messages import standing
from pipeline.models import NO_LONGER_SAID, Novelty, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.models import Development, News, Source, Telling
    from pipeline.topic import Topic

__all__ = ["corrected"]


def corrected(news: News, topic: Topic) -> Iterator[Firing]:
    """
    Yield a firing for each claim and text by which it was taken back, or that no longer says it.

    A text that says the same in other words has corrected nothing.
    """
    for claim, tellings in claims_worth_it(news):
        texts: dict[tuple[int, int], list[Telling]] = {}
        for one in tellings:
            by = one.by or one.source
            if one.novelty is Novelty.CORRECTED and on_topic(by, topic):
                texts.setdefault((by.article_id, by.revision), []).append(one)
        for gone in texts.values():
            if (fired := _firing(claim, gone, tellings, topic)) is not None:
                yield fired


def _firing(claim: Development, gone: Sequence[Telling], tellings: Sequence[Telling], topic: Topic) -> Firing | None:
    one = next((found for found in gone if found.by is None), gone[0])
    by = one.by or one.source
    silent = all(found.reason == NO_LONGER_SAID for found in gone)
    if silent and any(_still_says(found, by) for found in tellings):
        return None
    rule = topic.alerts.corrected
    return Firing(
        rule="corrected",
        claim=claim,
        telling=one,
        why=_why(claim, by, silent=silent),
        trigger=f"text:{by.article_id}:{by.revision}",
        severity=rule.silent if silent else rule.severity,
        source=by,
        before=standing(claim.before),
        details=(one.reason,),
    )


def _why(claim: Development, by: Source, *, silent: bool) -> str:
    outlet = by.outlet or "the article"
    if silent:
        return f"{outlet} no longer says so"
    return f"withdrawn by {outlet}" if claim.after.status is Status.CORRECTED else f"corrected by {outlet}"


def _still_says(telling: Telling, by: Source) -> bool:
    same = (telling.source.article_id, telling.source.revision) == (by.article_id, by.revision)
    return same and telling.novelty is not Novelty.CORRECTED
