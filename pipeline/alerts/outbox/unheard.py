"""Why an alert is not told on a channel, although it fired; None where nothing speaks against it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from pipeline.models import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from pipeline.models import Alert, Channel
    from pipeline.models.outbox import Ack, Before, Silence

__all__ = ["ALL_TOPICS", "acknowledged", "not_asked_for", "silenced", "told_by_another", "too_old"]

ALL_TOPICS = "*"
"""The topic of what concerns the whole; it is told whichever topics a channel asked for."""
_LEVELS = tuple(Severity)
_MUTES = {"watched_claim": "new_story", "feed_silent": "feed_failing"}
"""A rule that has nothing to add where another one of its thread is told: never one that takes something back."""


def not_asked_for(alert: Alert, channel: Channel) -> str | None:
    """Return which of its rules, topics and weights a channel does not take."""
    if channel.since is not None and alert.created_at < channel.since:
        return "from before this channel was there"
    if channel.topics and alert.topic not in {*channel.topics, ALL_TOPICS}:
        return f"not asked for: topic {alert.topic}"
    if channel.rules and alert.rule not in channel.rules:
        return f"not asked for: rule {alert.rule}"
    if _LEVELS.index(alert.severity) < _LEVELS.index(channel.least):
        return f"not asked for: {alert.severity}, and this channel is told what is {channel.least} or more"
    return None


def too_old(alert: Alert, channel: Channel, now: datetime) -> str | None:
    """Return how old an alert is that a channel is not told any more."""
    if now - alert.created_at <= timedelta(seconds=channel.oldest):
        return None
    return f"too old: it could not be told within {_hours(channel.oldest)}"


def silenced(alert: Alert, silences: Iterable[Silence], now: datetime) -> str | None:
    """Return the silence that an alert falls under now."""
    for silence in silences:
        if silence.made_at <= now < silence.until and silence.ended_at is None and _is_about(silence.what, alert):
            return f"silenced until {_minute(silence.until)} by {silence.author}: {silence.reason}"
    return None


def acknowledged(alert: Alert, acks: Iterable[Ack]) -> str | None:
    """Return who has seen to an alert's thread, where no other kind of thing has happened in it since."""
    for ack in acks:
        if (ack.topic, ack.thread) == (alert.topic, alert.thread) and alert.created_at > ack.made_at and not ack.over:
            return f"acknowledged by {ack.author} on {_minute(ack.made_at)}; told again when another rule fires"
    return None


def told_by_another(alert: Alert, company: Sequence[Alert], before: Before | None, recent: timedelta) -> str | None:
    """
    Return the alert of the same message, or of the message shortly before it, that says what this one would say.

    A new story says what is claimed in it; that a feed fails says why it is silent.
    """
    by = _MUTES.get(alert.rule)
    last = before.alerts if before and alert.created_at - before.at <= recent else ()
    for other in (*company, *(last if by == "feed_failing" else ())):
        if other.rule == by and other.topic == alert.topic:
            return f"told by the alert of rule {by} ({other.alert_id})"
    return None


def _is_about(what: str, alert: Alert) -> bool:
    kind, _, name = what.partition(":")
    match kind:
        case "everything":
            return True
        case "rule":
            return alert.rule == name
        case "topic":
            return name == alert.topic or what == alert.thread
        case "story":
            return name == str(alert.story_id) or what == alert.thread
        case "claim":
            return name == str(alert.claim_id)
        case _:
            return what in {alert.thread, alert.subject}


def _hours(seconds: float) -> str:
    return f"{seconds / 3600:g} hours"


def _minute(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"
