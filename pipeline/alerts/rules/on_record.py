"""The party itself says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.alerts.rules.firing import Firing, claims_worth_it, is_news, word_for
from pipeline.alerts.rules.messages import standing
from pipeline.models import Mode, Novelty, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.models import News
    from pipeline.topic import Topic

__all__ = ["on_record"]


def on_record(news: News, topic: Topic) -> Iterator[Firing]:
    """
    Yield a firing for each claim that others made, and that the party itself confirms for the first time.

    “If it had been so, we would have stopped” confirms nothing.
    """
    for claim, tellings in claims_worth_it(news):
        came = [one for one in tellings if is_news(one, topic) and one.mode is not Mode.SPECULATED]
        mover = next((one for one in came if one.novelty is Novelty.ON_RECORD), None)
        if mover is None and claim.before and Status.ON_RECORD not in {claim.before.status, None}:
            mover = came[-1] if came and claim.after.status is Status.ON_RECORD else None
        if mover is not None:
            yield Firing(
                rule="on_record",
                claim=claim,
                telling=mover,
                why=f"on record: {word_for(mover)} says so",
                trigger="first",
                severity=topic.alerts.on_record.severity,
                before=standing(claim.before),
            )
