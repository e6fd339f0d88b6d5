"""What people said of which outlets have one owner; and the voices that follow from it, for what is stored already."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.store import rows
from pipeline.store.bulk import append
from pipeline.store.recall import aware_rows

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    import duckdb

__all__ = ["FamilyRow", "families_said", "family_rows", "outlet_origins", "outlets_met", "say_families"]


class FamilyRow(NamedTuple):
    """That an outlet is of a family, or (None) of none, with who said why, and when."""

    outlet: str
    family: str | None
    note: str | None
    decided_at: datetime


def family_rows(connection: duckdb.DuckDBPyConnection) -> list[FamilyRow]:
    """Return everything that was ever said of families, oldest first."""
    sql = "SELECT outlet, family, note, decided_at FROM ledger.families ORDER BY decided_at, outlet"
    return [FamilyRow(**row) for row in aware_rows(connection, sql)]


def families_said(connection: duckdb.DuckDBPyConnection) -> tuple[tuple[str, str | None], ...]:
    """Return each outlet that something was said of, with its family or None, oldest first: the newest stands."""
    return tuple((row.outlet, row.family) for row in family_rows(connection))


def say_families(connection: duckdb.DuckDBPyConnection, said: Iterable[FamilyRow]) -> None:
    """Enter what was said of families; what was said before stays on record."""
    entered = [row._asdict() | {"decided_at": rows.utc(row.decided_at)} for row in said]
    append(connection, "families", ("outlet", "decided_at"), entered)


def outlet_origins(connection: duckdb.DuckDBPyConnection) -> dict[int, str]:
    """Return the outlet of each origin that is an outlet's own: its report, its unnamed people, what it has seen."""
    found = connection.execute(
        "SELECT DISTINCT origin_id, via FROM ledger.origins"
        " WHERE via IS NOT NULL AND kind IN ('anonymous', 'outlet', 'document')"
    ).fetchall()
    return dict(found)


def outlets_met(connection: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    """Return the outlets as articles name them: first those that others cite, then those with articles, newest last."""
    found = connection.execute(
        "SELECT name FROM ("
        " SELECT via AS name, 0 AS has_articles, max(first_seen) AS latest FROM ledger.origins GROUP BY via"
        " UNION ALL SELECT outlet, 1, max(seen_at) FROM ledger.revisions GROUP BY outlet)"
        " WHERE name IS NOT NULL ORDER BY has_articles, latest, name"
    ).fetchall()
    return tuple(name for (name,) in found)
