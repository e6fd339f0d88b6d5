"""What back-fills have done so far: a row for each portion of a source, stored with what the portion brought."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.store.rows import utc
from pipeline.text import content_id

if TYPE_CHECKING:
    import duckdb

    from pipeline.models import Backfilled, Batch
    from pipeline.store.bulk import Row

__all__ = ["backfilled_row", "is_backfilled"]


def backfilled_row(portion: Backfilled, batch: Batch, run_id: int) -> Row:
    """Return the row of a portion that is stored with the batch it brought."""
    return portion.model_dump() | {
        "portion_id": content_id("portion", portion.source_id, portion.first_day, portion.part, portion.ends, run_id),
        "run_id": run_id,
        "articles": sum(intake.change is None for intake in batch.intakes),
        "dropped": len(batch.drops),
        "done_at": utc(batch.decided_at),
    }


def is_backfilled(connection: duckdb.DuckDBPyConnection, source_id: int) -> bool:
    """Return whether all of a source was taken in, as it stood when it had this number."""
    sql = "SELECT count(*) FROM ledger.backfills WHERE source_id = ? AND ends = 'source'"
    ((ended,),) = connection.execute(sql, [source_id]).fetchall()
    return bool(ended)
