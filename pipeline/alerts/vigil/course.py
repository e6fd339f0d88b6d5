"""
How an incident goes: it opens, lasts and closes.

    what is found now, what was found before -> incidents as they stand, and alerts where one is told or is over

The moment it began is its name: the same incident is told once, however often somebody looks, and again when it has
been over and begins anew.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from pipeline.alerts.vigil.wording import at, length
from pipeline.models import Alert, Facts, Finding, Incident, Severity, Undecided, alert_id
from pipeline.text import content_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

__all__ = ["COOL_DOWN", "Course", "followed"]

COOL_DOWN = timedelta(days=1)
"""What was told is not told again within this time, should it begin anew: a feed that comes and goes is one message."""
_NEWS = "burst"
"""Nobody needs to be told that it is over."""

Key = tuple[str, str, str]


class Course(NamedTuple):
    """Incidents that are new or otherwise than before, and what is told of them."""

    incidents: tuple[Incident, ...]
    alerts: tuple[Alert, ...]

    @property
    def going_on(self) -> tuple[Incident, ...]:
        """Those that are told and not over."""
        return tuple(one for one in self.incidents if one.told_at is not None and one.ended_at is None)


def followed(found: Iterable[Finding | Undecided], before: Sequence[Incident], now: datetime) -> Course:
    """Return how incidents stand after a look; `before` has the latest of each rule, topic and subject."""
    latest = {_key(incident): _in_time(incident, now) for incident in before}
    incidents, alerts, seen = list[Incident](), list[Alert](), set[Key]()
    for one in found:
        seen.add(_key(one))
        was = latest.get(_key(one))
        if isinstance(one, Undecided):
            incidents += [was] if was and was.ended_at is None else []
            continue
        new = was is None or _begins_anew(one, was)
        if was and was.ended_at is None and new:
            over, told = _over(was, now)
            incidents.append(over)
            alerts += told
        if was is None or new:
            stands, told = _told(_opened(one, now), one, was, now)
        elif was.ended_at is None:
            stands, told = _told(_goes_on(one, was, now), one, None, now)
        else:
            continue
        incidents.append(stands)
        alerts += told
    for key, was in latest.items():
        if key not in seen and was.ended_at is None:
            over, told = _over(was, now)
            incidents.append(over)
            alerts += told
    return Course(tuple(incidents), tuple(alerts))


def _key(one: Finding | Undecided | Incident) -> Key:
    return one.rule, one.topic, one.subject


def _in_time(incident: Incident, now: datetime) -> Incident:
    """A clock that was years ahead for a while must not keep what happens until then from being told."""
    return incident.model_copy(update={"seen_at": min(incident.seen_at, now + timedelta(hours=1))})


def _begins_anew(one: Finding, was: Incident) -> bool:
    """Return whether what is found is another incident than the one before: it began after that was last seen."""
    if one.began_at is None:
        return was.ended_at is not None
    return one.began_at > was.seen_at + (one.rest if was.ended_at is None else timedelta(0))


def _opened(one: Finding, now: datetime) -> Incident:
    began_at = one.began_at or now
    return Incident(
        incident_id=content_id("incident", *_key(one), began_at),
        rule=one.rule,
        topic=one.topic,
        subject=one.subject,
        thread=one.thread,
        severity=one.severity,
        began_at=began_at,
        seen_at=one.until or now,
        title=one.title,
    )


def _goes_on(one: Finding, was: Incident, now: datetime) -> Incident:
    """Return the incident as it is now. A night's sleep is watched for no longer than what it takes to be sure."""
    passed = min(max((now - was.seen_at).total_seconds(), 0.0), one.patience)
    return was.model_copy(
        update={
            "seen_at": max(one.until or now, was.seen_at),
            "watched": was.watched + passed,
            "title": one.title,
        }
    )


def _told(incident: Incident, one: Finding, last: Incident | None, now: datetime) -> tuple[Incident, list[Alert]]:
    """Return the incident, told if that is due, with the alert; `last` is the one of its kind before."""
    if incident.told_at is not None or incident.watched < one.patience:
        return incident, []
    quiet = None
    if last is not None and last.told_at is not None and last.seen_at > now - COOL_DOWN:
        quiet = f"told on {at(last.told_at)}, and over for less than a day"
    alert = _alert(incident, one, now, quiet)
    return incident.model_copy(update={"told_at": now, "quiet": quiet}), [alert]


def _alert(incident: Incident, one: Finding, now: datetime, quiet: str | None, *, over: bool = False) -> Alert:
    trigger = f"{incident.began_at:%Y-%m-%dT%H:%M:%SZ}{' over' * over}"
    return Alert(
        alert_id=alert_id(one.rule, one.topic, one.subject, trigger),
        rule=one.rule,
        topic=one.topic,
        severity=one.severity,
        thread=incident.thread,
        subject=one.subject,
        trigger=trigger,
        claim_id=one.claim_id,
        story_id=one.story_id,
        mention_id=one.mention_id,
        article_id=one.article_id,
        facts=one.facts,
        title=one.title,
        body="\n".join(_lines(one.title, one.facts)),
        quiet=quiet,
        created_at=now,
    )


def _lines(title: str, facts: Facts) -> Iterator[str]:
    yield title
    yield f"  {facts.why}"
    if facts.claim:
        yield f"  {facts.claim}"
    if facts.evidence:
        yield f"  “{facts.evidence}”"
    if facts.outlet or facts.url:
        yield f"  {' · '.join(filter(None, (facts.outlet, facts.url)))}"
    yield from (f"  {detail}" for detail in facts.details)


def _over(was: Incident, now: datetime) -> tuple[Incident, list[Alert]]:
    over = was.model_copy(update={"ended_at": max(now, was.began_at)})
    if was.told_at is None or was.rule == _NEWS:
        return over, []
    lasted = length(max((now - was.began_at).total_seconds(), 0.0))
    facts = Facts(why=f"it is over; it lasted {lasted}", details=(f"from {at(was.began_at)} to {at(now)}",))
    end = Finding(
        rule=was.rule,
        topic=was.topic,
        subject=was.subject,
        thread=was.thread,
        severity=Severity.INFO,
        facts=facts,
        title=f"Over: {was.title}",
    )
    return over, [_alert(was, end, now, was.quiet, over=True)]
