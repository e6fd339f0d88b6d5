"""A receiver of messages on loopback that fails as receivers do, and writes down what it was given."""

from __future__ import annotations

import json
import random
import socket
import sys
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple, Self

__all__ = ["FAULTS", "PostOffice", "Receipt"]

FAULTS = {"503": 0.14, "429": 0.08, "dropped": 0.08, "late": 0.05, "drip": 0.05}
"""How often each goes wrong: 40 % in all. The first two refuse; the others take the message, and the answer is lost."""
_REFUSED = {"503", "429"}


class Receipt(NamedTuple):
    """A message as it arrived."""

    at: float
    """By the monotonic clock of this process."""
    key: str
    alerts: tuple[str, ...]
    how: str
    """"ok", or what went wrong."""

    @property
    def taken(self) -> bool:
        """Whether the receiver has acted on it, whatever it answered."""
        return self.how not in _REFUSED


class PostOffice:
    """
    Takes POSTs; what comes to /faulty fails in 40 % of cases, what comes to /stuck is never answered.

    `late` is the seconds after which a late answer comes, which is to be more than the sender's deadline.
    """

    def __init__(self, seed: int, late: float) -> None:
        self.receipts: list[Receipt] = []
        self.errors: list[str] = []
        self._chance, self._late, self._lock = random.Random(seed), late, threading.Lock()
        office = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                office.take(self, json.loads(body), self.headers["Idempotency-Key"])

            def log_message(self, *_: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 64

            def handle_error(self, *_: object) -> None:
                """Remember what went wrong here; a sender that was killed is no error of the receiver."""
                error = sys.exc_info()[1]
                if not isinstance(error, OSError):
                    office.errors.append(repr(error))

        self._server = Server(("127.0.0.1", 0), Handler)
        self.root = f"http://127.0.0.1:{self._server.server_port}"

    def take(self, handler: BaseHTTPRequestHandler, body: dict[str, object], key: str) -> None:
        """Write down what came, and answer it, or not."""
        alerts = body["alerts"]
        assert isinstance(alerts, list)
        with self._lock:
            how = self._mishap() if handler.path == "/faulty" else handler.path.strip("/")
            told = tuple(str(alert["id"]) for alert in alerts)
            self.receipts.append(Receipt(time.monotonic(), key, told, how))
        _ANSWERS[how](handler, self._late)

    def _mishap(self) -> str:
        at = self._chance.random()
        for fault, share in FAULTS.items():
            at -= share
            if at < 0:
                return fault
        return "ok"

    @property
    def counts(self) -> Counter[str]:
        """How often each thing happened."""
        return Counter(receipt.how for receipt in list(self.receipts))

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


def _ok(handler: BaseHTTPRequestHandler, _: float) -> None:
    _status(handler, 200)


def _busy(handler: BaseHTTPRequestHandler, _: float) -> None:
    _status(handler, 503)


def _too_many(handler: BaseHTTPRequestHandler, _: float) -> None:
    _status(handler, 429, {"Retry-After": "1"})


def _dropped(handler: BaseHTTPRequestHandler, _: float) -> None:
    handler.close_connection = True
    handler.connection.shutdown(socket.SHUT_RDWR)


def _after(handler: BaseHTTPRequestHandler, late: float) -> None:
    time.sleep(late)
    _status(handler, 200)


def _drip(handler: BaseHTTPRequestHandler, _: float) -> None:
    for letter in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 60:
        handler.wfile.write(bytes([letter]))
        handler.wfile.flush()
        time.sleep(1)


def _never(_: BaseHTTPRequestHandler, late: float) -> None:
    time.sleep(late * 20)


def _status(handler: BaseHTTPRequestHandler, status: int, headers: dict[str, str] | None = None) -> None:
    handler.send_response(status)
    for name, value in (headers or {}).items():
        handler.send_header(name, value)
    handler.send_header("Content-Length", "0")
    handler.end_headers()


_ANSWERS = {
    "ok": _ok,
    "503": _busy,
    "429": _too_many,
    "dropped": _dropped,
    "late": _after,
    "drip": _drip,
    "stuck": _never,
}
