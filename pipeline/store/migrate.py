"""Bring a database to this version's tables and views: numbered files applied once, views and macros every time."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from pipeline import resources
from pipeline.errors import NewerDatabaseError, StoreError
from pipeline.store.standing import settle_all
from pipeline.store.transaction import transaction

if TYPE_CHECKING:
    import duckdb

__all__ = ["failed_checks", "is_up_to_date", "migrate"]

_COUNTED = 7
"""The last migration after which claims are counted anew: before the fifth nothing was, and then some by two voices."""


def migrate(connection: duckdb.DuckDBPyConnection) -> None:
    """
    Apply what is missing, each file in a transaction of its own, and the analysts' views again when they changed.

    Raises NewerDatabaseError when the database has migrations this version does not know, and StoreError when a file
    was edited after it was applied.
    """
    connection.execute("CREATE SCHEMA IF NOT EXISTS ledger")
    connection.execute(
        "CREATE TABLE IF NOT EXISTS ledger.schema_migrations"
        " (version INTEGER NOT NULL, name VARCHAR NOT NULL, sha256 VARCHAR NOT NULL, applied_at TIMESTAMP NOT NULL)"
    )
    applied = dict(
        connection.execute("SELECT version, sha256 FROM ledger.schema_migrations WHERE version > 0").fetchall()
    )
    files = {int(path.name.split("_")[0]): path for path in sorted(resources.SQL.glob("migrations/[0-9]*.sql"))}
    if unknown := sorted(applied.keys() - files.keys()):
        raise NewerDatabaseError(
            f"the database was made by a later claimwatch (migration {unknown[-1]}, this one knows {max(files)});"
            " upgrade claimwatch or use another --db"
        )
    behind = bool(applied) and _COUNTED in files.keys() - applied.keys()
    for version, path in files.items():
        body = path.read_text(encoding="utf-8")
        if version not in applied:
            _apply(connection, version, path.name, body)
        elif applied[version] != _digest(body):
            raise StoreError(f"{path.name} was edited after it was applied; restore it and add a new migration instead")
    if behind:
        with transaction(connection):
            settle_all(connection)
    _apply_api(connection)


def is_up_to_date(connection: duckdb.DuckDBPyConnection) -> bool:
    """Return whether the analysts' views are those of this version; who only reads cannot make them so."""
    current = connection.execute("SELECT sha256 FROM ledger.schema_migrations WHERE version = 0").fetchall()
    return current == [(_digest(_api()),)]


def failed_checks(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Return the checks of sql/checks that returned rows, and how many; empty means all is well."""
    found = {
        path.stem: len(connection.execute(path.read_text(encoding="utf-8")).fetchall())
        for path in sorted(resources.SQL.glob("checks/*.sql"))
    }
    return {name: rows for name, rows in found.items() if rows}


def _apply_api(connection: duckdb.DuckDBPyConnection) -> None:
    """Views and macros are the version 0 of the ledger: applied together, whenever their text has changed."""
    body = _api()
    current = connection.execute("SELECT sha256 FROM ledger.schema_migrations WHERE version = 0").fetchall()
    if current != [(_digest(body),)]:
        _apply(connection, 0, "api", body)


def _api() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(resources.SQL.glob("api/*.sql")))


def _apply(connection: duckdb.DuckDBPyConnection, version: int, name: str, body: str) -> None:
    with transaction(connection):
        connection.execute(body)
        connection.execute("DELETE FROM ledger.schema_migrations WHERE version = ?", [version])
        connection.execute(
            "INSERT INTO ledger.schema_migrations VALUES (?, ?, ?, now() AT TIME ZONE 'UTC')",
            [version, name, _digest(body)],
        )


def _digest(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()
