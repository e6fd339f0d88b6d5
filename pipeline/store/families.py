"""What people said of which outlets have one owner; and the voices that follow from it, for what is stored already."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pyarrow as pa

from pipeline.store import rows
from pipeline.store.bulk import append
from pipeline.store.recall import aware_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    import duckdb

__all__ = ["FamilyRow", "families_said", "family_rows", "give_voices", "outlet_origins", "outlets_met", "say_families"]


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


def give_voices(connection: duckdb.DuckDBPyConnection, voices: Mapping[int, int], now: datetime) -> set[int]:
    """
    Let origins have these voices from now on; return the claims of which what stands behind them is to be counted anew.

    What voice they had before stays on record, so that what was counted on any day can be told.
    """
    names, spoken = list(voices), list(voices.values())
    connection.register(
        "voices", pa.table({"origin_id": pa.array(names, pa.int64()), "voice_id": pa.array(spoken, pa.int64())})
    )
    try:
        changed = connection.execute(
            "SELECT DISTINCT o.origin_id FROM ledger.origins AS o JOIN voices USING (origin_id)"
            " WHERE o.voice_id IS DISTINCT FROM voices.voice_id"
        ).fetchall()
        if not changed:
            return set()
        _keep_voices(connection, now)
        connection.execute(
            "UPDATE ledger.origins SET voice_id = voices.voice_id FROM voices"
            " WHERE voices.origin_id = origins.origin_id"
        )
        connection.register("changed", pa.table({"origin_id": pa.array([one for (one,) in changed], pa.int64())}))
        claims = connection.execute(
            "SELECT DISTINCT claim_id FROM ledger.mentions SEMI JOIN changed USING (origin_id)"
        ).fetchall()
        connection.unregister("changed")
    finally:
        connection.unregister("voices")
    return {claim_id for (claim_id,) in claims}


def _keep_voices(connection: duckdb.DuckDBPyConnection, now: datetime) -> None:
    """Enter the voices of `voices` beside those that origins have had; of one with its first voice, that one too."""
    connection.execute(
        "INSERT INTO ledger.revoiced SELECT origin_id, any_value(o.voice_id), min(o.first_seen)"
        " FROM ledger.origins AS o JOIN voices USING (origin_id) ANTI JOIN ledger.revoiced USING (origin_id)"
        " GROUP BY origin_id HAVING bool_or(o.voice_id IS DISTINCT FROM voices.voice_id)"
    )
    connection.execute(
        "INSERT INTO ledger.revoiced SELECT DISTINCT origin_id, voices.voice_id, $now::TIMESTAMP"
        " FROM ledger.origins AS o JOIN voices USING (origin_id)"
        " WHERE o.voice_id IS DISTINCT FROM voices.voice_id",
        {"now": rows.utc(now)},
    )
