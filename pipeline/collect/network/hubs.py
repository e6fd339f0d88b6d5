"""
Requests to hubs: the one thing that is sent, and not asked for, on the way of an article.

They leave by the same door as every request, so a feed cannot name a hub on a private network.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import aiohttp

from pipeline.collect.network.addresses import fetchable, next_hop
from pipeline.errors import FetchError
from pipeline.text import printable, squeeze

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.collect.network.door import Door

__all__ = ["tell_hub"]

_DEADLINE = 15.0
_REDIRECTS = 3
# The only ones that keep a POST a POST; WebSub, section 5.1, names them.
_ONWARD = frozenset({307, 308})
_EXPLANATION = 300


async def tell_hub(door: Door, hub: str, fields: Mapping[str, str], user_agent: str) -> str | None:
    """Send a form to a hub; return why it was not accepted, None when it was (any 2xx)."""
    try:
        async with (
            asyncio.timeout(_DEADLINE),
            aiohttp.ClientSession(connector=door.connector(), headers={"User-Agent": user_agent}) as session,
        ):
            return await _told(session, door, fetchable(hub), fields)
    except FetchError as error:
        return error.reason
    except TimeoutError:
        return f"the hub did not answer within {_DEADLINE:g} s"
    except (aiohttp.ClientError, OSError, ValueError) as error:
        cause = error.os_error if isinstance(error, aiohttp.ClientConnectorError) else error
        return squeeze(printable(f"no connection to the hub: {getattr(cause, 'strerror', None) or cause}"))


async def _told(session: aiohttp.ClientSession, door: Door, place: str, fields: Mapping[str, str]) -> str | None:
    for _ in range(_REDIRECTS + 1):
        proxy = await door.enter(place)
        async with session.post(place, data=fields, allow_redirects=False, proxy=proxy) as answer:
            if 200 <= answer.status < 300:
                return None
            if answer.status not in _ONWARD:
                said = (await answer.content.read(_EXPLANATION)).decode("utf-8", "replace")
                return squeeze(printable(f"the hub answered {answer.status} {said}"))
            place = next_hop(place, answer.headers.get("Location", ""))
    return f"the hub redirects more than {_REDIRECTS} times"
