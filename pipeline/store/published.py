"""Read what was published: ad-hoc SQL, saved questions, and what the screens show. Never blocks a run."""

from __future__ import annotations

import contextlib
import itertools
from typing import TYPE_CHECKING, Any, NamedTuple

import duckdb

from pipeline import resources
from pipeline.errors import NotFoundError, QueryError, StoreError, UsageError
from pipeline.lake_address import address_in
from pipeline.store.database import without_progress_bar
from pipeline.store.migrate import failed_checks, is_up_to_date
from pipeline.store.questions import saved_question

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from pipeline.lake_address import LakeAddress

__all__ = ["Published", "Table"]

_MEMORY = "2GB"


class Table(NamedTuple):
    """The answer to a question."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]

    def dicts(self) -> list[dict[str, Any]]:
        """Return the rows by column name; where two columns have one name, the later is called `name_1`."""
        names = _distinct(self.columns)
        return [dict(zip(names, row, strict=True)) for row in self.rows]


class Published:
    """What one `--db` folder publishes: the read-only file, or all that is committed where its ledger is in a lake."""

    def __init__(self, path: Path) -> None:
        self._path, self._lake = path, address_in(path.parent)
        self._attached: duckdb.DuckDBPyConnection | None = None

    @property
    def folder(self) -> Path:
        """The `--db` folder."""
        return self._path.parent

    def ask(self, sql: str, **parameters: object) -> Table:
        """
        Return the answer to a query, `$name` filled from the parameters.

        Raises QueryError with DuckDB's own words when the SQL does not run, UsageError when it is no statement or
        several, NotFoundError when nothing was published.
        """
        with self._connected() as connection:
            return _answer(connection, sql, parameters)

    def saved(self, name: str, given: Mapping[str, str] | None = None) -> Table:
        """
        Return the answer to a saved question, with what was given set.

        Raises NotFoundError that lists the questions when there is no such one, UsageError when there is nothing of
        that name to set.
        """
        saved = saved_question(name)
        with self._connected() as connection:
            for variable, value in saved.settings(given or {}).items():
                # Its name is one that the question declares; DuckDB takes no parameter for it.
                connection.execute(f"SET VARIABLE {variable} = $value", {"value": value})
            return _answer(connection, saved.sql, {})

    def screen(self, name: str, **parameters: object) -> list[dict[str, Any]]:
        """
        Return the rows that a screen shows, from sql/screens.

        Raises StoreError that tells the way out when another version of claimwatch published the file.
        """
        with self._connected() as connection:
            self._ask_for_this_version(connection)
        sql = resources.query("screens", name)
        return self.ask(sql, **parameters).dicts()

    @contextlib.contextmanager
    def connected(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """
        Open the file for what takes more than a query; temporary tables may be made, and are nobody else's.

        Raises StoreError that tells the way out when another version of claimwatch published the file.
        """
        with self._connected() as connection:
            self._ask_for_this_version(connection)
            yield connection

    def failed_checks(self) -> dict[str, int]:
        """Return the checks of sql/checks that returned rows, and how many; empty means all is well."""
        with self._connected() as connection:
            self._ask_for_this_version(connection)
            return failed_checks(connection)

    def _ask_for_this_version(self, connection: duckdb.DuckDBPyConnection) -> None:
        if not is_up_to_date(connection):
            raise StoreError(
                f"{self._lake or self._path}: published by another version of claimwatch; the next run publishes it"
                " anew, or now: claimwatch maintain"
            )

    @contextlib.contextmanager
    def _connected(self) -> Iterator[duckdb.DuckDBPyConnection]:
        connection = self._file_opened() if self._lake is None else self._lake_opened(self._lake)
        try:
            yield connection
        finally:
            connection.close()

    def _lake_opened(self, address: LakeAddress) -> duckdb.DuckDBPyConnection:
        """To attach a lake takes longer than most answers, so it is done once; variables are those of one question."""
        from pipeline.store.lake import reading  # noqa: PLC0415 - an extra

        if self._attached is None:
            self._attached = reading(address)
        return self._attached.cursor().execute("USE lake")

    def _file_opened(self) -> duckdb.DuckDBPyConnection:
        if not self._path.exists():
            raise NotFoundError(f"{self._path}: nothing published there yet; start with: claimwatch run")
        try:
            connection = duckdb.connect(
                str(self._path),
                read_only=True,
                config={
                    "memory_limit": _MEMORY,
                    "threads": 2,
                    # Nothing is fetched for a query: DuckDB would install and load extensions that it seems to want.
                    "autoinstall_known_extensions": False,
                    "autoload_known_extensions": False,
                },
            )
        except duckdb.Error as error:
            raise StoreError(f"{self._path}: {error}") from error
        return without_progress_bar(connection)


def _answer(connection: duckdb.DuckDBPyConnection, sql: str, parameters: dict[str, object]) -> Table:
    try:
        _one_statement(connection, sql)
        answer = connection.execute(sql, parameters or None)
        columns = tuple(column[0] for column in answer.description or ())
        return Table(columns, answer.fetchall())
    except duckdb.Error as error:
        raise QueryError(str(error).strip()) from error


def _one_statement(connection: duckdb.DuckDBPyConnection, sql: str) -> None:
    """DuckDB runs several and answers the last: refused, so that no answer is lost unseen."""
    try:
        sql.encode()
    except UnicodeEncodeError as error:
        raise UsageError("this SQL is not UTF-8 text") from error
    statements = connection.extract_statements(sql)
    if not statements:
        raise UsageError("there is no statement in this SQL")
    # 1.5 takes a PIVOT apart into several statements, all but at most one of them without a text.
    if sum(bool(statement.query.strip()) for statement in statements) > 1:
        raise UsageError("this is more than one statement; ask one at a time")


def _distinct(columns: Sequence[str]) -> list[str]:
    names: list[str] = []
    for column in columns:
        numbered = (f"{column}_{number}" for number in itertools.count(1))
        names.append(next(name for name in numbered if name not in {*names, *columns}) if column in names else column)
    return names
