from __future__ import annotations

import hashlib
import hmac
import json
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import pytest

from pipeline.alerts.senders.answers import answered
from pipeline.alerts.senders.payload import payload, schema
from pipeline.alerts.senders.webhook import posted
from pipeline.models import Answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.models import Channel, Message

DOCS = Path(__file__).parents[3] / "docs"


def test_what_is_posted_follows_the_schema_in_the_docs(
    receiver, message_of: Callable[..., Message], channel: Channel
) -> None:
    """Programs may rely on it: the file is what the records say, and what is sent is what the file says."""
    written = (DOCS / "alerts.schema.json").read_text(encoding="utf-8")
    assert written == schema()
    posted(message_of(last_at=message_of().created_at, changed=("origins: 1, now 2",)), channel, receiver.url)
    body = json.loads(receiver.taken[0].body)
    jsonschema.Draft202012Validator(json.loads(written)).validate(body)
    assert body["schema"] == "claimwatch.alerts/2"
    assert body["alerts"][0]["story_id"] == str(2**61)
    assert body["alerts"][0]["facts"]["evidence"].startswith("The nation’s largest electronics retailer")


def test_a_repetition_carries_the_same_key_and_words(
    receiver, message_of: Callable[..., Message], channel: Channel
) -> None:
    """So a receiver that had it before can tell."""
    for _ in range(2):
        posted(message_of(), channel, receiver.url)
    first, second = receiver.taken
    assert first.headers["Idempotency-Key"] == second.headers["Idempotency-Key"] == "k-17"
    assert first.body == second.body == payload(message_of(), channel).line()


@pytest.mark.parametrize("end", ["?room=5&secret=s%26cret", "?room=5#secret=s%26cret", "?room=5#s%26cret"])
def test_a_secret_signs_and_is_not_sent(
    end: str, receiver, message_of: Callable[..., Message], channel: Channel
) -> None:
    """The receiver checks time and body with the secret it shares with us."""
    posted(message_of(), channel, receiver.url + end)
    (taken,) = receiver.taken
    assert taken.path == "/hook?room=5"
    signed = taken.headers["X-Claimwatch-Timestamp"].encode() + b"." + taken.body
    expected = "sha256=" + hmac.new(b"s&cret", signed, hashlib.sha256).hexdigest()
    assert taken.headers["X-Claimwatch-Signature"] == expected
    assert "cret" not in str(taken)


def test_without_a_secret_nothing_is_signed(receiver, message_of: Callable[..., Message], channel: Channel) -> None:
    """A signature by nobody would be taken for one."""
    posted(message_of(), channel, receiver.url)
    assert "X-Claimwatch-Signature" not in receiver.taken[0].headers


@pytest.mark.parametrize("status", [408, 409, 425, 429, 500, 502, 503, 504])
def test_trouble_that_passes_is_for_now(
    status: int, receiver, message_of: Callable[..., Message], channel: Channel
) -> None:
    """Too many requests, a server down, a key that is still being worked on."""
    receiver.status = status
    assert posted(message_of(), channel, receiver.url).answer is Answer.LATER


@pytest.mark.parametrize("status", [301, 302, 307, 400, 401, 403, 404, 410, 413, 422])
def test_a_refusal_is_for_ever(status: int, receiver, message_of: Callable[..., Message], channel: Channel) -> None:
    """A message is not carried on to where an address leads now: the way there may be a secret."""
    receiver.status, receiver.headers = status, {"Location": f"{receiver.url}/elsewhere"}
    assert posted(message_of(), channel, receiver.url).answer is Answer.NEVER
    assert len(receiver.taken) == 1


@pytest.mark.parametrize(
    ("headers", "answer", "wait"),
    [
        ({"Retry-After": "120"}, b"", 120),
        ({"Retry-After": "Thu, 01 Jan 1970 00:00:00 GMT"}, b"", 0),
        ({"Retry-After": "Thu, 01 Jan 2500 00:00:00 GMT"}, b"", 86_400),
        ({"Retry-After": "soon"}, b"", None),
        ({}, b'{"retry_after": 1.5}', 1.5),
        ({}, b'{"ok": false, "parameters": {"retry_after": 35}}', 35),
        ({}, b'{"retry_after_ms": 2500}', 2.5),
        ({}, b'["retry_after"]', None),
        ({}, b'{"retry_after": NaN}', None),
        ({}, b'{"retry_after_ms": 1' + b"0" * 400 + b"}", None),
        ({}, b"[" * 1_999, None),
        ({}, b"\xff\xfe", None),
    ],
)
def test_a_receiver_says_how_long_it_wants_to_be_left_alone(
    headers: dict[str, str],
    answer: bytes,
    wait: float | None,
    receiver,
    message_of: Callable[..., Message],
    channel: Channel,
) -> None:
    """In seconds, as a date, or in the body as Discord, Telegram and Matrix do; never longer than a day."""
    receiver.status, receiver.headers, receiver.answer = 429, headers, answer
    assert posted(message_of(), channel, receiver.url).wait == wait


def test_a_date_is_counted_from_now(message_of: Callable[..., Message]) -> None:
    """The created message's moment stands for now."""
    date = {"Retry-After": "Thu, 22 Mar 2018 01:24:00 GMT"}
    assert answered(503, date, "", message_of().created_at).wait == 120


def test_an_answer_is_shown_but_not_all_of_it(receiver, message_of: Callable[..., Message], channel: Channel) -> None:
    """Enough to mend what is wrong."""
    receiver.status, receiver.answer = 422, b"no such room" + b"x" * 1_000_000
    assert posted(message_of(), channel, receiver.url).detail.startswith("422 Unprocessable Entity: no such room")
