"""A process that is kept running beside this one, and ends with it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

__all__ = ["Companion"]

_GRACE = 30.0
"""Seconds that it may take to end before it is killed."""
_LAST_WORDS = 5.0
"""Seconds for those that it had started."""
_STEADY = 60.0
"""Seconds after which an end is a misfortune, and not what happens at every start."""
_LONGEST_PAUSE = 60.0


class Companion:
    """
    A Python module in a process of its own, at the head of a process group.

    It ends with whoever started it, however that one ends; see `flows.lifeline`.
    """

    def __init__(
        self, name: str, module: Sequence[str], environment: Mapping[str, str], *, log: Path | None = None
    ) -> None:
        self.log = log
        self._name = name
        self._command = [sys.executable, "-P", "-m", "flows.lifeline", *module]
        self._environment = dict(environment)
        self._process: subprocess.Popen[bytes] | None = None
        self._started = self._ended = 0.0
        self._pause = 1.0

    def start(self) -> None:
        """Start it; what it prints goes to its log, or to standard error."""
        self._let_go()
        output = self.log.open("ab") if self.log else None
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter, our own modules
                self._command,
                env=self._environment,
                stdin=subprocess.PIPE,
                stdout=output or sys.stderr.fileno(),
                stderr=output,
                start_new_session=True,
            )
        finally:
            if output:
                output.close()
        self._started, self._ended = time.monotonic(), 0.0

    @property
    def alive(self) -> bool:
        """Does it run?"""
        return self._process is not None and self._process.poll() is None

    def keep_up(self) -> bool:
        """Start it again when it ended, the sooner the longer it ran; return whether it was."""
        now = time.monotonic()
        if self._process is None or self.alive:
            return False
        if not self._ended:
            self._ended = now
            self._pause = 1.0 if now - self._started > _STEADY else min(self._pause * 2, _LONGEST_PAUSE)
            self._signal(signal.SIGKILL)
            ended = f"claimwatch watch: {self._name} ended ({self._process.returncode})"
            click.echo(f"{ended}; it is started again in {self._pause:g} s", err=True)
        if now - self._ended < self._pause:
            return False
        self.start()
        return True

    def stop(self) -> None:
        """End it and all of its group, in good order if it can."""
        if self._process is None:
            return
        if self.alive:
            # SIGINT, which Prefect takes as it should: at SIGTERM its runner leaves without having stopped.
            self._process.send_signal(signal.SIGINT)
            try:
                self._process.wait(_GRACE)
            except subprocess.TimeoutExpired:
                click.echo(f"claimwatch watch: {self._name} does not end; it is killed", err=True)
        until = time.monotonic() + _LAST_WORDS
        while self._signal(signal.SIGTERM) and time.monotonic() < until:
            time.sleep(0.2)
        self._signal(signal.SIGKILL)
        self._process.wait()
        self._let_go()

    def _let_go(self) -> None:
        """Close our end of the lifeline."""
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()

    def _signal(self, number: signal.Signals) -> bool:
        """Send a signal to the group, its head being gone or not; return whether there was anybody in it."""
        if self._process is None:
            return False
        try:
            os.killpg(self._process.pid, number)
        except ProcessLookupError:
            return False
        return True
