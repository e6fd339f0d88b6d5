"""Channels, silences and digests, for people and programs; no secret is ever in what is shown."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from pipeline.alerts.addresses import masked
from pipeline.alerts.channels import channels_of
from pipeline.errors import NotFoundError
from pipeline.screen.paper import day, plain, plural
from pipeline.store.latest import latest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from pipeline.config import Settings
    from pipeline.models import Alert, Channel
    from pipeline.notify import Notified
    from pipeline.screen.paper import Paper

__all__ = ["channel_records", "show_channels", "show_digest", "show_silences", "silence_records", "summary"]

_Row = dict[str, Any]


def channel_records(settings: Settings) -> list[_Row]:
    """Return every channel, those in channels.toml and the one named beside them, with how it does."""
    try:
        with latest(settings.db) as ask:
            counted = {row["channel"]: row for row in ask("channel_counts")}
    except NotFoundError:
        counted = {}
    return [_record(channel, counted.get(channel.name, {})) for channel in channels_of(settings.db, settings.alert_to)]


def show_channels(paper: Paper, records: list[_Row]) -> None:
    """Write who is told what, and how that goes."""
    for one in records:
        paper.line(f"{one['channel']} {one['to']}", style="strong")
        asked = [*one["topics"], *one["rules"]]
        paper.line(f"{', '.join(asked) or 'everything'}, {one['least']} or more", indent=2)
        quiet = f" · quiet {one['quiet']}" if one["quiet"] else ""
        digest = f"digest at {one['digest']}" if one["digest"] else "no digest"
        paper.line(
            f"{one['an_hour']} messages an hour, {one['burst']} at once · {digest}{quiet} · {one['timezone']}",
            indent=2,
            style="quiet",
        )
        last = f", last {day(one['last_sent'])}" if one["last_sent"] else ""
        waiting = one["waiting"] + one["in_digest"] + one["pending"]
        paper.line(
            f"{plural(one['sent'], 'message')} sent{last} · {waiting} waiting · {one['dead']} given up", indent=2
        )
        if one["last_error"]:
            paper.line(f"last trouble: {plain(one['last_error'])}", indent=2, style="warn")


def silence_records(settings: Settings, now: datetime, *, ended: bool) -> list[_Row]:
    """Return the silences that hold, or also those that have `ended`."""
    with latest(settings.db) as ask:
        return ask("silences", now=now.replace(tzinfo=None), all=ended)


def show_silences(paper: Paper, records: list[_Row]) -> None:
    """Write what nobody is told of, until when, by whom and why."""
    for one in records:
        over = f", ended {day(one['ended_at'])}" if one["ended_at"] else ""
        paper.line(f"{one['what']} until {day(one['until'])} UTC{over}", style="strong")
        paper.line(f"{one['author']}, {day(one['made_at'])}: {one['reason']} · silence {one['silence_id']}", indent=2)


def show_digest(paper: Paper, alerts: Sequence[Alert]) -> None:
    """Write what fired, story by story."""
    by_story = sorted(alerts, key=lambda alert: (alert.topic, alert.thread, alert.created_at))
    for (topic, _), group in groupby(by_story, key=lambda alert: (alert.topic, alert.thread)):
        rows = list(group)
        paper.line()
        paper.line(rows[0].facts.story or rows[0].title, style="strong")
        paper.line(f"{topic} · {plural(len(rows), 'alert')}", style="quiet")
        for alert in rows:
            claim = f": {alert.facts.claim}" if alert.facts.claim else ""
            paper.line(f"{day(alert.created_at)}  {alert.facts.why}{claim}", indent=2)
            if alert.facts.evidence:
                paper.quote(alert.facts.evidence, indent=4)


def summary(told: Notified) -> str:
    """Return what came of telling, in a line."""
    trouble = f"{told.failed} to be tried again · {told.dead} given up"
    return f"{plural(told.composed, 'new message')} · {told.sent} sent · {trouble}"


def _record(channel: Channel, counted: _Row) -> _Row:
    counts = {name: counted.get(name) or 0 for name in ("waiting", "in_digest", "pending", "dead", "sent")}
    begins, ends = channel.quiet_from, channel.quiet_until
    return {
        "channel": channel.name,
        "to": masked(channel.to),
        "topics": list(channel.topics),
        "rules": list(channel.rules),
        "least": channel.least.value,
        "an_hour": channel.an_hour,
        "burst": channel.burst,
        "digest": f"{channel.digest_at:%H:%M}" if channel.digest_at else None,
        "quiet": f"{begins:%H:%M}-{ends:%H:%M}" if begins and ends else None,
        "timezone": channel.timezone,
        "since": channel.since or counted.get("since"),
        "last_sent": counted.get("last_sent"),
        "last_error": counted.get("last_error"),
    } | counts
