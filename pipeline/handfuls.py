"""What comes at different speeds, taken in as it comes: nobody who is quick waits for somebody who is slow."""

from __future__ import annotations

import threading
import time
from queue import Empty, Full, Queue
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["handfuls"]

T = TypeVar("T")

# Seconds between two looks at whether the rest is still wanted, while nobody takes what has come.
_LOOK_UP = 0.2


def handfuls(
    source: Iterable[T], *, most: int, seconds: float, weight: Callable[[T], int] | None = None, heaviest: int = 0
) -> Iterator[list[T]]:
    """
    Yield what a source yields, in its order, in lists that are never empty.

    A handful ends with `most` items, or when it is heavier than `heaviest`, or `seconds` after it began and something
    has come. The source is run through in a thread of its own, at most a handful ahead of who takes it; its error is
    raised where it is taken, and it is closed when nobody wants more.
    """
    stream = _Stream(source, most)
    thread = threading.Thread(target=stream.run, name="handfuls", daemon=True)
    thread.start()
    try:
        while not stream.ended:
            handful: list[T] = []
            until, weighs = time.monotonic() + seconds, 0
            for item in stream.until(until):
                handful.append(item)
                weighs += weight(item) if weight else 0
                if len(handful) == most or (weight and weighs > heaviest):
                    break
            if handful:
                yield handful
        if stream.error is not None:
            raise stream.error
    finally:
        stream.unwanted.set()
        thread.join()


class _Stream(Generic[T]):
    def __init__(self, source: Iterable[T], ahead: int) -> None:
        self.unwanted = threading.Event()
        self.ended = False
        self.error: BaseException | None = None
        self._source = source
        self._ready: Queue[T | None] = Queue(ahead)

    def run(self) -> None:
        """Run the source through; in the background thread."""
        source = iter(self._source)
        try:
            for item in source:
                if not self._put(item):
                    break
        except BaseException as problem:  # noqa: BLE001 - raised again where the items are taken
            self.error = problem
        finally:
            if close := getattr(source, "close", None):
                close()
            self._put(None)

    def until(self, moment: float) -> Iterator[T]:
        """Yield what comes until a moment of the monotonic clock, and at least one item unless there is no more."""
        came = False
        while True:
            try:
                left = moment - time.monotonic()
                item = self._ready.get(timeout=max(left, 0.0) if came else None)
            except Empty:
                return
            if item is None:
                self.ended = True
                return
            came = True
            yield item

    def _put(self, item: T | None) -> bool:
        while not self.unwanted.is_set():
            try:
                self._ready.put(item, timeout=_LOOK_UP)
            except Full:
                continue
            return True
        return False
