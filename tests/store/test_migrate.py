from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from pipeline import resources
from pipeline.store.migrate import failed_checks

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.store.ledger import Ledger


@pytest.fixture
def first_version(ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ledger:
    """A ledger as the first version left it: its one migration, and a row in each table that has changed since."""
    sql = tmp_path / "sql"
    (sql / "migrations").mkdir(parents=True)
    shutil.copy(resources.SQL / "migrations" / "0001_ledger.sql", sql / "migrations")
    with monkeypatch.context() as patch:
        patch.setattr(resources, "SQL", sql)
        with ledger.database.writing() as connection:
            connection.execute(
                "INSERT INTO ledger.feeds (url, topic, label, added_at, etag, failures)"
                " VALUES ('http://news.example/feed', 'phones', 'News', '2018-03-22', 'a1', 2)"
            )
            connection.execute(
                "INSERT INTO ledger.fetches"
                " VALUES (1, 1, 'http://news.example/feed', 'feed', '2018-03-22', 12, 200, 99, NULL)"
            )
    return ledger


@pytest.fixture
def before_uncounted_days(ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ledger:
    """A ledger as a run left it that was cut off before 0014: of one of its two weeks only a day is counted."""
    sql = tmp_path / "sql"
    shutil.copytree(resources.SQL / "migrations", sql / "migrations", ignore=shutil.ignore_patterns("0014_*"))
    with monkeypatch.context() as patch:
        patch.setattr(resources, "SQL", sql)
        with ledger.database.writing() as connection:
            connection.execute(
                "INSERT INTO ledger.trend SELECT grain, day, 'deal', 1, 1, 1, 1, 1 FROM (VALUES ('day', '2018-03-22'),"
                " ('day', '2018-03-12'), ('week', '2018-03-12'), ('month', '2018-03-01')) AS counted (grain, day)"
            )
    return ledger


def test_weeks_that_a_run_left_uncounted_are_counted_by_the_next(before_uncounted_days: Ledger) -> None:
    """What was taken out to be counted later was told by nothing but its absence; from 0014 on its days are listed."""
    with before_uncounted_days.database.writing() as connection:
        left = connection.execute("SELECT day::VARCHAR FROM ledger.uncounted_days").fetchall()
    assert left == [("2018-03-22",)]


def test_a_database_of_the_first_version_is_brought_up_to_date(first_version: Ledger) -> None:
    """Its rows stay, what they could not know yet is unknown, and what is counted starts at nought."""
    (state,) = first_version.recall().feeds
    assert (state.feed.label, state.validators.etag, state.failures) == ("News", "a1", 2)
    assert (state.next_at, state.interval, state.unchanged, state.moved_polls) == (None, None, 0, 0)
    with first_version.database.writing() as connection:
        assert connection.execute("SELECT size, final_url, lasting FROM fetches").fetchall() == [(99, None, False)]
        assert connection.execute("SELECT count(*) FROM kept").fetchall() == [(0,)]
        assert failed_checks(connection) == {}


def test_a_database_that_was_brought_up_to_date_is_as_a_new_one(first_version: Ledger, tmp_path: Path) -> None:
    """Columns, types and their order: nothing tells the two apart."""
    columns = (
        "SELECT table_name, column_name, data_type, is_nullable FROM duckdb_columns()"
        " WHERE schema_name = 'ledger' ORDER BY table_name, column_index"
    )
    shapes = []
    for database in (first_version.database, type(first_version)(tmp_path / "new").database):
        with database.writing() as connection:
            shapes.append(connection.execute(columns).fetchall())
    assert shapes[0] == shapes[1]
