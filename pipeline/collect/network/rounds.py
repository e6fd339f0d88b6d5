"""One round: every request of one call under way, each in its own time, their results as they come."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, NamedTuple

import aiohttp

from pipeline.collect.network.addresses import fetchable, host_of
from pipeline.collect.network.journey import Journeys, Surroundings, Way
from pipeline.collect.network.politeness import Crowd, HostGate
from pipeline.collect.network.rows import arrived, failed
from pipeline.collect.network.slots import Slot, Slots
from pipeline.collect.network.visit import Errand
from pipeline.errors import FetchError, RefusedAddressError
from pipeline.text import printable

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, MutableMapping
    from datetime import datetime

    from pipeline.collect.network.door import Door
    from pipeline.collect.network.hosts import Hosts
    from pipeline.collect.network.requests import Fetched, Limits, Request

__all__ = ["Parcel", "Round"]


class Parcel(NamedTuple):
    """A result, and the slot it holds until somebody has taken it."""

    fetched: Fetched
    slot: Slot


class Round:
    """Requests made together; `next_free` and `crowd` tell of other rounds, see `HostGate`."""

    def __init__(
        self,
        door: Door,
        limits: Limits,
        hosts: Hosts,
        next_free: MutableMapping[str, float],
        crowd: Crowd,
        user_agent: str,
        now: Callable[[], datetime],
    ) -> None:
        self._door, self._limits, self._hosts, self._next_free = door, limits, hosts, next_free
        self._crowd, self._user_agent, self._now = crowd, user_agent, now

    async def results(self, requests: tuple[Request, ...]) -> AsyncGenerator[Parcel]:
        """Yield a result for every request, in order of completion; its slot is left by whoever takes it."""
        done: asyncio.Queue[Parcel] = asyncio.Queue()
        limits = self._limits
        gate = HostGate(limits.per_host, self._next_free, time.monotonic() + limits.turn_within, self._crowd)
        gate.expect(_host(request) for request in requests)
        slots = Slots(limits.at_once, limits.silence, limits.large_at_once)
        async with self._session() as session, asyncio.TaskGroup() as group:
            around = Surroundings(session, self._door, limits, gate, slots, self._hosts, self._now)
            journeys = Journeys(around)

            async def send(request: Request) -> None:
                slot = slots.one()
                fetched = await self._fetched(journeys, request, slot)
                slot.keep()
                done.put_nowait(Parcel(fetched, slot))

            for request in requests:
                group.create_task(send(request))
            for _ in requests:
                yield await done.get()

    async def _fetched(self, journeys: Journeys, request: Request, slot: Slot) -> Fetched:
        byte_limit = self._limits.feed_bytes if request.kind == "feed" else self._limits.page_bytes
        way = Way(Errand(request.url, request.kind, byte_limit, request.validators, request.within_site))
        try:
            answer = await journeys.make(way, slot)
            return arrived(request, way, answer, self._now())
        except FetchError as error:
            problem = error
        except Exception as error:  # noqa: BLE001 - what one address brings out in us must not cost the others
            problem = FetchError(way.place, printable(f"{type(error).__name__}: {error}"[:300]))
        slot.leave()
        return failed(request, way, problem, self._now())

    def _session(self) -> aiohttp.ClientSession:
        return aiohttp.ClientSession(
            connector=self._door.connector(),
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(total=None),
            auto_decompress=False,
            headers={"User-Agent": self._user_agent},
            # Content-Security-Policy headers of news sites go over aiohttp's default of 8 KB.
            max_field_size=64 * 1024,
        )


def _host(request: Request) -> str:
    """Return the host a request is counted under; one that will be refused belongs to none."""
    try:
        return host_of(fetchable(request.url))
    except RefusedAddressError:
        return ""
