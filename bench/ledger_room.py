"""How much room each part of a DuckDB file takes."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import duckdb

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Room", "room"]

# What a text says, what a name is, why something was decided: words, not numbers.
_WORDS = frozenset({"VARCHAR", "VARCHAR[]", "BLOB"})
_MENTIONS = ("mentions", "quotes", "relinks", "origins", "claims", "support", "steps", "contradictions", "trend")
# A segment ends where the next in its block begins; what a column keeps elsewhere is whole blocks of 256 KB.
_SEGMENTS = """
WITH segments AS (
    SELECT DISTINCT ON (block_id, block_offset, column_path, segment_type)
        column_id, block_id, block_offset, len(additional_block_ids) AS more
    FROM pragma_storage_info('ledger.{table}') WHERE persistent AND block_id >= 0
)
SELECT column_id, block_id, block_offset, more FROM segments
"""
_BLOCK = 262_144


class Room(NamedTuple):
    """Bytes of a table: of its numbers and keys, and of its words."""

    numbers: int
    words: int


def room(path: Path) -> dict[str, Room]:
    """Return what each table of the ledger takes in a file, the tables that linking fills first."""
    with duckdb.connect(str(path), read_only=True) as connection:
        kinds = connection.execute(
            "SELECT table_name, column_index - 1, data_type FROM duckdb_columns() WHERE schema_name = 'ledger'"
        ).fetchall()
        types = {(table, column): kind for table, column, kind in kinds}
        tables = dict.fromkeys([*_MENTIONS, *sorted({table for table, _ in types})])
        segments = [
            (table, *segment)
            for table in tables
            for segment in connection.execute(_SEGMENTS.format(table=table)).fetchall()
        ]
    taken: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for (table, column), size in _sizes(segments):
        taken[table][types.get((table, column)) in _WORDS] += size
    return {table: Room(*taken[table]) for table in tables if table in taken}


def _sizes(segments: list[tuple[str, int, int, int, int]]) -> list[tuple[tuple[str, int], int]]:
    """Return the size of each segment, with its table and column."""
    offsets: dict[int, set[int]] = defaultdict(set)
    for _, _, block, offset, _ in segments:
        offsets[block].add(offset)
    ends = {
        (block, offset): end
        for block, starts in offsets.items()
        for offset, end in zip(sorted(starts), [*sorted(starts)[1:], _BLOCK], strict=True)
    }
    return [
        ((table, column), ends[block, offset] - offset + more * _BLOCK)
        for table, column, block, offset, more in segments
    ]
