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

__all__ = ["FamilyRow", "families_said", "family_rows", "give_voices", "outlet_origins", "say_families"]


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


def give_voices(connection: duckdb.DuckDBPyConnection, voices: Mapping[int, int]) -> set[int]:
    """Let origins have these voices; return the claims of which what stands behind them is to be counted anew."""
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
