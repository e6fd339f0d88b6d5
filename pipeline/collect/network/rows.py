"""From what came of a journey to the row, the page and the validators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.collect.network.failures import DisallowedError, EncodingError
from pipeline.collect.network.freshness import fresh_for
from pipeline.collect.network.requests import Fetched
from pipeline.errors import FetchError, RefusedAddressError, TooLargeError
from pipeline.models import Fetch, Page, Validators
from pipeline.text import body_id

if TYPE_CHECKING:
    from datetime import datetime

    from pipeline.collect.network.journey import Way
    from pipeline.collect.network.requests import Request
    from pipeline.collect.network.visit import Answer

__all__ = ["arrived", "failed"]

_LASTING = (RefusedAddressError, TooLargeError, EncodingError, DisallowedError)
# The server says that it is not for us, or not there.
_GONE = frozenset({401, 402, 403, 404, 410, 451})


def arrived(request: Request, way: Way, answer: Answer, now: datetime) -> Fetched:
    """Return the result of a request that was answered: with a page, or with "unchanged"."""
    page = _page(request, answer, now) if answer.body is not None else None
    fetch = Fetch(
        url=request.url,
        kind=request.kind,
        started_at=way.begun_at or now,
        elapsed_ms=round(way.seconds * 1000),
        status=answer.status,
        size=len(answer.body or b""),
        final_url=_another(request, answer.url),
        moved_to=way.moved_to,
        fresh_for=fresh_for(answer.headers, now),
    )
    validators = page.validators if page else _renewed(request.validators, answer)
    return Fetched(request=request, fetch=fetch, page=page, validators=validators)


def failed(request: Request, way: Way, error: FetchError, now: datetime) -> Fetched:
    """Return the result of a request that was not: the row says why, and whether asking again is worth it."""
    elsewhere = _another(request, error.url)
    fetch = Fetch(
        url=request.url,
        kind=request.kind,
        started_at=way.begun_at or now,
        elapsed_ms=round(way.seconds * 1000),
        status=error.status,
        error=f"{error.reason} (redirected to {elsewhere})" if elsewhere else error.reason,
        final_url=elsewhere if error.status is not None else None,
        retry_at=getattr(error, "retry_at", None),
        lasting=isinstance(error, _LASTING) or error.status in _GONE,
    )
    return Fetched(request=request, fetch=fetch)


def _another(request: Request, url: str) -> str | None:
    """Return an address that is another than was asked for, None for the same one."""
    return None if url in {request.url, request.url.strip()} else url


def _page(request: Request, answer: Answer, fetched_at: datetime) -> Page:
    body = answer.body or b""
    return Page(
        url=request.url,
        final_url=answer.url,
        body=body,
        content_type=answer.headers.get("content-type"),
        headers=answer.headers,
        validators=Validators(
            etag=answer.headers.get("etag"),
            last_modified=answer.headers.get("last-modified"),
            body_hash=body_id(body),
        ),
        fetched_at=fetched_at,
    )


def _renewed(asked: Validators | None, answer: Answer) -> Validators:
    """Return the validators that were asked with, with what "not modified" says of them now (RFC 9110, 15.4.5)."""
    said = {"etag": answer.headers.get("etag"), "last_modified": answer.headers.get("last-modified")}
    return (asked or Validators()).model_copy(update={name: value for name, value in said.items() if value})
