"""What an answer of the web means for a message: taken, to be tried again, or never."""

from __future__ import annotations

import json
import math
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from pipeline.models import Answer, Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["answered"]

# 408 and 425 ask to come again; 409 says of an idempotency key that its first request is still being worked on.
_COME_AGAIN = {408, 409, 423, 425, 429}
_SERVERS_FAULT = 500
_LONGEST_WAIT = 86_400.0


def answered(status: int, headers: Mapping[str, str], body: str, now: datetime) -> Outcome:
    """
    Return what a status means, with what the server said and for how long it wants to be left alone.

    2xx is taken; 408, 409, 423, 425, 429 and 5xx are temporary; all else is for ever, redirections too: a message with
    what may be secret in its address is not carried on to another one.
    """
    name = f"{status} {_phrase(status)}".strip()
    detail = f"{name}: {body.strip()}" if body.strip() else name
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        return Outcome(answer=Answer.ACCEPTED, detail=detail)
    if status in _COME_AGAIN or status >= _SERVERS_FAULT:
        return Outcome(answer=Answer.LATER, detail=detail, wait=_wait(headers, body, now))
    return Outcome(answer=Answer.NEVER, detail=detail)


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""


def _wait(headers: Mapping[str, str], body: str, now: datetime) -> float | None:
    """Return Retry-After in seconds (RFC 9110, 10.2.3), or what Discord, Matrix and Telegram write into the body."""
    asked = headers.get("Retry-After", "").strip()
    wait: float | None = None
    if asked:
        with suppress(ValueError, OverflowError):
            wait = float(asked) if asked.isascii() and asked.replace(".", "", 1).isdigit() else _until(asked, now)
    if wait is None:
        with suppress(ValueError, OverflowError, RecursionError):
            wait = _in_body(json.loads(body))
    return None if wait is None or math.isnan(wait) else min(max(wait, 0.0), _LONGEST_WAIT)


def _until(date: str, now: datetime) -> float:
    moment = parsedate_to_datetime(date)
    return ((moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - now).total_seconds()


def _in_body(body: Any) -> float | None:
    if not isinstance(body, dict):
        return None
    if isinstance(parameters := body.get("parameters"), dict):
        return _in_body(parameters)
    seconds, thousandths = body.get("retry_after"), body.get("retry_after_ms")
    if isinstance(seconds, int | float):
        return float(seconds)
    return thousandths / 1000 if isinstance(thousandths, int | float) else None
