"""
Reading in processes that can be killed, because one page in a million is a trap.

100,000 attributes in a megabyte hold libxml2 for half a minute inside C code, where no signal reaches; 10 MB of JSON-LD
become 1.3 GB of objects. In a worker this costs one page, and the others go on.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, ThreadPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol, Self, TypeVar

from pebble import ProcessExpired, ProcessPool

from pipeline.errors import NotAFeedError
from pipeline.models import Article, Drop, Entry, Feed, Page, ParsedFeed
from pipeline.read.extract import read_article
from pipeline.text import printable

if TYPE_CHECKING:
    from concurrent.futures import Future
    from types import TracebackType

__all__ = ["WORKER_LOST", "FeedParser", "InlineReader", "PageReader", "Reader", "read_page"]

FeedParser = Callable[[Page, Feed], ParsedFeed]
Stage = Literal["collect", "read"]
Source = TypeVar("Source")
Result = TypeVar("Result")

WORKER_LOST = ("its worker died", "no worker process was left")
"""How the reasons begin that may say nothing of the page: somebody ended the worker."""

# How many pages a worker has waiting for it, so that it never waits for us.
_AHEAD = 2
# Bytes of pages that may wait behind one that takes its time. Without them a single trap among 120 feeds kept half of
# the others from being asked for as long as its worker lived.
_HELD_BYTES = 64_000_000
# libxml2 and the caches of trafilatura grow slowly; a fork of the warm server costs milliseconds.
_PAGES_PER_WORKER = 2000


class PageReader(Protocol):
    """Turns pages into articles, and feeds into entries, in input order; what fails is a `Drop` with its reason."""

    def read(self, pages: Iterable[tuple[Page, Entry | None]]) -> Iterator[tuple[Page, Article | Drop]]:
        """Yield each page with its article."""
        ...

    def parse_feeds(
        self, parse: FeedParser, pages: Iterable[tuple[Page, Feed]]
    ) -> Iterator[tuple[Page, ParsedFeed | Drop]]:
        """Yield each page with its entries; `parse` is `pipeline.collect.feeds.parse_feed`."""
        ...

    def parse_as_done(
        self, parse: FeedParser, pages: Iterable[tuple[Page, Feed]]
    ) -> Iterator[tuple[Page, Feed, ParsedFeed | Drop]]:
        """Yield each page with its feed and entries as soon as it is parsed, in no particular order."""
        ...


class InlineReader:
    """Reads in the caller's process, without any limit: for tests, and for a page somebody stands behind."""

    def read(self, pages: Iterable[tuple[Page, Entry | None]]) -> Iterator[tuple[Page, Article | Drop]]:
        """Yield each page with its article."""
        for page, entry in pages:
            yield page, read_page(page, entry)

    def parse_feeds(
        self, parse: FeedParser, pages: Iterable[tuple[Page, Feed]]
    ) -> Iterator[tuple[Page, ParsedFeed | Drop]]:
        """Yield each page with its entries."""
        for page, feed in pages:
            yield page, _parse(parse, page, feed)

    def parse_as_done(
        self, parse: FeedParser, pages: Iterable[tuple[Page, Feed]]
    ) -> Iterator[tuple[Page, Feed, ParsedFeed | Drop]]:
        """Yield each page with its feed and entries."""
        for page, feed in pages:
            yield page, feed, _parse(parse, page, feed)


class Reader:
    """
    Reads in worker processes; to be used as a context, so that none stays behind.

    A page that takes longer than `page_seconds`, wants more than `memory_bytes` or kills its worker is a `Drop` that
    says so. Workers are forked from a server process that has no threads, which makes this safe beside threads. They
    give way to others by `nice`.
    """

    def __init__(
        self, *, workers: int = 2, page_seconds: float = 20.0, memory_bytes: int = 2**30, nice: int = 0
    ) -> None:
        self._workers = workers
        self._page_seconds = page_seconds
        self._memory_bytes = memory_bytes
        self._nice = nice
        self._changing = threading.Lock()
        self._pool = self._new_pool()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        _end(self._pool)

    def read(self, pages: Iterable[tuple[Page, Entry | None]]) -> Iterator[tuple[Page, Article | Drop]]:
        """Yield each page with its article, in input order; pages are taken from the iterable a few at a time."""
        return self.each(read_page, pages, "read")

    def parse_feeds(
        self, parse: FeedParser, pages: Iterable[tuple[Page, Feed]]
    ) -> Iterator[tuple[Page, ParsedFeed | Drop]]:
        """Yield each page with its entries, in input order; `parse` must be a function of some module."""
        return self.each(partial(_parse, parse), pages, "collect")

    def parse_as_done(
        self, parse: FeedParser, pages: Iterable[tuple[Page, Feed]]
    ) -> Iterator[tuple[Page, Feed, ParsedFeed | Drop]]:
        """
        Yield each page with its feed and entries as soon as it is parsed, in no particular order.

        What is parsed waits neither for a page that holds its worker nor for one that is still to come: the pages are
        taken from the iterable in a thread of its own.
        """
        work, source = partial(_parse, parse), iter(pages)
        parsing: dict[Future[ParsedFeed | Drop], tuple[Page, Feed]] = {}
        with ThreadPoolExecutor(1, "feeds") as taking:
            coming: Future[tuple[Page, Feed] | None] | None = taking.submit(next, source, None)
            while coming or parsing:
                awaited: list[Future[Any]] = [*parsing]
                if coming and len(parsing) < self._workers * _AHEAD:
                    awaited.append(coming)
                wait(awaited, return_when=FIRST_COMPLETED)
                if coming in awaited and coming.done():
                    if came := coming.result():
                        parsing[self._schedule(work, *came)] = came
                    coming = taking.submit(next, source, None) if came else None
                for task in [task for task in parsing if task.done()]:
                    page, feed = parsing.pop(task)
                    yield page, feed, self._outcome(page, task, "collect")[1]

    def each(
        self, work: Callable[[Page, Source], Result | Drop], pages: Iterable[tuple[Page, Source]], stage: Stage
    ) -> Iterator[tuple[Page, Result | Drop]]:
        """
        Yield what came of the pages in their order; one that takes its time does not stop the others being read.

        `work` must be a function of some module, or a `partial` of one; what it fails at is a `Drop` of this stage.
        """
        ahead = self._workers * _AHEAD
        in_order: deque[tuple[Page, Future[Result | Drop]]] = deque()
        unread: set[Future[Result | Drop]] = set()
        held = 0
        for page, source in pages:
            task = self._schedule(work, page, source)
            in_order.append((page, task))
            unread.add(task)
            held += len(page.body)
            if len(unread) > ahead:
                unread = wait(unread, return_when=FIRST_COMPLETED).not_done
            while len(in_order) > ahead and (in_order[0][1].done() or held > _HELD_BYTES):
                held -= len(in_order[0][0].body)
                yield self._outcome(*in_order.popleft(), stage)
        while in_order:
            yield self._outcome(*in_order.popleft(), stage)

    def _outcome(self, page: Page, future: Future[Result | Drop], stage: Stage) -> tuple[Page, Result | Drop]:
        try:
            return page, future.result()
        except TimeoutError:
            reason = f"took longer than {self._page_seconds:g} s"
        except MemoryError:
            reason = f"needed more than {self._memory_bytes / 2**30:g} GiB of memory"
        except ProcessExpired as error:
            reason = f"{WORKER_LOST[0]} (exit code {error.exitcode})"
        except (BrokenProcessPool, CancelledError):
            reason = f"{WORKER_LOST[1]} to read it"
        return page, Drop(url=page.url, stage=stage, reason=reason, seen_at=page.fetched_at)

    def _schedule(
        self, work: Callable[[Page, Source], Result | Drop], page: Page, source: Source
    ) -> Future[Result | Drop]:
        """Hand a page to the pool, a new one where the old broke: a worker that dies with nothing to do breaks it."""
        with self._changing:
            if not self._pool.active:
                _end(self._pool)
                self._pool = self._new_pool()
            return self._pool.schedule(work, args=(page, source), timeout=self._page_seconds)

    def _new_pool(self) -> ProcessPool:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["pipeline.read.warm"])
        return ProcessPool(
            max_workers=self._workers,
            max_tasks=_PAGES_PER_WORKER,
            initializer=_limit_worker,
            initargs=(self._memory_bytes, self._nice),
            context=context,
        )


def _end(pool: ProcessPool) -> None:
    pool.stop()  # type: ignore[no-untyped-call]  # pebble types a part of itself only
    pool.join()


def _limit_worker(memory_bytes: int, nice: int) -> None:
    """Limit what a worker may take beyond what it has and from others, and let it be ended in the middle of C code."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    limit = pages * resource.getpagesize() + memory_bytes
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    # pebble's own handler runs only between two lines of Python.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    os.nice(nice)


def read_page(page: Page, entry: Entry | None) -> Article | Drop:
    """Return the article on a page, or why there is none; raises nothing but MemoryError, whatever the page."""
    try:
        return read_article(page, entry=entry)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever a page makes a library raise is that page's row
        return _failed(page, "read", error)


def _parse(parse: FeedParser, page: Page, feed: Feed) -> ParsedFeed | Drop:
    try:
        return parse(page, feed)
    except NotAFeedError as error:
        return Drop(url=page.url, stage="collect", reason="not a feed", detail=error.reason, seen_at=page.fetched_at)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever a feed makes a library raise is that feed's row
        return _failed(page, "collect", error)


def _failed(page: Page, stage: Stage, error: Exception) -> Drop:
    detail = printable(f"{type(error).__name__}: {error}"[:300])
    return Drop(url=page.url, stage=stage, reason="could not be read", detail=detail, seen_at=page.fetched_at)
