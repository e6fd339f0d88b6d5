"""The same requests without us: aiohttp alone, and aiohttp with feedparser."""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import ProcessPoolExecutor
from io import BytesIO
from multiprocessing import get_context
from typing import TYPE_CHECKING

import aiohttp
import feedparser
from aiohttp.abc import AbstractResolver, ResolveResult

from bench.feed_server import ENTRIES, ETAG
from bench.polling_turns import Meter, Turn, addresses

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bench.feed_server import Served

__all__ = ["raw_changed", "raw_unchanged"]

_AT_ONCE = 50
_NOT_MODIFIED = 304


def raw_unchanged(feeds: int, served: Served) -> Turn:
    """Ask with aiohttp in one process."""
    meter = Meter(served)
    asyncio.run(_ask_all(addresses("same", feeds), served.port, {"If-None-Match": ETAG}, _is_unchanged))
    return meter.reading(feeds)


def raw_changed(feeds: int, served: Served) -> Turn:
    """Ask with aiohttp and parse with feedparser in two processes, each half of the feeds."""
    asked = addresses("news", feeds)
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as both:
        list(both.map(time.sleep, (0.5, 0.5)))  # both have imported what they need
        meter = Meter(served)
        list(both.map(_ask_and_parse, (asked[::2], asked[1::2]), (served.port, served.port)))
        return meter.reading(feeds)


def _ask_and_parse(asked: list[str], port: int) -> None:
    asyncio.run(_ask_all(asked, port, {}, _is_feed))


def _is_unchanged(status: int, body: bytes) -> bool:
    return status == _NOT_MODIFIED and not body


def _is_feed(status: int, body: bytes) -> bool:
    parsed = feedparser.parse(BytesIO(body), sanitize_html=False, resolve_relative_uris=False)
    return status == 200 and len(parsed.entries) == ENTRIES


async def _ask_all(
    asked: Iterable[str], port: int, headers: dict[str, str], well: Callable[[int, bytes], bool]
) -> None:
    """Ask each address, fifty at once, and see that each answer is as it should be."""
    places = asyncio.Semaphore(_AT_ONCE)
    # Thousands of hosts are asked once each: connections kept open would only pile up.
    connector = aiohttp.TCPConnector(limit=0, resolver=_Loopback(port), force_close=True)
    async with aiohttp.ClientSession(connector=connector) as session, asyncio.TaskGroup() as group:

        async def ask(url: str) -> None:
            async with places, session.get(url, headers=headers) as answer:
                body = await answer.read()
            if not well(answer.status, body):
                raise SystemExit(f"{url} answered {answer.status} with {len(body)} bytes")

        for url in asked:
            group.create_task(ask(url))


class _Loopback(AbstractResolver):
    """Every host is our server."""

    def __init__(self, port: int) -> None:
        self._port = port

    async def resolve(self, host: str, port: int = 0, family: int = 0) -> list[ResolveResult]:
        """Return the server's place."""
        del port, family
        place: ResolveResult = {
            "hostname": host,
            "host": "127.0.0.1",
            "port": self._port,
            "family": 2,
            "proto": 0,
            "flags": 4,
        }
        return [place]

    async def close(self) -> None:
        """Nothing is open."""
