"""What earlier runs left in the ledger, as the records the stages work on."""

from __future__ import annotations

import json
from datetime import UTC
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import SkipValidation

from pipeline import resources
from pipeline.models import FeedState, HostRecord, KnownEntry, Overrule, Record, Validators, VisitedPage
from pipeline.store.collected import feed_state, host_record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime

    import duckdb

__all__ = ["Known", "aware_records", "aware_rows", "recall", "visited"]

R = TypeVar("R", bound=Record)


class Known(Record):
    """What a run needs to know of the runs before it; near texts, stories and claims it asks for batch by batch."""

    feeds: tuple[FeedState, ...] = ()
    entries: SkipValidation[tuple[KnownEntry, ...]] = ()
    """In order of arrival."""
    hosts: tuple[HostRecord, ...] = ()
    overrules: tuple[Overrule, ...] = ()
    """What persons decided otherwise, and did not undo."""


def recall(connection: duckdb.DuckDBPyConnection) -> Known:
    """Read the ledger."""
    offered = connection.execute(_ENTRIES).fetchall()
    return Known(
        feeds=tuple(map(feed_state, aware_rows(connection, "FROM ledger.feeds"))),
        entries=tuple(map(KnownEntry._make, offered)),
        hosts=tuple(map(host_record, aware_rows(connection, "FROM ledger.hosts"))),
        overrules=tuple(Overrule(**row) for row in aware_rows(connection, _OVERRULES)),
    )


_ENTRIES = """
SELECT feed_url, url, guid, title, published_raw, article_id, fingerprint, page_id
FROM ledger.entries ORDER BY seen_at, entry_id
"""
_OVERRULES = "FROM ledger.overrules WHERE undone_at IS NULL ORDER BY made_at, overrule_id"


_MOMENTS = frozenset({"TIMESTAMP", "TIMESTAMP WITH TIME ZONE"})


def visited(connection: duckdb.DuckDBPyConnection, since: datetime) -> tuple[VisitedPage, ...]:
    """Return the pages on the web that were first seen since then and may be worth another look, oldest first."""
    sql = resources.query("recall", "visited")
    return tuple(map(_visited, aware_rows(connection, sql, {"since": since.replace(tzinfo=None)})))


def _visited(row: dict[str, Any]) -> VisitedPage:
    headers = json.loads(row.pop("headers") or "{}")
    validators = Validators(etag=headers.get("etag"), last_modified=headers.get("last-modified"))
    return VisitedPage(**row, validators=validators)


def aware_rows(
    connection: duckdb.DuckDBPyConnection, sql: str, parameters: dict[str, Any] | None = None
) -> Iterator[dict[str, Any]]:
    """Yield the rows that answer a query, by column; every moment in UTC, which carries no zone in the ledger."""
    found = connection.execute(sql, parameters)
    aware = _aware(found.description or ())
    return map(aware, found.fetchall())


def aware_records(
    connection: duckdb.DuckDBPyConnection,
    sql: str,
    record: Callable[..., R],
    before: Mapping[tuple[Any, ...], R],
) -> dict[tuple[Any, ...], R]:
    """
    Return the rows that answer a query, in their order, each with what `record` makes of it by column.

    No two rows are the same. What was made of the same row `before` is not made again: to ask for a row takes a tenth
    of that.
    """
    found = connection.execute(sql)
    aware = _aware(found.description or ())
    return {row: before.get(row) or record(**aware(row)).lean() for row in found.fetchall()}


def _aware(columns: Sequence[tuple[Any, ...]]) -> Callable[[tuple[Any, ...]], dict[str, Any]]:
    """Return what makes a row of these columns a dictionary with aware moments."""
    names = [column[0] for column in columns]
    # By the type of the column: to ask each of a million values what it is takes longer than to read them.
    moments = [place for place, column in enumerate(columns) if str(column[1]) in _MOMENTS]

    def aware(row: tuple[Any, ...]) -> dict[str, Any]:
        values = list(row)
        for place in moments:
            if values[place] is not None:
                values[place] = values[place].replace(tzinfo=UTC)
        return dict(zip(names, values, strict=True))

    return aware
