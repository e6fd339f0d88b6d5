"""
May a page be fetched? Its host's robots.txt is asked once a day, and at most once in a round.

For feeds it is not asked: a person subscribed to them, as with any feed reader, and RFC 9309 is about crawlers, which
find their addresses by themselves. Pages are what we find.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING

from pipeline.collect.network.addresses import host_of, origin_of
from pipeline.collect.network.failures import NotNowError, RedirectsError, StatusError
from pipeline.collect.network.robots import RobotRules, robots_text
from pipeline.errors import FetchError, RefusedAddressError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime

    from pipeline.collect.network.hosts import Hosts
    from pipeline.collect.network.visit import Answer
    from pipeline.models import HostRecord

__all__ = ["Permission"]

# RFC 9309, section 2.4.
_KEPT = timedelta(hours=24)
_TOO_MANY_REQUESTS = 429
_MULTIPLE_CHOICES = 300


class Permission:
    """
    The rules of hosts in one round. Requests that need the same rules wait for one answer.

    Args:
        hosts: where rules are kept; those not older than a day are not asked for.
        ask: how a robots.txt is had.
        now: the clock.

    """

    def __init__(self, hosts: Hosts, ask: Callable[[str], Awaitable[Answer]], now: Callable[[], datetime]) -> None:
        self._hosts, self._ask, self._now = hosts, ask, now
        self._found: dict[str, RobotRules | NotNowError] = {}
        self._asking: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def rules(self, place: str) -> RobotRules:
        """
        Return the rules for an address; a host that has none, or answers that we erred (4xx), allows everything.

        Raises:
            NotNowError: the host could not be asked, or has an error of its own (5xx): nobody knows what it allows.

        """
        origin = origin_of(place)
        async with self._asking[origin]:
            if origin not in self._found:
                self._found[origin] = await self._find(origin)
        found = self._found[origin]
        if isinstance(found, NotNowError):
            raise NotNowError(place, found.reason, retry_at=found.retry_at)
        return found

    async def _find(self, origin: str) -> RobotRules | NotNowError:
        known, now = self._hosts.of(origin), self._now()
        if _says_something(known) and known.robots_at and timedelta(0) <= now - known.robots_at < _KEPT:
            return RobotRules(known.robots)
        try:
            text, status = await self._asked(origin)
        except NotNowError as error:
            return error
        except RefusedAddressError:
            return RobotRules(None)  # the page itself will be refused, or robots.txt is where nobody may look
        except FetchError as error:
            # RFC 9309, section 2.4: rules that cannot be renewed go on being obeyed.
            if _says_something(known):
                return RobotRules(known.robots)
            self._hosts.learn_robots(origin, None, error.status, now)
            reason = f"robots.txt of {host_of(origin)} could not be asked: {error.reason}"
            return NotNowError(error.url, reason, retry_at=getattr(error, "retry_at", None))
        self._hosts.learn_robots(origin, text, status, now)
        return RobotRules(text)

    async def _asked(self, origin: str) -> tuple[str | None, int]:
        try:
            answer = await self._ask(f"{origin}/robots.txt")
        except StatusError as error:
            if error.status is None or not _settled(error.status):
                raise
            return None, error.status
        except RedirectsError:
            # RFC 9309, section 2.3.1.2: behind more than five redirects there is none.
            return None, _MULTIPLE_CHOICES
        return robots_text(answer.body or b"", whole=not answer.cut), answer.status


def _says_something(known: HostRecord) -> bool:
    return known.robots_status is not None and _settled(known.robots_status)


def _settled(status: int) -> bool:
    """Return whether a status says what a host allows: errors of its own do not, nor does "too many requests"."""
    return status < 500 and status != _TOO_MANY_REQUESTS
