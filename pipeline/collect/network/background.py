"""An asynchronous stream of results for callers that are not asynchronous."""

from __future__ import annotations

import asyncio
import threading
from contextlib import aclosing, suppress
from functools import partial
from queue import SimpleQueue
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Generator

__all__ = ["in_background"]

T = TypeVar("T")


def in_background(source: Callable[[], AsyncGenerator[T, None]], *, taken: Callable[[T], None]) -> Generator[T]:
    """
    Yield what an asynchronous generator yields.

    It runs in an event loop and a thread of its own, so the caller may be in any thread, also in one whose event loop
    is running; and it runs on, whether the items are asked for or not. `taken` is called in its event loop for each one
    that was, so that it can bound what waits. Leaving the iteration early ends the generator before this returns.
    """
    stream = _Stream(source, taken)
    thread = threading.Thread(target=stream.run, name="in-background", daemon=True)
    thread.start()
    try:
        yield from stream.items()
    finally:
        stream.stop()
        thread.join()


class _End:
    """The end of the stream, and the error that ended it."""

    def __init__(self, error: BaseException | None) -> None:
        self.error = error


class _Stream(Generic[T]):
    def __init__(self, source: Callable[[], AsyncGenerator[T, None]], taken: Callable[[T], None]) -> None:
        self._source = source
        self._taken = taken
        self._ready: SimpleQueue[T | _End] = SimpleQueue()
        self._loop = asyncio.new_event_loop()
        self._pump: asyncio.Task[None] | None = None
        self._stopped = False

    def run(self) -> None:
        """Run the generator to its end; in the background thread."""
        error: BaseException | None = None
        try:
            with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
                runner.run(self._pump_all())
        except BaseException as problem:  # noqa: BLE001 - raised again where the items are asked for
            error = problem
        self._ready.put(_End(error))

    def items(self) -> Generator[T]:
        """Yield in the caller's thread what the background thread makes ready."""
        while not isinstance(item := self._ready.get(), _End):
            self._call(partial(self._taken, item))
            yield item
        if item.error is not None:
            raise item.error

    def stop(self) -> None:
        """End the generator wherever it is."""
        self._stopped = True
        self._call(self._cancel)

    async def _pump_all(self) -> None:
        self._pump = asyncio.current_task()
        if self._stopped:
            return
        async with aclosing(self._source()) as items:
            async for item in items:
                self._ready.put(item)

    def _cancel(self) -> None:
        if self._pump is not None:
            self._pump.cancel()

    def _call(self, function: Callable[[], None]) -> None:
        with suppress(RuntimeError):  # the loop has come to its end by itself
            self._loop.call_soon_threadsafe(function)
