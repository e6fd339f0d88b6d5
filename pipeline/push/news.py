"""`/websub/TOKEN`: hubs ask whether we mean it, and send what is new."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.collect.websub.signatures import signature_flaw
from pipeline.collect.websub.subscription import answered
from pipeline.inbox.letters import Letter
from pipeline.push.answers import RefusedError, echo, empty
from pipeline.push.limits import Bucket, body_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from starlette.requests import Request
    from starlette.responses import Response

    from pipeline.collect.websub.subscription import Subscription
    from pipeline.push.mailbox import Mailbox
    from pipeline.push.subscriptions import Subscriptions

__all__ = ["News"]

MOST_BYTES = 15_000_000
"""Of what a hub sends: as much as is fetched of a feed."""
_TAKEN = 202
_GONE = 410
# Of all hubs together. Google's sends an item at a time; a feed that is pinged twice a second is one that went mad.
_A_MINUTE, _AT_ONCE = 1200, 240
_UNKNOWN_A_MINUTE, _UNKNOWN_AT_ONCE = 120, 30
_LONGEST_TYPE = 200


class News:
    """The two requests of a hub; `tell` is told in a sentence how a subscription is doing."""

    def __init__(
        self,
        subscriptions: Subscriptions,
        mailbox: Mailbox,
        now: Callable[[], datetime],
        tell: Callable[[str], None],
    ) -> None:
        self._subscriptions, self._mailbox, self._now, self._tell = subscriptions, mailbox, now, tell
        self._sent = Bucket(_A_MINUTE, _AT_ONCE)
        self._unknown = Bucket(_UNKNOWN_A_MINUTE, _UNKNOWN_AT_ONCE)

    async def verify(self, request: Request) -> Response:
        """Answer a hub that asks whether we mean it, or tells us that it will not serve us."""
        subscription = self._called(request)
        answer = answered(subscription, request.query_params, self._now())
        if answer is None:
            raise RefusedError(404, "nobody here asked for that", "hub.topic")
        if answer.after is None:
            self._subscriptions.remove(subscription)
        else:
            self._subscriptions.put(answer.after)
        self._tell(_how_it_stands(subscription, answer.after))
        return empty(_TAKEN) if answer.challenge is None else echo(answer.challenge)

    async def take(self, request: Request) -> Response:
        """
        Take what a hub sends of a feed: its content where it is signed as it should be.

        What is not is answered as if it were (WebSub, section 8: a success, and the content ignored), so that nobody
        can try signatures; a row says so. A ping without content has to be signed as well.
        """
        subscription = self._called(request)
        if subscription.state == "leaving":
            return empty(_GONE)
        self._sent.take()
        body = await body_of(request, MOST_BYTES)
        now, url = self._now(), subscription.feed_url
        flaw = signature_flaw(subscription.secret, request.headers.get("x-hub-signature"), body)
        if flaw:
            letter = Letter(kind="refusal", url=url, received_at=now, reason=f"{flaw} on what came from its hub")
        elif body.strip():
            kind = request.headers.get("content-type", "")[:_LONGEST_TYPE]
            letter = Letter(kind="feed", url=url, received_at=now, body=body, content_type=kind or None)
        else:
            letter = Letter(kind="ping", url=url, received_at=now)
        await self._mailbox.put(letter)
        return empty(_TAKEN)

    def _called(self, request: Request) -> Subscription:
        subscription = self._subscriptions.of(request.path_params["token"])
        if subscription is None:
            self._unknown.take()
            raise RefusedError(404, "there is no subscription at this address")
        return subscription


def _how_it_stands(before: Subscription, after: Subscription | None) -> str:
    if after is None:
        return f"{before.feed_url}: no longer subscribed to"
    if after.state == "denied":
        return f"{before.feed_url}: its hub will not tell us of it ({after.problem}); it is polled all the same"
    until = f"{after.ends_at:%Y-%m-%d %H:%M} UTC" if after.ends_at else "?"
    return f"{before.feed_url}: its hub tells us of it until {until}"
