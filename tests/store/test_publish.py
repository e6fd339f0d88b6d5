from __future__ import annotations

import shutil
import stat
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import duckdb
import pytest

from pipeline.errors import StoreError
from pipeline.store.database import Database
from pipeline.store.publish import publish
from pipeline.store.published import Published

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.store.ledger import Ledger


def test_an_open_reader_neither_stops_a_run_nor_sees_half_of_it(ledger: Ledger) -> None:
    """Whoever has the published file open keeps a consistent old state; the next to open it sees the new one."""
    with ledger.database.writing() as connection:
        connection.execute("CREATE TABLE ledger.news AS SELECT 1 AS id")
    publish(ledger.database)
    with duckdb.connect(str(ledger.database.published), read_only=True) as reader:
        with ledger.database.writing() as connection:
            connection.execute("INSERT INTO ledger.news VALUES (2)")
        publish(ledger.database)
        assert reader.execute("SELECT count(*) FROM ledger.news").fetchall() == [(1,)]
    with duckdb.connect(str(ledger.database.published), read_only=True) as reader:
        assert reader.execute("SELECT count(*) FROM ledger.news").fetchall() == [(2,)]


def test_readers_are_answered_while_a_run_writes(ledger: Ledger) -> None:
    """Twenty commits and publications against a reader that never rests: no error on either side."""
    with ledger.database.writing() as connection:
        connection.execute("CREATE TABLE ledger.news (id BIGINT)")
    publish(ledger.database)
    done, problems = threading.Event(), []

    def read() -> None:
        while not done.is_set():
            try:
                # A configuration of its own keeps this process from sharing one open file between both connections.
                with duckdb.connect(":memory:") as reader:
                    reader.execute(f"ATTACH '{ledger.database.published}' AS news (READ_ONLY)")
                    reader.execute("SELECT count(*) FROM news.ledger.news").fetchall()
            except duckdb.Error as error:
                problems.append(error)

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(20):
        with ledger.database.writing() as connection:
            connection.execute("INSERT INTO ledger.news VALUES (?)", [number])
        publish(ledger.database)
    done.set()
    reader.join()
    assert not problems


def test_nobody_stores_anything_while_it_is_copied(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another program finds it locked until then; a copy of half a transaction is no database."""
    with ledger.database.writing():
        pass
    tried: list[int] = []
    whole = shutil.copyfile
    write = f"import duckdb; duckdb.connect({str(ledger.database.live)!r}).close()"

    def copy(source: Path, target: Path) -> None:
        tried.append(subprocess.run([sys.executable, "-c", write], check=False, capture_output=True).returncode)  # noqa: S603
        whole(source, target)

    monkeypatch.setattr("pipeline.store.publish.shutil.copyfile", copy)
    publish(ledger.database)
    monkeypatch.undo()
    tried.append(subprocess.run([sys.executable, "-c", write], check=False, capture_output=True).returncode)  # noqa: S603
    assert tried == [1, 0]


def test_a_sender_that_goes_on_storing_leaves_every_copy_whole(ledger: Ledger) -> None:
    """In a thread of the same run: both wait for each other, and no row is missing in between."""
    with ledger.database.writing() as connection:
        connection.execute(
            "CREATE TABLE ledger.news AS SELECT range AS id, repeat('news ', 200) AS words FROM range(2000)"
        )
    done, problems = threading.Event(), []

    def settle() -> None:
        sender = Database(ledger.database.directory, patience=20)
        while not done.is_set():
            try:
                with sender.writing() as connection:
                    connection.execute(
                        "INSERT INTO ledger.news SELECT max(id) + 1, repeat('told ', 200) FROM ledger.news"
                    )
            except StoreError as error:
                problems.append(error)

    sender = threading.Thread(target=settle)
    sender.start()
    for _ in range(20):
        publish(Database(ledger.database.directory, patience=20))
        with duckdb.connect(":memory:") as reader:
            reader.execute(f"ATTACH '{ledger.database.published}' AS news (READ_ONLY)")
            ((rows, last),) = reader.execute("SELECT count(words), max(id) FROM news.ledger.news").fetchall()
            assert rows == last + 1
    done.set()
    sender.join()
    assert not problems


def test_the_published_file_is_read_only_and_alone(ledger: Ledger) -> None:
    """A write-ahead log left beside the old file would be replayed into the new one; it is removed."""
    with ledger.database.writing():
        pass
    stale = ledger.database.published.with_name("news.duckdb.wal")
    stale.write_bytes(b"left by somebody")
    publish(ledger.database)
    assert not stale.exists()
    assert stat.S_IMODE(ledger.database.published.stat().st_mode) == 0o444


@pytest.mark.parametrize("left", ["news.fresh"])
def test_a_publication_cut_off_half_way_is_replaced(ledger: Ledger, left: str) -> None:
    """What a killed run left of its copy does not stop the next."""
    with ledger.database.writing():
        pass
    (ledger.database.directory / left).write_bytes(b"half")
    publish(ledger.database)
    with duckdb.connect(str(ledger.database.published), read_only=True) as reader:
        assert reader.execute("SELECT count(*) FROM articles").fetchall() == [(0,)]


def test_a_file_of_another_version_is_told_so(ledger: Ledger) -> None:
    """A screen of this version may ask for what that version had no view of; its SQL still answers."""
    with ledger.database.writing() as connection:
        connection.execute("UPDATE ledger.schema_migrations SET sha256 = 'of another version' WHERE version = 0")
    publish(ledger.database)
    published = Published(ledger.database.published)
    with pytest.raises(StoreError, match="claimwatch maintain"):
        published.screen("counts")
    with pytest.raises(StoreError, match="another version"):
        published.failed_checks()
    assert published.ask("SELECT count(*) FROM articles").rows == [(0,)]
