"""How many may be at one host's door at once, and how long to wait between two knocks."""

from __future__ import annotations

import asyncio
import math
import threading
import time
from collections import Counter
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, MutableMapping

__all__ = ["Crowd", "HostGate", "LaterError"]


class LaterError(Exception):
    """The turn would not come in time."""


# Seconds between two looks whether those of another round have left.
_GLANCE = 0.02


class Crowd:
    """How many visits of all rounds are at each host; rounds may run in threads of their own."""

    def __init__(self) -> None:
        self._there: Counter[str] = Counter()
        self._lock = threading.Lock()

    def join(self, host: str, most: int) -> bool:
        """Be one more at a host, unless there are so many already; return whether that went."""
        with self._lock:
            if self._there[host] >= most:
                return False
            self._there[host] += 1
            return True

    def leave(self, host: str) -> None:
        """Be one less."""
        with self._lock:
            self._there[host] -= 1


class _Entrance:
    def __init__(self, at_once: int) -> None:
        self.free = asyncio.Semaphore(at_once)
        self.waiting = 0


class HostGate:
    """
    Lets at most `at_once` visits of a host run, begun at least their spacing apart.

    `next_free` remembers, by host, when the next spaced visit may begin (seconds of the monotonic clock). It is the
    caller's, so that a second round of visits keeps its distance from the first. Nobody waits beyond `until`, on the
    same clock. `crowd` counts the visits of other rounds, which may go on at the same time.
    """

    def __init__(
        self,
        at_once: int,
        next_free: MutableMapping[str, float],
        until: float = math.inf,
        crowd: Crowd | None = None,
    ) -> None:
        self._at_once = at_once
        self._crowd = crowd or Crowd()
        self._next_free = next_free
        self._until = until
        self._entrances: dict[str, _Entrance] = {}
        self._expected: Counter[str] = Counter()

    def expect(self, hosts: Iterable[str]) -> None:
        """Announce visits, so that a connection is kept open where another visit comes at once."""
        self._expected.update(hosts)

    def another_comes(self, host: str) -> bool:
        """Return whether announced visits to a host have not begun."""
        return self._expected[host] > 0

    @asynccontextmanager
    async def visit(self, host: str, *, spacing: float | None = None) -> AsyncIterator[None]:
        """
        Wait for our turn at a host; `spacing` in seconds, None for a visit that keeps no distance to others.

        Raises:
            LaterError: at once where the turn can be seen not to come in time, else when time is up.

        """
        entrance = self._entrances.setdefault(host, _Entrance(self._at_once))
        if spacing is not None and self._begin(host) + entrance.waiting * spacing > self._until:
            raise LaterError
        await self._enter(entrance)
        self._expected[host] -= 1
        try:
            await self._join_crowd(host)
            try:
                if spacing is not None:
                    await self._keep_distance(host, spacing)
                yield
            finally:
                self._crowd.leave(host)
        finally:
            entrance.free.release()

    async def _enter(self, entrance: _Entrance) -> None:
        if not entrance.free.locked():
            await entrance.free.acquire()
            return
        entrance.waiting += 1
        try:
            async with asyncio.timeout(None if self._until == math.inf else self._until - time.monotonic()):
                await entrance.free.acquire()
        except TimeoutError:
            raise LaterError from None
        finally:
            entrance.waiting -= 1

    async def _join_crowd(self, host: str) -> None:
        while not self._crowd.join(host, self._at_once):
            if time.monotonic() > self._until:
                raise LaterError
            await asyncio.sleep(_GLANCE)

    async def _keep_distance(self, host: str, spacing: float) -> None:
        begin = self._begin(host)
        if begin > self._until:
            raise LaterError
        self._next_free[host] = begin + spacing
        await asyncio.sleep(begin - time.monotonic())

    def _begin(self, host: str) -> float:
        return max(time.monotonic(), self._next_free.get(host, 0.0))
