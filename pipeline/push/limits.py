"""How much may be pushed at once, and how often."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from pipeline.push.answers import RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

__all__ = ["Bucket", "body_of"]


class Bucket:
    """
    Lets `burst` requests through at once and `a_minute` of them in the long run.

    The clock is monotonic seconds.
    """

    def __init__(self, a_minute: float, burst: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._a_second, self._burst, self._clock = a_minute / 60, burst, clock
        self._left, self._at = float(burst), clock()

    def take(self) -> None:
        """Let a request through; raises RefusedError (429) that says after how many seconds there is room again."""
        now = self._clock()
        self._left = min(self._left + (now - self._at) * self._a_second, self._burst)
        self._at = now
        if self._left < 1:
            seconds = int((1 - self._left) / self._a_second) + 1
            raise RefusedError(429, f"too many requests; send it again in {seconds} s", Retry_After=str(seconds))
        self._left -= 1


async def body_of(request: Request, most: int) -> bytes:
    """
    Return the body of a request, read no further than `most` bytes.

    Raises RefusedError (413) as soon as it is, or says it will be, larger.
    """
    too_large = RefusedError(413, f"the body is larger than {most / 1_000_000:g} MB; push the address alone", "body")
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced[:20]) > most:
        raise too_large
    pieces, size = [], 0
    async for piece in request.stream():
        size += len(piece)
        if size > most:
            raise too_large
        pieces.append(piece)
    return b"".join(pieces)
