"""
Where connections are made, and refused.

Every connection asks the one function that makes its socket, after the name was resolved and before anything is sent,
also after a redirect: what is judged is the number that is connected to, so a name server cannot swap it afterwards.
"""

from __future__ import annotations

import socket
from contextvars import ContextVar
from typing import TYPE_CHECKING

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from pipeline.collect.addresses import public_address

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aiohappyeyeballs import AddrInfoType

__all__ = ["Door", "PrivateAddressError"]

# The socket factory is told a number and not the name it belongs to; each request runs in its own context.
_asked_host: ContextVar[str] = ContextVar("asked_host", default="")


class PrivateAddressError(OSError):
    """The address found behind a host name is not on the public internet; aiohttp passes on any OSError."""


class Door:
    """
    Opens connections to public addresses, and to those private ones that are named in `allow_private`.

    Args:
        allow_private: host names or addresses on the private network that may be asked all the same.
        resolve: host names that are known without asking anybody, with address and port. It permits nothing: the
            address must be public or allowed like any other.

    """

    def __init__(self, allow_private: frozenset[str], resolve: Mapping[str, tuple[str, int]]) -> None:
        self._allow_private = frozenset(name.lower().strip("[]") for name in allow_private)
        self._resolve = {host.lower(): place for host, place in resolve.items()}

    def is_ours(self, host: str) -> bool:
        """Return whether asking this host means asking a machine that the user named as private."""
        address, _ = self._resolve.get(host, (host, 0))
        return host in self._allow_private or address in self._allow_private

    def enter(self, host: str) -> None:
        """Tell the door on whose behalf the current task connects from now on."""
        _asked_host.set(host)

    def connector(self) -> aiohttp.TCPConnector:
        """Return a connector for the running event loop; certificates are always verified."""
        return aiohttp.TCPConnector(limit=0, resolver=_Resolver(self._resolve), socket_factory=self._socket)

    def _socket(self, place: AddrInfoType) -> socket.socket:
        family, kind, protocol, _, (address, *_) = place
        if not (public_address(str(address)) or self._allowed(str(address))):
            raise PrivateAddressError(f"{address} is not on the public internet")
        return socket.socket(family, kind, protocol)

    def _allowed(self, address: str) -> bool:
        return address in self._allow_private or _asked_host.get() in self._allow_private


class _Resolver(AbstractResolver):
    """The system's resolver, after a list of hosts that are known beforehand."""

    def __init__(self, known: Mapping[str, tuple[str, int]]) -> None:
        self._known = known
        self._system = aiohttp.ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        if host.lower() not in self._known:
            return await self._system.resolve(host, port, family)
        address, port = self._known[host.lower()]
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        return [ResolveResult(hostname=host, host=address, port=port, family=family, proto=0, flags=0)]

    async def close(self) -> None:
        await self._system.close()
