"""
The example web on loopback: one small server that plays every outlet.

It listens on a free port of 127.0.0.1 and answers by the Host header, so addresses stay `http://dailyledger.example/…`
all the way into the database; the fetcher only learns from `hosts` where these names lead.
"""

from __future__ import annotations

import threading
from datetime import UTC
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from pipeline.demo.items import DAYS, examples
from pipeline.demo.site import answers

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import TracebackType

    from pipeline.demo.items import Day, Example
    from pipeline.demo.site import Address, Answer

__all__ = ["ExampleServer"]


class ExampleServer:
    """
    Serves the example outlets, beginning with day 1; use it as a context manager.

        with ExampleServer() as server:
            Fetcher(resolve=server.hosts)
            server.advance(2)

    Writes nothing to the terminal. Unknown addresses are 404. ETag and Last-Modified are sent and honoured.
    """

    def __init__(self, topics: Iterable[Example] | None = None) -> None:
        self._topics = tuple(examples() if topics is None else topics)
        self._server = _Server(self._topics)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    @property
    def hosts(self) -> dict[str, tuple[str, int]]:
        """Return every outlet's host name with the address that answers for it."""
        place = ("127.0.0.1", self._server.server_port)
        return {host: place for host, _ in self._server.answers}

    def advance(self, day: Day) -> None:
        """Show the web as it is on another day."""
        self._server.answers = answers(self._topics, day)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, topics: tuple[Example, ...]) -> None:
        self.answers = answers(topics, DAYS[0])
        super().__init__(("127.0.0.1", 0), _Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing when a client hangs up: the demo's terminal belongs to the digest."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        """Answer with the page or feed of this host and path, 304 where the client has it already."""
        answer = self.server.answers.get(self._address())
        if answer is None:
            self._send(404, "text/plain; charset=utf-8", b"There is nothing here.\n")
        elif answer.status == 200 and self._has_it_already(answer):
            self._send(304, answer.content_type, b"", answer)
        else:
            self._send(answer.status, answer.content_type, answer.body, answer)

    def log_message(self, *_: object) -> None:
        """Stay silent."""

    def _address(self) -> Address:
        host = self.headers.get("Host", "").partition(":")[0].lower()
        return host, urlsplit(self.path).path

    def _has_it_already(self, answer: Answer) -> bool:
        # RFC 9110, section 13.2.2: where a tag is sent, the date is not looked at.
        if (tags := self.headers.get("If-None-Match")) is not None:
            return answer.etag in [tag.strip().removeprefix("W/") for tag in tags.split(",")]
        since = self.headers.get("If-Modified-Since")
        try:
            return since is not None and parsedate_to_datetime(since) >= answer.changed_at
        except (ValueError, TypeError):
            return False

    def _send(self, status: int, content_type: str, body: bytes, answer: Answer | None = None) -> None:
        self.send_response(status)
        if answer is not None and answer.status == 200:
            self.send_header("ETag", answer.etag)
            self.send_header("Last-Modified", format_datetime(answer.changed_at.astimezone(UTC), usegmt=True))
        if status != 304:
            self.send_header("Content-Type", content_type)
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
