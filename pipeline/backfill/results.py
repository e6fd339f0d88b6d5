"""What was read and heard elsewhere, as a Parquet file: one row a page, in order, articles and statements as JSON."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import pyarrow as pa
from pyarrow import parquet
from pydantic import TypeAdapter

from pipeline.backfill.listening import Heard
from pipeline.models import Article, Drop, Relevance, Statement

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["packed", "unpacked"]

_RELEVANCE = TypeAdapter(tuple[Relevance, ...])
_STATEMENTS = TypeAdapter(tuple[Statement, ...])
_SCHEMA = pa.schema(
    [
        ("url", pa.string()),
        ("article", pa.string()),
        ("relevance", pa.string()),
        ("statements", pa.string()),
        ("drop", pa.string()),
    ]
)


def packed(heard: Sequence[Heard | Drop]) -> bytes:
    """
    Return what came of pages as a Parquet file; `unpacked` gives the same back.

    But for what the desk can find again: in which words statements and articles are compared, and who speaks for whom.
    """
    file = BytesIO()
    parquet.write_table(pa.Table.from_pylist(list(map(_row, heard)), schema=_SCHEMA), file, compression="zstd")
    return file.getvalue()


def unpacked(file: bytes) -> list[Heard | Drop]:
    """
    Return what came of pages.

    Raises ValueError where the file, or a record in it, is not what `packed` writes.
    """
    return [_outcome(row) for row in parquet.read_table(BytesIO(file), schema=_SCHEMA).to_pylist()]


def _row(one: Heard | Drop) -> dict[str, Any]:
    if isinstance(one, Drop):
        return {"url": one.url, "drop": one.model_dump_json()}
    return {
        "url": one.article.url,
        "article": one.article.model_dump_json(),
        "relevance": None if one.relevance is None else _RELEVANCE.dump_json(one.relevance).decode(),
        "statements": None if one.statements is None else _STATEMENTS.dump_json(one.statements).decode(),
    }


def _outcome(row: dict[str, Any]) -> Heard | Drop:
    if row["drop"] is not None:
        return Drop.model_validate_json(row["drop"])
    relevance, statements = row["relevance"], row["statements"]
    return Heard(
        Article.model_validate_json(row["article"]),
        None if relevance is None else _RELEVANCE.validate_json(relevance),
        None if statements is None else _STATEMENTS.validate_json(statements),
    )
