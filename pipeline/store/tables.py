"""
The tables of one ledger copied into another, and compared, by a connection that has both open.

Rows keep their order. Views are not copied, every ledger makes its own; nor is the list of migrations.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.errors import StoreError

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

__all__ = ["attach_file", "copy_differing", "copy_tables", "first_filled"]

_OWN = "schema_migrations"
"""The one table that every ledger has to itself."""


class _Content(NamedTuple):
    """How many rows a table has, and a sum over what is in them that no two different contents are likely to share."""

    rows: int
    content: int


def attach_file(connection: duckdb.DuckDBPyConnection, path: Path, *, read_only: bool = True) -> None:
    """Open the file beside what is open, as the database `file`."""
    quoted = str(path).replace("'", "''")
    connection.execute(f"ATTACH '{quoted}' AS file ({'READ_ONLY' if read_only else 'READ_WRITE'})")


def first_filled(connection: duckdb.DuckDBPyConnection, place: str) -> str | None:
    """Return a table of a database that has rows, if there is one."""
    return next((table for table in _tables(connection, place) if _content(connection, place, table).rows), None)


def copy_tables(connection: duckdb.DuckDBPyConnection, source: str, target: str) -> dict[str, int]:
    """
    Copy every table of a database into another, where they are empty; return how many rows each has.

    To be called inside a transaction. Raises StoreError when what arrived is not what was sent.
    """
    rows = {}
    for table in _tables(connection, source):
        _copy(connection, table, source, target)
        sent, arrived = (_content(connection, place, table) for place in (source, target))
        if sent != arrived:
            raise StoreError(
                f"ledger.{table}: {sent.rows:,} rows were sent, {arrived.rows:,} arrived, or others; nothing was copied"
            )
        rows[table] = arrived.rows
    return rows


def copy_differing(connection: duckdb.DuckDBPyConnection, source: str, target: str) -> None:
    """Let a database hold what another holds; tables in which nothing differs stay. To be called in a transaction."""
    for table in _tables(connection, target):
        if _content(connection, source, table) != _content(connection, target, table):
            connection.execute(f"DELETE FROM {target}.ledger.{table}")  # noqa: S608 - names are ours
            _copy(connection, table, source, target)


def _copy(connection: duckdb.DuckDBPyConnection, table: str, source: str, target: str) -> None:
    connection.execute(
        f"INSERT INTO {target}.ledger.{table} BY NAME SELECT * FROM {source}.ledger.{table} ORDER BY rowid"  # noqa: S608 - names are ours
    )


def _content(connection: duckdb.DuckDBPyConnection, place: str, table: str) -> _Content:
    # By name: in two ledgers a column may stand in another place.
    columns = ", ".join(f'"{name}"' for name in _columns(connection, place, table))
    ((rows, content),) = connection.execute(
        f"SELECT count(*), coalesce(sum(hash({columns})::HUGEINT), 0) FROM {place}.ledger.{table}"  # noqa: S608 - names are ours
    ).fetchall()
    return _Content(rows, content)


def _columns(connection: duckdb.DuckDBPyConnection, place: str, table: str) -> list[str]:
    sql = (
        "SELECT column_name FROM duckdb_columns() WHERE database_name = ? AND schema_name = 'ledger' AND table_name = ?"
    )
    return sorted(name for (name,) in connection.execute(sql, [place, table]).fetchall())


def _tables(connection: duckdb.DuckDBPyConnection, place: str) -> list[str]:
    sql = "SELECT table_name FROM duckdb_tables() WHERE database_name = ? AND schema_name = 'ledger'"
    return sorted({name for (name,) in connection.execute(sql, [place]).fetchall()} - {_OWN})
