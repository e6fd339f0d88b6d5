"""Who reads and listens: processes of this machine, or of others by the address of their scheduler (`cluster.py`)."""

from __future__ import annotations

from collections import deque
from itertools import chain
from typing import TYPE_CHECKING, Protocol, Self, TypeVar

from pipeline.handfuls import handfuls
from pipeline.read.workers import Reader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from types import TracebackType

    from pipeline.backfill.listening import Heard
    from pipeline.backfill.loads import Load
    from pipeline.models import Drop, Entry, Page

__all__ = ["PAGE_SECONDS", "Hands", "OwnHands", "ahead"]

T = TypeVar("T")

PAGE_SECONDS = 60.0
"""After which a page is given up: three times what a run allows, as all cores are busy and nobody waits."""
_GIVE_WAY = 10
"""By how much readers give way to whoever judges, where both want a core: it is judging that the others wait for."""
_LOADS_AHEAD = 2
"""Portions that may be read and wait for the desk: what is held does not grow with the source."""


class Hands(Protocol):
    """Whoever reads pages and listens to them."""

    def read(self, loads: Iterable[Load]) -> Iterator[tuple[Load, list[Heard | Drop]]]:
        """Yield each portion, in order, with what came of its pages."""
        ...


class OwnHands:
    """So many worker processes of this machine; a page that hangs or kills its worker costs itself alone."""

    def __init__(
        self, listen: Callable[[Page, Entry | None], Heard | Drop], workers: int, page_seconds: float = PAGE_SECONDS
    ) -> None:
        self._listen = listen
        self._reader = Reader(workers=workers, page_seconds=page_seconds, nice=_GIVE_WAY)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._reader.__exit__(kind, error, trace)

    def read(self, loads: Iterable[Load]) -> Iterator[tuple[Load, list[Heard | Drop]]]:
        """Yield each portion, in order, with what came of its pages."""
        waiting: deque[Load] = deque()

        def pages() -> Iterator[tuple[Page, Entry | None]]:
            for load in loads:
                waiting.append(load)
                yield from ((page, entries[0] if entries else None) for page, entries in load.arrivals)

        heard: list[Heard | Drop] = []
        for _, outcome in self._reader.each(self._listen, pages(), "read"):
            while not waiting[0].arrivals:
                yield waiting.popleft(), []
            heard.append(outcome)
            if len(heard) == len(waiting[0].arrivals):
                yield waiting.popleft(), heard
                heard = []
        yield from ((load, []) for load in waiting)


def ahead(read: Iterable[T], *, at_once: bool = True) -> Iterator[T]:
    """
    Yield what the hands read, in order, while they read on; not `at_once`: they wait while somebody judges.

    So one worker keeps one core busy, and two keep two.
    """
    if not at_once:
        return iter(read)
    return chain.from_iterable(handfuls(read, most=_LOADS_AHEAD, seconds=0))
