"""WebSub's steps, without a network: signatures, intent, leases, and which subscriptions there are to be."""

from __future__ import annotations

import hashlib
import hmac
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from pipeline.collect.websub.signatures import METHODS, signature_flaw
from pipeline.collect.websub.subscription import (
    Subscription,
    Wish,
    answered,
    asking,
    form,
    mode_due,
    not_accepted,
)
from pipeline.collect.websub.wishes import arranged

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
WISH = Wish("https://n.example/feed", "https://hub.example/", "https://n.example/own")
CALLBACKS = "https://us.example/websub/"


def _wanted(**more: Any) -> Subscription:
    (made,) = arranged([], [WISH], CALLBACKS, lambda: "token", AT)
    return made.model_copy(update=more)


def _asked_by_hub(mode: str = "subscribe", **more: str) -> dict[str, str]:
    said = {"hub.mode": mode, "hub.topic": WISH.topic, "hub.challenge": "c", "hub.lease_seconds": "3600"}
    return said | {f"hub.{name}": value for name, value in more.items()}


@pytest.mark.parametrize("method", METHODS)
def test_a_right_signature_is_right_by_every_method(method: str) -> None:
    """Also in capital letters; it belongs to one body and one secret."""
    digest = hmac.new(b"secret", b"body", getattr(hashlib, method)).hexdigest()
    assert signature_flaw("secret", f"{method}={digest}", b"body") is None
    assert signature_flaw("secret", f" {method.upper()}={digest.upper()}", b"body") is None
    for secret, body in (("secret", b"bodY"), ("other", b"body"), ("secret", b"")):
        assert signature_flaw(secret, f"{method}={digest}", body) == "a wrong signature"


@pytest.mark.parametrize(
    "header", [None, "", "sha256", "sha256=", "md5=00", "=", "sha256=ä", "sha256=" + "0" * 100_000]
)
def test_anything_else_is_no_signature(header: str | None) -> None:
    """And nothing a hub can write makes it raise."""
    assert signature_flaw("secret", header, b"body")


def test_a_hub_is_told_where_to_call_and_what_to_sign_with() -> None:
    """The fields of section 5.1; who leaves gives no secret."""
    assert form(_wanted(), "subscribe") == {
        "hub.mode": "subscribe",
        "hub.topic": WISH.topic,
        "hub.callback": "https://us.example/websub/token",
        "hub.lease_seconds": "864000",
        "hub.secret": "token",
    }
    assert "hub.secret" not in form(_wanted(), "unsubscribe")


def test_a_verified_subscription_is_renewed_before_its_lease_ends() -> None:
    """After two thirds of it; a hub that asks again on its own renews it, too."""
    answer = answered(asking(_wanted(), AT), _asked_by_hub(), AT)
    assert answer is not None
    assert answer.challenge == "c"
    active = answer.after
    assert (active.state, active.ends_at, active.tries) == ("active", AT + timedelta(hours=1), 0)
    due = [mode_due(active, AT + timedelta(minutes=minutes)) for minutes in (0, 39, 40, 300)]
    assert due == [None, None, "subscribe", "subscribe"]
    later = answered(active, _asked_by_hub(), AT + timedelta(minutes=30))
    assert later.after.ends_at == AT + timedelta(minutes=90)


@pytest.mark.parametrize(
    "said",
    [
        _asked_by_hub(topic="https://n.example/other"),
        _asked_by_hub(mode="unsubscribe"),
        _asked_by_hub(mode="publish"),
        _asked_by_hub(challenge=""),
        _asked_by_hub(challenge="x" * 5000),
        _asked_by_hub(lease_seconds="0"),
        _asked_by_hub(lease_seconds="-5"),
        _asked_by_hub(lease_seconds="1e9"),
        _asked_by_hub(lease_seconds="١٢"),
        {},
    ],
)
def test_what_nobody_meant_is_not_confirmed(said: dict[str, str]) -> None:
    """A stranger who knows the callback cannot take us out, or in for something else."""
    assert answered(_wanted(), said, AT) is None


def test_no_lease_is_endless_or_too_short_to_renew() -> None:
    """A hub that says a million years is asked again in less, one that says a second not every second."""
    longest = answered(_wanted(), _asked_by_hub(lease_seconds="9" * 12), AT).after
    shortest = answered(_wanted(), _asked_by_hub(lease_seconds="1"), AT).after
    assert longest.ends_at - AT <= timedelta(days=3650)
    assert shortest.next_at - AT == timedelta(minutes=1)


def test_a_denial_is_kept_with_its_reason_and_asked_again_a_day_later() -> None:
    """In words fit for a terminal; one that we are leaving is over by it."""
    after = answered(_wanted(), _asked_by_hub(mode="denied", reason="not\x1b[31m  you"), AT).after
    assert (after.state, after.problem, after.next_at) == ("denied", "not[31m you", AT + timedelta(days=1))
    assert answered(_wanted(state="leaving"), _asked_by_hub(mode="denied"), AT).after is None


def test_a_hub_that_does_not_answer_is_asked_less_and_less_often() -> None:
    """From a minute up to a day, however often; one that accepts and does not verify after ten minutes."""
    subscription, waits = _wanted(), []
    for _ in range(40):
        subscription = not_accepted(asking(subscription, AT), "no connection", AT)
        waits.append((subscription.next_at - AT).total_seconds())
    assert (waits[:4], waits[-1]) == ([60, 120, 240, 480], 86400)
    assert asking(_wanted(), AT).next_at == AT + timedelta(minutes=10)
    assert asking(_wanted(tries=4000), AT).next_at == AT + timedelta(days=1)


def test_wishes_make_subscriptions_and_their_end_ends_them() -> None:
    """What is wished for stays; we take leave where a feed is gone, has another hub, or we are elsewhere."""
    tokens = iter("abcdefgh")
    (first,) = arranged([], [WISH, WISH], CALLBACKS, lambda: next(tokens), AT)
    assert list(arranged([first], [WISH], CALLBACKS, lambda: next(tokens), AT)) == [first]
    active = first.model_copy(update={"state": "active", "ends_at": AT + timedelta(days=1)})
    moved = list(arranged([active], [WISH], "https://new.example/websub/", lambda: next(tokens), AT))
    assert [(one.state, one.callback[:19]) for one in moved] == [
        ("leaving", "https://us.example/"),
        ("wanted", "https://new.example"),
    ]
    (leaving,) = arranged([active], [], CALLBACKS, lambda: next(tokens), AT)
    assert mode_due(leaving, AT) == "unsubscribe"
    gone = answered(leaving, _asked_by_hub(mode="unsubscribe"), AT)
    assert (gone.after, gone.challenge) == (None, "c")
    for over in (leaving.model_copy(update={"tries": 4}), leaving.model_copy(update={"ends_at": AT}), first):
        assert list(arranged([over], [], CALLBACKS, lambda: next(tokens), AT)) == []


def test_secrets_are_not_printed() -> None:
    """Neither by repr, which tracebacks and logs show."""
    assert "token" not in repr(_wanted()).replace("token=", "")
