"""A ledger moved into a lake and back."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from pipeline.errors import ConfigurationError, LockedError, NotFoundError
from pipeline.lake_address import BOUND_BY, LakeAddress
from pipeline.store.database import Database
from pipeline.store.published import Published
from pipeline.store.transfer import to_files, to_lake

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ONE = "Best Buy will stop selling Huawei phones, an unnamed source told CNET on Thursday. Best Buy declined to comment."
OTHER = "Huawei said on Friday that Best Buy had not told it of a decision. “We value our partners,” Ann Lee said."


@pytest.fixture
def folder(tmp_path: Path, stored: Callable[..., Published]) -> Path:
    """A folder with a small ledger in files."""
    stored(("The Courier", ONE), ("The Herald", OTHER), ("The Courier", OTHER), folder=tmp_path / "var")
    return tmp_path / "var"


def _tables(connection: duckdb.DuckDBPyConnection, place: str) -> dict[str, list[tuple[Any, ...]]]:
    """Return all rows of all tables, in the order in which they stand."""
    names = connection.execute(
        "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'ledger' AND database_name = ?"
        " AND table_name <> 'schema_migrations'",
        [place],
    ).fetchall()
    return {
        name: connection.execute(f"SELECT COLUMNS(*) FROM {place}.ledger.{name} ORDER BY rowid").fetchall()  # noqa: S608 - our tables
        for (name,) in names
    }


def _in_files(folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    with duckdb.connect(str(folder / "news.duckdb"), read_only=True) as connection:
        return _tables(connection, "news")


def test_there_and_back_nothing_is_lost(folder: Path, tmp_path: Path, new_address: str) -> None:
    """Every row of every table, in its order; the files it came from stay as they were, byte by byte."""
    before = {path: hashlib.sha256(path.read_bytes()).digest() for path in folder.glob("*.duckdb")}
    rows = _in_files(folder)
    there = to_lake(folder, LakeAddress.of(new_address))
    with Database(folder).writing() as connection:
        assert _tables(connection, "lake") == rows
    back = to_files(folder, tmp_path / "back")
    assert _in_files(tmp_path / "back") == rows
    assert there == back == {table: len(found) for table, found in rows.items()}
    assert there["mentions"] > 0
    assert {path: hashlib.sha256(path.read_bytes()).digest() for path in before} == before


def test_what_was_moved_answers_as_before(folder: Path, new_address: str) -> None:
    """The same views say the same, and every check holds."""
    asked = "SELECT claim, origins, outlets, status, first_seen FROM claims ORDER BY claim_id"
    before = Published(folder / "news.duckdb").ask(asked).rows
    to_lake(folder, LakeAddress.of(new_address))
    published = Published(folder / "news.duckdb")
    assert published.ask(asked).rows == before
    assert published.failed_checks() == {}


def test_nothing_is_moved_onto_something(folder: Path, new_address: str, tmp_path: Path) -> None:
    """A lake with a ledger, or a folder with one, is refused; what is moved stays where it is."""
    address = LakeAddress.of(new_address)
    to_lake(folder, address)
    with pytest.raises(ConfigurationError, match="there is a ledger there already"):
        to_files(folder, folder)
    to_files(folder, tmp_path / "back")
    with pytest.raises(ConfigurationError, match="there is a ledger there already"):
        to_lake(tmp_path / "back", address)
    assert not (tmp_path / "back" / BOUND_BY).exists()


def test_nothing_is_moved_while_a_run_goes_on(folder: Path, new_address: str) -> None:
    """What it would store would be lost."""
    with Database(folder).run_lock(), pytest.raises(LockedError):
        to_lake(folder, LakeAddress.of(new_address))
    assert not (folder / BOUND_BY).exists()


def test_a_copy_that_differs_is_thrown_away(folder: Path, new_address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """All or nothing: when a table does not arrive whole, none does, and the folder keeps its files."""
    from pipeline.store import tables  # noqa: PLC0415 - to break it

    whole = tables._copy

    def halved(connection: duckdb.DuckDBPyConnection, table: str, source: str, target: str) -> None:
        whole(connection, table, source, target)
        if table == "mentions":
            connection.execute(f"DELETE FROM {target}.ledger.mentions WHERE rowid % 2 = 0")  # noqa: S608 - ours

    monkeypatch.setattr(tables, "_copy", halved)
    address = LakeAddress.of(new_address)
    with pytest.raises(Exception, match=r"ledger\.mentions: .* nothing was copied"):
        to_lake(folder, address)
    assert not (folder / BOUND_BY).exists()
    monkeypatch.undo()
    assert to_lake(folder, address)["mentions"] > 0


def test_where_there_is_nothing_nothing_is_moved(tmp_path: Path, new_address: str) -> None:
    """It says how to begin."""
    with pytest.raises(NotFoundError, match="claimwatch run"):
        to_lake(tmp_path / "var", LakeAddress.of(new_address))
