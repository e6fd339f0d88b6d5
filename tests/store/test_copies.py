from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from pipeline.store.copies import put_aside
from pipeline.store.database import Database
from pipeline.store.publish import publish

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def database(tmp_path: Path) -> Database:
    """A published database with nothing in it."""
    made = Database(tmp_path)
    with made.writing():
        pass
    publish(made)
    return made


def test_a_copy_is_what_was_published_and_cannot_be_written(database: Database) -> None:
    """It is as good as the published file: the same bytes, read-only, under the day's name."""
    (copy,) = put_aside(database, date(2018, 3, 22), 2)
    assert copy.name == "news-2018-03-22.duckdb"
    assert copy.read_bytes() == database.published.read_bytes()
    assert copy.stat().st_mode & 0o222 == 0


def test_only_the_newest_stay_and_a_second_one_of_a_day_replaces_the_first(database: Database) -> None:
    """Other files in the folder are somebody's, and are left alone."""
    for day in (20, 21, 21, 22):
        kept = put_aside(database, date(2018, 3, day), 2)
    (database.directory / "backups" / "mine.duckdb").touch()
    assert [copy.name for copy in kept] == ["news-2018-03-22.duckdb", "news-2018-03-21.duckdb"]
    put_aside(database, date(2018, 3, 23), 1)
    assert {path.name for path in (database.directory / "backups").iterdir()} == {
        "news-2018-03-23.duckdb",
        "mine.duckdb",
    }


def test_none_is_made_where_none_is_wanted_or_nothing_is_published(database: Database, tmp_path: Path) -> None:
    """Turned off, it deletes nothing either."""
    put_aside(database, date(2018, 3, 22), 1)
    assert len(put_aside(database, date(2018, 3, 23), 0)) == 1
    assert put_aside(Database(tmp_path / "empty"), date(2018, 3, 22), 2) == ()


def test_a_database_can_be_begun_from_a_copy(database: Database) -> None:
    """The live file is gone: the copy in the published file's place is all it takes."""
    (copy,) = put_aside(database, date(2018, 3, 22), 2)
    database.live.unlink()
    database.published.unlink()
    copy.rename(database.published)
    with database.writing() as connection:
        assert connection.execute("SELECT count(*) FROM ledger.runs").fetchall() == [(0,)]
