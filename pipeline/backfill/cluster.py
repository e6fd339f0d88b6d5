"""
Reading and listening on other machines: an existing Dask cluster, by the address of its scheduler.

    a portion's pages, as bytes -> one task -> Parquet of articles and statements -> stored here, in order

The cluster stores nothing and decides nothing. A worker that is lost loses nothing: Dask gives its portions to others,
and a portion that no worker could do is read on this machine, where a page that kills its reader costs itself alone.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, NamedTuple, Self

from distributed import Client
from distributed.client import FutureCancelledError
from distributed.scheduler import KilledWorker

from pipeline.backfill.results import packed, unpacked
from pipeline.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from types import TracebackType

    from distributed import Future

    from pipeline.backfill.hands import Hands
    from pipeline.backfill.listening import Heard
    from pipeline.backfill.loads import Load
    from pipeline.models import Drop, Entry, Page

__all__ = ["Cluster"]

_PATIENCE = 10
"""Seconds that the scheduler, and a first worker, have to answer."""
_AHEAD = 2
"""Portions that wait for each worker, so that it never waits for us."""
_MOST_AHEAD = 24
"""Portions under way, however many workers there are: what is held here stays within some hundred MB."""


class _Task(NamedTuple):
    load: Load
    future: Future[bytes] | None
    """None for a portion without pages: there is nothing to do."""


class Cluster:
    """
    The workers of a Dask scheduler, each with the same version of claimwatch installed.

    Args:
        address: that of the scheduler, "tcp://10.0.0.5:8786".
        listen: reads a page and listens to it; see `listening.listener`.
        own: reads the portions that no worker could.
        patience: seconds that a portion may take on the cluster before it is read here.

    Raises:
        ConfigurationError: nobody answers at the address, no worker has come, or one cannot do the work.

    """

    def __init__(
        self, address: str, listen: Callable[[Page, Entry | None], Heard | Drop], own: Hands, patience: float
    ) -> None:
        self._address, self._listen, self._own, self._patience = address, listen, own, patience
        try:
            self._client = Client(address, timeout=_PATIENCE, set_as_default=False)
        except (OSError, ValueError, ImportError) as error:
            raise ConfigurationError(
                f"--dask {address}: no Dask scheduler answers there ({error}); start one with: dask scheduler"
            ) from error
        try:
            self._client.wait_for_workers(1, timeout=_PATIENCE)
            self._client.submit(packed, [], pure=False).result(timeout=_PATIENCE)
        except Exception as error:
            self._client.close()
            raise ConfigurationError(
                f"--dask {address}: no worker there can do the work ({type(error).__name__}: {error});"
                " start some, with the same claimwatch installed: dask worker ADDRESS"
            ) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def read(self, loads: Iterable[Load]) -> Iterator[tuple[Load, list[Heard | Drop]]]:
        """
        Yield each portion, in order, with what came of its pages.

        Raises ConfigurationError when the scheduler goes away; what was stored before stands.
        """
        under_way: deque[_Task] = deque()
        for load in loads:
            under_way.append(self._sent(load))
            if len(under_way) >= self._most:
                yield self._outcome(under_way.popleft())
        while under_way:
            yield self._outcome(under_way.popleft())

    @property
    def _most(self) -> int:
        threads = sum(self._client.nthreads().values()) or 1
        return min(_AHEAD * threads, _MOST_AHEAD)

    def _sent(self, load: Load) -> _Task:
        if not load.arrivals:
            return _Task(load, None)
        pages = [(page, entries[0] if entries else None) for page, entries in load.arrivals]
        return _Task(load, self._client.submit(_listened, self._listen, pages, pure=False))

    def _outcome(self, task: _Task) -> tuple[Load, list[Heard | Drop]]:
        if task.future is None:
            return task.load, []
        try:
            return task.load, unpacked(task.future.result(timeout=self._patience))
        except (KilledWorker, MemoryError, TimeoutError):
            # Whatever did that to one worker after another does it to one process of ours, and to one page.
            task.future.cancel()
            (outcome,) = self._own.read([task.load])
            return outcome
        except (FutureCancelledError, OSError) as error:
            raise ConfigurationError(
                f"--dask {self._address}: the scheduler went away; what was stored stands, the same command goes on"
            ) from error


def _listened(
    listen: Callable[[Page, Entry | None], Heard | Drop], pages: Sequence[tuple[Page, Entry | None]]
) -> bytes:
    """Return what came of pages as a Parquet file; the task of a worker."""
    return packed([listen(page, entry) for page, entry in pages])
