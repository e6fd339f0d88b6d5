"""A PostgreSQL of its own, started for a test on a free port and thrown away; nothing where none is installed."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from bench.stack import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["BINARIES", "postgres"]

_FOUND = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: path.parent.name)
BINARIES = _FOUND[-1] if _FOUND else None
"""Where Debian puts them; None: it is not installed."""


@contextlib.contextmanager
def postgres() -> Iterator[str]:
    """Start one with an empty database `prefect` and yield its address: user, host, port and database."""
    assert BINARIES
    folder = Path(tempfile.mkdtemp(prefix="claimwatch-pg-"))
    # It refuses to run as root; whoever is root here lends it to nobody's account.
    lend = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"] if os.geteuid() == 0 else []
    if lend:
        shutil.chown(folder, "nobody", "nogroup")
    data, port = folder / "data", free_port()
    settings = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder} -c fsync=off"
    control = [*lend, str(BINARIES / "pg_ctl"), "-D", str(data), "-l", str(folder / "log"), "-w"]
    try:
        _run([*lend, str(BINARIES / "initdb"), "-D", str(data), "-U", "prefect", "-A", "trust", "-E", "UTF8"])
        _run([*control, "-o", settings, "start"])
        try:
            _run([str(BINARIES / "createdb"), "-h", "127.0.0.1", "-p", str(port), "-U", "prefect", "prefect"])
            yield f"prefect@127.0.0.1:{port}/prefect"
        finally:
            _run([*control, "-m", "immediate", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(command: list[str]) -> None:
    # Not captured: what it leaves running would hold the pipe open.
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")
