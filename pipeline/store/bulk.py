"""
Rows written in bulk: one Arrow table and one statement a batch.

Row by row would be a hundred times slower (docs/choices.md#arrow).
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import duckdb

__all__ = ["Row", "append", "update"]

Row = dict[str, Any]


def append(connection: duckdb.DuckDBPyConnection, table: str, key: tuple[str, ...], rows: Iterable[Row]) -> int:
    """Add the rows whose key is not there yet and return how many that were; of rows of one key the first is taken."""
    distinct: dict[tuple[object, ...], Row] = {}
    for row in rows:
        distinct.setdefault(_key(row, key), row)
    if not distinct:
        return 0
    with _arriving(connection, table, distinct.values()):
        return _changed(
            connection, f"INSERT INTO ledger.{table} FROM arriving ANTI JOIN ledger.{table} USING ({', '.join(key)})"
        )


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

    Of rows of one key the last is taken. A row whose key is not there changes nothing; columns that the rows do not
    have stay as they are.
    """
    newest = {_key(row, key): row for row in rows}
    if not newest:
        return 0
    with _arriving(connection, table, newest.values()) as columns:
        told = next(iter(newest.values())).keys() - {*key, *keep}
        news = ", ".join(f"{column} = arriving.{column}" for column in columns if column in told)
        same = " AND ".join(f"{table}.{column} = arriving.{column}" for column in key)
        return _changed(connection, f"UPDATE ledger.{table} SET {news} FROM arriving WHERE {same}")  # noqa: S608 - names are ours


def _key(row: Row, columns: tuple[str, ...]) -> tuple[object, ...]:
    return tuple(row[column] for column in columns)


@contextlib.contextmanager
def _arriving(connection: duckdb.DuckDBPyConnection, table: str, rows: Iterable[Row]) -> Iterator[list[str]]:
    """Let SQL see the rows as the table `arriving`, of the same columns as `table`; hand out their names."""
    schema = connection.sql(f"FROM ledger.{table} LIMIT 0").to_arrow_table().schema
    connection.register("arriving", pa.Table.from_pylist(list(rows), schema=schema))
    try:
        yield schema.names
    finally:
        connection.unregister("arriving")


def _changed(connection: duckdb.DuckDBPyConnection, sql: str) -> int:
    ((count,),) = connection.execute(sql).fetchall()
    return int(count)
