"""All or nothing."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import duckdb

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["transaction"]


@contextlib.contextmanager
def transaction(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """
    Commit what is done inside, or none of it.

    Every error rolls back and is raised again: after an error inside BEGIN, DuckDB's COMMIT reports success and drops
    everything (docs/choices.md#commit).
    """
    connection.execute("BEGIN")
    try:
        yield
    except BaseException:
        # After an error DuckDB may have ended the transaction by itself; then there is nothing left to roll back.
        with contextlib.suppress(duckdb.TransactionException):
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
