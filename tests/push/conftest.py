from __future__ import annotations

import asyncio
import hashlib
import hmac
import http.client
import json
import secrets
import socket
import threading
import time
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
import uvicorn
from pydantic import SecretStr

from pipeline.collect.fetch import Fetcher
from pipeline.inbox.folder import Inbox
from pipeline.models import Feed
from pipeline.push.app import app_of
from pipeline.push.handing_in import HandingIn
from pipeline.push.health import health_of
from pipeline.push.mailbox import Mailbox
from pipeline.push.news import News
from pipeline.push.server import config_of
from pipeline.push.subscriptions import Subscriptions
from pipeline.read.workers import InlineReader
from pipeline.run import Doors, run
from pipeline.store.database import Database
from pipeline.store.ledger import Ledger
from pipeline.store.published import Published
from pipeline.topic import Thresholds, Topic

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pipeline.report import Report

TOKEN = "a-token-for-tests-0123456789"  # noqa: S105 - of nothing
STORY = (
    "The harbour of {place} will close in April, the port authority said on Thursday. A spokeswoman told reporters that"
    " {number} ships would have to find another berth. The city council declined to comment on the plan, which had been"
    " expected for months by shipping companies and by those who work at the docks."
)


class Answered(NamedTuple):
    """What a server answered."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def said(self) -> dict[str, Any]:
        """The body, as JSON."""
        return json.loads(self.body)


def ask(
    place: str, method: str, path: str, body: bytes | str | None = None, headers: dict[str, str] | None = None
) -> Answered:
    """Make one request and return the answer."""
    connection = http.client.HTTPConnection(place, timeout=30)
    try:
        connection.request(method, path, body.encode() if isinstance(body, str) else body, headers or {})
        answer = connection.getresponse()
        return Answered(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
    finally:
        connection.close()


@pytest.fixture(scope="session")
def send() -> Callable[..., Answered]:
    """Make one request: place, method, path, body, headers."""
    return ask


@pytest.fixture
def free_port() -> int:
    """A port of this machine that nobody listened at a moment ago."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.at = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Return the present moment."""
        return self.at

    def move(self, **by: float) -> None:
        """Let time go by."""
        self.at += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    """A clock that stands until it is moved."""
    return Clock()


class Receiver:
    """The web application on loopback, without runs beside it; each test says when one is made."""

    def __init__(self, directory: Path, clock: Clock, most: int = 1000) -> None:
        self.inbox = Inbox(directory / "inbox", most=most)
        self.subscriptions = Subscriptions(directory / "push" / "subscriptions.json")
        self.told: list[str] = []
        self.woken = 0
        mailbox = Mailbox(self.inbox, self._wake)
        app = app_of(
            HandingIn(SecretStr(TOKEN), mailbox, clock),
            News(self.subscriptions, mailbox, clock, self.told.append),
            lambda: health_of(self.inbox.count(), self.subscriptions, None, clock()),
        )
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.place = f"127.0.0.1:{self._listener.getsockname()[1]}"
        self._server = uvicorn.Server(config_of(app))
        serve = self._server.serve(sockets=[self._listener])
        self._thread = threading.Thread(target=lambda: asyncio.run(serve), daemon=True)
        self._thread.start()
        while not self._server.started:
            time.sleep(0.005)

    def _wake(self) -> None:
        self.woken += 1

    def ask(self, method: str, path: str) -> Answered:
        """Make a request of any kind."""
        return ask(self.place, method, path)

    def push(self, what: Any, token: str = TOKEN, content_type: str = "application/json") -> Answered:
        """Push JSON, or bytes as they are."""
        body = what if isinstance(what, bytes) else json.dumps(what).encode()
        headers = {"Authorization": f"Bearer {token}", "Content-Type": content_type}
        return ask(self.place, "POST", "/ingest", body, headers)

    def became(self, letter_id: str, token: str = TOKEN) -> Answered:
        """Ask what became of something."""
        return ask(self.place, "GET", f"/ingest/{letter_id}", headers={"Authorization": f"Bearer {token}"})

    def close(self) -> None:
        """End the server."""
        self._server.should_exit = True
        self._thread.join()
        self._listener.close()


@pytest.fixture
def receivers(tmp_path: Path, clock: Clock) -> Iterator[Callable[..., Receiver]]:
    """Start the web application on loopback, with an inbox for so many letters."""
    with ExitStack() as running:

        def start(most: int = 1000) -> Receiver:
            receiver = Receiver(tmp_path / "var", clock, most)
            running.callback(receiver.close)
            return receiver

        yield start


@pytest.fixture
def receiver(receivers: Callable[..., Receiver]) -> Receiver:
    """The web application on loopback."""
    return receivers()


class Runs:
    """Runs over one database folder, its inbox included; every article is on topic."""

    def __init__(self, directory: Path, clock: Clock) -> None:
        self.directory, self.clock = directory, clock
        self.feeds: tuple[str, ...] = ()
        self.topic = Topic(topic="harbours", name="Harbours", thresholds=Thresholds(relevance=0))
        self.inbox = Inbox(directory / "inbox")
        self.fetcher = Fetcher(allow_private=frozenset({"127.0.0.1"}))

    def __call__(self, *, only_received: bool = False) -> Report:
        """Make one run; each is as after a restart, but for what the network door remembers."""
        doors = Doors(
            fetcher=self.fetcher,
            reader=InlineReader(),
            ledger=Ledger(self.directory),
            now=self.clock,
            inbox=self.inbox,
        )
        listed = [Feed(url=url, topic="harbours") for url in self.feeds]
        return run([self.topic], listed, doors, only_received=only_received)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Return the answer to a query of the published database."""
        return Published(Database(self.directory).published).ask(sql).rows


@pytest.fixture(scope="session")
def runs_over() -> Callable[..., Runs]:
    """Make runs over a folder, with a clock of their own."""
    return lambda folder: Runs(folder, Clock())


@pytest.fixture
def runs(tmp_path: Path, clock: Clock) -> Runs:
    """Runs over the folder that the receiver has its inbox in."""
    return Runs(tmp_path / "var", clock)


class Hub:
    """A WebSub hub on loopback: it verifies who subscribes before it answers, and signs what it sends."""

    def __init__(self) -> None:
        self.asked: list[dict[str, str]] = []
        self.status, self.lease, self.denial, self.moved = 202, 3600, "", False
        self.confirmed: list[tuple[str, int, str]] = []
        hub = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                fields = dict(parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode()))
                if hub.moved and self.path == "/":
                    self.send_response(307)
                    self.send_header("Location", "/moved")
                else:
                    hub.asked.append(fields)
                    if hub.status < 300:
                        hub.call_back(fields)
                    self.send_response(hub.status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}/"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def call_back(self, fields: dict[str, str]) -> Answered:
        """Ask the subscriber whether it means it, or tell it that it is denied."""
        mode, challenge = "denied" if self.denial else fields["hub.mode"], secrets.token_hex(8)
        query = {"hub.mode": mode, "hub.topic": fields["hub.topic"]}
        if self.denial:
            query["hub.reason"] = self.denial
        else:
            query |= {"hub.challenge": challenge, "hub.lease_seconds": str(self.lease)}
        place = urlsplit(fields["hub.callback"])
        answer = ask(place.netloc, "GET", f"{place.path}?{urlencode(query)}")
        if answer.body.decode() == challenge:
            self.confirmed.append((mode, answer.status, fields["hub.topic"]))
        return answer

    def send(self, body: bytes, *, secret: str | None = None, method: str = "sha256", signed: bool = True) -> Answered:
        """Send what is new to the newest subscriber, signed with its secret unless with another one, or not at all."""
        fields = self.asked[-1]
        digest = hmac.new((secret or fields["hub.secret"]).encode(), body, getattr(hashlib, method)).hexdigest()
        headers = {"Content-Type": "application/rss+xml"}
        if signed:
            headers["X-Hub-Signature"] = f"{method}={digest}"
        place = urlsplit(fields["hub.callback"])
        return ask(place.netloc, "POST", place.path, body, headers)

    def close(self) -> None:
        """End the server."""
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def hub() -> Iterator[Hub]:
    """A hub on loopback."""
    hub = Hub()
    yield hub
    hub.close()


@pytest.fixture
def story() -> Callable[..., str]:
    """Write an article about the harbour of a place; its words are the same elsewhere, its claims are not."""
    return lambda place: STORY.format(place=place, number=len(place) * 7)


@pytest.fixture
def feed_of() -> Callable[..., bytes]:
    """Write a feed: its items are addresses, and it may name a hub and itself."""

    def write(*links: str, hub: str = "", own: str = "") -> bytes:
        said = "".join(f'<atom:link rel="{rel}" href="{url}"/>' for rel, url in (("hub", hub), ("self", own)) if url)
        items = "".join(f"<item><title>{link[-20:]}</title><link>{link}</link></item>" for link in links)
        return (
            '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Harbours</title>'
            f"{said}{items}</channel></rss>"
        ).encode()

    return write


__all__ = ["STORY", "TOKEN", "Answered", "Clock", "Hub", "Receiver", "Runs", "ask"]
