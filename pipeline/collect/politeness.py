"""How many may be at one host's door at once, and how long to wait between two knocks."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, MutableMapping

__all__ = ["HostGate"]


class HostGate:
    """
    Lets at most `at_once` visits of a host run, begun at least their spacing apart.

    `next_free` remembers, by host, when the next visit may begin (seconds of the monotonic clock). It is the caller's,
    so that a second round of visits keeps its distance from the first.
    """

    def __init__(self, at_once: int, next_free: MutableMapping[str, float]) -> None:
        self._visitors: defaultdict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(at_once))
        self._next_free = next_free

    @asynccontextmanager
    async def visit(self, host: str, *, spacing: float) -> AsyncIterator[None]:
        """Wait for our turn at a host; `spacing` in seconds, 0 for none."""
        async with self._visitors[host]:
            now = time.monotonic()
            begin = max(now, self._next_free.get(host, now))
            self._next_free[host] = begin + spacing
            await asyncio.sleep(begin - now)
            yield
