"""Which new claims are worth a message. Pure: the same batch gives the same alerts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.models import Alert, Facts, Mode, Novelty, denies_its_words
from pipeline.text import content_id, normalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from pipeline.models import Claim, Intake, Link, Mention
    from pipeline.topic import Topic

__all__ = ["watched_claims"]

RULE = "watched_claim"
_WORTH_IT = 1
_ADDS = {Novelty.NEW, Novelty.DENIED, Novelty.NEW_ORIGIN, Novelty.ON_RECORD}


def watched_claims(intakes: Iterable[Intake], topics: Sequence[Topic], now: datetime) -> Iterator[Alert]:
    """
    Yield an alert for each new claim on a topic's watch list.

    It is about a watched entity, on the word of a watched speaker, or of a watched event type. Context (tier 2) and
    seeds alert nobody.
    """
    for intake in intakes:
        if intake.article.is_seed:
            continue
        kept = {verdict.topic for verdict in intake.relevance}
        claims = {claim.first_mention: claim for claim in intake.claims}
        links = {link.mention_id: link for link in intake.links}
        for mention in intake.mentions:
            claim, link = claims.get(mention.mention_id), links[mention.mention_id]
            if claim is None or link.novelty not in _ADDS or not _worth_a_message(mention):
                continue
            for topic in topics:
                if topic.topic in kept and (why := _watched(mention, topic)):
                    yield _alert(topic, claim, mention, link, why, intake, now)


def _worth_a_message(mention: Mention) -> bool:
    """Context is not, and that somebody would not comment is what everybody reports."""
    return mention.statement.tier == _WORTH_IT and mention.statement.mode is not Mode.DECLINED


def _watched(mention: Mention, topic: Topic) -> str | None:
    said, watch = mention.statement, topic.watch
    about = normalise(" ".join(filter(None, (said.subject, said.object))))
    speaker = normalise(said.speaker or "")
    for entity in topic.vocabulary.entities:
        names = [normalise(name) for name in (entity.name, *entity.aliases)]
        if entity.name in watch.entities and any(name in about for name in names):
            return f"about {entity.name}"
        if entity.name in watch.speakers and any(name in speaker for name in names):
            return f"on the word of {entity.name}"
    if said.event_type in watch.event_types:
        return f"of type {said.event_type}"
    return None


def _alert(topic: Topic, claim: Claim, mention: Mention, link: Link, why: str, intake: Intake, now: datetime) -> Alert:
    said, article = mention.statement, intake.article
    origin = next((origin for origin in intake.origins if origin.origin_id == link.origin_id), None)
    word = said.speaker or (f"{origin.origin}" if origin else None) or "nobody named"
    put = f"denied: {claim.claim}" if denies_its_words(claim.claim, said.mode) else claim.claim
    via = f", via {link.via}" if link.via else ""
    return Alert(
        alert_id=content_id("alert", RULE, topic.topic, claim.claim_id),
        rule=RULE,
        topic=topic.topic,
        thread=f"story:{claim.story_id}",
        subject=f"claim:{claim.claim_id}",
        trigger="first",
        facts=Facts(why=f"new claim {why}", claim=put, evidence=said.evidence, url=article.url, outlet=article.outlet),
        claim_id=claim.claim_id,
        story_id=claim.story_id,
        title=f"New claim {why}: {put}",
        body="\n".join(
            (
                f"New claim {why} ({topic.name})",
                f"  {put}",
                f"  “{said.evidence}”",
                f"  word of: {word}{via} · {said.mode}, {said.certainty}",
                f"  {article.outlet or 'unknown outlet'} · {article.url}",
            )
        ),
        created_at=now,
    )
