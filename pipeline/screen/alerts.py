"""Alerts as a person or a program reads them: what fired, what became of it on every channel, and why."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pipeline.errors import NotFoundError
from pipeline.screen.paper import day, plain, plural
from pipeline.store.latest import latest

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from pipeline.screen.paper import Paper

__all__ = ["STATES", "alert_record", "alert_records", "alerts_of", "show_alert", "show_alerts", "show_verdicts"]

_Row = dict[str, Any]
STATES = ("waiting", "held", "digest", "suppressed", "pending", "leased", "sent", "dead", "quiet", "nobody")
"""What may become of an alert on a channel; of `quiet` ones nobody is told, and at `nobody` there was no channel."""


def alert_records(
    folder: Path, since: datetime | None, state: str | None = None, number: int | None = None
) -> list[_Row]:
    """Return what fired since then, oldest first, each alert with what became of it on every channel."""
    named = {"since": since.replace(tzinfo=None) if since else None, "id": number}
    verdicts: dict[int, list[_Row]] = {}
    with latest(folder) as ask:
        for row in ask("alert_verdicts", **named):
            verdicts.setdefault(row.pop("alert_id"), []).append(row)
        alerts = [_with_channels(row, verdicts) for row in ask("alerts_listed", **named)]
    return [alert for alert in alerts if state is None or state in _states(alert)]


def alert_record(folder: Path, number: int) -> list[_Row]:
    """Return what `alerts_of` does; raises NotFoundError when there is none of that number."""
    found = alerts_of(folder, number)
    if not found:
        raise NotFoundError(f"there is no alert or message {number}; see: claimwatch alerts list --since 30d")
    return found


def alerts_of(folder: Path, number: int) -> list[_Row]:
    """Return an alert, or those of a claim or a message, with attempts and the articles covered."""
    found = alert_records(folder, None, number=number)
    with latest(folder) as ask:
        receipts = (
            {"attempts": ask("alert_attempts", id=id_), "articles": ask("alert_articles", id=id_)}
            for id_ in (alert["alert_id"] for alert in found)
        )
        return [alert | receipt for alert, receipt in zip(found, receipts, strict=True)]


def show_alerts(paper: Paper, alerts: list[_Row]) -> None:
    """Write what fired, a block each: when, what, and where it went."""
    for alert in alerts:
        paper.line()
        paper.line(f"{day(alert['created_at'])}  {alert['title']}", style="strong")
        paper.line(
            f"{alert['rule']} · {alert['topic']} · {alert['severity']} · alert {alert['alert_id']}", style="quiet"
        )
        show_verdicts(paper, alert, indent=2)


def show_alert(paper: Paper, alert: _Row) -> None:
    """Write an alert, what became of it on each channel and why, and which articles it covers."""
    paper.line(alert["title"], style="strong")
    paper.line(f"{day(alert['created_at'])} · {alert['severity']} · alert {alert['alert_id']}", style="quiet")
    paper.heading("Why it fired")
    paper.line(f"rule {alert['rule']} of {alert['topic']}: {alert['facts'].get('why') or alert['title']}", indent=2)
    if before := alert["facts"].get("before"):
        paper.line(f"before: {before}", indent=2)
    if evidence := alert["facts"].get("evidence"):
        paper.quote(evidence, indent=2)
    paper.heading("Who was told")
    show_verdicts(paper, alert, indent=2)
    for attempt in alert["attempts"]:
        detail = f": {attempt['detail']}" if attempt["detail"] else ""
        paper.line(
            f"{day(attempt['attempted_at'])}  {attempt['channel']}, {attempt['attempt']}: {attempt['state']}{detail}",
            indent=4,
            style="quiet",
        )
    if alert["articles"]:
        paper.heading(f"What it covers: {plural(len(alert['articles']), 'article')}")
    for article in alert["articles"]:
        moved = "  (this one moved it)" if article["moved_it"] else ""
        paper.line(
            f"{day(article['seen_at'])}  {article['outlet'] or 'unknown outlet'}: {article['title'] or '—'}{moved}",
            indent=2,
        )
        paper.line(article["url"], indent=4, style="quiet")


def show_verdicts(paper: Paper, alert: _Row, *, indent: int) -> None:
    """Write what became of an alert on each channel."""
    if alert["quiet"]:
        paper.line(f"nobody was told: {alert['quiet']}", indent=indent)
    elif not alert["channels"]:
        paper.line("nobody was told: no channel was there; add one with: claimwatch alerts add ADDRESS", indent=indent)
    for told in alert["channels"]:
        paper.line(
            f"{told['channel']}: {_became(told)}", indent=indent, style="good" if told["state"] == "sent" else None
        )


def _became(told: _Row) -> str:
    tries = plural(told["attempts"] or 0, "attempt")
    message = f"message {told['message_id']}"
    match told["state"]:
        case "sent":
            with_digest = " with the digest" if told["kind"] == "digest" else ""
            place = f", number {told['place']} of its thread" if (told["place"] or 1) > 1 else ""
            return f"told {day(told['sent_at'])}{with_digest}{place} ({tries})"
        case "pending":
            trouble = f": {plain(told['reason'])}" if told["reason"] else ""
            return f"{message} goes out, next at {day(told['due_at'])} ({tries}){trouble}"
        case "leased":
            return f"{message} is being handed over ({tries})"
        case "dead":
            return (
                f"given up after {tries}: {plain(told['reason'] or '')}; claimwatch alerts retry {told['message_id']}"
            )
        case "suppressed":
            return f"not told: {plain(told['reason'])}"
        case "digest":
            return f"waits for the digest: {plain(told['reason'])}"
        case state:
            return f"{'held' if state == 'held' else 'waits'}: {plain(told['reason'])}"


def _states(alert: _Row) -> set[str]:
    if alert["quiet"]:
        return {"quiet"}
    return {told["state"] for told in alert["channels"]} or {"nobody"}


def _with_channels(row: _Row, verdicts: dict[int, list[_Row]]) -> _Row:
    return row | {"facts": json.loads(row["facts"] or "{}"), "channels": verdicts.get(row["alert_id"], [])}
