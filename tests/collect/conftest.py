from __future__ import annotations

import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest

from pipeline.collect.fetch import Fetched, Fetcher, Limits, Request
from pipeline.models import Feed, Page

Answer = bytes | Callable[["Loopback", Any], None]


class Loopback:
    """
    A server on 127.0.0.1 that answers each path with exactly the bytes it was told, and remembers what was asked.

    Requests for /robots.txt are remembered apart; it has none unless told.
    """

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[str] = []
        self.robots_asked: list[str] = []
        self.stopping = threading.Event()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.loopback = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()

    @property
    def port(self) -> int:
        """Where it listens, chosen by the system."""
        return int(self._server.server_address[1])

    def url(self, path: str = "/") -> str:
        """The address of a path."""
        return f"http://127.0.0.1:{self.port}{path}"

    def serve(self, path: str, body: bytes = b"", *headers: str, status: str = "200 OK") -> str:
        """Answer a path with a whole response; returns its address."""
        self.answers[path] = response(body, *headers, status=status)
        return self.url(path)

    def silence(self, _: Loopback, __: Any) -> None:
        """An answer that never comes."""
        self.stopping.wait(30)

    def stop(self) -> None:
        """Let go of everybody who waits, and close."""
        self.stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False
    loopback: Loopback


class _Handler(socketserver.StreamRequestHandler):
    server: _Server

    def handle(self) -> None:
        head = b""
        with suppress(OSError):
            while not head.endswith(b"\r\n\r\n") and (line := self.rfile.readline(65536)):
                head += line
            loopback = self.server.loopback
            request = head.decode("latin-1")
            path = request.split(" ")[1]
            (loopback.robots_asked if path == "/robots.txt" else loopback.asked).append(request)
            answer = loopback.answers.get(path, response(status="404 Not Found"))
            if callable(answer):
                answer(loopback, self.wfile)
            else:
                self.wfile.write(answer)


def response(body: bytes = b"", *headers: str, status: str = "200 OK") -> bytes:
    """A whole HTTP response; Content-Length is added where no header says otherwise."""
    lines = [f"HTTP/1.1 {status}", "Connection: close", *headers]
    if not any(line.lower().startswith(("content-length", "transfer-encoding")) for line in headers):
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode() + body


@pytest.fixture
def server() -> Iterator[Loopback]:
    """A server under the test's control."""
    loopback = Loopback()
    yield loopback
    loopback.stop()


@pytest.fixture
def other_server() -> Iterator[Loopback]:
    """A second one, on a port of its own."""
    loopback = Loopback()
    yield loopback
    loopback.stop()


@pytest.fixture
def ask(now: datetime) -> Callable[..., Fetched]:
    """Fetch one address from a server on loopback, which is permitted unless the test says otherwise."""

    def ask(
        url: str, *, limits: Limits | None = None, allow: tuple[str, ...] = ("127.0.0.1",), **options: Any
    ) -> Fetched:
        resolve = options.pop("resolve", None)
        fetcher = Fetcher(allow_private=frozenset(allow), limits=limits, resolve=resolve)
        return fetcher.fetch_one(Request(url=url, kind=options.pop("kind", "page"), **options), lambda: now)

    return ask


@pytest.fixture
def feed() -> Feed:
    """A feed of a fictional outlet."""
    return Feed(url="http://outlet.example/feed.xml", topic="huawei-us-market")


@pytest.fixture
def fetched_page() -> Callable[..., Page]:
    """A page as the fetcher would have returned it."""

    def fetched_page(body: bytes | str, *, content_type: str | None = "application/xml", **fields: Any) -> Page:
        given = {"url": "http://outlet.example/feed.xml", "final_url": "http://outlet.example/feed.xml", **fields}
        raw = body.encode() if isinstance(body, str) else body
        seen_at = datetime(2018, 3, 22, 12, 0, tzinfo=UTC)
        return Page(body=raw, content_type=content_type, fetched_at=seen_at, **given)

    return fetched_page


@pytest.fixture
def warc_record() -> Callable[..., bytes]:
    """Make a WARC record: an answer of a server, unless told otherwise. `length` is what it says of itself."""

    def make(
        body: bytes = b"<html><p>Best Buy stops selling Huawei phones.</p></html>",
        *headers: str,
        url: str = "http://news.example/story",
        status: str = "200 OK",
        http: tuple[str, ...] = ("Content-Type: text/html; charset=utf-8",),
        kind: str = "response",
        length: object = None,
    ) -> bytes:
        block = body
        if kind == "response":
            headers = ("Content-Type: application/http; msgtype=response", *headers)
            block = "\r\n".join((f"HTTP/1.1 {status}", *http, "", "")).encode() + body
        said = len(block) if length is None else length
        head = (
            "WARC/1.1", f"WARC-Type: {kind}", f"WARC-Target-URI: {url}", "WARC-Date: 2018-03-22T10:00:00Z",
            "WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>", f"Content-Length: {said}", *headers,
        )  # fmt: skip
        return "\r\n".join((*head, "", "")).encode() + block + b"\r\n\r\n"

    return make
