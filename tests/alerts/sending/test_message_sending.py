from __future__ import annotations

import multiprocessing
import signal
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from pipeline.alerts.sending import _CONTEXT, _carry, send
from pipeline.models import Answer

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    from pipeline.models import Channel, Message


def test_a_message_is_carried_and_its_answer_brought_back(
    receiver, message_of: Callable[..., Message], channel: Channel
) -> None:
    """By a process of its own, which is gone afterwards."""
    outcome = send(message_of(), channel, receiver.url)
    assert (outcome.answer, outcome.detail) == (Answer.ACCEPTED, "200 OK: thank you")
    assert receiver.taken
    assert not multiprocessing.active_children()


def test_a_byte_at_a_time_holds_nobody_up(receiver, message_of: Callable[..., Message], channel: Channel) -> None:
    """The deadline is for the whole attempt, not for each byte; perhaps it was taken, so it is tried again."""
    receiver.dripping = True
    outcome = send(message_of(), channel, receiver.url, deadline=1.5)
    assert (outcome.answer, outcome.detail) == (Answer.LATER, "no answer within 1.5 s")
    assert not multiprocessing.active_children()


def test_a_mail_server_that_drips_holds_nobody_up(post, message_of: Callable[..., Message], channel: Channel) -> None:
    """The standard library would listen to it for ever."""
    post.dripping = True
    outcome = send(message_of(), channel, f"smtp://{post.host}/?from=a@b.c&to=d@e.f&tls=off", deadline=1.5)
    assert (outcome.answer, outcome.detail) == (Answer.LATER, "no answer within 1.5 s")


def test_a_carrier_left_alone_ends_itself(receiver, message_of: Callable[..., Message], channel: Channel) -> None:
    """Whoever sends may be killed; what it started does not stay for ever."""
    receiver.dripping = True
    _, giving = _CONTEXT.Pipe(duplex=False)
    carrier = _CONTEXT.Process(target=_carry, args=(giving, message_of(), channel, receiver.url, 1.0))
    carrier.start()
    carrier.join(30)
    assert carrier.exitcode == -signal.SIGALRM
    giving.close()


def test_several_are_carried_at_once(receiver, message_of: Callable[..., Message], channel: Channel) -> None:
    """By threads, as channels are told; one that hangs holds up none of the others."""
    keys = [f"k{number}" for number in range(12)]
    with ThreadPoolExecutor(4) as threads:
        told = list(threads.map(lambda key: send(message_of(key=key), channel, receiver.url), keys))
    assert {outcome.answer for outcome in told} == {Answer.ACCEPTED}
    assert sorted(taken.headers["Idempotency-Key"] for taken in receiver.taken) == sorted(keys)


def test_an_answer_without_end_fills_no_memory(receiver, message_of: Callable[..., Message], channel: Channel) -> None:
    """Its beginning is enough to know."""
    receiver.endless = True
    for address in (f"ntfy://{receiver.host}/phones", receiver.url):
        assert send(message_of(), channel, address).answer is Answer.ACCEPTED


def test_standard_output_gets_the_message_as_text(
    message_of: Callable[..., Message], channel: Channel, capsys: pytest.CaptureFixture[str]
) -> None:
    """In the same process, because it is its own output."""
    assert send(message_of(), channel, "stdout").answer is Answer.ACCEPTED
    assert "1 origin (unnamed, via CNET) · 4 outlets\n" in capsys.readouterr().out


def test_an_address_nobody_can_use_is_an_outcome(message_of: Callable[..., Message], channel: Channel) -> None:
    """It was checked when it was added, but packages and files go away."""
    outcome = send(message_of(), channel, "carrier-pigeon://roof")
    assert outcome.answer is Answer.NEVER
    assert "no address apprise can use" in outcome.detail


def test_nobody_there_is_for_now(message_of: Callable[..., Message], channel: Channel) -> None:
    """A closed port may be open in an hour."""
    for address in (
        "http://127.0.0.1:9/hook",
        "ntfy://127.0.0.1:9/phones",
        "smtp://127.0.0.1:9/?from=a@b.c&to=d@e.f&tls=off",
    ):
        outcome = send(message_of(), channel, address)
        assert outcome.answer is Answer.LATER
        assert "127.0.0.1" not in outcome.detail
