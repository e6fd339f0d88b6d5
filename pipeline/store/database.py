"""
The one door to DuckDB: a private `live.duckdb` that runs write, a read-only `news.duckdb` that everybody reads.

A folder that is bound to a lake (pipeline/lake_address.py) has its ledger there, in the same tables, and none of these
files; pipeline/store/lake.py tells what is different then.

One process may hold a DuckDB file for writing or many for reading, and each excludes the other, so the file people
query is never the one that is written (docs/choices.md#snapshot). A run holds a file lock from start to end and opens
the live database for each commit only.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import shutil
import time
from typing import TYPE_CHECKING

import duckdb

from pipeline.errors import ConfigurationError, DiskFullError, LockedError, StoreError
from pipeline.lake_address import address_in
from pipeline.store.migrate import migrate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["MEMORY", "Database", "translated", "without_progress_bar"]

# 1.5.0 is the newest format that both 1.5.x and 2.x open, and the oldest that refuses a stale write-ahead log.
_STORAGE = "v1.5.0"
MEMORY = "2GB"
"""What a connection may take before it spills to the disk."""
# Bytes: DuckDB begins a file with three headers of 4,096 each (duckdb.org/docs/stable/internals/storage).
_HEADERS = 3 * 4096
_HELD_HERE = ("different configuration", "unique file handle conflict")
"""How DuckDB says, 1.5 and 2.x, that a thread of this process has the file open otherwise."""
_NO_ROOM = ("no space left", "file too large", "disk quota", "could not write all bytes")


class Database:
    """
    The ledger of one `--db` folder; `patience` is how many seconds to wait for somebody who has the live file open.

    As `pathlib.Path` does, it makes itself of the kind that fits: a `Lake` where the folder is bound to one.
    """

    shared = False
    """Whether others may store something between two of our batches."""

    def __new__(cls, directory: Path, **_: object) -> Database:  # noqa: PYI034 - a kind of it
        """Return what stands for the ledger of this folder."""
        kind: type[Database] = cls
        if cls is Database and address_in(directory):
            from pipeline.store.lake import Lake  # noqa: PLC0415 - it is made of this class

            kind = Lake
        return super().__new__(kind)

    def __init__(self, directory: Path, *, patience: float = 5.0) -> None:
        self._patience = patience
        self.directory = directory
        self.live = directory / "live.duckdb"
        self.published = directory / "news.duckdb"
        self.pages = directory / "pages"
        self._held: duckdb.DuckDBPyConnection | None = None

    @property
    def name(self) -> str:
        """What messages call the ledger."""
        return str(self.live)

    @property
    def published_name(self) -> str:
        """What messages call that which everybody may read."""
        return str(self.published)

    @property
    def begun(self) -> bool:
        """Whether anything was ever stored."""
        return self.live.exists() or self.published.exists()

    @contextlib.contextmanager
    def run_lock(self, *, alone: bool = True) -> Iterator[None]:  # noqa: ARG002 - in files everybody is
        """
        Hold the folder for one run; the lock goes with the process, however it ends.

        `alone`: also where several collectors may run on the ledger, let nobody else.

        Raises LockedError when another run holds it, ConfigurationError when the folder cannot be made or written.
        """
        try:
            self.directory.mkdir(parents=True, exist_ok=True)
            handle = (self.directory / "run.lock").open("a+")
        except OSError as error:
            if error.errno == errno.ENOSPC:
                raise DiskFullError(f"{self.directory}: no space left on the disk; free some and run again") from error
            raise ConfigurationError(f"--db {self.directory}: {error.strerror}") from error
        with handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                handle.seek(0)
                holder = handle.read().strip() or "unknown"
                raise LockedError(
                    f"{self.directory}: another run holds it (process {holder}); wait for it to end or use another --db"
                ) from error
            handle.seek(0)
            handle.truncate()
            handle.write(str(os.getpid()))
            handle.flush()
            yield

    @contextlib.contextmanager
    def turn(self) -> Iterator[None]:
        """Let nobody else store anything until the block ends; in files it is the run lock that sees to that."""
        yield

    @contextlib.contextmanager
    def writing(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """
        Open the live database, up to date with every migration, and close it checkpointed.

        Raises LockedError when somebody else has the file open, NewerDatabaseError, DiskFullError or StoreError.
        """
        with translated(self.live):
            if self._held is not None:
                yield self._held
                return
            connection = self._opened()
            try:
                # What is committed goes into the file at once, and not into the log first.
                connection.execute("SET checkpoint_threshold = '0 bytes'")
                yield connection
                connection.execute("CHECKPOINT")
            finally:
                connection.close()

    @contextlib.contextmanager
    def held_open(self) -> Iterator[None]:
        """
        Hand out one and the same connection until the block ends: what was read once is at hand, nobody else gets in.

        For work that asks and writes many times in a row. What is committed inside is durable; it is checkpointed, and
        may be published, when the block has ended.
        """
        with translated(self.live):
            self._held = self._opened()
        try:
            yield
            with translated(self.live):
                self._held.execute("CHECKPOINT")
        finally:
            self._held.close()
            self._held = None

    @contextlib.contextmanager
    def still(self) -> Iterator[None]:
        """
        Let nobody store anything in the live file until the block ends, so that it can be copied whole.

        Not by the run lock: senders hold none. Opened to read only, for POSIX gives up all locks on a file as soon as
        any handle on it is closed, the copy's too, and this connection writes nothing after that.

        Raises LockedError when somebody else has it open for too long.
        """
        with translated(self.live):
            connection = self._patiently({}, read_only=True)
        try:
            yield
        finally:
            connection.close()

    def copy_to(self, file: Path) -> None:
        """Make a database file that holds this ledger."""
        # Opened and closed, the database is up to date and checkpointed: its file alone is everything.
        with self.writing(), translated(file):
            file.parent.mkdir(parents=True, exist_ok=True)
        with self.still(), translated(file):
            shutil.copyfile(self.live, file)

    def take_over(self, file: Path) -> None:
        """Hold what a database file holds, in one step; the file is there no longer."""
        with translated(self.live):
            file.replace(self.live)

    def compact(self) -> None:
        """Take no more room than needed; a file gives room back by itself, to what is stored next."""

    def probe(self) -> None:
        """
        Open the live database for a moment, to read only; one that the next run begins anew is not opened.

        Raises LockedError while somebody has it open, StoreError when it cannot be opened.
        """
        if self._is_hardly_begun():
            return
        with translated(self.live):
            duckdb.connect(str(self.live), read_only=True, config={"memory_limit": MEMORY}).close()

    def _opened(self) -> duckdb.DuckDBPyConnection:
        connection = self._connect()
        try:
            migrate(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _connect(self) -> duckdb.DuckDBPyConnection:
        self.directory.mkdir(parents=True, exist_ok=True)
        self._restore()
        return self._patiently({"storage_compatibility_version": _STORAGE})

    def _patiently(self, config: dict[str, str], *, read_only: bool = False) -> duckdb.DuckDBPyConnection:
        """Open the live file as soon as nobody else has it in a way that excludes this one."""
        deadline, pause = time.monotonic() + self._patience, 0.02
        limits: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": MEMORY,
            "threads": 2,
            "temp_directory": str(self.directory / "spill"),
        }
        while True:
            try:
                connection = duckdb.connect(str(self.live), read_only=read_only, config=limits | config)
                return without_progress_bar(connection)
            except duckdb.Error as error:
                if not _is_held(error) or time.monotonic() > deadline:
                    raise
                time.sleep(pause)
                # Senders have it open for a moment, again and again: who looks seldom never finds it free.
                pause = min(pause * 1.6, 0.1)

    def _restore(self) -> None:
        """Take the published file for the live one where that is gone: it is its copy as of the last run's end."""
        if self._is_hardly_begun():
            self.live.unlink()
        if self.published.exists() and not self.live.exists():
            fresh = self.live.with_suffix(".fresh")
            shutil.copyfile(self.published, fresh)
            fresh.replace(self.live)

    def _is_hardly_begun(self) -> bool:
        """
        Is the live file shorter than its headers, with no log beside it?

        The disk was full when it was made: nothing is in it, and DuckDB would never open it again.
        """
        log = self.live.with_name(self.live.name + ".wal")
        return self.live.exists() and self.live.stat().st_size < _HEADERS and not log.exists()


def without_progress_bar(connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """Keep DuckDB 2 from drawing one on standard output, where data goes; it takes that as no option of `connect`."""
    connection.execute("SET enable_progress_bar = false")
    return connection


def _is_held(error: duckdb.Error) -> bool:
    """Tell whether another process, or a thread of this one, has the file open in a way that excludes us."""
    text = str(error).lower()
    return (isinstance(error, duckdb.IOException) and "lock" in text) or any(sign in text for sign in _HELD_HERE)


@contextlib.contextmanager
def translated(path: Path | str) -> Iterator[None]:
    """Let nothing of DuckDB's errors out but as a StoreError that names the file or address, and the way out."""
    try:
        yield
    except duckdb.Error as error:
        text = str(error)
        if any(sign in text.lower() for sign in _NO_ROOM):
            raise DiskFullError(
                f"{path}: no space left on the disk; what was committed stands, free some space"
            ) from error
        if _is_held(error):
            raise LockedError(
                f"{path}: another program has it open; close it (query news.duckdb instead, it is made for that)"
            ) from error
        raise StoreError(f"{path}: {text}") from error
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EFBIG, errno.EDQUOT}:
            raise DiskFullError(
                f"{path}: no space left on the disk; what was committed stands, free some space"
            ) from error
        raise StoreError(f"{path}: {error.strerror or error}") from error
