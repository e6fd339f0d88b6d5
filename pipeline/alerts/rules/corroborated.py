"""Another independent origin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.alerts.rules.firing import Firing, claims_worth_it, is_news, on_topic
from pipeline.models import Mode, Novelty

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.models import News, Telling
    from pipeline.topic import Topic

__all__ = ["corroborated"]

_NO_WORD = frozenset({Mode.DECLINED, Mode.SPECULATED})
_BRINGS_ONE = frozenset({Novelty.NEW_ORIGIN, Novelty.ON_RECORD})


def corroborated(news: News, topic: Topic) -> Iterator[Firing]:
    """
    Yield a firing for each claim whose independent origins reach a number worth telling: one, for the highest.

    They are counted by the ledger: outlets that repeat one origin are one. What is only imagined
    (“if it had been so, we would have stopped”) brings none.
    """
    for claim, tellings in claims_worth_it(news):
        before = claim.before.origins if claim.before else 1
        reached = [count for count in topic.alerts.corroborated.at if before < count <= claim.after.origins]
        mover = _mover(tellings, topic)
        if reached and mover is not None:
            yield Firing(
                rule="corroborated",
                claim=claim,
                telling=mover,
                why=f"{_ordinal(claim.after.origins)} independent origin",
                trigger=str(reached[-1]),
                severity=topic.alerts.corroborated.severity,
            )


def _mover(tellings: Sequence[Telling], topic: Topic) -> Telling | None:
    """Return the mention that brought the origin; where that came to light otherwise, the latest there is."""
    meant = [one for one in tellings if one.mode not in _NO_WORD]
    came = [one for one in meant if is_news(one, topic)]
    brought = [one for one in came if one.novelty in _BRINGS_ONE]
    seen = [one for one in meant if on_topic(one.source, topic)]
    return next((found[-1] for found in (brought, came, seen) if found), None)


def _ordinal(number: int) -> str:
    if number % 100 in {11, 12, 13}:
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"
