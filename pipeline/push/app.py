"""
The web application: what may be asked of the receiver, and by whom.

    GET  /health           anybody    is it well, and how much waits
    POST /ingest           the token  an address or a page            202 and an id
    GET  /ingest/ID        the token  what became of it
    GET  /websub/TOKEN     a hub      do you mean it?                 its challenge
    POST /websub/TOKEN     a hub      news of a feed, signed          202
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.routing import Route

from pipeline.push import answers

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request
    from starlette.responses import Response

    from pipeline.push.handing_in import HandingIn
    from pipeline.push.health import Health
    from pipeline.push.news import News

__all__ = ["app_of"]

_WELL, _UNWELL = 200, 503


def app_of(handing_in: HandingIn, news: News, health: Callable[[], Health]) -> Starlette:
    """Return the application."""

    async def tell_health(_: Request) -> Response:
        found = health()
        return answers.said(_UNWELL if found.problem else _WELL, found.model_dump(mode="json"))

    return Starlette(
        routes=[
            Route("/health", tell_health, methods=["GET"]),
            Route("/ingest", handing_in.take, methods=["POST"]),
            Route("/ingest/{letter_id}", handing_in.tell, methods=["GET"]),
            Route("/websub/{token}", news.verify, methods=["GET"]),
            Route("/websub/{token}", news.take, methods=["POST"]),
        ],
        exception_handlers={
            answers.RefusedError: answers.refused,
            HTTPException: answers.wrong_way,
            ClientDisconnect: answers.gone,
            Exception: answers.failed,
        },
    )
