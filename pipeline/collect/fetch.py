"""
The only door to the network: ask addresses, get rows and pages.

    Request -> wait for a turn at the host -> visit, within the deadline -> Fetched(row, page)

Nothing here raises for what a server does: every failure is a `Fetch` row that says why, and the others go on.
"""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

import aiohttp
from pydantic import Field

from pipeline.collect.addresses import fetchable, host_of
from pipeline.collect.background import in_background
from pipeline.collect.door import Door
from pipeline.collect.politeness import HostGate
from pipeline.collect.visit import Answer, Kind, visit
from pipeline.errors import FetchError, RefusedAddressError
from pipeline.models import Entry, Fetch, Page, Record, Validators
from pipeline.text import body_id

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Iterable, Iterator, Mapping
    from datetime import datetime

__all__ = ["USER_AGENT", "Fetched", "Fetcher", "Limits", "Request", "user_agent"]

USER_AGENT = "claimwatch/0.1"


class Limits(Record):
    """How much is asked of servers and of this machine. Seconds, bytes as decoded, and counts."""

    deadline: float = Field(default=30.0, gt=0)
    """For one request from connecting to the last byte, redirects included, waiting for a turn not."""
    feed_bytes: int = 15_000_000
    page_bytes: int = 10_000_000
    redirects: int = 5
    per_host: int = 2
    page_spacing: float = 5.0
    """Between the beginnings of two page visits to one host. Feeds, and hosts the user named as private, have none."""
    at_once: int = 50
    ahead: int = 16
    """Results that wait until the caller asks for them."""


class Request(Record):
    """An address to ask; the entry that led to it travels along."""

    url: str
    kind: Kind
    validators: Validators | None = None
    entry: Entry | None = None


class Fetched(Record):
    """
    What came of a request. Without a page, the row tells why: an error, or status 304 and no error for "unchanged".
    """

    request: Request
    fetch: Fetch
    page: Page | None = None


class Fetcher:
    """
    Fetches politely and within limits. It remembers when it last asked which host; otherwise calls are independent.

    Args:
        allow_private: hosts or addresses on the private network that may be asked all the same; nothing else there may.
        limits: see `Limits`.
        resolve: host names known beforehand, with address and port; for tests and the example feeds.
        user_agent: who we say we are; `user_agent(contact)` makes one.

    """

    def __init__(
        self,
        *,
        allow_private: frozenset[str] = frozenset(),
        limits: Limits | None = None,
        resolve: Mapping[str, tuple[str, int]] | None = None,
        user_agent: str = USER_AGENT,
    ) -> None:
        self._door = Door(allow_private, resolve or {})
        self._limits = limits or Limits()
        self._user_agent = user_agent
        self._next_free: dict[str, float] = {}

    def fetch_all(self, requests: Iterable[Request], now: Callable[[], datetime]) -> Iterator[Fetched]:
        """
        Yield a result for every request, in order of completion, while the others are still under way.

        May be called in any thread, also where an event loop is running. Leaving early abandons the rest.
        """
        waiting = tuple(requests)
        return in_background(lambda: self._fetch_all(waiting, now), ahead=self._limits.ahead)

    def fetch_one(self, request: Request, now: Callable[[], datetime]) -> Fetched:
        """Return what comes of one request."""
        (fetched,) = self.fetch_all([request], now)
        return fetched

    async def _fetch_all(self, requests: tuple[Request, ...], now: Callable[[], datetime]) -> AsyncGenerator[Fetched]:
        done: asyncio.Queue[Fetched] = asyncio.Queue(maxsize=1)
        gate, slots = HostGate(self._limits.per_host, self._next_free), asyncio.Semaphore(self._limits.at_once)
        async with self._session() as session, asyncio.TaskGroup() as group:

            async def take_turn(request: Request) -> None:
                # The slot is held until the result is taken: what waits in memory is bounded by the slots. It is asked
                # for after the host's turn, so that five hundred requests to one host do not hold up the others.
                async with gate.visit(_host(request), spacing=self._spacing(request)), slots:
                    await done.put(await self._fetch(session, request, now))

            for request in requests:
                group.create_task(take_turn(request))
            for _ in requests:
                yield await done.get()

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

    def _spacing(self, request: Request) -> float:
        if request.kind == "feed" or self._door.is_ours(_host(request)):
            return 0.0
        return self._limits.page_spacing

    async def _fetch(self, session: aiohttp.ClientSession, request: Request, now: Callable[[], datetime]) -> Fetched:
        started_at, clock = now(), time.monotonic()
        outcome = await self._visit(session, request)
        page = _page(request, outcome, now()) if isinstance(outcome, Answer) else None
        fetch = Fetch(
            url=request.url,
            kind=request.kind,
            started_at=started_at,
            elapsed_ms=round((time.monotonic() - clock) * 1000),
            status=outcome.status,
            size=len(page.body) if page else 0,
            error=_why(request, outcome) if isinstance(outcome, FetchError) else None,
        )
        return Fetched(request=request, fetch=fetch, page=page)

    async def _visit(self, session: aiohttp.ClientSession, request: Request) -> Answer | FetchError:
        limits = self._limits
        try:
            async with asyncio.timeout(limits.deadline):
                return await visit(
                    session,
                    self._door,
                    request.url,
                    kind=request.kind,
                    validators=request.validators,
                    byte_limit=limits.feed_bytes if request.kind == "feed" else limits.page_bytes,
                    most_redirects=limits.redirects,
                )
        except TimeoutError:
            return FetchError(request.url, f"took longer than {limits.deadline:g} s")
        except FetchError as error:
            return error


def user_agent(contact: str | None) -> str:
    """Return how to name ourselves to servers: the product, and where its owner can be reached."""
    plain = "".join(letter for letter in contact or "" if letter.isprintable() and letter.isascii()).strip()
    return f"{USER_AGENT} (+{plain})" if plain else USER_AGENT


def _host(request: Request) -> str:
    """Return the host a request is counted under; one that will be refused belongs to none."""
    try:
        return host_of(fetchable(request.url))
    except RefusedAddressError:
        return ""


def _why(request: Request, error: FetchError) -> str:
    redirected = error.url not in {request.url, request.url.strip()}
    return f"{error.reason} (redirected to {error.url})" if redirected else error.reason


def _page(request: Request, answer: Answer, fetched_at: datetime) -> Page | None:
    if answer.body is None:
        return None
    return Page(
        url=request.url,
        final_url=answer.url,
        body=answer.body,
        content_type=answer.headers.get("content-type"),
        headers=answer.headers,
        validators=Validators(
            etag=answer.headers.get("etag"),
            last_modified=answer.headers.get("last-modified"),
            body_hash=body_id(answer.body),
        ),
        fetched_at=fetched_at,
    )
