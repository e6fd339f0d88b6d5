"""
What is told, to whom, and how it went: verdicts, messages, attempts.

Every method is one transaction and has the database open for no longer, so a run and several senders can work at once.
A sender that is killed leaves a lease that ends; whoever comes next hands the same message over under the same key.
"""

from __future__ import annotations

import contextlib
import threading
import time
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from pipeline import resources
from pipeline.errors import LockedError
from pipeline.models import Answer
from pipeline.models.outbox import Past
from pipeline.store.bulk import append, update
from pipeline.store.outbox_rows import (
    ack_of,
    before_of,
    handed_of,
    message_row,
    silence_of,
    verdict_row,
    waiting_of,
)
from pipeline.store.recall import aware_rows
from pipeline.store.rows import utc
from pipeline.store.transaction import transaction
from pipeline.text import content_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime

    import duckdb

    from pipeline.models import Channel, Outcome
    from pipeline.models.outbox import Ack, Handed, Plan, Silence, Waiting
    from pipeline.store.database import Database

    Decide = Callable[[Channel, Sequence[Waiting], Past, Sequence[Silence], Sequence[Ack]], Plan]

__all__ = ["Outbox"]

_LOOK_BACK = timedelta(days=1)
"""How far back the pace of a channel is looked at."""
_FARTHEST = timedelta(days=2)
"""No message is due later than this: quiet hours end within a day, and no receiver is obeyed for longer."""
_STUBBORN = 120.0
"""Seconds for which an outcome is tried to be stored: what was accepted and is not stored is sent again."""


class Outbox:
    """The messages of one `--db` folder."""

    def __init__(self, database: Database) -> None:
        self._database = database
        # A connection is one thread's at a time, and a checkpoint wants nobody else to write.
        self._turn = threading.Lock()

    def meet(self, channels: Mapping[str, tuple[Channel, str]], now: datetime) -> None:
        """
        Note channels, by name and with their masked addresses, before a run brings anything.

        Who is met for the first time is told what comes from the last run's beginning on, however late that is planned
        and whatever runs come between.
        """
        with self._transaction() as connection:
            rows = [
                _channel_row(name, address, _since(connection, channel, now), now)
                for name, (channel, address) in channels.items()
            ]
            append(connection, "channels", ("channel",), rows)

    def plan(self, channels: Mapping[str, tuple[Channel, str]], decide: Decide, now: datetime) -> dict[str, Plan]:
        """
        Let it be decided what each channel is told, and store that; `channels` by name, with their masked addresses.

        A channel that is met for the first time is told what the last run brought, and nothing before that.
        """
        plans = {}
        with self._transaction() as connection:
            silences = [silence_of(row) for row in _rows(connection, "silences", now=utc(now))]
            acks = [ack_of(row) for row in _rows(connection, "acks")]
            for name, (channel, address) in channels.items():
                since = _since(connection, channel, now)
                row = _channel_row(name, address, since, now)
                append(connection, "channels", ("channel",), [row])
                update(connection, "channels", ("channel",), [row])
                waiting = [waiting_of(row) for row in _rows(connection, "waiting", channel=name, since=utc(since))]
                if waiting:
                    past = _past(connection, name, waiting, now)
                    plans[name] = decide(channel.model_copy(update={"since": since}), waiting, past, silences, acks)
                    _store(connection, name, plans[name], now)
        return plans

    def lease(self, channel: str, owner: str, clock: Callable[[], datetime], seconds: float) -> Handed | None:
        """
        Take a channel's next message in hand for so many seconds; None where none is due.

        The seconds begin when the database is open, however long somebody else had it.
        Those that were tried often enough are given up here, and not when an attempt fails: a kill is no failure.
        """
        with self._transaction() as connection:
            now = clock()
            until, named = now + timedelta(seconds=seconds), {"channel": channel, "now": utc(now)}
            connection.execute(resources.query("outbox", "give_up"), named | {"latest": utc(until)})
            due = list(_rows(connection, "next", **named, latest=utc(until), farthest=utc(now + _FARTHEST)))
            if not due:
                return None
            handed = handed_of(due[0], owner)
            connection.execute(
                "UPDATE ledger.messages SET state = 'leased', attempts = $attempt, lease_until = $until,"
                " lease_owner = $owner WHERE message_id = $id",
                {"attempt": handed.attempt, "until": utc(until), "owner": owner, "id": handed.message_id},
            )
            connection.execute(
                "UPDATE ledger.attempts SET state = 'cut off', ended_at = $now"
                " WHERE message_id = $id AND state = 'under way'",
                {"now": utc(now), "id": handed.message_id},
            )
            append(connection, "attempts", ("attempt_id",), [_attempt(handed, now)])
        return handed

    def settle(self, handed: Handed, outcome: Outcome, now: datetime, due_at: datetime) -> str:
        """
        Store what became of an attempt; return how that leaves the message: sent, pending until `due_at`, or dead.

        An answer that came after the lease had ended counts where it is good news. Raises LockedError when somebody
        has the database open for minutes.
        """
        deadline = time.monotonic() + _STUBBORN
        while True:
            try:
                return self._settle(handed, outcome, now, due_at)
            except LockedError:
                if time.monotonic() > deadline:
                    raise

    def _settle(self, handed: Handed, outcome: Outcome, now: datetime, due_at: datetime) -> str:
        accepted = outcome.answer is Answer.ACCEPTED
        last = outcome.answer is Answer.NEVER or handed.attempt >= handed.allowed
        state = "sent" if accepted else "dead" if last else "pending"
        mine = "state <> 'sent'" if accepted else "state = 'leased' AND lease_owner = $owner"
        with self._transaction() as connection:
            connection.execute(
                "UPDATE ledger.attempts SET state = $state, detail = $detail, ended_at = $now"
                " WHERE message_id = $id AND attempt = $attempt",
                {
                    "state": "sent" if accepted else "failed",
                    "detail": outcome.detail,
                    "now": utc(now),
                    "id": handed.message_id,
                    "attempt": handed.attempt,
                },
            )
            connection.execute(
                "UPDATE ledger.messages SET state = $state, due_at = $due, sent_at = $sent, last_error = $error,"  # noqa: S608 - `mine` is ours
                f" lease_owner = NULL, lease_until = NULL WHERE message_id = $id AND {mine}",
                {
                    "state": state,
                    "due": utc(due_at),
                    "sent": utc(now) if accepted else None,
                    "error": None if accepted else outcome.detail,
                    "id": handed.message_id,
                }
                | ({} if accepted else {"owner": handed.owner}),
            )
        return state

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[duckdb.DuckDBPyConnection]:
        with self._turn, self._database.writing() as connection, transaction(connection):
            yield connection


def _since(connection: duckdb.DuckDBPyConnection, channel: Channel, now: datetime) -> datetime:
    """Return from when on a channel is told."""
    met = list(
        aware_rows(connection, "SELECT since FROM ledger.channels WHERE channel = $name", {"name": channel.name})
    )
    since = channel.since
    if since is None and met:
        since = met[0]["since"]
    if since is None:
        (run,) = aware_rows(connection, "SELECT max(started_at) AS began FROM ledger.runs")
        since = run["began"] or now
    return since


def _channel_row(name: str, address: str, since: datetime, now: datetime) -> dict[str, Any]:
    return {"channel": name, "address": address, "since": utc(since), "planned_at": utc(now)}


def _past(connection: duckdb.DuckDBPyConnection, channel: str, waiting: Sequence[Waiting], now: datetime) -> Past:
    threads = sorted({one.alert.thread for one in waiting})
    told = _rows(connection, "told", channel=channel, threads=threads)
    moments = _rows(connection, "moments", channel=channel, since=utc(now - _LOOK_BACK))
    return Past(threads=tuple(before_of(told)), moments=tuple(row["created_at"] for row in moments))


def _store(connection: duckdb.DuckDBPyConnection, channel: str, plan: Plan, now: datetime) -> None:
    verdicts = [verdict_row(verdict, channel, now) for verdict in plan.verdicts]
    update(connection, "outbox", ("alert_id", "channel"), verdicts)
    append(connection, "outbox", ("alert_id", "channel"), verdicts)
    append(connection, "messages", ("message_id",), [message_row(message, channel) for message in plan.messages])


def _attempt(handed: Handed, now: datetime) -> dict[str, Any]:
    return {
        "attempt_id": content_id("attempt", handed.message_id, handed.attempt),
        "message_id": handed.message_id,
        "attempt": handed.attempt,
        "state": "under way",
        "detail": None,
        "attempted_at": utc(now),
        "ended_at": None,
    }


def _rows(connection: duckdb.DuckDBPyConnection, name: str, **named: object) -> Iterator[dict[str, Any]]:
    return aware_rows(connection, resources.query("outbox", name), named or None)
