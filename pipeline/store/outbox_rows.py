"""Alerts, messages and what persons asked for, as rows of the ledger's tables and back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pipeline.models import Alert, Facts, Message, Severity
from pipeline.models.outbox import Ack, Before, Handed, Silence, Waiting
from pipeline.store.rows import utc

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from pipeline.models.outbox import Verdict
    from pipeline.store.bulk import Row

__all__ = ["ack_of", "alert_of", "before_of", "handed_of", "message_row", "silence_of", "verdict_row", "waiting_of"]

_ATTEMPTS = 12
"""Attempts after which a message is given up: about half a day, with the pauses between them."""


def alert_of(row: Row) -> Alert:
    """Return the alert of a row; one from before alerts had facts says what its title says."""
    named = {name: row[name] for name in Alert.model_fields if name in row}
    facts = {"why": row["title"]} | json.loads(row["facts"] or "{}")
    return Alert.model_validate(named | {"facts": Facts.model_validate(facts), "trigger": row["trigger_key"]})


def waiting_of(row: Row) -> Waiting:
    """Return an alert that is in no message of a channel yet."""
    decided = {name: row[name] for name in ("standing", "reason", "decided_at", "run_goes_on")}
    return Waiting(alert=alert_of(row), **decided)


def before_of(rows: Iterable[Row]) -> Iterator[Before]:
    """Yield what a channel was told of each thread; the rows are in the order of telling."""
    threads: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        threads.setdefault((row["topic"], row["thread"]), []).append(row)
    for (topic, thread), told in threads.items():
        places = [row["place"] for row in told if row["kind"] == "alerts"]
        yield Before(
            topic=topic,
            thread=thread,
            place=max(places, default=0),
            at=told[-1]["told_at"],
            alerts=tuple(map(alert_of, told)),
            subject=next((row["called"] for row in told if row["kind"] == "alerts"), None),
        )


def verdict_row(verdict: Verdict, channel: str, now: datetime) -> Row:
    """Return the row of what becomes of an alert on a channel."""
    return {
        "alert_id": verdict.alert_id,
        "channel": channel,
        "state": verdict.standing.value,
        "reason": verdict.reason,
        "message_id": verdict.message_id,
        "decided_at": utc(now),
    }


def message_row(message: Message, channel: str) -> Row:
    """Return the row of a message that was just composed; what is in it never changes again."""
    named = {name: getattr(message, name) for name in ("kind", "topic", "thread", "place", "subject")}
    return named | {
        "message_id": int(message.key, 16),
        "channel": channel,
        "urgent": any(alert.severity is Severity.URGENT for alert in message.alerts),
        "body": message.model_dump_json(),
        "state": "pending",
        "attempts": 0,
        "allowed": _ATTEMPTS,
        "created_at": utc(message.created_at),
        "due_at": utc(message.created_at),
        "lease_until": None,
        "lease_owner": None,
        "sent_at": None,
        "last_error": None,
    }


def handed_of(row: Row, owner: str) -> Handed:
    """Return a message that a sender has just leased."""
    return Handed(
        message_id=row["message_id"],
        attempt=row["attempts"] + 1,
        allowed=row["allowed"],
        owner=owner,
        urgent=row["urgent"],
        message=Message.model_validate_json(row["body"]),
    )


def silence_of(row: Row) -> Silence:
    """Return what somebody does not want to be told of."""
    return Silence.model_validate(row)


def ack_of(row: dict[str, Any]) -> Ack:
    """Return who has seen to a thread."""
    return Ack.model_validate(row)
