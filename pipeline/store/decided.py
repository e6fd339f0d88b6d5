"""What was decided on stored texts, as the records it was decided in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline import resources
from pipeline.models import Comparison, Placement
from pipeline.store.recall import aware_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import duckdb

__all__ = ["comparison_of", "decided", "named", "placement_of"]


def decided(
    connection: duckdb.DuckDBPyConnection, article_ids: Iterable[int]
) -> Iterator[tuple[int, Comparison, Placement]]:
    """Yield for each text of these articles its revision, what it is next to the others, and its article's story."""
    for row in aware_rows(connection, resources.query("recall", "decided"), {"ids": list(article_ids)}):
        yield row["revision"], comparison_of(row), placement_of(row)


def named(
    connection: duckdb.DuckDBPyConnection, articles: Iterable[int], stories: Iterable[int]
) -> tuple[dict[int, str], dict[int, str]]:
    """Return the address of each of these articles, and that of the first article of each of these stories."""
    rows = connection.execute(
        resources.query("recall", "named"), {"articles": list(articles), "stories": list(stories)}
    ).fetchall()
    found: dict[str, dict[int, str]] = {"article": {}, "story": {}}
    for what, number, url in rows:
        found[what][number] = url
    return found["article"], found["story"]


def comparison_of(row: dict[str, Any]) -> Comparison:
    """Return the comparison in a row that has its columns by name."""
    taken = Comparison.model_fields.keys() - {"passages"}
    return Comparison(**{name: row[name] for name in taken}, passages=row["passages"] or ())


def placement_of(row: dict[str, Any]) -> Placement:
    """Return the placement in a row that has its columns by name, those that a comparison has too renamed."""
    taken = ("article_id", "story_id", "related_to", "score")
    renamed = {"nearest": row["nearest_placed"], "rule": row["placed_by"], "reason": row["placement_reason"]}
    return Placement(**{name: row[name] for name in taken}, **renamed)
