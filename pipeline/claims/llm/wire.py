"""The way to the model's server: nothing goes out but what is needed, and no more comes in than an answer can be."""

from __future__ import annotations

import logging
import ssl
from functools import cache
from typing import TYPE_CHECKING

import httpx2

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from pydantic import SecretStr

__all__ = ["BadAnswerError", "Wire", "hush"]

_NEEDED = ("host", "accept", "content-type", "content-length", "connection")
_LARGEST = 4_000_000
"""Bytes. An answer about 12,000 characters has some ten thousand."""


class BadAnswerError(Exception):
    """The server answered with something that is not read; the text says why, in our words."""


def hush() -> None:
    """Keep the libraries' debug output quiet, whatever the environment asks for: it holds the texts that are sent."""
    for name in ("openai", "httpx2", "httpcore2"):
        logging.getLogger(name).setLevel(logging.WARNING)


class Wire(httpx2.AsyncBaseTransport):
    """
    Sends requests with the model's key, without proxies, and counts them.

    Client libraries add headers of their own: what machine this is, and whatever OPENAI_CUSTOM_HEADERS, OPENAI_ORG_ID
    and the like say in the environment, which is meant for another server. None of them leaves.
    """

    def __init__(self, secret: SecretStr | None) -> None:
        self._bearer = f"Bearer {secret.get_secret_value()}" if secret is not None else None
        self._inner = httpx2.AsyncHTTPTransport(
            verify=_certificates(), trust_env=False, limits=httpx2.Limits(max_connections=1)
        )
        self.requests = 0

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send a request and return its answer, whose body raises BadAnswerError when it grows beyond all measure."""
        kept = {name: request.headers[name] for name in _NEEDED if name in request.headers}
        kept |= {"user-agent": "claimwatch", "accept-encoding": "identity"}
        if self._bearer is not None:
            kept["authorization"] = self._bearer
        request.headers = httpx2.Headers(kept)
        self.requests += 1
        response = await self._inner.handle_async_request(request)
        if (why := _unusable(response)) is not None:
            await response.aclose()
            raise BadAnswerError(why)
        response.stream = _Bounded(response.stream)
        return response

    async def aclose(self) -> None:
        """Close the connections."""
        await self._inner.aclose()


def _unusable(response: httpx2.Response) -> str | None:
    """Why an answer is not even read: a text is for the address that the user wrote, and for no other."""
    if response.has_redirect_location:
        return f"answered HTTP {response.status_code}, which sends elsewhere and is not followed"
    if response.headers.get("content-encoding", "identity") != "identity":
        return "answered in a packing that it was asked not to use"
    return None


@cache
def _certificates() -> ssl.SSLContext:
    """The machine's own, so that a house with an authority of its own needs no setting here."""
    return ssl.create_default_context()


class _Bounded(httpx2.AsyncByteStream):
    def __init__(self, stream: httpx2.AsyncByteStream | httpx2.SyncByteStream) -> None:
        self._stream = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        size = 0
        async for part in self._stream:  # type: ignore[union-attr]  # an asynchronous transport's is asynchronous
            size += len(part)
            if size > _LARGEST:
                raise BadAnswerError(f"answered with more than {_LARGEST:,} bytes")
            yield part

    async def aclose(self) -> None:
        await self._stream.aclose()  # type: ignore[union-attr]  # see above
