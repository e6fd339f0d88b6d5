"""`/ingest` over real HTTP: what is taken, what is refused, and in which words."""

from __future__ import annotations

import json
import socket
from typing import TYPE_CHECKING, Any

from pipeline.inbox.letters import Receipt
from pipeline.push import handing_in, ingest
from pipeline.push.limits import Bucket

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Clock, Receiver

URL = "https://news.example/harbour"
TOKEN = "a-token-for-tests-0123456789"  # noqa: S105 - of nothing


def test_an_address_and_pages_are_taken(receiver: Receiver) -> None:
    """Each waits in the inbox as it came, and somebody was woken; the answer says where to ask what became of it."""
    answers = [
        receiver.push({"url": URL}),
        receiver.push({"url": URL, "html": "<p>Häfen</p>"}),
        receiver.push({"url": URL, "text": "Häfen\nzu", "title": " The  port ", "outlet": "The Times"}),
        receiver.push({"url": URL, "text": "Häfen", "published_at": "2026-03-01T10:00:00Z"}),
    ]
    assert [answer.status for answer in answers] == [202] * 4
    assert [answer.headers["location"] for answer in answers] == [f"ingest/{answer.said['id']}" for answer in answers]
    letters = [receiver.inbox.read(answer.said["id"]) for answer in answers]
    assert [letter.kind for letter in letters] == ["address", "page", "page", "page"]
    assert [letter.body.decode() for letter in letters] == ["", "<p>Häfen</p>", "Häfen\nzu", "Häfen"]
    assert (letters[2].title, letters[2].outlet, letters[3].published) == (
        "The port",
        "The Times",
        "2026-03-01T10:00:00Z",
    )
    assert receiver.woken == 4


def test_the_same_twice_is_taken_once(receiver: Receiver, clock: Clock) -> None:
    """The second answer is the first: whoever lost it may send again."""
    first = receiver.push({"url": URL, "text": "Häfen"})
    clock.move(hours=1)
    assert receiver.push({"text": "Häfen", "url": URL}).said == first.said
    assert receiver.inbox.count() == 1


def test_what_became_of_it_is_told(receiver: Receiver, clock: Clock) -> None:
    """Waiting, then what a run made of it; sent again it is told at once, with 200."""
    letter_id = receiver.push({"url": URL}).said["id"]
    assert receiver.became(letter_id).said["state"] == "waiting"
    receiver.inbox.settle(letter_id, Receipt(state="stored", url=URL, received_at=clock(), article_id="9" * 19))
    assert receiver.became(letter_id).said["article_id"] == "9" * 19
    again = receiver.push({"url": URL})
    assert (again.status, again.said["state"]) == (200, "stored")


def test_without_the_token_nothing_is_taken_or_told(receiver: Receiver) -> None:
    """401, a sentence that names the way out, and never the token."""
    letter_id = receiver.push({"url": URL}).said["id"]
    for token in ("", "wrong", TOKEN[:-1], f"{TOKEN}x", "\xe4"):
        for answer in (receiver.push({"url": f"{URL}/2"}, token), receiver.became(letter_id, token)):
            assert (answer.status, answer.headers["www-authenticate"]) == (401, "Bearer")
            assert "CLAIMWATCH_INGEST_TOKEN" in answer.said["error"]
            assert TOKEN.encode() not in answer.body
    assert receiver.inbox.count() == 1


NO_GOOD: tuple[tuple[Any, int, str, str], ...] = (
    (b"{", 400, "body", "no JSON"),
    (b"\xff", 400, "body", "not UTF-8"),
    (b"[" * 100_000, 400, "body", "no JSON"),
    ([], 422, "body", "no object"),
    ({}, 422, "url", "missing"),
    ({"url": 7}, 422, "url", "no text"),
    ({"url": "file:///etc/passwd"}, 422, "url", "only http and https"),
    ({"url": "https:///x"}, 422, "url", "no host"),
    ({"url": "https://n.example/\r\nX: y"}, 422, "url", "control characters"),
    ({"url": "https://n.example/" + "x" * 3000}, 422, "url", "longer than"),
    ({"url": "https://me:secret@n.example/"}, 422, "url", "password"),
    ({"url": URL, "uri": "x"}, 422, "body", "uri: there is no such field"),
    ({"url": URL, "html": "x", "text": "x"}, 422, "text", "leave one of them out"),
    ({"url": URL, "html": " "}, 422, "html", "empty"),
    ({"url": URL, "text": ["x"]}, 422, "text", "no text"),
    ({"url": URL, "title": 7}, 422, "title", "no text"),
    ({"url": URL, "outlet": "x" * 201}, 422, "outlet", "longer than 200"),
    ({"url": URL, "published_at": "yesterday"}, 422, "published_at", "2026-11-22T10:30:00Z"),
    ({"url": URL, "text": "x" * 5_000_001}, 413, "text", "larger than 5 MB"),
)


def test_what_cannot_be_used_is_refused_in_words(receiver: Receiver) -> None:
    """The sentence names the field and what to do; nothing is put in."""
    for what, status, field, words in NO_GOOD:
        answer = receiver.push(what)
        assert (answer.status, answer.said["field"]) == (status, field)
        assert words in answer.said["error"]
        assert "secret" not in answer.said["error"]
    assert receiver.inbox.count() == 0


def test_json_has_to_be_called_so(receiver: Receiver) -> None:
    """A form that some page makes a browser send is not taken for a push."""
    for content_type in ("text/plain", "application/x-www-form-urlencoded", ""):
        assert receiver.push({"url": URL}, content_type=content_type).status == 415
    assert receiver.push({"url": URL}, content_type="Application/JSON; charset=utf-8").status == 202


def test_a_body_is_read_no_further_than_the_limit(receiver: Receiver) -> None:
    """One that says it is too large is refused before it is sent, one that does not say so once it is."""
    host, _, port = receiver.place.partition(":")
    head = (
        "POST /ingest HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer a-token-for-tests-0123456789\r\n"
        "Content-Type: application/json\r\n"
    )
    with socket.create_connection((host, int(port)), timeout=20) as announced:
        announced.sendall(f"{head}Content-Length: {ingest.MOST_BYTES + 1}\r\n\r\n".encode())
        assert announced.recv(100).startswith(b"HTTP/1.1 413")
    with socket.create_connection((host, int(port)), timeout=20) as unannounced:
        unannounced.sendall(f"{head}Transfer-Encoding: chunked\r\n\r\n".encode())
        piece = b"40000\r\n" + b" " * 0x40000 + b"\r\n"
        for _ in range(ingest.MOST_BYTES // 0x40000 + 1):
            unannounced.sendall(piece)
        assert unannounced.recv(100).startswith(b"HTTP/1.1 413")
    assert receiver.inbox.count() == 0


def test_too_many_at_once_are_told_when_to_come_back(receiver: Receiver) -> None:
    """429 with Retry-After; who knows the token is not kept out by those who do not."""
    wrong = [receiver.push({"url": URL}, "wrong") for _ in range(handing_in._REFUSED_AT_ONCE + 3)]
    assert {answer.status for answer in wrong} == {401, 429}
    assert receiver.push({"url": URL}).status == 202
    right = [receiver.push({"url": URL}) for _ in range(handing_in._PUSHED_AT_ONCE + 30)]
    late = [answer for answer in right if answer.status == 429]
    assert late
    assert int(late[0].headers["retry-after"]) >= 1
    assert "send it again in" in late[0].said["error"]


def test_a_bucket_fills_up_again() -> None:
    """So many at once, and so many a minute from there on."""
    seconds = [0.0]
    bucket = Bucket(60, 2, clock=lambda: seconds[0])
    let_through = []
    for now in (0, 0, 0, 0.5, 1.0, 100.0, 100.0, 100.0):
        seconds[0] = now
        try:
            bucket.take()
        except Exception as full:  # noqa: BLE001 - which one, the next line says
            let_through.append(getattr(full, "headers", None))
        else:
            let_through.append(True)
    later = {"Retry_After": "2"}, {"Retry_After": "1"}
    assert let_through == [True, True, later[0], later[1], True, True, True, later[0]]


def test_a_full_inbox_is_said_with_503(receivers: Callable[..., Receiver]) -> None:
    """What has no room is not acknowledged, so that it is sent again."""
    full = receivers(most=1)
    assert [full.push({"url": f"{URL}/{n}"}).status for n in range(2)] == [202, 503]
    assert full.push({"url": f"{URL}/2"}).headers["retry-after"] == "60"


def test_other_addresses_and_methods_are_answered_in_words(receiver: Receiver) -> None:
    """JSON without a word of a program's inside, whatever is asked."""
    for method, path, status in (
        ("GET", "/", 404),
        ("PUT", "/ingest", 405),
        ("GET", "/ingest/../../etc/passwd", 404),
        ("GET", "/ingest/%2e%2e%2fsettled", 404),
        ("GET", "/websub/", 404),
        ("GET", "/websub/unknown?hub.mode=subscribe&hub.challenge=x", 404),
    ):
        answer = receiver.ask(method, path)
        assert (answer.status, next(iter(answer.said))) == (status, "error")
        assert answer.headers["content-type"] == "application/json"
        assert not {"server", "x-powered-by"} & answer.headers.keys()


def test_health_is_told_to_everybody(receiver: Receiver) -> None:
    """Counts and no more."""
    receiver.push({"url": URL})
    answer = receiver.ask("GET", "/health")
    assert (answer.status, answer.said) == (
        200,
        {"status": "ok", "waiting": 1, "subscribed": 0, "asked": 0, "denied": 0, "problem": None},
    )
    assert json.loads(answer.body) == answer.said
