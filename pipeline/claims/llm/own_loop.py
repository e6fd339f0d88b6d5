"""Asynchronous work for a caller that is not asynchronous, in a thread of its own."""

from __future__ import annotations

import asyncio
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

__all__ = ["in_own_loop"]

T = TypeVar("T")


def in_own_loop(work: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """
    Return what asynchronous work returns, and raise what it raises.

    It runs in an event loop and a thread of its own, so the caller may be in any thread, also in one whose event loop
    is running. Whoever is interrupted while waiting ends the work before this returns.
    """
    results: list[T] = []
    errors: list[BaseException] = []
    tasks: list[asyncio.Task[T]] = []
    loop = asyncio.new_event_loop()

    def run() -> None:
        try:
            with asyncio.Runner(loop_factory=lambda: loop) as runner:
                tasks.append(runner.get_loop().create_task(work()))
                results.append(runner.run(_finished(tasks[0])))
        except BaseException as error:  # noqa: BLE001 - raised again where it is waited for
            errors.append(error)

    thread = threading.Thread(target=run, name="asking", daemon=True)
    thread.start()
    try:
        thread.join()
    finally:
        with suppress(RuntimeError):  # the loop has come to its end by itself
            loop.call_soon_threadsafe(lambda: [task.cancel() for task in tasks])
        thread.join()
    if errors:
        raise errors[0]
    return results[0]


async def _finished(task: asyncio.Task[T]) -> T:
    return await task
