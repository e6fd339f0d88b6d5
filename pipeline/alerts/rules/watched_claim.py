"""A new claim that somebody asked to hear of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.alerts.rules.firing import Firing, claims_worth_it, is_news
from pipeline.alerts.rules.naming import why_watched
from pipeline.models import Novelty

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.models import News
    from pipeline.topic import Topic

__all__ = ["watched_claim"]

_ADDS = frozenset({Novelty.NEW, Novelty.DENIED, Novelty.NEW_ORIGIN, Novelty.ON_RECORD})


def watched_claim(news: News, topic: Topic) -> Iterator[Firing]:
    """
    Yield a firing for each new claim that is watched: about whom, on whose word, of which type, in which outlet.

    Of several in one sentence the first tells of all.
    """
    told: set[tuple[int, str]] = set()
    for claim, tellings in claims_worth_it(news):
        opening = next((one for one in tellings if is_news(one, topic) and one.novelty in _ADDS), None)
        if claim.before is not None or opening is None:
            continue
        sentence, why = (opening.source.article_id, opening.evidence), why_watched(claim, opening, topic)
        if why and sentence not in told:
            told.add(sentence)
            yield Firing(
                rule="watched_claim",
                claim=claim,
                telling=opening,
                why=f"new claim {why}",
                trigger="first",
                severity=topic.alerts.watched_claim.severity,
            )
