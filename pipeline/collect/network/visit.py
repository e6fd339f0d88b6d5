"""One visit to one address: ask, read what answers, judge what came. Redirects are reported, not followed."""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING, Literal, NamedTuple

import aiohttp

from pipeline.collect.network.addresses import fetchable, next_hop
from pipeline.collect.network.bodies import ACCEPT_ENCODING, Body
from pipeline.collect.network.door import Door, PrivateAddressError
from pipeline.collect.network.failures import EncodingError, GarbledError, StatusError
from pipeline.errors import FetchError, IncompleteError, RefusedAddressError, TooLargeError
from pipeline.text import printable

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from pipeline.models import Validators

__all__ = ["PERMANENT", "Answer", "Errand", "Kind", "visit"]

Kind = Literal["feed", "page", "robots"]

PERMANENT = frozenset({301, 308})

_ACCEPT: dict[Kind, str] = {
    "feed": "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5",
    "page": "text/html, application/xhtml+xml;q=0.9, */*;q=0.5",
    "robots": "text/plain, */*;q=0.5",
}
_REDIRECTS = PERMANENT | {302, 303, 307}
_NOT_MODIFIED = 304
# No content, reset content, and a part that nobody asked for.
_NO_BODY = frozenset({204, 205, 206})
_NOT_KEPT = frozenset({"set-cookie", "set-cookie2"})

# aiohttp's errors in our words, the narrower before the wider.
_WORDS: tuple[tuple[type[Exception], type[FetchError], str], ...] = (
    (aiohttp.InvalidURL, RefusedAddressError, "not an address that can be asked"),
    (aiohttp.ClientPayloadError, IncompleteError, "the body broke off before its announced end"),
    (aiohttp.ServerDisconnectedError, IncompleteError, "the server hung up without an answer"),
    (aiohttp.ClientHttpProxyError, FetchError, "the proxy refused: {cause}"),
    (aiohttp.ClientProxyConnectionError, FetchError, "no connection to the proxy: {cause}"),
    (aiohttp.ClientConnectorDNSError, FetchError, "no such host, or no name server answers"),
    (aiohttp.ClientSSLError, FetchError, "the certificate or the encryption is not in order: {cause}"),
    (aiohttp.ClientConnectorError, FetchError, "no connection: {cause}"),
)


class Errand(NamedTuple):
    """What we want of an address, wherever its redirects lead."""

    url: str
    kind: Kind
    byte_limit: int
    validators: Validators | None = None
    within_site: bool = False

    @property
    def conditions(self) -> dict[str, str]:
        """The headers that ask "has it changed?"; a validator that is no plain text is not sent back."""
        if (known := self.validators) is None:
            return {}
        asked = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
        return {name: value for name, value in asked.items() if value and value.isascii() and value.isprintable()}

    def names(self, place: str) -> bool:
        """Is this an address that a person gave: a feed's own, and neither a page of it nor where a redirect leads?"""
        return self.kind == "feed" and place == fetchable(self.url)


class Answer(NamedTuple):
    """
    What one address answered: a redirect to `moved`, "not modified" (no body), or a body.

    `cut`: the body is the beginning of a longer one; only robots.txt is taken so.
    """

    status: int
    url: str
    headers: dict[str, str]
    body: bytes | None = None
    moved: str | None = None
    cut: bool = False


async def visit(
    session: aiohttp.ClientSession,
    door: Door,
    place: str,
    errand: Errand,
    *,
    keep_open: bool,
    on_large: Callable[[int], Awaitable[None]],
) -> Answer:
    """
    Return what an address answers, redirects included; a compression that is false is asked once to be left out.

    `keep_open`: another request to this host follows. `on_large` is awaited while the body comes, with its size so far.

    Raises:
        FetchError: anything else than a redirect, a whole body or "not modified"; never an error of aiohttp's.

    """
    headers = {"Accept": _ACCEPT[errand.kind], "Accept-Encoding": ACCEPT_ENCODING, **errand.conditions}
    if not keep_open:
        headers["Connection"] = "close"
    try:
        return await _ask(session, door, place, errand, headers, on_large)
    except (EncodingError, GarbledError):
        plain = headers | {"Accept-Encoding": "identity"}
        return await _ask(session, door, place, errand, plain, on_large)


async def _ask(
    session: aiohttp.ClientSession,
    door: Door,
    place: str,
    errand: Errand,
    headers: dict[str, str],
    on_large: Callable[[int], Awaitable[None]],
) -> Answer:
    try:
        proxy = await door.enter(place)
        async with session.get(place, headers=headers, allow_redirects=False, proxy=proxy) as response:
            answer = await _answer(response, place, errand, on_large)
            if "Connection" in headers:
                response.close()  # whatever the server makes of the header: thousands of hosts kept open are too many
            return answer
    except (aiohttp.ClientError, OSError, ValueError) as error:
        if (private := _private(error)) is not None:
            advice = "; CLAIMWATCH_ALLOW_PRIVATE can permit it" if private.is_own and errand.names(place) else ""
            raise RefusedAddressError(place, f"{private}{advice}") from error
        raise _in_our_words(place, error) from error


async def _answer(
    response: aiohttp.ClientResponse, place: str, errand: Errand, on_large: Callable[[int], Awaitable[None]]
) -> Answer:
    status, headers = response.status, _headers(response)
    if status in _REDIRECTS:
        return Answer(status, place, headers, moved=next_hop(place, response.headers.get("Location", "")))
    if status == _NOT_MODIFIED and errand.conditions:
        return Answer(status, place, headers)
    if not 200 <= status < 300 or status in _NO_BODY:
        reason = f"HTTP {status} {printable(response.reason or '')[:60]}".strip()
        raise StatusError(place, reason, status=status, headers=headers)
    body = Body(place, headers.get("content-encoding"), errand.byte_limit)
    try:
        async for chunk in response.content.iter_any():
            for size in body.growing(chunk):
                await on_large(size)
    except TooLargeError:
        if errand.kind != "robots":
            raise
        # RFC 9309, section 2.5: the beginning of a long one is obeyed.
        return Answer(status, place, headers, body.beginning(), cut=True)
    return Answer(status, place, headers, body.whole())


def _headers(response: aiohttp.ClientResponse) -> dict[str, str]:
    names = {name.lower() for name in response.headers} - _NOT_KEPT
    return {name: printable(", ".join(response.headers.getall(name))) for name in sorted(names)}


def _private(error: Exception) -> PrivateAddressError | None:
    cause = _behind(error)
    return cause if isinstance(cause, PrivateAddressError) else None


def _behind(error: Exception) -> Exception:
    return error.os_error if isinstance(error, aiohttp.ClientConnectorError) else error


def _in_our_words(url: str, error: Exception) -> FetchError:
    cause = _behind(error)
    for theirs, ours, reason in _WORDS:
        if isinstance(error, theirs):
            return ours(url, reason.format(cause=_cause(cause)))
    return FetchError(url, printable(f"{type(error).__name__}: {error}"[:300]))


def _cause(cause: Exception) -> str:
    if isinstance(cause, aiohttp.ClientResponseError):
        return f"HTTP {cause.status} {printable(cause.message)[:60]}".strip()
    if isinstance(cause, ssl.SSLCertVerificationError) and cause.verify_message:
        return printable(cause.verify_message)
    return printable(str(getattr(cause, "strerror", None) or cause))
