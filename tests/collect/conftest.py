from __future__ import annotations

import socket
import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

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


class Listener:
    """Takes connections on 127.0.0.1, one after the other, and hands each to whoever serves it."""

    def __init__(self, serve: Callable[[socket.socket], None]) -> None:
        self.connections = 0
        self._serve = serve
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._socket.getsockname()[1])
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._socket.accept()
                self.connections += 1
                with connection, suppress(OSError):
                    connection.settimeout(5)
                    self._serve(connection)

    def stop(self) -> None:
        """Close, and wait until nothing is served any more."""
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join()


@pytest.fixture
def listen() -> Iterator[Callable[..., Listener]]:
    """Listen for as long as the test lasts."""
    listeners: list[Listener] = []

    def listen(serve: Callable[[socket.socket], None]) -> Listener:
        listeners.append(Listener(serve))
        return listeners[-1]

    yield listen
    for listener in listeners:
        listener.stop()


class Proxy:
    """A small forward proxy with tunnels; it finds hosts by its own list of ports on 127.0.0.1, and no others."""

    def __init__(self, listen: Callable[..., Listener]) -> None:
        self.ports: dict[str, int] = {}
        self.asked: list[str] = []
        self._listener = listen(self._serve)

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self._listener.port}"

    def _serve(self, client: socket.socket) -> None:
        head = head_of(client)
        self.asked.append(head)
        method, target, rest = head.split(" ", 2)
        parts = urlsplit(f"//{target}" if method == "CONNECT" else target)
        port = self.ports.get(parts.hostname or "")
        if port is None:
            client.sendall(b"HTTP/1.1 502 Not Known Here\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            return
        with socket.create_connection(("127.0.0.1", port), 5) as server:
            if method == "CONNECT":
                client.sendall(b"HTTP/1.1 200 Go Through\r\n\r\n")
            else:
                server.sendall(f"{method} {parts.path} {rest}".encode("latin-1"))
            relay = threading.Thread(target=_pass_on, args=(server, client))
            relay.start()
            _pass_on(client, server)
            relay.join()


def head_of(connection: socket.socket) -> str:
    """What a client says before its body."""
    head = b""
    while b"\r\n\r\n" not in head and (piece := connection.recv(65536)):
        head += piece
    return head.decode("latin-1")


def _pass_on(one: socket.socket, other: socket.socket) -> None:
    with suppress(OSError):
        while piece := one.recv(65536):
            other.sendall(piece)
    with suppress(OSError):
        other.shutdown(socket.SHUT_WR)


@pytest.fixture
def proxy(listen: Callable[..., Listener]) -> Proxy:
    """A proxy on this machine."""
    return Proxy(listen)


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
