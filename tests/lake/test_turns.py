"""Several collectors on one ledger: who may, who has to wait, and what becomes of a lock whose holder is gone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

import psycopg
import pytest

from pipeline.errors import ConfigurationError, LockedError
from pipeline.lake_address import bind
from pipeline.store.database import Database
from pipeline.store.lake import Lake
from pipeline.store.published import Published

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pipeline.lake_address import LakeAddress

_HELD = (
    "import sys; from pathlib import Path; from pipeline.store.database import Database\n"
    "with Database(Path(sys.argv[1])).{}:\n    print(flush=True); sys.stdin.read()"
)


@pytest.fixture
def folders(tmp_path: Path, lake: Callable[[Path], LakeAddress]) -> tuple[Path, Path]:
    """The folders of two collectors with one lake."""
    one, other = tmp_path / "one", tmp_path / "other"
    bind(other, lake(one))
    return one, other


def _holder(folder: Path, what: str) -> subprocess.Popen[bytes]:
    """Start a process that holds something until it is told, or killed."""
    command = [sys.executable, "-c", _HELD.format(what), str(folder)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603 - our own code
    assert process.stdout
    process.stdout.readline()
    return process


def test_a_bound_folder_has_its_ledger_in_the_lake(folders: tuple[Path, Path]) -> None:
    """Whoever opens the folder's database gets the lake, and no file is made."""
    database = Database(folders[0])
    with database.writing() as connection:
        connection.execute("CREATE TABLE ledger.mine (id BIGINT)")
    assert isinstance(database, Lake)
    assert not database.live.exists()
    with Database(folders[1]).writing() as connection:
        assert connection.execute("FROM ledger.mine").fetchall() == []


def test_two_collectors_run_at_once(folders: tuple[Path, Path]) -> None:
    """Each in a folder of its own."""
    one, other = map(Database, folders)
    with one.run_lock(alone=False), other.run_lock(alone=False):
        pass


def test_one_folder_takes_one_run(folders: tuple[Path, Path]) -> None:
    """Its kept pages belong to one run at a time, whatever holds the ledger."""
    with (
        Database(folders[0]).run_lock(alone=False),
        pytest.raises(LockedError, match="another run holds it"),
        Database(folders[0]).run_lock(alone=False),
    ):
        pass


@pytest.mark.parametrize(("first", "second"), [(True, False), (False, True), (True, True)])
def test_work_on_the_whole_ledger_is_done_alone(folders: tuple[Path, Path], *, first: bool, second: bool) -> None:
    """A run and such work keep each other out; the error says who has to end, and has exit code 5."""
    one, other = map(Database, folders)
    with (
        one.run_lock(alone=first),
        pytest.raises(LockedError, match="wait for it to end") as told,
        other.run_lock(alone=second),
    ):
        pass
    assert told.value.exit_code == 5


def test_a_turn_is_waited_for(folders: tuple[Path, Path]) -> None:
    """Nobody else stores anything between what one looks up and what one stores."""
    one, other = map(Database, folders)
    order = []
    waiting = threading.Event()

    def store() -> None:
        waiting.set()
        with other.writing():
            order.append("other")

    thread = threading.Thread(target=store)
    with one.turn():
        thread.start()
        waiting.wait()
        with one.writing() as connection:
            connection.execute("CREATE TABLE ledger.mine (id BIGINT)")
        order.append("one")
    thread.join()
    assert order == ["one", "other"]


@pytest.mark.parametrize("what", ["turn()", "run_lock()"])
def test_a_lock_goes_with_the_process(folders: tuple[Path, Path], what: str) -> None:
    """After a kill -9 nobody has to clean up."""
    holder = _holder(folders[0], what)
    with holder:
        os.kill(holder.pid, signal.SIGKILL)
    with Database(folders[1]).run_lock(), Database(folders[1]).turn():
        pass


def test_readers_wait_for_nobody(folders: tuple[Path, Path]) -> None:
    """While somebody has a turn, others read what was committed before."""
    with Database(folders[0]).writing():
        pass
    with _holder(folders[0], "turn()") as holder:
        assert Published(Database(folders[1]).published).ask("FROM claims").rows == []
        holder.communicate()


def test_no_turn_is_earlier_than_the_one_before(folders: tuple[Path, Path]) -> None:
    """What was held when is told by moments, so a clock that is a little behind waits until it is not."""
    ahead = time.time() + 0.4
    with Database(folders[0]).turn():
        pass
    _clock_of_last_turn(folders[0], ahead)
    with Database(folders[1]).turn():
        assert time.time() >= ahead


def test_clocks_that_are_far_apart_are_told_of(folders: tuple[Path, Path]) -> None:
    """Minutes are not waited for: somebody has to set a clock."""
    with Database(folders[0]).turn():
        pass
    _clock_of_last_turn(folders[0], time.time() + 600)
    with pytest.raises(ConfigurationError, match="behind that of another collector"), Database(folders[1]).turn():
        pass


def _catalog(folder: Path) -> str:
    database = Database(folder)
    assert isinstance(database, Lake)
    return database.address.catalog


def _clock_of_last_turn(folder: Path, showed: float) -> None:
    with psycopg.connect(_catalog(folder), autocommit=True) as connection:
        connection.execute("UPDATE claimwatch_turn SET ended = %s", (showed,))
