"""A message from alerts: its key, its place in the conversation, and what has changed since the one before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.models import Message, Severity
from pipeline.text import content_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from pipeline.models import Alert, Channel, Facts
    from pipeline.models.outbox import Before

__all__ = ["DIGEST", "digest_of", "message_of", "number_of", "weight"]

DIGEST = "digest"
_COUNTS = ("origins", "outlets")


def message_of(channel: Channel, alerts: Sequence[Alert], before: Before | None, name: str, now: datetime) -> Message:
    """Return the message that tells alerts of one thread, the weightiest first."""
    first, place = alerts[0], 1 + (before.place if before else 0)
    told = before if place > 1 else None
    return Message(
        key=_key(channel.name, first.topic, first.thread, place, alerts),
        kind="alerts",
        thread=first.thread,
        place=place,
        topic=first.topic,
        topic_name=name,
        subject=(told and told.subject) or _subject(alerts),
        alerts=tuple(sorted(alerts, key=lambda alert: (-weight(alert), alert.created_at))),
        last_at=told.at if told else None,
        changed=tuple(dict.fromkeys(_changes(alerts, told.alerts))) if told else (),
        how_to_silence=_how_to_silence(first),
        created_at=now,
    )


def digest_of(channel: Channel, alerts: Sequence[Alert], name: str, now: datetime) -> Message:
    """Return the digest of alerts of one topic, story by story in the order in which they came up."""
    topic = alerts[0].topic
    came_up = {alert.thread: place for place, alert in reversed([*enumerate(alerts)])}
    count = f"{len(alerts)} alert{'' if len(alerts) == 1 else 's'}"
    return Message(
        key=_key(channel.name, topic, DIGEST, 1, alerts),
        kind="digest",
        thread=DIGEST,
        topic=topic,
        topic_name=name,
        subject=f"{name}: {count}",
        alerts=tuple(sorted(alerts, key=lambda alert: (came_up[alert.thread], alert.created_at))),
        how_to_silence=f"claimwatch alerts silence topic:{topic} --for 1d --reason WHY",
        created_at=now,
    )


def number_of(message: Message) -> int:
    """Return the number of a message: its key, as the database writes it."""
    return int(message.key, 16)


def weight(alert: Alert) -> int:
    """Return how much an alert matters, as a number that grows with it."""
    return tuple(Severity).index(alert.severity)


def _subject(alerts: Sequence[Alert]) -> str:
    """Return what a conversation is called that these alerts open."""
    return next((alert.facts.story for alert in alerts if alert.facts.story), None) or alerts[0].title


def _key(channel: str, topic: str, thread: str, place: int, alerts: Sequence[Alert]) -> str:
    numbers = sorted(alert.alert_id for alert in alerts)
    return f"{content_id('message', channel, topic, thread, place, *numbers):016x}"


def _how_to_silence(alert: Alert) -> str:
    return f"claimwatch alerts silence {alert.alert_id} --for 1d --reason WHY"


def _changes(alerts: Sequence[Alert], told: Sequence[Alert]) -> Iterator[str]:
    """Yield how what stands behind the claims of alerts differs from what was told of them last."""
    last = {alert.subject: alert.facts for alert in told}
    newest = {alert.subject: alert.facts for alert in alerts}
    for subject, facts in newest.items():
        if before := last.get(subject):
            of = f" ({facts.claim})" if facts.claim and len(newest) > 1 else ""
            yield from (f"{line}{of}" for line in _differences(before, facts))


def _differences(before: Facts, now: Facts) -> Iterator[str]:
    for count in _COUNTS:
        then, here = getattr(before, count), getattr(now, count)
        if then is not None and here is not None and then != here:
            yield f"{count}: {then}, now {here}"
    if before.origin and now.origin and before.origin != now.origin:
        yield f"on the word of: {before.origin}, now also {now.origin}"
