"""What is stored as of now; the published file shows it as of the last run's end, and messages go out after that."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from pipeline import resources
from pipeline.errors import LockedError
from pipeline.store.database import Database
from pipeline.store.published import Published, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import duckdb

    Ask = Callable[..., list[dict[str, Any]]]

__all__ = ["latest"]

_PATIENCE = 2.0
"""Seconds to wait for a run that stores a batch."""


@contextlib.contextmanager
def latest(directory: Path) -> Iterator[Ask]:
    """
    Hand out what returns the rows of a screen, by the name of its file in sql/screens and its parameters.

    They are those of the live database, and while a run has that open, of what was published last. Raises NotFoundError
    when neither is there.
    """
    database = Database(directory, patience=_PATIENCE)
    with contextlib.ExitStack() as opened:
        connection: duckdb.DuckDBPyConnection | None = None
        if database.live.exists() and not database.shared:
            with contextlib.suppress(LockedError):
                connection = opened.enter_context(database.writing())
        if connection is None:
            yield Published(database.published).screen
            return
        live = connection

        def ask(name: str, **parameters: object) -> list[dict[str, Any]]:
            answer = live.execute(resources.query("screens", name), parameters or None)
            columns = tuple(column[0] for column in answer.description or ())
            return Table(columns, answer.fetchall()).dicts()

        yield ask
