"""`claimwatch receive` as a user starts it: killed, locked out, and from a hub's news to a webhook."""

from __future__ import annotations

import fcntl
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest

from pipeline.store.database import Database
from pipeline.store.published import Published

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from conftest import Hub, Site

pytestmark = [pytest.mark.real, pytest.mark.timeout(300)]

TOKEN = "a-token-for-tests-0123456789"  # noqa: S105 - of nothing
CLAIMWATCH = [sys.executable, "-m", "pipeline"]
TOPIC = """\
name = "Phones"
[terms]
any = ["huawei"]
[[entities]]
name = "Huawei"
[watch]
speakers = ["Huawei"]
[thresholds]
relevance = 0.0
"""


def until(found: Callable[[], Any], seconds: float = 90) -> Any:
    """Return what is found once it is; what never is fails the test."""
    deadline = time.monotonic() + seconds
    while not (result := found()):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return result


class Process:
    """The receiver, as a process of its own over ./var."""

    def __init__(self, folder: Path, topic: Path, *options: str) -> None:
        self._options = (
            *CLAIMWATCH,
            "receive",
            "--topic",
            str(topic),
            "--db",
            str(folder),
            *(options or ("--port", "0")),
        )
        self.start()

    def start(self) -> None:
        """Start it, and wait until it listens."""
        environment = os.environ | {"CLAIMWATCH_INGEST_TOKEN": TOKEN, "CLAIMWATCH_ALLOW_PRIVATE": "127.0.0.1"}
        self._process = subprocess.Popen(self._options, stderr=subprocess.PIPE, text=True, env=environment)  # noqa: S603 - ours
        self.said: list[str] = []
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()
        self.place = until(lambda: next(iter(re.findall(r"http://(\S+);", "".join(self.said))), None))

    def _listen(self) -> None:
        assert self._process.stderr is not None
        for line in self._process.stderr:
            self.said.append(line)

    def kill(self) -> None:
        """Kill it, whatever it is doing."""
        self._process.kill()
        self._process.wait()
        self._done()

    def end(self) -> int:
        """Ask it to end; return its exit code."""
        self._process.send_signal(signal.SIGTERM)
        code = self._process.wait(60)
        self._done()
        return code

    def _done(self) -> None:
        self._listener.join()
        if self._process.stderr is not None:
            self._process.stderr.close()


@pytest.fixture
def topic(topic_folder: Callable[..., Path], site: Site) -> Path:
    """A topic that watches Huawei, with one feed."""
    return topic_folder(site.feed("/feed.xml"), toml=TOPIC)


@pytest.fixture
def start(tmp_path: Path, topic: Path) -> Iterator[Callable[..., Process]]:
    """Run once, and start the receiver over the same folder; what still runs at the end is killed."""
    started: list[Process] = []
    environment = os.environ | {"CLAIMWATCH_ALLOW_PRIVATE": "127.0.0.1"}

    def start(*options: str) -> Process:
        run = [*CLAIMWATCH, "run", "--topic", str(topic), "--db", str(tmp_path / "var")]
        subprocess.run(run, check=True, capture_output=True, env=environment)  # noqa: S603 - ours
        started.append(Process(tmp_path / "var", topic, *options))
        return started[-1]

    yield start
    for process in started:
        process.kill()


@pytest.fixture
def told() -> Iterator[tuple[str, list[bytes]]]:
    """A web address on loopback that takes messages, and what it took."""
    taken: list[bytes] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            taken.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", taken
    server.shutdown()
    server.server_close()


def _ask(db: Path, sql: str) -> list[tuple[Any, ...]]:
    return Published(Database(db).published).ask(sql).rows


def _story(number: int) -> str:
    return (
        "The phone maker is not leaving, it says.\n\nA Huawei spokeswoman told reporters that shop number"
        f" {number} in district {number} would stay open for all customers.\n\nThe mayor of district {number} declined"
        " to comment on Thursday, and those who work there did not know what would become of the room."
    )


def _push(send: Callable[..., Any], place: str, number: int) -> str:
    text = _story(number)
    body = json.dumps({"url": f"https://news.example/{number}", "text": text})
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
    answer = send(place, "POST", "/ingest", body, headers)
    assert answer.status == 202
    return str(answer.said["id"])


def test_nothing_acknowledged_is_lost_or_doubled_by_kills(
    start: Callable[..., Process], tmp_path: Path, send: Callable[..., Any]
) -> None:
    """Killed while another run holds the database, and in the middle of taking in; each article is stored once."""
    receiver = start()
    with (tmp_path / "var" / "run.lock").open("a+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        ids = [_push(send, receiver.place, number) for number in range(3)]
        receiver.kill()
        receiver.start()
        ids.append(_push(send, receiver.place, 3))
    for number, seconds in ((4, 0.0), (5, 1.0), (6, 2.5)):
        ids.append(_push(send, receiver.place, number))
        time.sleep(seconds)
        receiver.kill()
        receiver.start()
    until(lambda: send(receiver.place, "GET", "/health").said["waiting"] == 0)
    bearer = {"Authorization": f"Bearer {TOKEN}"}
    became = [send(receiver.place, "GET", f"/ingest/{one}", None, bearer).said["state"] for one in ids]
    assert set(became) <= {"stored", "known"}
    urls = "SELECT url, count(*) FROM articles WHERE url LIKE 'https://news%' GROUP BY url ORDER BY url"
    assert _ask(tmp_path / "var", urls) == [(f"https://news.example/{number}", 1) for number in range(7)]
    assert Published(Database(tmp_path / "var").published).failed_checks() == {}
    assert receiver.end() == 0
    assert TOKEN not in "".join(receiver.said)


def test_news_from_a_hub_is_stored_and_told(
    start: Callable[..., Process],
    tmp_path: Path,
    site: Site,
    hub: Hub,
    feed_of: Callable[..., bytes],
    told: tuple[str, list[bytes]],
    free_port: int,
) -> None:
    """Subscribed to by what the feed says; what is signed arrives as an alert, what is not as a row of drops."""
    site.answers["/feed.xml"] = feed_of(hub=hub.url, own=f"{site.root}/feed.xml")
    to, messages = told
    receiver = start("--port", str(free_port), "--public-url", f"http://127.0.0.1:{free_port}", "--alert-to", to)
    until(lambda: hub.confirmed)
    site.article("/news", "Huawei to close its shop", _story(7))
    body = feed_of(f"{site.root}/news", hub=hub.url, own=f"{site.root}/feed.xml")
    asked = site.asked.count("/feed.xml")
    assert hub.send(body, secret="guessed").status == 202  # noqa: S106 - a wrong one
    assert hub.send(body).status == 202
    until(lambda: any(b"shop number 7" in message for message in messages))
    until(lambda: not list((tmp_path / "var" / "inbox" / "waiting").iterdir()))
    assert _ask(tmp_path / "var", f"SELECT count(*) FROM articles WHERE url = '{site.root}/news'") == [(1,)]  # noqa: S608
    assert _ask(tmp_path / "var", "SELECT reason, detail FROM drops WHERE stage = 'collect'") == [
        ("push refused", "a wrong signature on what came from its hub")
    ]
    assert site.asked.count("/feed.xml") == asked
    secrets = {hub.asked[0]["hub.secret"], hub.asked[0]["hub.callback"].rpartition("/")[2]}
    assert not any(secret in line for secret in secrets for line in receiver.said)
    for path in ("news.duckdb", "live.duckdb"):
        stored = (tmp_path / "var" / path).read_bytes()
        assert not any(secret.encode() in stored for secret in secrets)
