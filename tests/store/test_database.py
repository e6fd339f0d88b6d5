from __future__ import annotations

import resource
import subprocess
import sys
from typing import TYPE_CHECKING

import duckdb
import pytest

from pipeline.errors import ConfigurationError, DiskFullError, LockedError, NewerDatabaseError, StoreError
from pipeline.store.database import Database
from pipeline.store.publish import publish
from pipeline.store.transaction import transaction

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def database(tmp_path: Path) -> Database:
    """A database folder that does not exist yet."""
    return Database(tmp_path / "var")


def _insert_and_fail(connection: duckdb.DuckDBPyConnection) -> None:
    with transaction(connection):
        connection.execute("INSERT INTO ledger.mine VALUES (1)")
        connection.execute("SELECT 'no number'::BIGINT")


def test_an_error_inside_a_transaction_leaves_nothing_behind(database: Database) -> None:
    """DuckDB's COMMIT after an error reports success and drops everything; ours raises and keeps what was before."""
    with database.writing() as connection:
        connection.execute("CREATE TABLE ledger.mine (id BIGINT)")
        with pytest.raises(duckdb.ConversionException):
            _insert_and_fail(connection)
        with transaction(connection):
            connection.execute("INSERT INTO ledger.mine VALUES (2)")
        assert connection.execute("FROM ledger.mine").fetchall() == [(2,)]


def test_a_second_run_is_told_who_holds_the_database(database: Database) -> None:
    """Two runs at once would spoil each other; the second gets exit code 5 and the holder's process number."""
    told = r"another run holds it \(process \d+\)"
    with database.run_lock(), pytest.raises(LockedError, match=told) as caught, database.run_lock():
        pass
    assert caught.value.exit_code == 5


def test_the_lock_goes_with_the_process(database: Database) -> None:
    """After a kill -9 the next run needs no cleaning up."""
    held = (
        "import os, signal, sys; from pathlib import Path; from pipeline.store.database import Database\n"
        "with Database(Path(sys.argv[1])).run_lock():\n    os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", held, str(database.directory)], check=False)  # noqa: S603 - our own code
    with database.run_lock():
        pass


def test_somebody_who_opened_the_live_file_is_named_as_the_reason(database: Database, tmp_path: Path) -> None:
    """An analyst's open connection on the private file stops a run with a message that points to the public one."""
    with database.writing():
        pass
    code = "import duckdb, sys, time; c = duckdb.connect(sys.argv[1]); print('open', flush=True); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", code, str(database.live)], stdout=subprocess.PIPE) as other:  # noqa: S603
        assert other.stdout is not None
        other.stdout.readline()
        impatient = Database(database.directory, patience=0.1)
        with pytest.raises(LockedError, match="query news"), impatient.writing():
            pass
        other.kill()


def test_a_database_from_a_later_version_is_left_alone(database: Database) -> None:
    """An older claimwatch must not write into tables it does not know."""
    with database.writing() as connection:
        connection.execute("INSERT INTO ledger.schema_migrations VALUES (9999, 'later', 'x', now()::TIMESTAMP)")
    with pytest.raises(NewerDatabaseError, match="upgrade claimwatch"), database.writing():
        pass


def test_an_edited_migration_is_noticed(database: Database) -> None:
    """A migration that changed after it was applied would leave two kinds of databases with one version."""
    with database.writing() as connection:
        connection.execute("UPDATE ledger.schema_migrations SET sha256 = 'other' WHERE version = 1")
    with pytest.raises(StoreError, match="was edited after it was applied"), database.writing():
        pass


def test_no_room_left_is_said_so_and_what_was_committed_stands(database: Database) -> None:
    """A full disk ends a run with a clear message; the rows before it are still there."""
    with database.writing() as connection:
        connection.execute("CREATE TABLE ledger.mine AS SELECT 1 AS id")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (database.live.stat().st_size, limits[1]))
    try:
        with pytest.raises(DiskFullError, match="no space left"), database.writing() as connection:
            connection.execute("INSERT INTO ledger.mine SELECT hash(i) % 1000000007 FROM range(2000000) AS r(i)")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    with database.writing() as connection:
        assert connection.execute("SELECT count(*) FROM ledger.mine").fetchall() == [(1,)]


@pytest.mark.parametrize("size", [0, 4096, 3 * 4096 - 1])
def test_a_file_that_the_disk_had_no_room_to_begin_is_begun_anew(database: Database, size: int) -> None:
    """DuckDB writes three headers of 4,096 bytes; a shorter file holds nothing, and it would not open it again."""
    with database.writing():
        pass
    database.live.write_bytes(database.live.read_bytes()[:size])
    database.probe()
    with database.writing() as connection:
        assert connection.execute("SELECT count(*) > 0 FROM ledger.schema_migrations").fetchall() == [(True,)]


def test_for_a_file_that_was_hardly_begun_the_published_one_is_taken(database: Database) -> None:
    """As for one that is gone."""
    with database.writing() as connection:
        connection.execute("CREATE TABLE ledger.mine AS SELECT 1 AS id")
    publish(database)
    database.live.write_bytes(database.live.read_bytes()[:4096])
    with database.writing() as connection:
        assert connection.execute("FROM ledger.mine").fetchall() == [(1,)]


def test_a_short_file_with_a_log_beside_it_is_left_alone(database: Database) -> None:
    """The log may hold what was committed: nothing is thrown away, and the message names the file."""
    with database.writing():
        pass
    database.live.write_bytes(database.live.read_bytes()[:4096])
    database.live.with_name("live.duckdb.wal").write_bytes(b"committed")
    with pytest.raises(StoreError, match=r"live\.duckdb"), database.writing():
        pass
    assert database.live.stat().st_size == 4096


def test_a_folder_that_cannot_be_made_is_a_configuration_error(tmp_path: Path) -> None:
    """--db pointing into a file is the user's mistake, told by name."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(ConfigurationError, match="--db"), Database(tmp_path / "file" / "var").run_lock():
        pass
