"""Read what was published: ad-hoc SQL, saved questions, and what the screens show. Never blocks a run."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any, NamedTuple

import duckdb

from pipeline import resources
from pipeline.errors import NotFoundError, QueryError, StoreError
from pipeline.store.migrate import failed_checks

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["Published", "Saved", "Table", "saved_questions"]

_MEMORY = "2GB"


class Table(NamedTuple):
    """The answer to a question."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]

    def dicts(self) -> list[dict[str, Any]]:
        """Return the rows by column name."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


class Saved(NamedTuple):
    """A question of sql/questions: its name, and the question in words."""

    name: str
    question: str
    sql: str


def saved_questions() -> list[Saved]:
    """Return the saved questions in order of name; each file opens with the question it answers."""
    found = []
    for path in sorted(resources.SQL.glob("questions/*.sql")):
        sql = path.read_text(encoding="utf-8")
        comment = sql.split("\n", maxsplit=1)[0].removeprefix("--").strip()
        found.append(Saved(path.stem, comment, sql))
    return found


class Published:
    """The read-only file of one `--db` folder."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def ask(self, sql: str, **parameters: object) -> Table:
        """
        Return the answer to a query, `$name` filled from the parameters.

        Raises QueryError with DuckDB's own words when the SQL does not run, NotFoundError when nothing was published.
        """
        with self._connected() as connection:
            try:
                answer = connection.execute(sql, parameters or None)
                columns = tuple(column[0] for column in answer.description or ())
                return Table(columns, answer.fetchall())
            except duckdb.Error as error:
                raise QueryError(str(error).strip()) from error

    def saved(self, name: str) -> Table:
        """Return the answer to a saved question; raises NotFoundError that lists them when there is no such one."""
        for saved in saved_questions():
            if saved.name == name.replace("-", "_"):
                return self.ask(saved.sql)
        names = ", ".join(saved.name for saved in saved_questions())
        raise NotFoundError(f"no saved question “{name}”; there are: {names}")

    def screen(self, name: str, **parameters: object) -> list[dict[str, Any]]:
        """Return the rows that a screen shows, from sql/screens."""
        sql = (resources.SQL / "screens" / f"{name}.sql").read_text(encoding="utf-8")
        return self.ask(sql, **parameters).dicts()

    def failed_checks(self) -> dict[str, int]:
        """Return the checks of sql/checks that returned rows, and how many; empty means all is well."""
        with self._connected() as connection:
            return failed_checks(connection)

    @contextlib.contextmanager
    def _connected(self) -> Iterator[duckdb.DuckDBPyConnection]:
        if not self._path.exists():
            raise NotFoundError(f"{self._path}: nothing published there yet; start with: claimwatch run")
        try:
            connection = duckdb.connect(str(self._path), read_only=True, config={"memory_limit": _MEMORY, "threads": 2})
        except duckdb.Error as error:
            raise StoreError(f"{self._path}: {error}") from error
        try:
            yield connection
        finally:
            connection.close()
