"""Keeps subscriptions as they are to be: asks hubs, renews before a lease ends, takes leave of feeds that are gone."""

from __future__ import annotations

import asyncio
import secrets
from typing import TYPE_CHECKING

from pipeline.collect.websub.subscription import Wish, asking, form, mode_due, not_accepted
from pipeline.collect.websub.wishes import arranged
from pipeline.errors import ClaimwatchError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Mapping
    from datetime import datetime

    from pipeline.collect.websub.subscription import Subscription
    from pipeline.push.subscriptions import Subscriptions

__all__ = ["CALLBACKS", "Subscriber"]

CALLBACKS = "/websub/"
"""Under which path hubs call us; the token of a subscription follows."""

_LOOKS_AGAIN = 15.0
_AT_ONCE = 4


class Subscriber:
    """
    Keeps subscriptions for feeds that name a hub, while the server runs.

    Args:
        subscriptions: those there are.
        hubs: reads which feeds name a hub, as last published; raises NotFoundError before anything is.
        listed: reads the addresses of the feeds that are polled at present.
        ask: sends a form to a hub and returns why it was not accepted, None when it was.
        public_url: where hubs reach us.
        now: the clock.
        tell: gets a sentence when a hub does not accept a request.

    """

    def __init__(
        self,
        subscriptions: Subscriptions,
        *,
        hubs: Callable[[], Iterable[Wish]],
        listed: Callable[[], Iterable[str]],
        ask: Callable[[str, Mapping[str, str]], Awaitable[str | None]],
        public_url: str,
        now: Callable[[], datetime],
        tell: Callable[[str], None],
    ) -> None:
        self._subscriptions, self._hubs, self._listed, self._ask = subscriptions, hubs, listed, ask
        self._callbacks, self._now, self._tell = public_url + CALLBACKS, now, tell
        self._turns = asyncio.Semaphore(_AT_ONCE)

    async def go_on(self) -> None:
        """Look after the subscriptions until cancelled."""
        said = ""
        while True:
            try:
                await self.look_after()
                said = ""
            except ClaimwatchError as error:
                # Topics or the published file cannot be read at present; what is subscribed to stays so.
                if str(error) != said:
                    self._tell(str(error))
                said = str(error)
            await asyncio.sleep(_LOOKS_AGAIN)

    async def look_after(self) -> None:
        """Bring the subscriptions up to date once, and ask those hubs whose turn it is."""
        wishes = await asyncio.to_thread(self._wishes)
        now = self._now()
        self._subscriptions.arrange(arranged(self._subscriptions, wishes, self._callbacks, _new_token, now))
        await asyncio.gather(*(self._ask_hub(one) for one in self._subscriptions if mode_due(one, now)))

    def _wishes(self) -> list[Wish]:
        listed = set(self._listed())
        try:
            return [wish for wish in self._hubs() if wish.feed_url in listed]
        except NotFoundError:
            return []

    async def _ask_hub(self, subscription: Subscription) -> None:
        mode = mode_due(subscription, self._now())
        if mode is None:
            return
        async with self._turns:
            # Written before it is sent: a hub may verify while it is being asked, and after we were killed.
            asked = asking(subscription, self._now())
            self._subscriptions.put(asked)
            problem = await self._ask(subscription.hub, form(subscription, mode))
        present = self._subscriptions.of(subscription.token)
        # A hub may have verified, or denied, before it answered the request.
        if problem and present == asked:
            self._subscriptions.put(not_accepted(asked, problem, self._now()))
            self._tell(f"{subscription.feed_url}: cannot {mode}: {problem}; its hub is asked again later")


def _new_token() -> str:
    """Return 256 random bits, fit for an address."""
    return secrets.token_urlsafe(32)
