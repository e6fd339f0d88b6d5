"""A claim is denied, or something is claimed beside which it cannot stand."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pipeline.alerts.rules.firing import Firing, as_put, is_news, word_for
from pipeline.alerts.rules.messages import standing
from pipeline.models import Novelty, Status
from pipeline.text import normalise

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipeline.models import Development, News, Telling
    from pipeline.topic import Topic

__all__ = ["denied"]

_SPEAKS_UP = frozenset({Novelty.NEW, Novelty.NEW_ORIGIN, Novelty.ON_RECORD})
_WORTH_IT = 1
_NOBODY = frozenset({"nobody", "no one", "no-one", "none", "neither"})


def denied(news: News, topic: Topic) -> Iterator[Firing]:
    """
    Yield a firing for each claim and whoever denies it, or says what contradicts it, for the first time.

    Of two claims that cannot both hold it is about the one that is denied; where neither is, about the earlier one.
    That one must be more than context; what speaks against it need not: "212 of 500 have card numbers beside them".
    """
    by_claim = {claim.claim_id: claim for claim in news.claims}
    said: defaultdict[int, list[Telling]] = defaultdict(list)
    for telling in news.tellings:
        if is_news(telling, topic):
            said[telling.claim_id].append(telling)
    for one, other in sorted(news.rivals):
        if one < other and one in by_claim and other in by_claim:
            yield from _between(by_claim[one], by_claim[other], said, news, topic)


def _between(
    one: Development, other: Development, said: Mapping[int, list[Telling]], news: News, topic: Topic
) -> Iterator[Firing]:
    denials = [
        (claim, telling)
        for claim, rival in ((one, other), (other, one))
        for telling in said.get(rival.claim_id, ())
        if telling.novelty is Novelty.DENIED and claim.tier == _WORTH_IT and not _is_nobody(telling)
    ]
    if denials:
        articles: defaultdict[tuple[int, int], list[Telling]] = defaultdict(list)
        for claim, telling in denials:
            articles[claim.claim_id, telling.source.article_id].append(telling)
        for (claim_id, _), (first, *others) in articles.items():
            also = tuple(f"also denied by {word_for(telling)}" for telling in others)
            yield _firing(
                one if one.claim_id == claim_id else other, first, topic, f"denied by {word_for(first)}", also
            )
        return
    claim, rival = sorted((one, other), key=lambda found: _arrival(found, news))
    if claim.tier == _WORTH_IT and claim.after.status is Status.DISPUTED:
        into = claim.before is None or claim.before.status is not Status.DISPUTED
        spoke = [telling for telling in said.get(rival.claim_id, ()) if telling.novelty in _SPEAKS_UP]
        mover = next((telling for telling in spoke if into or telling.novelty is Novelty.NEW), None)
        if mover is not None:
            yield _firing(claim, mover, topic, f"contradicted by {word_for(mover)}", (f"against it: {as_put(rival)}",))


def _is_nobody(telling: Telling) -> bool:
    """“Nobody has confirmed it” denies nothing."""
    return normalise(word_for(telling)) in _NOBODY


def _arrival(claim: Development, news: News) -> tuple[bool, int, str]:
    """Return by what claims stand in order of arrival: those known before the batch come first."""
    places = [place for place, one in enumerate(news.tellings) if one.claim_id == claim.claim_id]
    known = claim.before is not None
    return not known, 0 if known else min(places, default=0), f"{claim.first_seen.isoformat()} {claim.claim_id}"


def _firing(claim: Development, telling: Telling, topic: Topic, why: str, details: tuple[str, ...] = ()) -> Firing:
    who = f"origin:{telling.origin_id}" if telling.origin_id else f"claim:{telling.claim_id}"
    return Firing(
        rule="denied",
        claim=claim,
        telling=telling,
        why=why,
        trigger=who,
        severity=topic.alerts.denied.severity,
        before=standing(claim.before),
        details=details,
    )
