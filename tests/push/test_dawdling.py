"""Who sends a request a byte at a time holds a connection for a while, and no longer."""

from __future__ import annotations

import socket
import time
from typing import TYPE_CHECKING

import pytest

from pipeline.push.deadline import PromptProtocol

if TYPE_CHECKING:
    from conftest import Receiver

HEAD = b"POST /ingest HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer a-token-for-tests-0123456789\r\n"
JSON = HEAD + b"Content-Type: application/json\r\nContent-Length: 5000\r\n\r\n"


def _drip(slow: socket.socket) -> None:
    while True:
        slow.sendall(b"x")
        time.sleep(0.02)


@pytest.mark.parametrize(
    "beginning", [b"", b"GET /health HT", HEAD, JSON, b"GET /health HTTP/1.1\r\nHost: x\r\n\r\nGET"]
)
def test_a_connection_that_brings_no_whole_request_is_closed(
    receiver: Receiver, beginning: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Silent, in the middle of headers or of a body, or of a second request; one byte a moment does not help."""
    monkeypatch.setattr(PromptProtocol, "seconds", 0.3)
    host, _, port = receiver.place.partition(":")
    with socket.create_connection((host, int(port)), timeout=20) as slow:
        slow.sendall(beginning)
        with pytest.raises(ConnectionError):
            _drip(slow)
    assert receiver.ask("GET", "/health").status == 200
