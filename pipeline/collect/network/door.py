"""
Where connections are made, and refused.

Every connection asks the one function that makes its socket, after the name was resolved and before anything is sent,
also after a redirect: what is judged is the number that is connected to, so a name server cannot swap it afterwards.
Behind a proxy that number is the proxy's; there the target is judged before it is asked, as well as it can be.
"""

from __future__ import annotations

import asyncio
import socket
from contextvars import ContextVar
from typing import TYPE_CHECKING

import aiohttp
from yarl import URL

from pipeline.collect.network.addresses import host_of, own_address, public_address
from pipeline.collect.network.names import Names
from pipeline.collect.network.proxies import Proxies
from pipeline.errors import RefusedAddressError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aiohappyeyeballs import AddrInfoType

__all__ = ["Door", "PrivateAddressError"]

# The socket factory is told a number and not the name it belongs to; each request runs in its own context.
_asked_host: ContextVar[str] = ContextVar("asked_host", default="")
# No host can be called that: the connection leads to the proxy, by the user's own choice.
_THE_PROXY = "the proxy"
# Seconds; behind a proxy there is often no name server at all.
_LOCAL_LOOK_UP = 5.0
# Connections that wait for another request of their host; more seconds would keep more of them open.
_IDLE = 5.0
# RFC 6761, 6762, 9476: names that mean this machine or its neighbours, also where no local name server knows them.
_NEVER_PUBLIC = frozenset({"localhost", "local", "internal", "alt"})


class PrivateAddressError(OSError):
    """The address found behind a host name is not on the public internet; aiohttp passes on any OSError."""

    def __init__(self, address: str) -> None:
        super().__init__(f"{address} is not on the public internet")
        self.is_own = own_address(address)


class Door:
    """
    Opens connections to public addresses, and to those private ones that are named in `allow_private`.

    Args:
        allow_private: host names or addresses on the private network that may be asked all the same.
        resolve: host names that are known without asking anybody, with address and port. It permits nothing: the
            address must be public or allowed like any other. They are asked directly.
        proxies: see `pipeline.collect.network.proxies.proxies_of`.

    Raises:
        SettingsError: a proxy that cannot be used.

    """

    def __init__(
        self, allow_private: frozenset[str], resolve: Mapping[str, tuple[str, int]], proxies: Mapping[str, str]
    ) -> None:
        self._allow_private = frozenset(name.lower().strip("[]") for name in allow_private)
        self._resolve = {host.lower(): place for host, place in resolve.items()}
        self._names = Names(self._resolve)
        self._proxies = Proxies(proxies)

    def is_ours(self, host: str) -> bool:
        """Return whether asking this host means asking a machine that the user named as private."""
        address, _ = self._resolve.get(host, (host, 0))
        return host in self._allow_private or address in self._allow_private

    async def enter(self, url: str) -> str | None:
        """
        Tell the door where the current task connects to from now on; return the proxy to go through, None for none.

        Raises:
            RefusedAddressError: behind a proxy, a target that is not on the public internet.

        """
        host = host_of(url)
        proxy = None if host in self._resolve else self._proxies.of(url)
        if proxy is not None:
            await self._judge(url)
        _asked_host.set(host if proxy is None else _THE_PROXY)
        return proxy

    def connector(self) -> aiohttp.TCPConnector:
        """Return a connector for the running event loop; certificates are always verified."""
        return aiohttp.TCPConnector(limit=0, resolver=self._names, socket_factory=self._socket, keepalive_timeout=_IDLE)

    async def _judge(self, url: str) -> None:
        """
        Refuse a target that the proxy would have to reach on a private network.

        A name that is known here is judged by all its addresses; one that is not is left to the proxy, which asks its
        own name server.
        """
        host = URL(url).raw_host or ""
        if host in self._allow_private:
            return
        try:
            async with asyncio.timeout(_LOCAL_LOOK_UP):
                addresses = [found["host"] for found in await self._names.resolve(host, family=socket.AF_UNSPEC)]
        except (OSError, TimeoutError):
            addresses = []
        if not addresses and not _maybe_public(host):
            raise RefusedAddressError(url, f"{host} is not on the public internet")
        for address in addresses:
            if not (public_address(address) or address in self._allow_private):
                raise RefusedAddressError(url, f"{address} is not on the public internet")

    def _socket(self, place: AddrInfoType) -> socket.socket:
        family, kind, protocol, _, (address, *_) = place
        if not (public_address(str(address)) or self._allowed(str(address))):
            raise PrivateAddressError(str(address))
        return socket.socket(family, kind, protocol)

    def _allowed(self, address: str) -> bool:
        asked = _asked_host.get()
        return address in self._allow_private or asked in self._allow_private or asked == _THE_PROXY


def _maybe_public(host: str) -> bool:
    """Return whether a name that nobody here knows may be one of the public internet: not `intranet`, not `0x7f.1`."""
    *above, last = host.rstrip(".").split(".")
    return bool(above) and last not in _NEVER_PUBLIC and not last[:1].isdigit()
