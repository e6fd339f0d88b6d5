"""
`claimwatch watch`: a Prefect server of our own and everything prefect.yaml plans, in the foreground, until a signal.

    server (with its files in DIR/prefect)  <- asks what is due -  flows.serve  -> a process for each run

This process knows no Prefect. It starts the two others, starts again what ends, and takes both along when it ends.
"""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import os
import signal
import socket
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.companion import Companion
from flows.written import purpose, read_deployments, times
from pipeline.config import Settings
from pipeline.doors import clock, topics_and_feeds
from pipeline.errors import ClaimwatchError, ConfigurationError, LockedError
from pipeline.resources import PREFECT_YAML
from pipeline.screen.streams import complain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flows.written import Written

__all__ = ["SERVER", "main"]

_PORT = 4200
_START = 180.0
"""Seconds a server may take to answer; it takes five, and a minute on a machine that has much else to do."""
_LOOK = 0.5
SERVER = {
    # A place that a run held when the server was killed would be held for ever with the leases in memory.
    "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": "prefect.server.concurrency.lease_storage.filesystem",
    # Seconds; the shortest that is allowed. A run renews its own while it lives.
    "PREFECT_SERVER_CONCURRENCY_INITIAL_DEPLOYMENT_LEASE_DURATION": "60",
    # 18 KB for each task run add up; events are of no use after a day.
    "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
    "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": "1209600",
    "PREFECT_SERVER_EVENTS_RETENTION_PERIOD": "PT48H",
    "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Stay until SIGINT, SIGTERM or SIGHUP; return an exit code of the contract."""
    parser = argparse.ArgumentParser(prog="claimwatch watch")
    parser.add_argument("--topic", dest="topics", type=Path, action="append", default=[])
    parser.add_argument("--db", type=Path)
    parser.add_argument("--schedule", type=Path, default=PREFECT_YAML)
    options = parser.parse_args(arguments)
    settings = Settings.of(db=options.db, topics=options.topics)
    try:
        # What is wrong in them is said now, and not by every run anew.
        topics_and_feeds(settings, clock())
        with _only_one(settings.db):
            _stay(settings, options.schedule.resolve())
    except ClaimwatchError as error:
        complain(error)
        return error.exit_code
    return 0


@contextlib.contextmanager
def _only_one(db: Path) -> Iterator[None]:
    """Hold DIR/prefect; raises LockedError when another `claimwatch watch` does."""
    home = db / "prefect"
    try:
        home.mkdir(parents=True, exist_ok=True)
        handle = (home / "watch.lock").open("a")
    except OSError as error:
        raise ConfigurationError(f"--db {db}: {error.strerror}") from error
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise LockedError(
                f"{db}: another claimwatch watch looks after it; stop that one or use another --db"
            ) from error
        yield


def _stay(settings: Settings, schedule: Path) -> None:
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: stop.set())
    planned = read_deployments(schedule)
    home = (settings.db / "prefect").resolve()
    theirs = os.environ.get("PREFECT_API_URL")
    port = 0 if theirs else _free_port()
    url = theirs or f"http://127.0.0.1:{port}/api"
    environment = (
        os.environ
        | {
            "PREFECT_API_URL": url,
            # Prefect and our code come from where this one came from, whatever lies in the current folder.
            "PYTHONPATH": os.pathsep.join(filter(None, [str(Path(__file__).parents[1]), os.environ.get("PYTHONPATH")])),
            "PYTHONSAFEPATH": "1",
        }
        | ({} if theirs else {"PREFECT_HOME": str(home)})
    )
    server = Companion(
        "the Prefect server",
        ["prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)],
        SERVER | environment,
        log=home / "server.log",
    )
    given = ["--db", str(settings.db.resolve()), *(f"--topic={path.resolve()}" for path in settings.topics)]
    serving = Companion(
        "the schedule", ["flows.serve", str(schedule), *given, *([] if theirs else ["--alone"])], environment
    )
    companions = [serving] if theirs else [server, serving]
    click.echo("claimwatch watch: starting …", err=True)
    try:
        for companion in companions:
            companion.start()
            if companion is server and not _answers(url, server, stop):
                return
        _say_what_runs(url.removesuffix("/api"), planned, settings)
        while not stop.wait(_LOOK):
            for companion in companions:
                if companion.keep_up() and companion is server:
                    _answers(url, server, stop)
    finally:
        click.echo("claimwatch watch: stopping …", err=True)
        for companion in reversed(companions):
            companion.stop()
        click.echo("claimwatch watch: stopped; what was stored stands", err=True)


def _free_port() -> int:
    """Return Prefect's own port, or another where somebody has that."""
    for port in (_PORT, 0):
        with contextlib.suppress(OSError), socket.socket() as door:
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            door.bind(("127.0.0.1", port))
            return int(door.getsockname()[1])
    raise ConfigurationError("127.0.0.1 has no port to listen on")


def _answers(url: str, server: Companion, stop: threading.Event) -> bool:
    """Wait until the server answers; return False when a signal came first. Raises ConfigurationError if it ends."""
    until = time.monotonic() + _START
    while time.monotonic() < until and server.alive:
        with (
            contextlib.suppress(urllib.error.URLError, OSError),
            urllib.request.urlopen(f"{url}/health", timeout=5) as answer,  # noqa: S310 - the address is our own
        ):
            if answer.status == 200:
                return True
        if stop.wait(_LOOK):
            return False
    raise ConfigurationError(f"the Prefect server does not start; its last words are in {server.log}")


def _say_what_runs(address: str, planned: Sequence[Written], settings: Settings) -> None:
    width = max((len(str(one["name"])) for one in planned), default=0)
    lines = [
        f"claimwatch watch: {settings.db}; Ctrl-C stops it",
        f"  screens at {address}",
        *(f"  {one['name']!s:<{width}}  {times(one)}: {purpose(one)}" for one in planned),
    ]
    click.echo("\n".join(lines), err=True)


if __name__ == "__main__":
    sys.exit(main())
