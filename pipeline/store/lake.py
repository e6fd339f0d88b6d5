"""
A ledger in DuckLake: rows in Parquet files that many machines reach, the catalog of them in PostgreSQL.

Same tables, same views, same checks as in a file. Several collectors may run at once; each takes his turn
(pipeline/store/turns.py) to look up what is near a batch and to store what follows. Readers see what was committed when
they asked and are never kept waiting.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from importlib.resources import as_file, files
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import duckdb

from pipeline.errors import ConfigurationError, NotFoundError
from pipeline.lake_address import LakeAddress, address_in
from pipeline.store.database import MEMORY, Database, translated, without_progress_bar
from pipeline.store.migrate import migrate
from pipeline.store.tables import attach_file, copy_differing, copy_tables
from pipeline.store.transaction import transaction
from pipeline.store.turns import INSTALL, Turns

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["Lake", "attach", "reading"]

_EXTENSIONS = ("ducklake", "postgres_scanner")
_ON_OBJECT_STORAGE = "httpfs"
_WORKSHOP = "moving"
_COMPACTING = (
    "CALL ducklake_expire_snapshots('lake', older_than => now() - INTERVAL 7 DAYS)",
    "CALL ducklake_flush_inlined_data('lake')",
    "CALL ducklake_rewrite_data_files('lake')",
    "CALL ducklake_merge_adjacent_files('lake')",
    "CALL ducklake_cleanup_old_files('lake', older_than => now() - INTERVAL 1 DAY)",
)
_INLINED = 200
"""Rows of a table and commit up to which they are put into PostgreSQL, not into a file of their own (docs/lake.md)."""


class Lake(Database):
    """The ledger of a folder that is bound to a lake."""

    shared = True

    def __init__(self, directory: Path, *, patience: float = 5.0) -> None:
        super().__init__(directory, patience=patience)
        address = address_in(directory)
        assert address is not None  # noqa: S101 - Database makes a Lake of no other folder
        self.address = address
        self._turns = Turns(address)

    @property
    def name(self) -> str:
        """What messages call the ledger."""
        return str(self.address)

    @property
    def published_name(self) -> str:
        """What messages call that which everybody may read."""
        return self.name

    @property
    def begun(self) -> bool:
        """Whether anything was ever stored."""
        try:
            reading(self.address).close()
        except NotFoundError:
            return False
        return True

    @contextlib.contextmanager
    def run_lock(self, *, alone: bool = True) -> Iterator[None]:
        """
        Be one of the runs on this ledger, or the only one; the lock goes with the process, however it ends.

        Raises LockedError when somebody else has the folder, or when others are not let in or would have to be.
        """
        with super().run_lock(), self._turns.running(alone=alone), self.held_open():
            yield

    @contextlib.contextmanager
    def turn(self) -> Iterator[None]:
        """Let nobody else store anything until the block ends."""
        with self._turns.turn():
            yield

    @contextlib.contextmanager
    def writing(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """
        Hand out a connection to the ledger, up to date with every migration, while it is our turn.

        Raises LockedError when it never is, NewerDatabaseError, ConfigurationError or StoreError.
        """
        with self.turn(), translated(self.name):
            if self._held is not None:
                yield self._held
                return
            connection = self._opened()
            try:
                yield connection
            finally:
                connection.close()

    @contextlib.contextmanager
    def held_open(self) -> Iterator[None]:
        """Hand out one and the same connection until the block ends: to attach a lake takes longer than most work."""
        if self._held is not None:
            yield
            return
        with self.turn(), translated(self.name):
            self._held = self._opened()
        try:
            yield
        finally:
            self._held.close()
            self._held = None

    def probe(self) -> None:
        """Look in for a moment; raises StoreError when that cannot be done."""
        with contextlib.suppress(NotFoundError):
            reading(self.address).close()

    def copy_to(self, file: Path) -> None:
        """Make a database file that holds this ledger."""
        self.copied_to(file)

    def copied_to(self, file: Path) -> dict[str, int]:
        """Make a database file that holds this ledger, whole or not at all; return how many rows its tables have."""
        workshop = Database(file.parent / _WORKSHOP)
        shutil.rmtree(workshop.directory, ignore_errors=True)
        try:
            # An empty ledger of this version.
            with workshop.writing():
                pass
            with self.writing() as connection:
                attach_file(connection, workshop.live, read_only=False)
                with transaction(connection):
                    copied = copy_tables(connection, "lake", "file")
                connection.execute("CHECKPOINT file")
                connection.execute("DETACH file")
            workshop.live.replace(file)
        finally:
            shutil.rmtree(workshop.directory, ignore_errors=True)
        return copied

    def compact(self) -> None:
        """
        Put rows that lie in PostgreSQL and in many small files together, and let go of what no snapshot needs.

        What was held within the last week can still be asked for (`AT (TIMESTAMP => …)`); files that nothing needs
        stay for a day more, for whoever is reading them.
        """
        with self.writing() as connection:
            for call in _COMPACTING:
                connection.execute(call)

    def take_over(self, file: Path) -> None:
        """Hold what a database file holds, in one step."""
        with self.writing() as connection:
            attach_file(connection, file)
            with transaction(connection):
                copy_differing(connection, "file", "lake")
            connection.execute("DETACH file")

    def _opened(self) -> duckdb.DuckDBPyConnection:
        connection = attach(self.address, spill=self.directory / "spill")
        try:
            migrate(connection, in_lake=True)
        except BaseException:
            connection.close()
            raise
        return connection


def reading(address: LakeAddress) -> duckdb.DuckDBPyConnection:
    """Return a connection that can change nothing; raises NotFoundError where nothing was stored yet."""
    with translated(str(address)):
        try:
            connection = attach(address, read_only=True)
        except duckdb.Error as error:
            if "does not exist" in str(error).lower() or "not initialized" in str(error).lower():
                raise NotFoundError(f"{address}: nothing stored there yet; start with: claimwatch run") from error
            raise
        known = connection.execute("SELECT 1 FROM duckdb_schemas() WHERE schema_name = 'ledger'").fetchall()
        if not known:
            connection.close()
            raise NotFoundError(f"{address}: nothing stored there yet; start with: claimwatch run")
        return connection


def attach(address: LakeAddress, *, read_only: bool = False, spill: Path | None = None) -> duckdb.DuckDBPyConnection:
    """
    Return a connection with the lake at the address in use.

    Raises ConfigurationError when what opens it is not installed, duckdb.Error when it cannot be opened.
    """
    remote = address.data.startswith("s3://")
    config: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": MEMORY,
        "threads": 2,
        # Extensions come as packages; nothing is fetched and loaded because a query seems to want it.
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    if spill is not None:
        config["temp_directory"] = str(spill)
    connection = without_progress_bar(duckdb.connect(config=config))
    try:
        for extension in (*_EXTENSIONS, *([_ON_OBJECT_STORAGE] if remote else [])):
            _load(connection, extension)
        if remote:
            connection.execute(_secret())
        options = [f"DATA_PATH {_quoted(f'{address.data}/')}"]
        options.append("READ_ONLY" if read_only else f"DATA_INLINING_ROW_LIMIT {_INLINED}")
        catalog = _quoted(f"ducklake:postgres:{address.catalog}")
        connection.execute(f"ATTACH {catalog} AS lake ({', '.join(options)})")
        connection.execute("USE lake")
    except BaseException:
        connection.close()
        raise
    return connection


def _load(connection: duckdb.DuckDBPyConnection, extension: str) -> None:
    try:
        there = files(f"duckdb_extension_{extension}")
    except ModuleNotFoundError as error:
        raise ConfigurationError(INSTALL.format(f"{error.name} is missing")) from error
    with as_file(there / "extensions" / f"v{duckdb.__version__}" / f"{extension}.duckdb_extension") as path:
        if not path.exists():
            raise ConfigurationError(INSTALL.format(f"there is no {extension} for DuckDB {duckdb.__version__}"))
        connection.load_extension(str(path))


def _secret() -> str:
    """Return the statement that lets DuckDB into object storage, as the AWS_ variables say."""
    endpoint = urlsplit(os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL") or "")
    told = {
        "KEY_ID": os.environ.get("AWS_ACCESS_KEY_ID"),
        "SECRET": os.environ.get("AWS_SECRET_ACCESS_KEY"),
        "SESSION_TOKEN": os.environ.get("AWS_SESSION_TOKEN"),
        "REGION": os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION"),
        "ENDPOINT": endpoint.netloc,
        "URL_STYLE": "path" if endpoint.netloc else None,
        "USE_SSL": "false" if endpoint.scheme == "http" else None,
    }
    given = [f"{name} {_quoted(value)}" for name, value in told.items() if value]
    return f"CREATE SECRET ({', '.join(['TYPE s3', *given])})"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
