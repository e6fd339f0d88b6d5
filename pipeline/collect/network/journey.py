"""
The way from the address that was asked for to the one that answers.

    clearance (pause? robots.txt?) -> our turn at the host -> visit -> a redirect? -> clearance -> …

A redirect to another host counts there like a first visit; while redirects stay at one host it is one visit.
"""

from __future__ import annotations

import asyncio
from contextlib import nullcontext
from typing import TYPE_CHECKING, NamedTuple

from pipeline.collect.network.addresses import fetchable, host_of, origin_of
from pipeline.collect.network.failures import DisallowedError, NotNowError, RedirectsError, StatusError
from pipeline.collect.network.permission import Permission
from pipeline.collect.network.politeness import LaterError
from pipeline.collect.network.retry_after import wait_until
from pipeline.collect.network.visit import PERMANENT, Answer, Errand, visit
from pipeline.collect.sites import same_site
from pipeline.errors import FetchError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    import aiohttp

    from pipeline.collect.network.door import Door
    from pipeline.collect.network.hosts import Hosts
    from pipeline.collect.network.politeness import HostGate
    from pipeline.collect.network.requests import Limits
    from pipeline.collect.network.slots import Slot, Slots

__all__ = ["Journeys", "Surroundings", "Way"]

# RFC 9309, section 2.5, asks for 500 KiB at least.
_ROBOTS_BYTES = 500 * 1024


class Surroundings(NamedTuple):
    """What the journeys of one round share."""

    session: aiohttp.ClientSession
    door: Door
    limits: Limits
    gate: HostGate
    slots: Slots
    hosts: Hosts
    now: Callable[[], datetime]


class Way:
    """How far one errand has come."""

    def __init__(self, errand: Errand) -> None:
        self.errand = errand
        self.place = errand.url
        self.begun_at: datetime | None = None
        self.seconds = 0.0
        """Spent with servers; waiting for a turn does not count."""
        self._asked: set[str] = set()
        self._permanent = True

    @property
    def moved_to(self) -> str | None:
        """The address now, where it is another one and every redirect on the way was permanent."""
        return self.place if self._asked and self._permanent else None

    def move(self, answer: Answer, most_redirects: int) -> None:
        """
        Go where an answer leads.

        Raises:
            RedirectsError: we have been there, have been led on too often, or off a site that was not to be left.

        """
        self._asked.add(self.place)
        self._permanent = self._permanent and answer.status in PERMANENT
        if answer.moved in self._asked:
            raise RedirectsError(self.errand.url, "redirects in a circle", status=answer.status)
        if len(self._asked) > most_redirects:
            raise RedirectsError(self.errand.url, f"more than {most_redirects} redirects", status=answer.status)
        if self.errand.within_site and not same_site(self.place, answer.moved or ""):
            raise RedirectsError(self.errand.url, f"redirects to another site ({answer.moved})", status=answer.status)
        self.place = answer.moved or ""


class Journeys:
    """Makes the journeys of one round."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self._permission = Permission(around.hosts, self._robots_txt, around.now)

    async def make(self, way: Way, slot: Slot) -> Answer:
        """
        Return what answers at the end; `way` tells how we got there, also where that failed.

        The slot is held when this returns.

        Raises:
            FetchError: whatever came between.

        """
        way.place, answer = fetchable(way.errand.url), None
        while answer is None:
            host = host_of(way.place)
            spacing = await self._clearance(way)
            try:
                # A page that has its turn waits for its host's robots.txt, which therefore needs none.
                async with (
                    nullcontext() if way.errand.kind == "robots" else self._around.gate.visit(host, spacing=spacing)
                ):
                    answer = await self._stay(way, slot, host, keep_open=not spacing)
            except LaterError:
                raise NotNowError(way.place, "its turn at the host comes later", retry_at=self._around.now()) from None
        return answer

    async def _stay(self, way: Way, slot: Slot, host: str, *, keep_open: bool) -> Answer | None:
        """Return what answers at a host, None where it leads to another one."""
        while True:
            await self._wait_out(way.place)
            await slot.take()
            answer = await self._knock(way, slot, keep_open=keep_open and self._another_comes(way, host))
            if answer.moved is None:
                return answer
            way.move(answer, self._around.limits.redirects)
            if host_of(way.place) != host:
                slot.give_back()
                return None
            await self._clearance(way)

    async def _knock(self, way: Way, slot: Slot, *, keep_open: bool) -> Answer:
        around, loop = self._around, asyncio.get_running_loop()
        way.begun_at = way.begun_at or around.now()
        began = loop.time()
        try:
            async with asyncio.timeout(around.limits.deadline - way.seconds) as deadline:

                async def on_large(size: int) -> None:
                    if size > around.limits.large_body:
                        left = (deadline.when() or 0.0) - loop.time()
                        deadline.reschedule(None)
                        await slot.make_large()
                        deadline.reschedule(loop.time() + left)

                return await visit(
                    around.session, around.door, way.place, way.errand, keep_open=keep_open, on_large=on_large
                )
        except TimeoutError:
            raise FetchError(way.place, f"took longer than {around.limits.deadline:g} s") from None
        except StatusError as error:
            self._heed(error, way.place)
            raise
        finally:
            way.seconds += loop.time() - began

    def _another_comes(self, way: Way, host: str) -> bool:
        return way.errand.kind == "robots" or self._around.gate.another_comes(host)

    async def _clearance(self, way: Way) -> float | None:
        """
        Return the seconds between two visits of the next host, None where this visit keeps no distance.

        Raises:
            NotNowError: the host asked for quiet, or nobody knows what it allows.
            DisallowedError: its robots.txt closes the address to us.

        """
        self._pause(way.place)
        if way.errand.kind != "page":
            return None
        host, rules = host_of(way.place), await self._permission.rules(way.place)
        if not rules.allow(way.place):
            raise DisallowedError(way.place, f"robots.txt of {host} does not allow it")
        own = 0.0 if self._around.door.is_ours(host) else self._around.limits.page_spacing
        return max(own, rules.spacing or 0.0)

    def _pause(self, place: str) -> float:
        """
        Return the seconds until a host may be asked.

        Raises:
            NotNowError: it is longer than we have patience for.

        """
        until, around = self._around.hosts.paused_until(origin_of(place)), self._around
        seconds = (until - around.now()).total_seconds() if until else 0.0
        if until and seconds > around.limits.patience:
            raise NotNowError(place, f"the host asked to wait until {until:%Y-%m-%d %H:%M:%S} UTC", retry_at=until)
        return max(0.0, seconds)

    async def _wait_out(self, place: str) -> None:
        if seconds := self._pause(place):
            await asyncio.sleep(seconds)

    def _heed(self, error: StatusError, place: str) -> None:
        until = wait_until(error.headers.get("retry-after"), status=error.status or 0, now=self._around.now())
        if until is not None:
            error.retry_at = until
            self._around.hosts.pause(origin_of(place), until)

    async def _robots_txt(self, url: str) -> Answer:
        slot = self._around.slots.one()
        try:
            return await self.make(Way(Errand(url, "robots", _ROBOTS_BYTES)), slot)
        finally:
            slot.leave()
