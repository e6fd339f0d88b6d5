"""Messages to an address of the web that takes a POST: JSON with a key of its own, signed where a secret is given."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import io
import os
import time
from datetime import UTC, datetime
from importlib.metadata import version
from typing import TYPE_CHECKING
from urllib.parse import unquote, unquote_plus, urlsplit, urlunsplit

import aiohttp
from yarl import URL

from pipeline.alerts.senders.answers import answered
from pipeline.alerts.senders.payload import payload
from pipeline.models import Answer, Outcome

if TYPE_CHECKING:
    from pipeline.models import Channel, Message

__all__ = ["posted", "signature"]

_SECRET = "secret="  # noqa: S105 - the name of a parameter
# What an answer says is shown to whoever tests a channel; nobody waits for a long one.
_MOST_OF_AN_ANSWER = 2_000
_SECONDS_FOR_AN_ANSWER = 1.0


def posted(message: Message, channel: Channel, address: str) -> Outcome:
    """
    Post a message as `claimwatch.alerts/2` and return how that went.

    The Idempotency-Key is the message's. `?secret=…` or `#secret=…` of the address signs it and is not sent.
    """
    return asyncio.run(_posted(message, channel, address))


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """Return `sha256=` with HMAC-SHA256 over timestamp, a full stop and body, in hexadecimal digits."""
    return "sha256=" + hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()


async def _posted(message: Message, channel: Channel, address: str) -> Outcome:
    url, secret = _without_secret(address)
    body = payload(message, channel).line()
    headers = {
        "Content-Type": "application/json",
        "User-Agent": f"claimwatch/{version('claimwatch')}",
        "Idempotency-Key": _header(message.key),
    }
    if secret:
        timestamp = str(int(time.time()))
        headers |= {
            "X-Claimwatch-Timestamp": timestamp,
            "X-Claimwatch-Signature": signature(secret, timestamp, body),
        }
    try:
        async with (
            aiohttp.ClientSession(trust_env=True, timeout=aiohttp.ClientTimeout(total=None)) as session,
            session.post(
                URL(url, encoded=True), data=io.BytesIO(body), headers=headers, allow_redirects=False
            ) as answer,
        ):
            return answered(answer.status, answer.headers, await _said(answer), datetime.now(UTC))
    except aiohttp.InvalidURL:
        return Outcome(answer=Answer.NEVER, detail="it is no web address; write https://HOST/PATH")
    except (aiohttp.ClientError, OSError, ValueError) as error:
        # The text of these errors has the address in it.
        return Outcome(answer=Answer.LATER, detail=_trouble(error))


def _without_secret(address: str) -> tuple[str, str | None]:
    """Return the address as it is asked for, and the secret that signs."""
    parts = urlsplit(address)
    asked = parts.query.split("&") if parts.query else []
    secrets = [unquote_plus(part.removeprefix(_SECRET)) for part in asked if part.startswith(_SECRET)]
    if parts.fragment:
        secrets.append(unquote(parts.fragment.removeprefix(_SECRET)))
    query = "&".join(part for part in asked if not part.startswith(_SECRET))
    return urlunsplit(parts._replace(query=query, fragment="")), secrets[0] if secrets else None


def _header(text: str) -> str:
    """Return a text as it may stand in a header; a key has nothing but letters, digits and signs anyway."""
    return "".join(letter for letter in text if letter.isascii() and letter.isprintable())


async def _said(answer: aiohttp.ClientResponse) -> str:
    """Return how an answer begins; a body that drips or breaks off changes nothing about its status."""
    begun = b""
    try:
        async with asyncio.timeout(_SECONDS_FOR_AN_ANSWER):
            while len(begun) < _MOST_OF_AN_ANSWER and (chunk := await answer.content.readany()):
                begun += chunk
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError):
        pass
    return begun[:_MOST_OF_AN_ANSWER].decode("utf-8", "replace")


def _trouble(error: Exception) -> str:
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        return "its certificate is not trusted"
    if isinstance(error, aiohttp.ClientConnectorError):
        number = error.os_error.errno
        return f"no connection ({os.strerror(number) if number and number > 0 else 'no such host'})"
    if isinstance(error, aiohttp.ServerDisconnectedError):
        return "the connection was closed before an answer"
    return f"no answer ({type(error).__name__})"
