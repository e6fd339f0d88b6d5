"""What hubs are answered, over real HTTP, and how we stand with them: one on loopback asks, denies, sends and lies."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from pipeline.collect.network.door import Door
from pipeline.collect.network.hubs import tell_hub
from pipeline.collect.websub.subscription import Wish
from pipeline.errors import NotFoundError
from pipeline.push import news
from pipeline.push.subscriber import Subscriber
from pipeline.push.subscriptions import Subscriptions

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Clock, Hub, Receiver

FEED = "https://n.example/feed"


class Desk:
    """Somebody who looks after subscriptions, as the server has it, with a clock that can be moved."""

    def __init__(self, receiver: Receiver, clock: Clock, allowed: frozenset[str]) -> None:
        self.listed, self.named = [FEED], list[Wish]()
        door = Door(allowed, {}, {})
        self._subscriber = Subscriber(
            receiver.subscriptions,
            hubs=lambda: self.named,
            listed=lambda: self.listed,
            ask=lambda hub, fields: tell_hub(door, hub, fields, "claimwatch/test"),
            public_url=f"http://{receiver.place}",
            now=clock,
            tell=receiver.told.append,
        )

    def look_after(self) -> None:
        """Do once what the server does every few seconds."""
        asyncio.run(self._subscriber.look_after())


@pytest.fixture
def desk(receiver: Receiver, clock: Clock, hub: Hub) -> Desk:
    """Somebody who looks after subscriptions; the feed names the hub."""
    desk = Desk(receiver, clock, frozenset({"127.0.0.1"}))
    desk.named = [Wish(FEED, hub.url, f"{FEED}/own")]
    return desk


def test_a_feed_that_names_a_hub_is_subscribed_to_once(desk: Desk, hub: Hub, receiver: Receiver) -> None:
    """The hub asks whether we mean it while it is being asked, and is told so; looking again changes nothing."""
    for _ in range(3):
        desk.look_after()
    assert hub.confirmed == [("subscribe", 200, f"{FEED}/own")]
    (asked,) = hub.asked
    assert asked["hub.callback"].startswith(f"http://{receiver.place}/websub/")
    assert len(asked["hub.callback"].rpartition("/")[2]) == 43
    assert len(asked["hub.secret"]) == 43
    assert receiver.told == [f"{FEED}: its hub tells us of it until 2026-03-02 10:00 UTC"]
    assert receiver.ask("GET", "/health").said["subscribed"] == 1


def test_a_feed_without_a_hub_or_off_the_list_is_not(desk: Desk, hub: Hub) -> None:
    """Nor is any before the first run has published something."""

    def nothing_published() -> list[Wish]:
        raise NotFoundError("nothing is published yet")

    desk.listed = []
    desk.look_after()
    desk.listed, desk.named = [FEED], []
    desk.look_after()
    desk._subscriber._hubs = nothing_published
    desk.look_after()
    assert hub.asked == []


def test_a_lease_is_renewed_before_it_ends(desk: Desk, hub: Hub, clock: Clock, receiver: Receiver) -> None:
    """With the same callback and secret; when the hub is down then, it is asked again."""
    desk.look_after()
    clock.move(minutes=39)
    desk.look_after()
    assert len(hub.asked) == 1
    clock.move(minutes=1)
    hub.status = 503
    desk.look_after()
    hub.status = 202
    clock.move(minutes=1)
    desk.look_after()
    assert [request == hub.asked[0] for request in hub.asked] == [True] * 3
    (standing,) = receiver.subscriptions
    assert (standing.ends_at - clock()).total_seconds() == 3600


def test_a_hub_that_denies_is_left_alone_for_a_day(desk: Desk, hub: Hub, clock: Clock, receiver: Receiver) -> None:
    """Its reason is told and the feed polled all the same."""
    hub.denial = "not for you"
    desk.look_after()
    clock.move(hours=23)
    desk.look_after()
    assert len(hub.asked) == 1
    assert receiver.told == [f"{FEED}: its hub will not tell us of it (not for you); it is polled all the same"]
    assert receiver.ask("GET", "/health").said["denied"] == 1
    hub.denial = ""
    clock.move(hours=1)
    desk.look_after()
    assert receiver.ask("GET", "/health").said["subscribed"] == 1


def test_a_feed_that_is_gone_is_taken_leave_of(desk: Desk, hub: Hub, receiver: Receiver) -> None:
    """The hub hears it and asks; from then on its callback leads nowhere."""
    desk.look_after()
    desk.listed = []
    desk.look_after()
    assert [mode for mode, *_ in hub.confirmed] == ["subscribe", "unsubscribe"]
    assert list(receiver.subscriptions) == []
    hub.asked.pop()
    assert hub.send(b"<rss/>").status == 404


def test_who_does_not_know_what_we_want_is_not_confirmed(desk: Desk, hub: Hub, receiver: Receiver) -> None:
    """Neither another topic nor the wish to leave."""
    desk.look_after()
    (asked,) = hub.asked
    assert hub.call_back(asked | {"hub.topic": FEED}).status == 404
    assert hub.call_back(asked | {"hub.mode": "unsubscribe"}).status == 404
    assert len(hub.confirmed) == 1
    assert next(iter(receiver.subscriptions)).state == "active"


def test_a_challenge_is_no_markup(desk: Desk, hub: Hub, receiver: Receiver) -> None:
    """It is echoed as it is, as text that no browser takes for anything else."""
    desk.look_after()
    path = hub.asked[0]["hub.callback"].partition(receiver.place)[2]
    query = "hub.mode=subscribe&hub.lease_seconds=60&hub.topic=https%3A%2F%2Fn.example%2Ffeed%2Fown"
    answer = receiver.ask("GET", f"{path}?{query}&hub.challenge=%3Cscript%3E%0D%0AX-Evil%3A+1")
    assert answer.body == b"<script>\r\nX-Evil: 1"
    assert (answer.headers["content-type"], answer.headers["x-content-type-options"]) == (
        "text/plain; charset=utf-8",
        "nosniff",
    )
    assert "x-evil" not in answer.headers


@pytest.mark.parametrize("method", ["sha1", "sha256", "sha384", "sha512"])
def test_what_is_signed_as_agreed_is_taken(desk: Desk, hub: Hub, receiver: Receiver, method: str) -> None:
    """As it came, once, for the feed it is about; without content it is a ping."""
    desk.look_after()
    assert [hub.send(b"<rss/>", method=method).status for _ in range(2)] == [202, 202]
    assert hub.send(b"", method=method).status == 202
    letters = [receiver.inbox.read(one.letter_id) for one in receiver.inbox.waiting()]
    assert {(one.kind, one.url, one.body, one.content_type) for one in letters} == {
        ("feed", FEED, b"<rss/>", "application/rss+xml"),
        ("ping", FEED, b"", None),
    }


def test_what_is_not_is_answered_alike_and_kept_out(desk: Desk, hub: Hub, receiver: Receiver) -> None:
    """Nobody can try signatures; a row will say that somebody did."""
    desk.look_after()
    answers = [
        hub.send(b"<rss/>"),
        hub.send(b"<rss/>", secret="guessed"),  # noqa: S106 - a wrong one
        hub.send(b"<rss/>", signed=False),
        hub.send(b"", signed=False),
    ]
    assert {(answer.status, answer.body) for answer in answers} == {(202, b"")}
    letters = [one.letter for one in receiver.inbox.waiting()]
    assert sorted(f"{one.kind}: {one.reason}" for one in letters) == [
        "feed: None",
        "refusal: a wrong signature on what came from its hub",
        "refusal: no signature on what came from its hub",
    ]


def test_too_much_at_once_is_refused(desk: Desk, hub: Hub, receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    """No hub fills the memory."""
    monkeypatch.setattr(news, "MOST_BYTES", 100)
    desk.look_after()
    assert [hub.send(b"x" * size).status for size in (100, 101)] == [202, 413]
    assert receiver.inbox.count() == 1


def test_a_hub_on_a_private_network_is_not_asked(receiver: Receiver, clock: Clock, hub: Hub) -> None:
    """A feed cannot make us knock at our own doors; the refusal is told and tried no more often than any other."""
    desk = Desk(receiver, clock, frozenset())
    desk.named = [Wish(FEED, hub.url, FEED)]
    desk.look_after()
    desk.look_after()
    assert hub.asked == []
    (told,) = receiver.told
    assert "127.0.0.1 is not on the public internet" in told


def test_a_hub_that_moved_is_followed(desk: Desk, hub: Hub) -> None:
    """A 307 keeps the request as it is, and leads through the same door."""
    hub.moved = True
    desk.look_after()
    assert len(hub.confirmed) == 1


def test_subscriptions_outlive_the_receiver(desk: Desk, receiver: Receiver, receivers: Callable[..., Receiver]) -> None:
    """They are in a file that only its owner can read; a damaged one is named, with the way out."""
    desk.look_after()
    again = receivers()
    assert list(again.subscriptions) == list(receiver.subscriptions)
    path = receiver.subscriptions._path
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    path.write_bytes(path.read_bytes()[:-5])
    with pytest.raises(Exception, match="damaged; move it away"):
        Subscriptions(path)
