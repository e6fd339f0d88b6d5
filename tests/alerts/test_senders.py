from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING, Any

import pytest

from pipeline.alerts.senders import masked, send
from pipeline.errors import ConfigurationError, DeliveryError
from pipeline.models import Alert, Facts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime


@pytest.fixture
def alert(now: datetime) -> Alert:
    """A new claim worth a message."""
    return Alert(
        alert_id=255,
        rule="watched_claim",
        topic="phones",
        thread="story:2",
        subject="claim:1",
        trigger="first",
        claim_id=1,
        story_id=2,
        facts=Facts(why="new claim about Best Buy", evidence="ceased ordering"),
        title="New claim about Best Buy",
        body="New claim about Best Buy\n  “ceased ordering”",
        created_at=now,
    )


class Hook:
    """A web address that takes messages, and remembers them."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, dict[str, Any]]] = []
        self.status = 204
        hook = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                hook.taken.append((self.headers["Idempotency-Key"], json.loads(body)))
                self.send_response(hook.status)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/T0KEN?key=secret"


@pytest.fixture
def hook() -> Iterator[Hook]:
    """A web address on loopback."""
    hook = Hook()
    thread = threading.Thread(target=hook.server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield hook
    hook.server.shutdown()
    thread.join()
    hook.server.server_close()


def test_several_alerts_are_one_message_with_a_key_of_their_own(hook: Hook, alert: Alert) -> None:
    """A receiver can tell a repetition by its key, and a version by its schema."""
    other = alert.model_copy(update={"alert_id": 256})
    send([alert, other], hook.url)
    ((key, body),) = hook.taken
    assert key == "ff-100"
    assert body["schema"] == "claimwatch.alerts/1"
    assert [one["title"] for one in body["alerts"]] == [alert.title, alert.title]


def test_a_refusal_is_an_error_that_keeps_the_secret(hook: Hook, alert: Alert) -> None:
    """Which host, which answer, and that nothing is lost; never the token."""
    hook.status = 403
    with pytest.raises(DeliveryError, match="answered 403; the alerts stay in the database") as caught:
        send([alert], hook.url)
    assert "T0KEN" not in str(caught.value)
    assert "secret" not in str(caught.value)


def test_nobody_there_is_an_error_too(alert: Alert) -> None:
    """A closed port is no crash."""
    with pytest.raises(DeliveryError, match="the alerts stay in the database"):
        send([alert], "http://127.0.0.1:9/hook")


def test_an_address_that_is_none_is_a_configuration_error(alert: Alert) -> None:
    """Said before anything is sent, without repeating what may be a secret."""
    with pytest.raises(ConfigurationError, match="“stdout” or to an http") as caught:
        send([alert], "mailto:me:password@example.org")
    assert "password" not in str(caught.value)


def test_an_address_is_shown_by_its_host_only() -> None:
    """Path and query of a webhook are its password."""
    assert masked("https://user:pw@hooks.example/services/T0/B1?x=y") == "https://hooks.example/…"
