"""What a look at the whole asks of the ledger, and what it leaves there."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline import resources
from pipeline.errors import NotFoundError, StoreError
from pipeline.models import BurstSeen, FeedHealth, Incident, RunPast, TopicHealth
from pipeline.store.bulk import Row, append, update
from pipeline.store.collected import feed_state
from pipeline.store.published import Published
from pipeline.store.recall import aware_rows
from pipeline.store.rows import alert_row, utc

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    import duckdb

    from pipeline.models import Alert
    from pipeline.store.database import Database

__all__ = ["Seen", "checks_of_published", "keep_incidents", "seen"]

_SECONDS = {"silent": "silent_s", "longest_pause": "longest_pause_s", "watched": "watched_s"}


class Seen(NamedTuple):
    """What the ledger knows of its feeds, runs, topics and bursts, and of what was wrong before."""

    feeds: tuple[FeedHealth, ...]
    runs: tuple[RunPast, ...]
    topics: tuple[TopicHealth, ...]
    bursts: tuple[BurstSeen, ...]
    incidents: tuple[Incident, ...]


def seen(connection: duckdb.DuckDBPyConnection, now: datetime, since: datetime, settled: datetime) -> Seen:
    """
    Return what there is to judge: bursts that went on since a moment, articles of feeds added after `settled` left out.

    See sql/vigil for each.
    """
    moments = {"now": utc(now), "since": utc(since), "settled": utc(settled)}
    return Seen(
        feeds=tuple(_feed(row) for row in _rows(connection, "feeds")),
        runs=tuple(RunPast(**row) for row in _rows(connection, "runs", now=utc(now))),
        topics=tuple(TopicHealth(**_named(row, TopicHealth)) for row in _rows(connection, "topics", now=utc(now))),
        bursts=tuple(_bursts(connection, moments)),
        incidents=tuple(Incident(**_named(row, Incident)) for row in _rows(connection, "incidents")),
    )


def keep_incidents(
    connection: duckdb.DuckDBPyConnection, incidents: Iterable[Incident], alerts: Iterable[Alert]
) -> None:
    """Store how incidents stand now, and what is told of them; to be called inside a transaction."""
    rows = [_incident_row(incident) for incident in incidents]
    update(connection, "incidents", ("incident_id",), rows)
    append(connection, "incidents", ("incident_id",), rows)
    append(connection, "alerts", ("alert_id",), map(alert_row, alerts))


def checks_of_published(database: Database) -> dict[str, int] | None:
    """
    Return the checks of sql/checks that return rows, and how many; None where they cannot be asked.

    That is so before anything is published, and after an upgrade until the next run. They are asked of the published
    file: it is as of the last run, and no run has to wait meanwhile.
    """
    try:
        return Published(database.published).failed_checks()
    except (NotFoundError, StoreError):
        return None


def _rows(connection: duckdb.DuckDBPyConnection, name: str, **named: object) -> Iterator[Row]:
    return aware_rows(connection, resources.query("vigil", name), named or None)


def _bursts(connection: duckdb.DuckDBPyConnection, moments: Mapping[str, object]) -> Iterator[BurstSeen]:
    """Yield the bursts; the words of their claims are looked up apart, for there are hardly ever any."""
    bursts = list(_rows(connection, "bursts", **moments))
    if bursts:
        mentions = [row["mention_id"] for row in bursts]
        tellings = {row["mention_id"]: row for row in _rows(connection, "tellings", mentions=mentions)}
        for row in bursts:
            yield BurstSeen(**row | tellings[row["mention_id"]])


def _named(row: Row, record: type[TopicHealth | Incident | FeedHealth]) -> Row:
    """Return a row's values by the record's names: columns say their unit."""
    return {name: row[_SECONDS.get(name, name)] for name in record.model_fields if _SECONDS.get(name, name) in row}


def _feed(row: Row) -> FeedHealth:
    return FeedHealth(state=feed_state(row), **_named(row, FeedHealth))


def _incident_row(incident: Incident) -> Row:
    row = incident.model_dump(mode="python")
    moments = {name: utc(row[name]) for name in ("began_at", "seen_at", "told_at", "ended_at")}
    return row | moments | {"watched_s": incident.watched, "severity": incident.severity.value}
