"""What persons ask of the outbox: silence, acknowledge, try again, take a channel away."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.errors import NotFoundError
from pipeline.store.bulk import append
from pipeline.store.rows import utc
from pipeline.store.transaction import transaction
from pipeline.text import content_id

if TYPE_CHECKING:
    from datetime import datetime

    from pipeline.store.database import Database

__all__ = ["Seen", "acknowledge", "close_channel", "end_silence", "silence", "try_again"]

_AGAIN = 12
"""Attempts that a message gets when somebody wants it tried again."""


class Seen(NamedTuple):
    """A thread that somebody has seen to, and the rules that had fired in it."""

    topic: str
    thread: str
    rules: tuple[str, ...]


def silence(database: Database, what: str, until: datetime, author: str, reason: str, now: datetime) -> int:
    """Keep from everybody what a silence names, until it ends; return its number."""
    silence_id = content_id("silence", what, until, author, now)
    row = {
        "silence_id": silence_id,
        "what": what,
        "until": utc(until),
        "author": author,
        "reason": reason,
        "made_at": utc(now),
        "ended_at": None,
    }
    with database.writing() as connection, transaction(connection):
        append(connection, "silences", ("silence_id",), [row])
    return silence_id


def end_silence(database: Database, silence_id: int, now: datetime) -> str:
    """End a silence now, and return what it was of; raises NotFoundError when there is none that still holds."""
    with database.writing() as connection, transaction(connection):
        ended = connection.execute(
            "UPDATE ledger.silences SET ended_at = $now"
            ' WHERE silence_id = $id AND ended_at IS NULL AND "until" > $now RETURNING what',
            {"now": utc(now), "id": silence_id},
        ).fetchall()
    if not ended:
        raise NotFoundError(f"no silence {silence_id} holds; see: claimwatch alerts silences")
    return str(ended[0][0])


def acknowledge(database: Database, alert_id: int, author: str, now: datetime) -> Seen:
    """
    Note that somebody has seen to the thread of an alert, and return it.

    Raises NotFoundError when there is no such alert.
    """
    with database.writing() as connection, transaction(connection):
        found = connection.execute(
            "SELECT topic, thread, list_sort(list_distinct(list(rule))) FROM ledger.alerts"
            " WHERE (topic, thread) IN (SELECT (topic, thread) FROM ledger.alerts WHERE alert_id = $id)"
            " GROUP BY topic, thread",
            {"id": alert_id},
        ).fetchall()
        if not found:
            raise NotFoundError(f"there is no alert {alert_id}; see: claimwatch alerts list")
        seen = Seen(found[0][0], found[0][1], tuple(found[0][2]))
        row = {
            "ack_id": content_id("ack", alert_id, author, now),
            "alert_id": alert_id,
            **seen._asdict(),
            "rules": list(seen.rules),
            "author": author,
            "made_at": utc(now),
        }
        append(connection, "acks", ("ack_id",), [row])
    return seen


def try_again(database: Database, message_id: int | None, now: datetime) -> int:
    """
    Let a message that was given up, or all of them (None), be tried again from now on; return how many that is.

    One that waits for its next attempt is tried now. Raises NotFoundError when there is nothing to try again.
    """
    which = "state = 'dead'" if message_id is None else "message_id = $id AND state IN ('dead', 'pending')"
    with database.writing() as connection, transaction(connection):
        again = connection.execute(
            "UPDATE ledger.messages SET state = 'pending', due_at = $now, allowed = attempts + $more"  # noqa: S608 - `which` is ours
            f" WHERE {which} RETURNING message_id",
            {"now": utc(now), "more": _AGAIN} | ({} if message_id is None else {"id": message_id}),
        ).fetchall()
    if not again:
        what = "no message was given up" if message_id is None else f"message {message_id} was not given up"
        raise NotFoundError(f"{what}; see: claimwatch alerts list --state dead")
    return len(again)


def close_channel(database: Database, channel: str, now: datetime) -> int:
    """Note that nobody is told on a channel any more: what waited for it is suppressed. Return how much that was."""
    with database.writing() as connection, transaction(connection):
        closed = connection.execute(
            "UPDATE ledger.outbox SET state = 'suppressed', reason = 'the channel was removed', decided_at = $now"
            " WHERE channel = $channel AND state IN ('waiting', 'held', 'digest') RETURNING alert_id",
            {"now": utc(now), "channel": channel},
        ).fetchall()
        connection.execute(
            "UPDATE ledger.messages SET state = 'dead', last_error = 'the channel was removed',"
            " lease_owner = NULL, lease_until = NULL WHERE channel = $channel AND state IN ('pending', 'leased')",
            {"channel": channel},
        )
    return len(closed)
