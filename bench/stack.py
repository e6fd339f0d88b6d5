"""A Prefect server and a worker as docs/deploy.md has them, each a process of its own, for tests and measurements."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import yaml

from flows.companion import Companion
from pipeline.resources import AUTOMATIONS_YAML, PREFECT_YAML

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

__all__ = ["CODE", "LONGEST", "Api", "Stack", "environment", "free_port", "planned", "stack", "until"]

CODE = Path(__file__).resolve().parents[1]
LONGEST = 300.0
"""Seconds: a busy machine takes a minute to start a server; what does not come within this is taken not to come."""

_TRIES = 60

T = TypeVar("T")


def until(what: str, found: Callable[[], T], seconds: float = LONGEST) -> T:
    """Return what is found as soon as it is something; raises AssertionError in words when it never is."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if answer := found():
            return answer
        time.sleep(0.2)
    raise AssertionError(f"waited {seconds:.0f} s in vain: {what}")


def free_port() -> int:
    """Return a port on loopback that nobody listens on."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def environment(**more: str) -> dict[str, str]:
    """Return the environment of a user who has set nothing, with our code found from anywhere."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "CLAIMWATCH_"))}
    return own | {"PYTHONPATH": str(CODE), "CLAIMWATCH_ALLOW_PRIVATE": "127.0.0.1", "DO_NOT_TRACK": "1", **more}


def planned(folder: Path, seconds: Mapping[str, float], **parameters: Any) -> Path:
    """
    Write a prefect.yaml into a folder and return its path.

    It is ours, but these deployments are made every so many seconds, and others only by their triggers.
    """
    written = yaml.safe_load(PREFECT_YAML.read_text(encoding="utf-8"))
    for one in written["deployments"]:
        one["parameters"] |= {name: value for name, value in parameters.items() if name in one["parameters"]}
        every = seconds.get(one["name"])
        one["schedules"] = [{"interval": every, "timezone": "UTC", "slug": "often"}] if every else []
    path = folder / "prefect.yaml"
    path.write_text(yaml.safe_dump(written), encoding="utf-8")
    return path


class Api(NamedTuple):
    """A Prefect server, asked as its screens ask it."""

    url: str

    def __call__(self, path: str, body: Any = None, method: str = "POST") -> Any:
        """Return the answer to a request, asked again of a busy server; raises OSError when there is none."""
        data = None if method == "GET" else json.dumps(body or {}).encode()
        request = urllib.request.Request(self.url + path, data, {"Content-Type": "application/json"}, method=method)
        for _ in range(_TRIES):
            try:
                with urllib.request.urlopen(request, timeout=60) as answer:
                    return json.loads(answer.read() or "null")
            except urllib.error.HTTPError as error:
                # SQLite was locked for too long; Prefect's own client asks again too.
                if error.code != 503:
                    raise
                time.sleep(1)
        raise OSError(f"{self.url}{path}: too busy for {_TRIES} requests")

    @property
    def answers(self) -> bool:
        """Is there a server?"""
        try:
            return bool(self("/health", method="GET"))
        except OSError:
            return False

    def runs(self, deployment: str, *states: str) -> list[dict[str, Any]]:
        """Return the runs of a deployment that are in one of these states, or all; none while nobody answers."""
        wanted: dict[str, Any] = {"deployments": {"name": {"any_": [deployment]}}, "sort": "EXPECTED_START_TIME_DESC"}
        if states:
            wanted["flow_runs"] = {"state": {"type": {"any_": list(states)}}}
        try:
            found: list[dict[str, Any]] = self("/flow_runs/filter", wanted)
        except OSError:
            return []
        return found

    def begin(self, deployment: str, **parameters: Any) -> str:
        """Have a deployment run now; return the run's id."""
        known = self(f"/deployments/name/{deployment}/{deployment}", method="GET")
        run = self(f"/deployments/{known['id']}/create_flow_run", {"parameters": parameters})
        return str(run["id"])

    def state(self, run_id: str) -> str:
        """Return the state of a run, "" while nobody answers."""
        try:
            return str(self(f"/flow_runs/{run_id}", method="GET")["state_type"])
        except OSError:
            return ""


class Stack(NamedTuple):
    """A server and a worker that run."""

    api: Api
    server: Companion
    worker: Companion
    folder: Path
    environment: dict[str, str]

    def prefect(self, *arguments: str) -> None:
        """Run a command of Prefect's in the folder; raises CalledProcessError with what it said."""
        _prefect(arguments, self.folder, self.environment)


@contextlib.contextmanager
def stack(folder: Path, plan: Path, **more: str) -> Iterator[Stack]:
    """Start a server, deploy a plan, start a worker in this folder; all of it as the documentation says."""
    port = free_port()
    told = environment(
        PREFECT_HOME=str(folder / "prefect"),
        PREFECT_API_URL=f"http://127.0.0.1:{port}/api",
        PREFECT_SERVER_ANALYTICS_ENABLED="false",
        PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE="prefect.server.concurrency.lease_storage.filesystem",
        CLAIMWATCH_HOME=str(folder),
        **more,
    )
    api = Api(told["PREFECT_API_URL"])
    command = ["prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    server = Companion("server", command, told, log=folder / "server.log")
    worker = Companion("worker", ["prefect", "worker", "start", "--pool", "local"], told, log=folder / "worker.log")
    try:
        server.start()
        until("the server answers", lambda: api.answers)
        _prefect(["work-pool", "create", "local", "--type", "process"], folder, told)
        _prefect(["--no-prompt", "deploy", "--all", "--prefect-file", str(plan)], folder, told)
        _prefect(["automation", "create", "--from-file", str(AUTOMATIONS_YAML)], folder, told)
        worker.start()
        yield Stack(api, server, worker, folder, told)
    finally:
        worker.stop()
        server.stop()


def _prefect(arguments: Sequence[str], folder: Path, told: Mapping[str, str]) -> None:
    command = [sys.executable, "-P", "-m", "prefect", *arguments]
    done = subprocess.run(command, cwd=folder, env=told, capture_output=True, text=True, check=False)
    if done.returncode:
        raise AssertionError(f"prefect {' '.join(arguments)}: {done.stdout}{done.stderr}")
