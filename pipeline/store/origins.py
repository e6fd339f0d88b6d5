"""Origins as rows: one for each kind in which an origin was met, one of them its name, and whose voice it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from pipeline.store import rows
from pipeline.store.bulk import append

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    import duckdb

    from pipeline.store.bulk import Row

__all__ = ["append_origins", "give_voices"]

_STORED = """
SELECT rowid, origin_id, kind, first_seen, spare, voice_id FROM ledger.origins
WHERE rowid IN (SELECT rowid FROM ledger.origins WHERE origin_id IN (SELECT unnest($ids::BIGINT[])))
"""


def append_origins(connection: duckdb.DuckDBPyConnection, origins: Iterable[Row]) -> None:
    """
    Add the origins that were never met in that kind; of those of one id the best named one is not spare.

    An origin has one voice, whatever it was met as: the one that it has already, or else the one that it is first met
    with. To tell of another is for `give_voices`, which keeps those that were before.
    """
    met: dict[tuple[int, str], Row] = {}
    for row in origins:
        met.setdefault((row["origin_id"], row["kind"]), row)
    if not met:
        return
    asked = {"ids": sorted({origin_id for origin_id, _ in met})}
    stored = {(row[1], row[2]): row for row in connection.execute(_STORED, asked).fetchall()}
    fresh = {name: row for name, row in met.items() if name not in stored}
    best: dict[int, tuple[bool, datetime, str]] = {}
    moments = {name: row[3] for name, row in stored.items()} | {name: row["first_seen"] for name, row in fresh.items()}
    for (origin_id, kind), first_seen in moments.items():
        rank = _rank(kind, first_seen)
        best[origin_id] = min(best.get(origin_id, rank), rank)
    outdone = [row[0] for row in stored.values() if not row[4] and best[row[1]] != _rank(row[2], row[3])]
    if outdone:
        sql = "UPDATE ledger.origins SET spare = true WHERE rowid IN (SELECT unnest($places::BIGINT[]))"
        connection.execute(sql, {"places": outdone})
    voices = {row[1]: row[5] for row in stored.values()}
    entered = [
        row
        | {
            "spare": best[origin_id] != _rank(kind, row["first_seen"]),
            "voice_id": voices.setdefault(origin_id, row["voice_id"]),
        }
        for (origin_id, kind), row in fresh.items()
    ]
    append(connection, "origins", ("origin_id", "kind"), entered, new=lambda _: True)


def _rank(kind: str, first_seen: datetime) -> tuple[bool, datetime, str]:
    """Order the rows of one origin: known only by name, it is named better where it is told whom that had it from."""
    return (kind != "anonymous", first_seen, kind)


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
