"""
From host names to addresses, each looked up in a thread of its own.

The event loop's own threads are a handful (six on two cores), and a look-up cannot be called off: as many names with a
name server that never answers would hold up every other name for half a minute, and the program's end as well.
"""

from __future__ import annotations

import asyncio
import socket
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from aiohttp.abc import AbstractResolver, ResolveResult

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["Names"]


class Names(AbstractResolver):
    """The system's resolver, after a list of hosts that are known beforehand, with address and port."""

    def __init__(self, known: Mapping[str, tuple[str, int]]) -> None:
        self._known = known

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """
        Return the addresses of a host.

        Raises:
            OSError: there is no such host, or no name server answers.

        """
        if host.lower() in self._known:
            address, port = self._known[host.lower()]
            return [_result(host, address, port, socket.AF_INET6 if ":" in address else socket.AF_INET)]
        found = await _looked_up(host, port, family)
        return [
            # An address with a zone (fe80::1%eth0) is link-local; it keeps its zone, and is refused for it.
            _result(host, f"{place[0]}%{place[3]}" if len(place) > 3 and place[3] else str(place[0]), port, kind)
            for kind, _, _, _, place in found
        ]

    async def close(self) -> None:
        """Nothing is open."""


async def _looked_up(host: str, port: int, family: socket.AddressFamily) -> list[tuple[Any, ...]]:
    loop = asyncio.get_running_loop()
    found: asyncio.Future[list[tuple[Any, ...]]] = loop.create_future()

    def tell(addresses: Sequence[tuple[Any, ...]], error: OSError | None) -> None:
        if found.cancelled():
            return
        if error is not None:
            found.set_exception(error)
        else:
            found.set_result(list(addresses))

    def look_up() -> None:
        addresses: Sequence[tuple[Any, ...]] = ()
        error = None
        try:
            addresses = socket.getaddrinfo(host, port, family, socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG)
        except UnicodeError as problem:
            error = OSError(f"no host can be called that: {problem}")
        except OSError as problem:
            error = problem
        with suppress(RuntimeError):  # nobody waits any more, and the loop is closed
            loop.call_soon_threadsafe(tell, addresses, error)

    threading.Thread(target=look_up, name="look-up", daemon=True).start()
    return await found


def _result(host: str, address: str, port: int, family: socket.AddressFamily) -> ResolveResult:
    return ResolveResult(
        hostname=host,
        host=address,
        port=port,
        family=family,
        proto=0,
        flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
    )
