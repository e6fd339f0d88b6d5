"""Putting letters in while a server answers: off the event loop, and with an answer for every way it can fail."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from pipeline.errors import StoreError
from pipeline.push.answers import RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.inbox.folder import Inbox
    from pipeline.inbox.letters import Letter, Receipt

__all__ = ["Mailbox"]

_RETRY = "60"


class Mailbox:
    """The inbox as the server's handlers use it; `wake` is called when something came in that waits."""

    def __init__(self, inbox: Inbox, wake: Callable[[], None]) -> None:
        self._inbox, self._wake = inbox, wake

    async def put(self, letter: Letter) -> tuple[str, Receipt]:
        """
        Return a letter's id and what is known of it, once it is on the disk.

        Raises RefusedError (503) when there is no room; whoever pushed has to send it again.
        """
        try:
            letter_id, receipt = await asyncio.to_thread(self._inbox.put, letter)
        except StoreError as error:
            raise RefusedError(503, "there is no room for it now; send it again later", Retry_After=_RETRY) from error
        if receipt.state == "waiting":
            self._wake()
        return letter_id, receipt

    async def receipt(self, letter_id: str) -> Receipt | None:
        """Return what became of a letter; None where there is none of that name."""
        return await asyncio.to_thread(self._inbox.receipt, letter_id)
