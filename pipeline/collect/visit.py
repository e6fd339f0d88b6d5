"""One visit to an address: follow its redirects by hand, read what answers, judge what came."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

import aiohttp

from pipeline.collect.addresses import fetchable, host_of, next_hop
from pipeline.collect.bodies import ACCEPT_ENCODING, Body
from pipeline.collect.door import Door, PrivateAddressError
from pipeline.errors import FetchError, IncompleteError, RefusedAddressError
from pipeline.text import printable

if TYPE_CHECKING:
    from pipeline.models import Validators

__all__ = ["Answer", "Kind", "visit"]

Kind = Literal["feed", "page"]

_ACCEPT: dict[Kind, str] = {
    "feed": "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5",
    "page": "text/html, application/xhtml+xml;q=0.9, */*;q=0.5",
}
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_NOT_MODIFIED = 304
# No content, reset content, and a part that nobody asked for.
_NO_BODY = frozenset({204, 205, 206})
_NOT_KEPT = frozenset({"set-cookie", "set-cookie2"})

# aiohttp's errors in our words, the narrower before the wider.
_WORDS: tuple[tuple[type[Exception], type[FetchError], str], ...] = (
    (aiohttp.InvalidURL, RefusedAddressError, "not an address that can be asked"),
    (aiohttp.ClientPayloadError, IncompleteError, "the body broke off before its announced end"),
    (aiohttp.ServerDisconnectedError, IncompleteError, "the server hung up without an answer"),
    (aiohttp.ClientConnectorDNSError, FetchError, "no such host, or no name server answers"),
    (aiohttp.ClientSSLError, FetchError, "the certificate or the encryption is not in order: {cause}"),
    (aiohttp.ClientConnectorError, FetchError, "no connection: {cause}"),
)


class Answer(NamedTuple):
    """What answered at last; `body` is None where it said that nothing has changed."""

    status: int
    url: str
    headers: dict[str, str]
    body: bytes | None


async def visit(
    session: aiohttp.ClientSession,
    door: Door,
    url: str,
    *,
    kind: Kind,
    validators: Validators | None,
    byte_limit: int,
    most_redirects: int,
) -> Answer:
    """
    Return what an address answers, after at most `most_redirects` redirects, each judged like a first address.

    Raises:
        FetchError: anything else than a whole body or "not modified"; never an error of aiohttp's.

    """
    place, asked = fetchable(url), set[str]()
    conditions = _conditions(validators)
    headers = {"Accept": _ACCEPT[kind], "Accept-Encoding": ACCEPT_ENCODING, **conditions}
    while place not in asked:
        asked.add(place)
        if len(asked) > most_redirects + 1:
            raise FetchError(url, f"more than {most_redirects} redirects")
        door.enter(host_of(place))
        try:
            async with session.get(place, headers=headers, allow_redirects=False) as response:
                if response.status not in _REDIRECTS:
                    return await _answer(response, place, byte_limit, conditional=bool(conditions))
                location = response.headers.get("Location", "")
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise _in_our_words(place, error) from error
        place = next_hop(place, location)
    raise FetchError(url, "redirects in a circle")


def _conditions(validators: Validators | None) -> dict[str, str]:
    """Return the headers that ask "has it changed?"; a validator that is no plain text is not sent back."""
    if validators is None:
        return {}
    asked = {"If-None-Match": validators.etag, "If-Modified-Since": validators.last_modified}
    return {name: value for name, value in asked.items() if value and value.isascii() and value.isprintable()}


async def _answer(response: aiohttp.ClientResponse, url: str, byte_limit: int, *, conditional: bool) -> Answer:
    names = {name.lower() for name in response.headers} - _NOT_KEPT
    headers = {name: printable(", ".join(response.headers.getall(name))) for name in sorted(names)}
    if response.status == _NOT_MODIFIED and conditional:
        return Answer(response.status, url, headers, None)
    if not 200 <= response.status < 300 or response.status in _NO_BODY:
        raise FetchError(
            url, f"HTTP {response.status} {printable(response.reason or '')[:60]}".strip(), status=response.status
        )
    body = Body(url, headers.get("content-encoding"), byte_limit)
    async for chunk in response.content.iter_any():
        body.feed(chunk)
    return Answer(response.status, url, headers, body.whole())


def _in_our_words(url: str, error: Exception) -> FetchError:
    cause = error.os_error if isinstance(error, aiohttp.ClientConnectorError) else error
    if isinstance(cause, PrivateAddressError):
        return RefusedAddressError(url, f"{cause}; CLAIMWATCH_ALLOW_PRIVATE can permit it")
    for theirs, ours, reason in _WORDS:
        if isinstance(error, theirs):
            return ours(url, reason.format(cause=getattr(cause, "strerror", None) or cause))
    return FetchError(url, printable(f"{type(error).__name__}: {error}"[:300]))
