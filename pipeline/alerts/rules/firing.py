"""A rule that fired, and what all rules ask of a claim and of what was said of it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from pipeline.models import Mode, OriginBasis, SpeakerKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.models import Development, News, Severity, Source, Telling
    from pipeline.topic import Topic

__all__ = ["Firing", "as_put", "claims_worth_it", "is_news", "on_topic", "word_for"]

_WORTH_IT = 1
_NAMED = frozenset(
    {SpeakerKind.PERSON, SpeakerKind.SPOKESPERSON, SpeakerKind.ORGANISATION, SpeakerKind.GOVERNMENT, SpeakerKind.OUTLET}
)
_NO_NAME = frozenset({"he", "she", "they", "it", "we", "i", "you", "the it"})


class Firing(NamedTuple):
    """A step that a rule tells of: what moved, which mention moved it, why that matters."""

    rule: str
    claim: Development
    telling: Telling
    why: str
    """In lower case where it is no name: "2nd independent origin"."""
    trigger: str
    severity: Severity
    subject: str | None = None
    """None: the claim."""
    source: Source | None = None
    """The article that moved it, where the mention stands in another."""
    before: str | None = None
    details: tuple[str, ...] = ()


def as_put(claim: Development) -> str:
    """Return a claim as it is meant."""
    return f"denied: {claim.claim}" if claim.denied else claim.claim


def claims_worth_it(news: News) -> Iterator[tuple[Development, tuple[Telling, ...]]]:
    """Yield each claim that is more than context or a refusal, with what was said of it and seen otherwise."""
    tellings: defaultdict[int, list[Telling]] = defaultdict(list)
    for one in news.tellings:
        tellings[one.claim_id].append(one)
    for claim in news.claims:
        if claim.tier == _WORTH_IT and claim.first_mode is not Mode.DECLINED:
            yield claim, tuple(tellings[claim.claim_id])


def is_news(telling: Telling, topic: Topic) -> bool:
    """Tell whether something was said with this batch on this topic, by no seed; no comment is none."""
    return not telling.earlier and telling.mode is not Mode.DECLINED and on_topic(telling.source, topic)


def on_topic(source: Source, topic: Topic) -> bool:
    """Tell whether an article came in for this topic and is none of its seeds."""
    return topic.topic in source.topics and not source.is_seed


def word_for(telling: Telling) -> str:
    """Return whose word something is, in words for a message."""
    origin, via = telling.origin, telling.via
    named = origin if telling.origin_kind in _NAMED and telling.basis is OriginBasis.STATED else None
    passed_on = f"{origin}, via {via}" if origin and via else origin
    found = (one for one in (named, telling.speaker, passed_on) if one and one.lower() not in _NO_NAME)
    return next(found, None) or telling.source.outlet or "nobody named"
