"""`/ingest`: programs with the token hand addresses and pages in, and ask what became of them."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

from pipeline.push.answers import RefusedError, said
from pipeline.push.ingest import MOST_BYTES, letter_of
from pipeline.push.limits import Bucket, body_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from pydantic import SecretStr
    from starlette.requests import Request
    from starlette.responses import Response

    from pipeline.inbox.letters import Receipt
    from pipeline.push.mailbox import Mailbox

__all__ = ["HandingIn"]

_DONE, _ACCEPTED = 200, 202
# Ten a second is more than a newsroom's own tools send; who does not know the token need not be told so more often.
_PUSHED_A_MINUTE, _PUSHED_AT_ONCE = 600, 120
_REFUSED_A_MINUTE, _REFUSED_AT_ONCE = 120, 30


class HandingIn:
    """The two requests of `/ingest`."""

    def __init__(self, token: SecretStr, mailbox: Mailbox, now: Callable[[], datetime]) -> None:
        self._token, self._mailbox, self._now = token, mailbox, now
        self._pushed = Bucket(_PUSHED_A_MINUTE, _PUSHED_AT_ONCE)
        self._refused = Bucket(_REFUSED_A_MINUTE, _REFUSED_AT_ONCE)

    async def take(self, request: Request) -> Response:
        """Take an address or a page; 202 when it waits, 200 with what became of it when the same was taken before."""
        self._let_in(request)
        self._pushed.take()
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind != "application/json":
            raise RefusedError(415, "the body has to be JSON: send Content-Type: application/json", "Content-Type")
        letter_id, receipt = await self._mailbox.put(letter_of(await body_of(request, MOST_BYTES), self._now()))
        status = _ACCEPTED if receipt.state == "waiting" else _DONE
        return said(status, _told(letter_id, receipt), Location=f"ingest/{letter_id}")

    async def tell(self, request: Request) -> Response:
        """Tell what became of something: stored, known already, dropped and why, or still waiting."""
        self._let_in(request)
        letter_id = request.path_params["letter_id"]
        receipt = await self._mailbox.receipt(letter_id)
        if receipt is None:
            raise RefusedError(404, "nothing of that id is known here; what was taken in is told for 30 days", "id")
        return said(_DONE, _told(letter_id, receipt))

    def _let_in(self, request: Request) -> None:
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        right = self._token.get_secret_value().encode()
        # Compared also when the scheme is wrong, so that every refusal takes as long.
        is_right = hmac.compare_digest(given.strip().encode("utf-8", "replace"), right)
        if not is_right or scheme.lower() != "bearer":
            self._refused.take()
            sentence = "the token is missing or wrong: send Authorization: Bearer and CLAIMWATCH_INGEST_TOKEN"
            raise RefusedError(401, sentence, "Authorization", WWW_Authenticate="Bearer")


def _told(letter_id: str, receipt: Receipt) -> dict[str, object]:
    return {"id": letter_id} | receipt.model_dump(mode="json", exclude_none=True)
