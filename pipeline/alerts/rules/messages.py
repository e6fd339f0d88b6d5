"""What an alert says: stored text and counts, each in its place, and a plain form of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.alerts.rules.firing import as_put
from pipeline.models import Alert, Facts, Status, alert_id
from pipeline.text import printable, squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.alerts.rules.firing import Firing
    from pipeline.models import Counts, News
    from pipeline.topic import Topic

__all__ = ["alert", "standing"]

_STOOD = {
    Status.SINGLE_UNNAMED: "nobody named",
    Status.SINGLE_NAMED: "one named",
    Status.CORROBORATED: "corroborated",
    Status.ON_RECORD: "on record",
    Status.DISPUTED: "disputed",
    Status.CORRECTED: "withdrawn",
}


def standing(counts: Counts | None) -> str | None:
    """Return how a claim stood, in words: "1 origin, nobody named"; None for one that was not there."""
    if counts is None:
        return None
    stood = f", {_STOOD[counts.status]}" if counts.status else ""
    return f"{_plural(counts.origins, 'origin')}{stood}"


def alert(fired: Firing, topic: Topic, news: News, quiet: str | None) -> Alert:
    """Return the alert that a rule makes; rule, topic, subject and trigger name it."""
    claim, telling = fired.claim, fired.telling
    subject = fired.subject or f"claim:{claim.claim_id}"
    facts = _facts(fired)
    why = facts.why[:1].upper() + facts.why[1:]
    title = printable(squeeze(f"{why}: {facts.claim}"))
    return Alert(
        alert_id=alert_id(fired.rule, topic.topic, subject, fired.trigger),
        rule=fired.rule,
        topic=topic.topic,
        severity=fired.severity,
        thread=f"story:{claim.story_id}",
        subject=subject,
        trigger=fired.trigger,
        claim_id=claim.claim_id,
        story_id=claim.story_id,
        mention_id=telling.mention_id,
        article_id=(fired.source or telling.source).article_id,
        run_id=news.run_id,
        facts=facts,
        title=title,
        body="\n".join(map(printable, _lines(facts, f"{why} ({topic.name})"))),
        quiet=quiet,
        created_at=news.at,
    )


def _facts(fired: Firing) -> Facts:
    claim, telling, source = fired.claim, fired.telling, fired.source or fired.telling.source
    return Facts(
        why=squeeze(fired.why),
        claim=as_put(claim),
        evidence=telling.evidence,
        speaker=telling.speaker,
        speaker_kind=telling.speaker_kind,
        origin=telling.origin,
        via=telling.via,
        basis=telling.basis.value,
        origins=claim.after.origins,
        outlets=claim.outlets,
        outlet=source.outlet,
        url=source.url,
        title=source.title,
        first_outlet=claim.first_outlet,
        first_at=claim.first_seen,
        story=claim.story,
        before=fired.before,
        details=fired.details,
    )


def _lines(facts: Facts, headline: str) -> Iterator[str]:
    yield squeeze(headline)
    yield f"  {squeeze(facts.claim or '')}"
    yield f"  “{squeeze(facts.evidence or '')}”"
    via = f", via {facts.via}" if facts.via else ""
    yield f"  word of: {squeeze(facts.speaker or facts.origin or 'nobody named')}{via}"
    whose = f" ({facts.origin}{via})" if facts.origin else ""
    yield f"  {_plural(facts.origins or 1, 'origin')}{whose} · {_plural(facts.outlets or 0, 'outlet')}"
    if facts.before:
        yield f"  until then: {facts.before}"
    yield from (f"  {squeeze(line)}" for line in facts.details)
    yield f"  {facts.outlet or 'unknown outlet'} · {facts.url}"


def _plural(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
