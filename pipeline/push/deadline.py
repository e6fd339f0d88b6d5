"""Connections on which a request dawdles are closed: uvicorn itself waits for headers and bodies for ever."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uvicorn.protocols.http.h11_impl import H11Protocol

if TYPE_CHECKING:
    import asyncio

__all__ = ["PromptProtocol"]

_SECONDS = 30.0


class PromptProtocol(H11Protocol):
    """
    HTTP/1.1 as uvicorn speaks it, where a request has to be here whole 30 s after its connection could take one.

    Who sends a byte now and then (a slow loris) holds a connection for that long and no longer.
    """

    seconds = _SECONDS
    _due: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """Begin to wait for a request."""
        super().connection_made(transport)
        self._wait()

    def on_response_complete(self) -> None:
        """Begin to wait for the next."""
        super().on_response_complete()
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        if self._due is not None:
            self._due.cancel()
        super().connection_lost(exc)

    def _wait(self) -> None:
        if self._due is not None:
            self._due.cancel()
        self._due = self.loop.call_later(self.seconds, self._close_unless_whole)

    def _close_unless_whole(self) -> None:
        is_whole = self.cycle is not None and not self.cycle.more_body and not self.cycle.response_complete
        if not is_whole:
            self.transport.abort()
