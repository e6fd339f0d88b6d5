from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.store.bulk import append, update

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb

    from pipeline.store.ledger import Ledger


@pytest.fixture
def connection(ledger: Ledger) -> Iterator[duckdb.DuckDBPyConnection]:
    """A ledger with a small table of its own."""
    with ledger.database.writing() as connection:
        connection.execute("CREATE TABLE ledger.papers (name VARCHAR, town VARCHAR, copies BIGINT)")
        append(connection, "papers", ("name",), [{"name": "Post", "town": "Ely", "copies": 9}])
        yield connection


def _papers(connection: duckdb.DuckDBPyConnection) -> list[tuple[object, ...]]:
    return connection.execute("FROM ledger.papers ORDER BY name").fetchall()


def test_rows_are_added_once_and_counted(connection: duckdb.DuckDBPyConnection) -> None:
    """What is there stays as it is; of rows of one key the first is taken."""
    news = [{"name": name, "town": "Ayr", "copies": number} for number, name in enumerate(("Post", "Echo", "Echo"))]
    assert append(connection, "papers", ("name",), news) == 1
    assert append(connection, "papers", ("name",), news) == 0
    assert append(connection, "papers", ("name",), []) == 0
    assert _papers(connection) == [("Echo", "Ayr", 1), ("Post", "Ely", 9)]


def test_rows_are_written_over_in_one_statement(connection: duckdb.DuckDBPyConnection) -> None:
    """Of rows of one key the last is taken; columns to keep are kept; a key that is not there changes nothing."""
    news = [{"name": name, "town": "Ayr", "copies": number} for number, name in enumerate(("Post", "Post", "Echo"))]
    assert update(connection, "papers", ("name",), news, keep=("town",)) == 1
    assert update(connection, "papers", ("name",), []) == 0
    assert _papers(connection) == [("Post", "Ely", 1)]


def test_what_is_unknown_now_is_unknown_in_the_table(connection: duckdb.DuckDBPyConnection) -> None:
    """A value that is gone is written as NULL, not left behind."""
    update(connection, "papers", ("name",), [{"name": "Post", "town": None, "copies": 9}])
    assert _papers(connection) == [("Post", None, 9)]
