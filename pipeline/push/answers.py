"""Answers: JSON, never anything of a program's inside, and errors as sentences that name the field and the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.responses import JSONResponse, PlainTextResponse, Response

if TYPE_CHECKING:
    from starlette.requests import Request

__all__ = ["RefusedError", "echo", "empty", "failed", "gone", "refused", "said", "wrong_way"]

_HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
_SENTENCES = {
    404: "there is nothing at this address; addresses and pages are pushed to POST /ingest",
    405: "this address does not take that method; addresses and pages are pushed to POST /ingest",
}


class RefusedError(Exception):
    """A request that is not served: its status, a sentence that says why and what to do, and the field it is about."""

    def __init__(self, status: int, sentence: str, field: str | None = None, **headers: str) -> None:
        super().__init__(sentence)
        self.status, self.sentence, self.field, self.headers = status, sentence, field, headers


def said(status: int, what: dict[str, Any], **headers: str) -> Response:
    """Return a JSON answer."""
    return JSONResponse(what, status_code=status, headers=_HEADERS | headers)


def echo(challenge: str) -> Response:
    """Return a hub's own words, as text that no browser takes for markup."""
    return PlainTextResponse(challenge, headers=_HEADERS)


def empty(status: int) -> Response:
    """Return an answer without a body."""
    return Response(status_code=status, headers=_HEADERS)


async def refused(_: Request, error: Exception) -> Response:
    """Answer a request that is not served."""
    if not isinstance(error, RefusedError):
        return await failed(_, error)
    about = {"error": error.sentence} | ({"field": error.field} if error.field else {})
    return said(error.status, about, **{name.replace("_", "-"): value for name, value in error.headers.items()})


async def wrong_way(_: Request, error: Exception) -> Response:
    """Answer a request for an address or with a method that there is not."""
    status = getattr(error, "status_code", 400)
    allowed = dict(getattr(error, "headers", None) or {})
    return said(status, {"error": _SENTENCES.get(status, "this request cannot be understood")}, **allowed)


async def gone(_: Request, _error: Exception) -> Response:
    """Answer, for form's sake, somebody who hung up in the middle of a request."""
    return empty(400)


async def failed(_: Request, _error: Exception) -> Response:
    """Answer when something of ours went wrong: what, only the log says."""
    return said(500, {"error": "something went wrong here; the log of claimwatch says what. Send it again later"})
