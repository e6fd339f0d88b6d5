"""
The only door to the network: ask addresses, get rows and pages.

    Request -> wait for a turn at the host -> visit, within the deadline -> Fetched(row, page)

Nothing here raises for what a server does: every failure is a `Fetch` row that says why, and the others go on.
"""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from pipeline.collect.network.background import in_background
from pipeline.collect.network.door import Door
from pipeline.collect.network.hosts import Hosts
from pipeline.collect.network.politeness import Crowd
from pipeline.collect.network.requests import Fetched, Limits, Request
from pipeline.collect.network.robots import PRODUCT_TOKEN
from pipeline.collect.network.rounds import Round

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Mapping
    from datetime import datetime

    from pipeline.models import HostRecord

__all__ = ["USER_AGENT", "Fetched", "Fetcher", "Limits", "Request", "user_agent"]

USER_AGENT = f"{PRODUCT_TOKEN}/0.1"


class Fetcher:
    """
    Fetches politely and within limits.

    It remembers when it last asked which host, what robots.txt says and who asked for quiet; otherwise calls are
    independent. What it learned of hosts outlives it where the caller stores `hosts()` and has it `remember` them.

    Args:
        allow_private: hosts or addresses on the private network that may be asked all the same; nothing else there may.
        limits: see `Limits`.
        resolve: host names known beforehand, with address and port; for tests and the example feeds.
        proxies: what `pipeline.collect.network.proxies.proxies_of` read from the environment; none unless given.
        user_agent: who we say we are; `user_agent(contact)` makes one.

    Raises:
        SettingsError: a proxy that cannot be used.

    """

    def __init__(
        self,
        *,
        allow_private: frozenset[str] = frozenset(),
        limits: Limits | None = None,
        resolve: Mapping[str, tuple[str, int]] | None = None,
        proxies: Mapping[str, str] | None = None,
        user_agent: str = USER_AGENT,
    ) -> None:
        self._door = Door(allow_private, resolve or {}, proxies or {})
        self._limits = limits or Limits()
        self._user_agent = user_agent
        self._next_free: dict[str, float] = {}
        self._hosts = Hosts()
        self._crowd = Crowd()

    def fetch_all(self, requests: Iterable[Request], now: Callable[[], datetime]) -> Generator[Fetched]:
        """
        Yield a result for every request, in order of completion, while the others are still under way.

        May be called in any thread, also where an event loop is running. Leaving early abandons the rest.
        """
        waiting = tuple(requests)
        this = Round(self._door, self._limits, self._hosts, self._next_free, self._crowd, self._user_agent, now)
        with closing(in_background(lambda: this.results(waiting), taken=lambda parcel: parcel.slot.leave())) as parcels:
            for parcel in parcels:
                yield parcel.fetched

    def fetch_one(self, request: Request, now: Callable[[], datetime]) -> Fetched:
        """Return what comes of one request."""
        (fetched,) = self.fetch_all([request], now)
        return fetched

    def remember(self, hosts: Iterable[HostRecord]) -> None:
        """Take over what earlier runs learned of hosts."""
        self._hosts.remember(hosts)

    def hosts(self) -> tuple[HostRecord, ...]:
        """Return what was learned of hosts: the records that are new, or not as they were remembered."""
        return self._hosts.changed()


def user_agent(contact: str | None) -> str:
    """Return how to name ourselves to servers: the product, and where its owner can be reached."""
    plain = "".join(letter for letter in contact or "" if letter.isprintable() and letter.isascii()).strip()
    return f"{USER_AGENT} (+{plain})" if plain else USER_AGENT
