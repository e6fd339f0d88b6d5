"""Which subscriptions there are to be, given which there are and which feeds name a hub."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.collect.websub.subscription import Subscription, Wish

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

__all__ = ["arranged"]

# A hub that never confirms that we left is told this often; what it still sends is answered with "gone" after that.
_MOST_FAREWELLS = 4


def arranged(
    standing: Iterable[Subscription],
    wishes: Iterable[Wish],
    callbacks: str,
    new_token: Callable[[], str],
    now: datetime,
) -> Iterator[Subscription]:
    """
    Yield the subscriptions as they are to be.

    One that is wished for stays as it is. One that is not, because its feed is gone, has another hub, or is called at
    another address than under `callbacks`, is on its way out until its hub has confirmed that, or its lease is over.
    """
    open_wishes = dict.fromkeys(wishes)
    for one in standing:
        if one.state != "leaving" and one.wish in open_wishes and one.callback == callbacks + one.token:
            del open_wishes[one.wish]
            yield one
        elif one.state == "active" and one.ends_at is not None and one.ends_at > now:
            yield one.model_copy(update={"state": "leaving", "next_at": None, "tries": 0})
        elif one.state == "leaving" and one.tries < _MOST_FAREWELLS and (one.ends_at is None or one.ends_at > now):
            yield one
    for wish in open_wishes:
        token = new_token()
        yield Subscription(
            feed_url=wish.feed_url,
            hub=wish.hub,
            topic=wish.topic,
            callback=callbacks + token,
            token=token,
            secret=new_token(),
        )
