"""A PostgreSQL of our own on a free port, for as long as it is needed, and lakes whose catalogs are in it."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Self

import psycopg

from pipeline.lake_address import LakeAddress, bind
from pipeline.store.database import Database

if TYPE_CHECKING:
    from types import TracebackType

__all__ = ["Postgres", "found"]

_TEMPLATE = "a_new_lake"


def found() -> Path | None:
    """Return the folder of PostgreSQL's programs: that on the PATH, else the newest that Debian installed."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    return installed[-1] if installed else None


class Postgres:
    """A server that is gone, with all its data, when the block ends."""

    def __init__(self) -> None:
        self._lakes = count(1)

    def __enter__(self) -> Self:
        programs = found()
        if programs is None:
            raise FileNotFoundError("PostgreSQL is not installed; on Debian: apt-get install postgresql")
        self._home = Path(tempfile.mkdtemp(prefix="claimwatch-postgres-"))
        self.lakes = Path(tempfile.mkdtemp(prefix="claimwatch-lakes-"))
        # PostgreSQL refuses to be run by root; its package makes a user for it.
        self._user = "postgres" if os.geteuid() == 0 else None
        if self._user:
            shutil.chown(self._home, self._user, self._user)
        self._called(programs / "initdb", "-D", "data", "-U", "claimwatch", "-A", "trust", "--no-sync", "--locale=C")
        self.port = _free_port()
        self.begin()
        self._make_template()
        return self

    def begin(self) -> None:
        """Start it, on the data that is there."""
        programs = found()
        assert programs
        address = ["-h", "127.0.0.1", "-p", str(self.port), "-k", str(self._home)]
        with (self._home / "log").open("ab") as log:
            self._server = subprocess.Popen(
                [programs / "postgres", "-D", self._home / "data", *address, "-F", "-c", "max_connections=60"],
                cwd=self._home,
                user=self._user,
                group=self._user,
                stdout=subprocess.DEVNULL,
                stderr=log,
            )
        deadline = time.monotonic() + 120
        while True:
            try:
                psycopg.connect(self.catalog("postgres")).close()
            except psycopg.OperationalError:
                if time.monotonic() > deadline or self._server.poll() is not None:
                    raise
                time.sleep(0.05)
            else:
                return

    def end(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stop it: at once but in good order, or as it is said."""
        self._server.send_signal(how)
        self._server.wait(30)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.end()
        shutil.rmtree(self._home)
        shutil.rmtree(self.lakes)

    def catalog(self, name: str) -> str:
        """Return how to get at one of its databases."""
        return f"host=127.0.0.1 port={self.port} user=claimwatch dbname={name}"

    def database(self) -> str:
        """Make an empty database and return its name."""
        name = f"lake_{next(self._lakes)}"
        self.ask(f"CREATE DATABASE {name}")
        return name

    def bound(self, folder: Path) -> LakeAddress:
        """Bind a folder to a lake of its own, on this machine, with the tables of a new ledger in it."""
        address = self.new_lake()
        bind(folder, address)
        return address

    def new_lake(self) -> LakeAddress:
        """Make a lake on this machine with the tables of a new ledger in it."""
        name = f"lake_{next(self._lakes)}"
        address = LakeAddress(self.catalog(name), str(self.lakes / name))
        # A copy of a new ledger is made in a tenth of the time that its migrations take.
        self.ask(f"CREATE DATABASE {name} TEMPLATE {_TEMPLATE}")
        with psycopg.connect(address.catalog, autocommit=True) as connection:
            place = (f"{address.data}/",)
            connection.execute("UPDATE ducklake_metadata SET value = %s WHERE key = 'data_path'", place)
        return address

    def ask(self, sql: str) -> None:
        """Tell the server something that concerns all its databases."""
        with psycopg.connect(self.catalog("postgres"), autocommit=True) as connection:
            connection.execute(sql)  # type: ignore[call-overload]  # our own words

    def _make_template(self) -> None:
        self.ask(f"CREATE DATABASE {_TEMPLATE}")
        folder = self.lakes / _TEMPLATE
        bind(folder, LakeAddress(self.catalog(_TEMPLATE), str(folder / "data")))
        with Database(folder).writing():
            pass

    def _called(self, *command: str | Path) -> None:
        subprocess.run(
            command, cwd=self._home, user=self._user, group=self._user, check=True, stdout=subprocess.DEVNULL
        )


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
