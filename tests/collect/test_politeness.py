from __future__ import annotations

import asyncio
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest

from pipeline.collect.fetch import Fetcher, Limits, Request
from pipeline.collect.network.politeness import HostGate, LaterError

if TYPE_CHECKING:
    from datetime import datetime


def test_a_second_round_keeps_its_distance_from_the_first() -> None:
    """When a host may be asked next is remembered beyond one event loop."""
    next_free: dict[str, float] = {}

    async def visit() -> None:
        async with HostGate(2, next_free).visit("outlet.example", spacing=0.01):
            pass

    asyncio.run(visit())
    first = next_free["outlet.example"]
    asyncio.run(visit())
    assert next_free["outlet.example"] >= first + 0.01


def test_hosts_do_not_wait_for_each_other() -> None:
    """A long spacing at one host leaves the others free."""
    next_free: dict[str, float] = {}

    async def visit_both() -> None:
        gate = HostGate(2, next_free)
        async with gate.visit("slow.example", spacing=3600), gate.visit("quick.example", spacing=0):
            pass

    asyncio.run(visit_both())
    assert next_free["slow.example"] > next_free["quick.example"] + 3000


def test_a_visit_without_spacing_waits_for_nobodys_distance() -> None:
    """Feeds are asked at once, whatever pages of the host have to wait for."""

    async def visit() -> None:
        gate = HostGate(2, {"outlet.example": time.monotonic() + 3600})
        async with asyncio.timeout(5), gate.visit("outlet.example"):
            pass

    asyncio.run(visit())


def test_a_turn_that_comes_too_late_is_refused_at_once() -> None:
    """Three visits a minute apart, within a minute and a half: the third is told so before the first has ended."""
    outcomes: list[str] = []

    async def visit(gate: HostGate, go: asyncio.Event) -> None:
        try:
            async with gate.visit("outlet.example", spacing=60):
                await go.wait()
        except LaterError:
            outcomes.append("later")

    async def visits() -> None:
        gate, go = HostGate(1, {}, time.monotonic() + 90), asyncio.Event()
        tasks = [asyncio.create_task(visit(gate, go)) for _ in range(3)]
        await asyncio.sleep(0.01)
        assert outcomes == ["later"]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    asyncio.run(visits())


def test_a_turn_that_does_not_come_is_given_up() -> None:
    """Who is inside and does not leave cannot keep others waiting for ever."""

    async def visits() -> None:
        gate = HostGate(1, {}, time.monotonic() + 0.05)
        async with gate.visit("outlet.example"):
            with pytest.raises(LaterError):
                async with gate.visit("outlet.example"):
                    pass

    asyncio.run(visits())


def test_pages_beyond_the_turns_of_a_call_come_back_at_once(server: Any, now: datetime) -> None:
    """A slow host never holds a run: the first page is fetched, the others are told to come later."""
    server.serve("/robots.txt", b"User-agent: *\nCrawl-delay: 60")
    requests = [Request(url=server.serve(f"/{number}", b"x"), kind="page") for number in range(4)]
    fetcher = Fetcher(allow_private=frozenset({"127.0.0.1"}), limits=Limits(turn_within=30))
    results = list(fetcher.fetch_all(requests, lambda: now))
    assert sum(1 for fetched in results if fetched.page) == 1
    later = [fetched.fetch for fetched in results if not fetched.page]
    assert {fetch.error for fetch in later} == {"its turn at the host comes later"}
    assert not any(fetch.lasting for fetch in later)
    assert len(server.asked) == 1


def test_a_redirect_counts_at_the_host_it_leads_to(server: Any, now: datetime) -> None:
    """Many hosts that lead to one are not a way to crowd it."""
    inside, most, lock = 0, 0, threading.Lock()

    def count(loopback: Any, wire: Any) -> None:
        nonlocal inside, most
        with lock:
            inside += 1
            most = max(most, inside)
        loopback.stopping.wait(0.02)
        with lock:
            inside -= 1
        wire.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx")

    hosts = [f"h{number}.example" for number in range(8)]
    place = ("127.0.0.1", server.port)
    fetcher = Fetcher(allow_private=frozenset({"127.0.0.1"}), resolve=dict.fromkeys([*hosts, "crowded.example"], place))
    server.serve("/a", b"", "Location: http://crowded.example/b", status="302 Found")
    server.answers["/b"] = count
    requests = [Request(url=f"http://{host}/a", kind="feed") for host in hosts]
    results = list(fetcher.fetch_all(requests, lambda: now))
    assert all(fetched.page for fetched in results)
    assert most <= 2
