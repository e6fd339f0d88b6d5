"""By what texts are found again: their rows, and which stored texts have none yet."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pyarrow as pa

from pipeline.models import Article, Decision
from pipeline.store.bulk import append
from pipeline.store.recall import aware_rows
from pipeline.store.rows import utc
from pipeline.text import content_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import duckdb

    from pipeline.models import Marks, Schemes
    from pipeline.store.bulk import Row

__all__ = ["NEVER_OLD", "append_marks", "keep_rarity", "rarity_of", "text_id", "unmarked"]


NEVER_OLD = date.max
"""The day of seeds: rows are searched by the days around an article's own, and a seed is near any day."""


def text_id(article_id: int, revision: int) -> int:
    """Return the name that one text of an article has in the tables of marks."""
    return content_id("text", article_id, revision)


def append_marks(connection: duckdb.DuckDBPyConnection, marks: Sequence[Marks]) -> None:
    """Store the marks of texts that have none of their schemes yet."""
    if not marks:
        return
    named = {text_id(mark.article_id, mark.revision): mark for mark in marks}
    fresh = _without_rows(connection, "fingerprints", marks[0].schemes.shingles, named)
    append(connection, "fingerprints", ("text_id", "scheme"), [_row(name, mark) for name, mark in fresh.items()])
    _spread_out(connection, "shingles", [(m.schemes.shingles, m, name, m.shingles) for name, m in fresh.items()])
    fresh = _without_rows(connection, "traits", marks[0].schemes.stories, named)
    traits = [{"text_id": n, "scheme": mark.schemes.stories, "traits": mark.traits} for n, mark in fresh.items()]
    append(connection, "traits", ("text_id", "scheme"), traits)
    _spread_out(connection, "story_keys", [(m.schemes.stories, m, name, m.keys) for name, m in fresh.items()])


def _without_rows(
    connection: duckdb.DuckDBPyConnection, table: str, scheme: str, named: dict[int, Marks]
) -> dict[int, Marks]:
    """Return the marks of texts that have no row of this scheme."""
    sql = f"SELECT text_id FROM ledger.{table} WHERE text_id IN (SELECT unnest($ids::BIGINT[])) AND scheme = $scheme"  # noqa: S608 - ours
    known = {name for (name,) in connection.execute(sql, {"ids": list(named), "scheme": scheme}).fetchall()}
    return {name: mark for name, mark in named.items() if name not in known}


def _row(name: int, mark: Marks) -> Row:
    plain = ("article_id", "revision", "raw", "normal", "words", "outlet", "is_seed", "independent")
    return {
        "text_id": name,
        "scheme": mark.schemes.shingles,
        **mark.model_dump(include=set(plain)),
        "dated_at": utc(mark.dated_at),
    }


def _spread_out(
    connection: duckdb.DuckDBPyConnection, table: str, marks: list[tuple[str, Marks, int, tuple[int, ...]]]
) -> None:
    """Store one row for each number; a text comes here once, so nothing is looked up."""
    arriving = pa.table(
        {
            "scheme": pa.array([scheme for scheme, *_ in marks], pa.string()),
            "day": pa.array([_day(mark) for _, mark, *_ in marks], pa.date32()),
            "numbers": pa.array([numbers for *_, numbers in marks], pa.list_(pa.uint64())),
            "text_id": pa.array([name for _, _, name, _ in marks], pa.int64()),
        }
    )
    connection.register("arriving", arriving)
    try:
        connection.execute(f"INSERT INTO ledger.{table} SELECT scheme, day, unnest(numbers), text_id FROM arriving")  # noqa: S608 - ours
    finally:
        connection.unregister("arriving")


def _day(mark: Marks) -> date:
    return NEVER_OLD if mark.is_seed else mark.dated_at.date()


def rarity_of(connection: duckdb.DuckDBPyConnection, scheme: str) -> bytes | None:
    """Return how many articles each trait stands in, packed; None where nothing was counted under this scheme."""
    found = connection.execute("SELECT rarity FROM ledger.rarity WHERE scheme = ?", [scheme]).fetchall()
    return found[0][0] if found else None


def keep_rarity(connection: duckdb.DuckDBPyConnection, scheme: str, rarity: bytes) -> None:
    """Put the counts of a scheme in place of those before."""
    connection.execute("DELETE FROM ledger.rarity WHERE scheme = ?", [scheme])
    connection.execute("INSERT INTO ledger.rarity VALUES (?, ?)", [scheme, rarity])


_UNMARKED = """
SELECT revisions.*, decision, text_id IN (SELECT text_id FROM ledger.traits WHERE scheme = $story_scheme) AS counted
FROM ledger.revisions
JOIN (
    SELECT article_id, revision, arg_max(decision, decided_at) AS decision, min(decided_at) AS decided_at
    FROM ledger.comparisons GROUP BY ALL
) AS compared USING (article_id, revision)
LEFT JOIN (SELECT DISTINCT text_id, article_id, revision FROM ledger.fingerprints) USING (article_id, revision)
WHERE text_id IS NULL
    OR text_id NOT IN (SELECT text_id FROM ledger.fingerprints WHERE scheme = $scheme)
    OR text_id NOT IN (SELECT text_id FROM ledger.traits WHERE scheme = $story_scheme)
ORDER BY compared.decided_at
LIMIT $most
"""


def unmarked(
    connection: duckdb.DuckDBPyConnection, schemes: Schemes, most: int
) -> Iterator[tuple[Article, Decision, bool]]:
    """
    Yield texts without marks of these schemes, at most so many, in order of decision.

    Each with its decision, and whether it is counted in what is known of how rare traits are.
    """
    asked = {"scheme": schemes.shingles, "story_scheme": schemes.stories, "most": most}
    for row in aware_rows(connection, _UNMARKED, asked):
        article = Article(**{name: row[name] for name in Article.model_fields})
        yield article, Decision(row["decision"]), bool(row["counted"])
