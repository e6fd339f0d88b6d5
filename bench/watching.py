"""`claimwatch watch` as a user starts it, with a look at the processes that it starts."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bench.processes import family
from bench.stack import LONGEST, Api, environment, until

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Watching", "alive"]

_SCREENS = re.compile(r"screens at (http://\S+)")


class Watching:
    """The command in a folder; its output is in `watch.log` there."""

    def __init__(self, folder: Path, topic: Path, plan: Path) -> None:
        self.folder, self.topic = folder, topic
        self.api = Api("")
        self._log = folder / "watch.log"
        options = ["--topic", str(topic), "--db", "var", "--schedule", str(plan)]
        self._command = [sys.executable, "-P", "-m", "pipeline", "watch", *options]
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> Api:
        """Start it, wait until its server answers and its deployments are there, and return the server."""
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(self._command, cwd=self.folder, env=environment(), stdout=log, stderr=log)
        (address,) = until("it says where its screens are", lambda: _SCREENS.findall(self.said))
        api = Api(f"{address}/api")
        until("its deployments are there", lambda: api.answers and len(api("/deployments/filter")) > 1)
        self.api = api
        return api

    @property
    def is_up(self) -> bool:
        """Was it started, and not stopped?"""
        return self._process is not None

    @property
    def said(self) -> str:
        """What it has printed."""
        return self._log.read_text(encoding="utf-8", errors="replace")

    def processes(self, word: str = "") -> list[int]:
        """Return its processes, or those below it whose command line has this word in it."""
        assert self._process
        found = [pid for pid in family(self._process.pid) if word in _command_of(pid)]
        return [pid for pid in found if not word or pid != self._process.pid]

    def stop(self, number: signal.Signals = signal.SIGINT) -> int:
        """Send it a signal and return its exit code."""
        if self._process is None:
            return 0
        self._process.send_signal(number)
        code = self._process.wait(LONGEST)
        self._process = None
        return code


def alive(pids: Sequence[int]) -> list[int]:
    """Return those of these processes that are there, ones that nobody has waited for left out."""
    return [pid for pid in pids if _command_of(pid)]


def _command_of(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""
