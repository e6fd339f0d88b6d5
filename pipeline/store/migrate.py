"""Bring a database to this version's tables and views: numbered files applied once, views and macros every time."""

from __future__ import annotations

import functools
import hashlib
import re
from typing import TYPE_CHECKING, NamedTuple

from pipeline import resources
from pipeline.errors import NewerDatabaseError, StoreError
from pipeline.store.standing import settle_all
from pipeline.store.transaction import transaction

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

__all__ = ["failed_checks", "is_up_to_date", "migrate"]

_COUNTED = 7
"""The last migration after which claims are counted anew: before the fifth nothing was, and then some by two voices."""

_NO_LITERAL = re.compile(r"\bDEFAULT (true|false)\b")
_NOT_KEPT = re.compile(r"^COMMENT ON (?:MACRO|COLUMN) (?:[^';]|'(?:[^']|'')*')*;", re.MULTILINE)

_API = 0
"""Views and macros are the version 0 of the ledger: applied together, whenever their text has changed."""
_STORED = "SELECT version, sha256 FROM ledger.schema_migrations"


class _Migration(NamedTuple):
    name: str
    body: str
    sha256: str


def migrate(connection: duckdb.DuckDBPyConnection, *, in_lake: bool = False) -> None:
    """
    Apply what is missing, each file in a transaction of its own, and the analysts' views again when they changed.

    `in_lake`: into a DuckLake, which takes all but what `_for_lake` tells.

    Raises NewerDatabaseError when the database has migrations this version does not know, and StoreError when a file
    was edited after it was applied.
    """
    connection.execute("CREATE SCHEMA IF NOT EXISTS ledger")
    connection.execute(
        "CREATE TABLE IF NOT EXISTS ledger.schema_migrations"
        " (version INTEGER NOT NULL, name VARCHAR NOT NULL, sha256 VARCHAR NOT NULL, applied_at TIMESTAMP NOT NULL)"
    )
    applied = dict(connection.execute(_STORED).fetchall())
    ours = _migrations(resources.SQL)
    if unknown := sorted(applied.keys() - ours.keys()):
        raise NewerDatabaseError(
            f"the database was made by a later claimwatch (migration {unknown[-1]}, this one knows {max(ours)});"
            " upgrade claimwatch or use another --db"
        )
    behind = bool(applied) and _COUNTED in ours.keys() - applied.keys()
    for version, one in ours.items():
        if version == _API:
            continue
        if version not in applied:
            _apply(connection, version, one, in_lake=in_lake)
        elif applied[version] != one.sha256:
            raise StoreError(f"{one.name} was edited after it was applied; restore it and add a new migration instead")
    if behind:
        with transaction(connection):
            settle_all(connection)
    if applied.get(_API) != ours[_API].sha256:
        _apply(connection, _API, ours[_API], in_lake=in_lake)


def is_up_to_date(connection: duckdb.DuckDBPyConnection) -> bool:
    """Return whether the analysts' views are those of this version; who only reads cannot make them so."""
    stored = dict(connection.execute(_STORED).fetchall())
    return stored.get(_API) == _migrations(resources.SQL)[_API].sha256


def failed_checks(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Return the checks of sql/checks that returned rows, and how many; empty means all is well."""
    found = {
        path.stem: len(connection.execute(path.read_text(encoding="utf-8")).fetchall())
        for path in sorted(resources.SQL.glob("checks/*.sql"))
    }
    return {name: rows for name, rows in found.items() if rows}


@functools.cache
def _migrations(sql: Path) -> dict[int, _Migration]:
    """Return what makes the ledger, by version; read once in a process, and not whenever the ledger is opened."""
    views = "\n".join(path.read_text(encoding="utf-8") for path in sorted(sql.glob("api/*.sql")))
    files = {int(path.name.split("_")[0]): path for path in sorted(sql.glob("migrations/[0-9]*.sql"))}
    bodies = {version: (path.name, path.read_text(encoding="utf-8")) for version, path in files.items()}
    bodies |= {_API: ("api", views)}
    return {version: _Migration(name, body, _digest(body)) for version, (name, body) in bodies.items()}


def _apply(connection: duckdb.DuckDBPyConnection, version: int, one: _Migration, *, in_lake: bool) -> None:
    with transaction(connection):
        connection.execute(_for_lake(one.body) if in_lake else one.body)
        connection.execute("DELETE FROM ledger.schema_migrations WHERE version = ?", [version])
        connection.execute(
            "INSERT INTO ledger.schema_migrations VALUES (?, ?, ?, now() AT TIME ZONE 'UTC')",
            [version, one.name, one.sha256],
        )


def _for_lake(body: str) -> str:
    """
    Return the statements as DuckLake takes them; what they make is the same.

    A default has to be a literal, which `false` is not and `'false'` is. Comments on macros and on the columns of views
    have no place in its catalog: docs/sql.md, which is written from a file, has them.
    """
    return _NO_LITERAL.sub(r"DEFAULT '\1'", _NOT_KEPT.sub("", body))


def _digest(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()
