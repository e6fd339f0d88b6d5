from __future__ import annotations

import asyncio

from pipeline.collect.politeness import HostGate


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
