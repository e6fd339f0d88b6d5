"""
Rows written in bulk: one Arrow table and one statement a batch.

Row by row would be a hundred times slower (docs/choices.md#arrow).
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    import duckdb

__all__ = ["Row", "append", "append_columns", "update"]

Row = dict[str, Any]


def append(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    key: tuple[str, ...],
    rows: Iterable[Row],
    *,
    new: Callable[[Row], bool] | None = None,
    by: str | None = None,
) -> int:
    """
    Add the rows whose key is not there yet and return how many that were; of rows of one key the first is taken.

    A row of the same key is looked for among those that are as late as the earliest of these by every moment in the
    key: rows stand in order of arrival, so a big table is not read from its beginning. Rows that are `new`, as the
    caller knows, are looked for nowhere. Where a key is long words and a number, `by` names the number: words are read
    only of rows that have one of these numbers.
    """
    distinct: dict[tuple[object, ...], Row] = {}
    for row in rows:
        distinct.setdefault(_key(row, key), row)
    known = {name: row for name, row in distinct.items() if not (new and new(row))}
    added = 0
    if len(known) < len(distinct):
        fresh = [row for name, row in distinct.items() if name not in known]
        arriving = _as_table(connection, table, fresh)
        added += _changed(connection, f"INSERT INTO ledger.{table} BY NAME FROM arriving", arriving)
    if known:
        window = _from_earliest(key, known)
        late = " AND ".join(f"{column} >= ${column}" for column in window) or "true"
        if by:
            late += f" AND rowid IN (SELECT rowid FROM ledger.{table} SEMI JOIN arriving USING ({by}))"  # noqa: S608 - names are ours
        columns = ", ".join(key)
        added += _changed(
            connection,
            f"INSERT INTO ledger.{table} BY NAME FROM arriving"  # noqa: S608 - names are ours
            f" ANTI JOIN (SELECT {columns} FROM ledger.{table} WHERE {late}) AS stored USING ({columns})",
            _as_table(connection, table, list(known.values())),
            window,
        )
    return added


def append_columns(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    key: str,
    columns: Mapping[str, Sequence[object]],
    new: Sequence[bool],
) -> None:
    """
    Add the rows that these columns are, no two of one key, whose key is not there yet.

    `new` says of each row whether the caller knows that it is: those are looked for nowhere.
    """
    schema = _schema(connection, table)
    arriving = pa.table([pa.array(columns[field.name], field.type) for field in schema], schema=schema)
    known = [not one for one in new]
    for rows, unless in ((new, ""), (known, f" ANTI JOIN (SELECT {key} FROM ledger.{table}) AS stored USING ({key})")):  # noqa: S608 - names are ours
        if any(rows):
            entering = arriving if all(rows) else arriving.filter(pa.array(rows))
            _changed(connection, f"INSERT INTO ledger.{table} BY NAME FROM arriving{unless}", entering)


def update(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    key: tuple[str, ...],
    rows: Iterable[Row],
    *,
    keep: tuple[str, ...] = (),
) -> int:
    """
    Write the rows over those that have their key, columns in `keep` left as they are, and return how many that were.

    Of rows of one key the last is taken. A row whose key is not there changes nothing.
    """
    newest = {_key(row, key): row for row in rows}
    if not newest:
        return 0
    arriving = _as_table(connection, table, list(newest.values()))
    news = ", ".join(f"{name} = arriving.{name}" for name in arriving.schema.names if name not in {*key, *keep})
    same = " AND ".join(f"{table}.{column} = arriving.{column}" for column in key)
    return _changed(connection, f"UPDATE ledger.{table} SET {news} FROM arriving WHERE {same}", arriving)  # noqa: S608 - names are ours


def _key(row: Row, columns: tuple[str, ...]) -> tuple[object, ...]:
    return tuple(row[column] for column in columns)


_SCHEMAS: dict[str, pa.Schema] = {}
"""The columns of each table: by name and type they are the same in every ledger of this version."""


def _schema(connection: duckdb.DuckDBPyConnection, table: str) -> pa.Schema:
    if table not in _SCHEMAS:
        _SCHEMAS[table] = connection.sql(f"FROM ledger.{table} LIMIT 0").to_arrow_table().schema
    return _SCHEMAS[table]


def _as_table(connection: duckdb.DuckDBPyConnection, table: str, rows: list[Row]) -> pa.Table:
    """Return the rows as a table of the same columns as that of the ledger."""
    return pa.Table.from_pylist(rows, schema=_schema(connection, table))


def _from_earliest(key: tuple[str, ...], distinct: Iterable[tuple[object, ...]]) -> dict[str, datetime]:
    """Return the earliest moment that the keys hold in each column of moments."""
    columns = zip(key, zip(*distinct, strict=True), strict=True)
    return {name: min(column) for name, column in columns if all(isinstance(value, datetime) for value in column)}


def _changed(
    connection: duckdb.DuckDBPyConnection,
    sql: str,
    arriving: pa.Table,  # noqa: ARG001 - DuckDB finds it by this name
    named: Mapping[str, datetime] | None = None,
) -> int:
    """
    Run a statement that reads the table `arriving`, and return how many rows it changed.

    A name that no table has is looked for among the caller's variables, in half of the time that it takes to register
    one; there are two dozen in a commit (duckdb.org/docs/stable/clients/python/data_ingestion).
    """
    ((count,),) = connection.execute(sql, named or None).fetchall()
    return int(count)
