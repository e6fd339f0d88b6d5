"""The one door messages leave by: the terminal, or a web address that takes a POST."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING, TextIO
from urllib.parse import urlsplit

from pipeline.errors import ConfigurationError, DeliveryError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.models import Alert

__all__ = ["masked", "send"]

_DEADLINE_SECONDS = 15
_OK = range(200, 300)


def send(alerts: Sequence[Alert], to: str, *, stream: TextIO | None = None) -> None:
    """
    Hand all alerts over as one message.

    `to` is "stdout" or an http(s) address; that one gets `{"schema": "claimwatch.alerts/1", "alerts": […]}` with the
    ids of the alerts as Idempotency-Key, so a receiver that got them before can tell.

    Raises DeliveryError when nobody took them, ConfigurationError when `to` is neither.
    """
    if to == "stdout":
        print("\n\n".join(_plain(alert.body) for alert in alerts), file=stream or sys.stdout)
    elif urlsplit(to).scheme in {"http", "https"}:
        asyncio.run(_post(alerts, to))
    else:
        raise ConfigurationError(f"alerts go to “stdout” or to an http(s) address, not to {masked(to)}")


def masked(address: str) -> str:
    """Return an address fit to be printed and stored: host only, whatever may be secret left out."""
    parts = urlsplit(address)
    if parts.scheme in {"http", "https"}:
        return f"{parts.scheme}://{parts.hostname}/…"
    return address if address == "stdout" else "…"


async def _post(alerts: Sequence[Alert], to: str) -> None:
    import aiohttp  # noqa: PLC0415 - a third of a second that nobody waits for who sends nothing

    body = {"schema": "claimwatch.alerts/1", "alerts": [alert.model_dump(mode="json") for alert in alerts]}
    key = "-".join(f"{alert.alert_id:x}" for alert in alerts[:8])
    try:
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=_DEADLINE_SECONDS)) as session,
            session.post(to, json=body, headers={"Idempotency-Key": key}, allow_redirects=False) as answer,
        ):
            if answer.status not in _OK:
                raise DeliveryError(f"{masked(to)} answered {answer.status}; the alerts stay in the database")
    except (aiohttp.ClientError, TimeoutError, ValueError) as error:
        raise DeliveryError(f"{masked(to)}: {type(error).__name__}; the alerts stay in the database") from error


def _plain(text: str) -> str:
    """Text from the web must not move a terminal's cursor or colours."""
    return "".join(letter if letter.isprintable() or letter == "\n" else " " for letter in text)
