from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_plus

import pytest
import requests

from pipeline.alerts.senders.services import passed_on
from pipeline.alerts.sending import send
from pipeline.models import Answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.models import Channel, Message

SLACK = "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ"
DISCORD = f"discord://123456789012345678/{'abcdefghij' * 7}"
TELEGRAM = "tgram://123456789:abcdefg_hijklmnop/12345"


@pytest.fixture
def wire(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[tuple[str, Any]]]:
    """
    Answer in the place of services on the internet, at the edge where requests would open a connection.

    Slack, Discord and Telegram cannot be pointed at loopback.
    """

    def answer(status: int = 200, body: bytes = b"ok", **headers: str) -> list[tuple[str, Any]]:
        asked: list[tuple[str, Any]] = []

        def send_nowhere(self: object, request: requests.PreparedRequest, **_: object) -> requests.Response:
            asked.append((request.url or "", json.loads(request.body or b"null")))
            said = requests.Response()
            said.status_code, said.raw, said.request, said.url = status, io.BytesIO(body), request, request.url or ""
            said.headers.update(headers)
            return said

        monkeypatch.setattr(requests.adapters.HTTPAdapter, "send", send_nowhere)
        return asked

    return answer


def test_ntfy_gets_the_message(receiver, message_of: Callable[..., Message], channel: Channel) -> None:
    """A service of one's own, asked for real."""
    outcome = send(message_of(), channel, f"ntfy://{receiver.host}/phones")
    assert outcome.answer is Answer.ACCEPTED
    (taken,) = receiver.taken
    said = json.loads(taken.body)
    assert said["topic"] == "phones"
    assert "1 origin (unnamed, via CNET) · 4 outlets" in said["message"]


def test_a_long_chinese_message_stays_a_message(receiver, message_of: Callable[..., Message], channel: Channel) -> None:
    """Beyond its limit ntfy makes a file of it, which no phone shows."""
    story = {"claim": "华为手机将停止在百思买销售。" * 200, "evidence": "消息人士称。" * 900}
    send(message_of(facts=story), channel, f"ntfy://{receiver.host}/phones")
    (taken,) = receiver.taken
    assert taken.headers["Content-Type"] == "application/json"
    assert json.loads(taken.body)["message"].count("华为手机") > 5


def test_matrix_is_logged_into_and_told(receiver, message_of: Callable[..., Message], channel: Channel) -> None:
    """Four requests, and the text as text."""
    receiver.answer = json.dumps({"access_token": "x", "room_id": "!r:h", "user_id": "@a:h", "device_id": "d"}).encode()
    assert send(message_of(), channel, f"matrix://user:pass@{receiver.host}/#room").answer is Answer.ACCEPTED
    said = next(json.loads(taken.body) for taken in receiver.taken if "/send/m.room.message/" in taken.path)
    assert "Best Buy will stop selling Huawei phones" in said["body"]


@pytest.mark.parametrize(
    ("status", "answer"),
    [
        (400, Answer.NEVER),
        (401, Answer.NEVER),
        (403, Answer.NEVER),
        (404, Answer.NEVER),
        (500, Answer.LATER),
        (502, Answer.LATER),
    ],
)
def test_a_services_status_tells_now_from_ever(
    status: int, answer: Answer, receiver, message_of: Callable[..., Message], channel: Channel
) -> None:
    """The library apprise says False to all of them."""
    receiver.status, receiver.answer = status, b"because of this"
    outcome = send(message_of(), channel, f"ntfy://{receiver.host}/phones")
    assert outcome.answer is answer
    assert "because of this" in outcome.detail


@pytest.mark.parametrize("status", [429, 503])
def test_a_service_that_asks_for_rest_is_not_asked_again_at_once(
    status: int, receiver, message_of: Callable[..., Message], channel: Channel
) -> None:
    """Some of apprise's plugins would sleep and try again, beyond any deadline."""
    receiver.status, receiver.headers = status, {"Retry-After": "77"}
    outcome = send(message_of(), channel, f"ntfy://{receiver.host}/phones")
    assert (outcome.answer, outcome.wait) == (Answer.LATER, 77)
    assert len(receiver.taken) == 1


def test_telegram_says_in_the_body_how_long_to_wait(
    wire: Callable[..., Any], message_of: Callable[..., Message], channel: Channel
) -> None:
    """It sends no Retry-After."""
    wire(429, b'{"ok":false,"error_code":429,"parameters":{"retry_after":35}}')
    outcome = passed_on(message_of(), channel, TELEGRAM)
    assert (outcome.answer, outcome.wait) == (Answer.LATER, 35)


def test_discord_that_asks_for_rest_is_not_waited_for(
    wire: Callable[..., Any], message_of: Callable[..., Message], channel: Channel
) -> None:
    """The plugin by itself would."""
    asked = wire(429, b'{"retry_after": 3600.5}', **{"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "4102444800"})
    outcome = passed_on(message_of(), channel, DISCORD)
    assert (outcome.answer, outcome.wait, len(asked)) == (Answer.LATER, 3600.5, 1)


def test_slack_that_says_ok_with_an_error_did_not_take_it(
    wire: Callable[..., Any], message_of: Callable[..., Message], channel: Channel
) -> None:
    """A bot is answered 200 whatever happens, and why stands in the body."""
    wire(200, b'{"ok": false, "error": "channel_not_found"}')
    outcome = passed_on(message_of(), channel, "slack://xoxb-1234-1234-abc124/#general")
    assert outcome.answer is Answer.LATER
    assert "channel_not_found" in outcome.detail


def test_what_an_address_asks_for_does_not_change_what_is_safe(
    wire: Callable[..., Any], message_of: Callable[..., Message], channel: Channel
) -> None:
    """Text from the web goes as text, even where somebody asked for Markdown, and once."""
    asked = wire(500)
    passed_on(message_of(), channel, f"{SLACK}?format=markdown&retry=3&wait=0")
    ((_, said),) = asked
    assert said["mrkdwn"] is False


def test_a_mail_by_a_service_has_a_subject(
    message_of: Callable[..., Message], channel: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A chat has it as the first line; a mailbox shows nothing else."""
    asked: list[str] = []

    def send_nowhere(self: object, request: requests.PreparedRequest, **_: object) -> requests.Response:
        asked.append(str(request.body))
        said = requests.Response()
        said.status_code, said.raw, said.request = 200, io.BytesIO(b"{}"), request
        return said

    monkeypatch.setattr(requests.adapters.HTTPAdapter, "send", send_nowhere)
    key = "a" * 32 + "-" + "b" * 8 + "-" + "c" * 8
    passed_on(message_of(), channel, f"mailgun://watch@example.org/{key}/me@example.org")
    assert "[Phones] Best Buy stops selling Huawei phones" in unquote_plus(asked[0]).partition("text=")[0]


def test_no_picture_of_somebody_elses_is_loaded(
    wire: Callable[..., Any], message_of: Callable[..., Message], channel: Channel
) -> None:
    """By default its own pictures would be shown, from the web."""
    asked = wire()
    for address in (SLACK, DISCORD, TELEGRAM):
        passed_on(message_of(), channel, f"{address}?image=yes&footer=yes&avatar=yes")
    assert "apprise" not in json.dumps(asked)
