"""
A back-fill on one screen: survey each source, have its pages read elsewhere, judge and store them here, in order.

The order is that of time, window by window, because the first who says something is who said it first. One process
links and stores; reading and listening is done by `Hands`, comparing by whoever is `Beside` it.
"""

from __future__ import annotations

from contextlib import ExitStack
from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from pipeline.arrivals import robots_asked
from pipeline.backfill.beside import Beside
from pipeline.backfill.hands import ahead
from pipeline.backfill.listed import ListedSource
from pipeline.backfill.local import LocalSource
from pipeline.backfill.outcome import came_of
from pipeline.backfill.report import Backfill
from pipeline.backfill.windows import Bounds
from pipeline.bookkeeping import Books
from pipeline.collect.local.feeds import is_local, local_state
from pipeline.collect.local.own_list import is_own_list
from pipeline.collect.local.topic_words import topic_words
from pipeline.models import Backfilled, Feed
from pipeline.naming import name_stories
from pipeline.picking import KnownPages
from pipeline.report import Report
from pipeline.store.collector import collector_at_rest, now_and_then_collected
from pipeline.text import content_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from types import TracebackType

    from pipeline.backfill.hands import Hands
    from pipeline.backfill.loads import Load
    from pipeline.backfill.outcome import Came
    from pipeline.backfill.windows import Window
    from pipeline.models import Entry
    from pipeline.picking import Picked
    from pipeline.run import Doors
    from pipeline.topic import Topic

__all__ = ["QUIET", "Filling", "Wanted", "backfill"]

QUIET = "back-fill"
"""Why nobody is alerted: what is taken in after the fact is no news."""


class Wanted(NamedTuple):
    """Which days are wanted, in windows of how many days, whether somebody is alerted, and on one core or more."""

    bounds: Bounds = Bounds()
    days: int = 7
    notify: bool = False
    at_once: bool = True
    """Read on, and compare ahead, while what was read is linked."""


def backfill(topics: Sequence[Topic], sources: Sequence[str], doors: Doors, hands: Hands, wanted: Wanted) -> Backfill:
    """
    Take in what these sources hold of the days that are wanted, and return what that brought.

    Each source is an address: `file:` of an archive, folder or list of addresses, or that of a sitemap. Killed at any
    moment, the same call goes on where it was; when all is taken in, it adds nothing. What cannot be read is a problem
    in the report, and a row.

    Raises LockedError when a run holds the database, and other StoreErrors; what was committed before stands.
    """
    with Filling(topics, doors, hands, wanted) as filling:
        for source in sources:
            for _ in filling.windows(source):
                pass
        return filling.finish()


class Filling:
    """A back-fill under way: it holds the database's lock from entering to leaving."""

    def __init__(self, topics: Sequence[Topic], doors: Doors, hands: Hands, wanted: Wanted) -> None:
        self._topics, self._doors, self._hands, self._wanted = topics, doors, hands, wanted
        self.counts = Backfill(Report())
        self._beside: Beside | None = None
        self._open = ExitStack()

    def __enter__(self) -> Self:
        ledger, self._began = self._doors.ledger, self._doors.now()
        self._open.enter_context(ledger.run_lock())
        with self._open.pop_all() as opened:
            self.run_id, _ = ledger.begin((topic.topic for topic in self._topics), (), self._began)
            known = ledger.recall()
            self._pages = KnownPages(known.entries)
            self._books = Books(
                self._topics,
                ledger,
                known,
                self.counts.report,
                quiet=None if self._wanted.notify else QUIET,
                extractor=self._doors.extractor,
            )
            self._doors.fetcher.remember(known.hosts)
            opened.enter_context(collector_at_rest())
            self.counts.report.started_at = self._began
            seeds = (seed for topic in self._topics for seed in topic.seeds)
            self._books.enter(self._books.judged(seeds), self.run_id, self._began)
            # In a lake every portion begins with what is stored by then.
            if self._wanted.at_once and not ledger.shared:
                problems = self.counts.report.problems
                self._beside = Beside(self._topics, known.overrules, ledger, self._books.comparing, problems)
                self._books.comparer = opened.enter_context(self._beside)
            self._open = opened.pop_all()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._open.close()

    def windows(self, address: str) -> Iterator[Window]:
        """
        Take in what one source holds and yield each window when it is done.

        A source that was taken in whole and has not changed is left alone.
        """
        self.counts.sources += 1
        # Its pages are remembered under a feed of its address; the topic is that of whoever keeps them.
        feed = Feed(url=address, topic=self._topics[0].topic)
        if is_local(address) and not is_own_list(address):
            yield from self._windows_of_local(feed)
        else:
            yield from self._windows_of_listed(feed)

    def finish(self) -> Backfill:
        """Name the stories, publish, and return what came."""
        doors, counts = self._doors, self.counts
        name_stories(doors.ledger, self._began, doors.now())
        doors.ledger.finish(self.run_id, counts.outcome, doors.now())
        doors.ledger.publish()
        counts.report.finished_at = doors.now()
        return counts

    def _windows_of_local(self, feed: Feed) -> Iterator[Window]:
        words, now = topic_words(self._topics), self._doors.now()
        etag = local_state(feed, words, now).etag
        source_id = content_id("source", feed.url, etag, *self._wanted.bounds)
        if etag is not None and self._doors.ledger.is_backfilled(source_id):
            self.counts.done_before += 1
            return
        source = LocalSource(feed, words, self._pages.knows)
        source.survey(self._wanted.bounds, now)
        self._count(source)
        yield from self._stored(source.loads(self._wanted.days), feed.url, source_id)

    def _windows_of_listed(self, feed: Feed) -> Iterator[Window]:
        source = ListedSource(feed, self._doors.fetcher, self._doors.reader, self._doors.now)
        source.survey(self._wanted.bounds, self._wanted.days)
        self._books.enter([], self.run_id, self._doors.now(), fetches=tuple(source.fetches))
        self._count(source)
        source_id = content_id("source", feed.url, *self._wanted.bounds)
        for window, entries in source.windows():
            yield from self._stored(source.loads(window, self._picked(entries)), feed.url, source_id)

    def _picked(self, entries: Sequence[Entry]) -> Picked:
        """Return what is to be fetched; what is known to be a page already taken in is settled."""
        now = self._doors.now()
        picked = self._pages.pick([entries], now)
        settled, addresses = tuple(picked.settled), tuple(picked.addresses)
        self._books.enter([], self.run_id, now, entries=settled, addresses=addresses)
        self._pages.add(settled)
        self._doors.progress.done(len(entries) - len(picked.waiting))
        return picked

    def _count(self, source: LocalSource | ListedSource) -> None:
        self.counts.undated += source.undated
        self.counts.left_out += source.left_out
        if source.problem:
            self.counts.failed += not source.pages
            self.counts.report.problems.append(source.problem)
        self._doors.progress.begin("pages", source.pages)

    def _stored(self, loads: Iterable[Load], source: str, source_id: int) -> Iterator[Window]:
        for load, came in now_and_then_collected(ahead(self._came(loads), at_once=self._wanted.at_once)):
            self._store(load, came, source, source_id)
            self._doors.progress.done(len(load.fetched) or len(load.arrivals))
            if load.ends != "part":
                yield load.window

    def _came(self, loads: Iterable[Load]) -> Iterator[tuple[Load, Came]]:
        """Yield each portion with what came of it; whoever compares ahead is given it at once."""
        for load, heard in self._hands.read(loads):
            came = came_of(load, heard, self._doors.now())
            if self._beside:
                self._beside.send(came.outcome.articles, came.decided, came.foretold.texts)
                came = came._replace(foretold=came.foretold._replace(texts=()))
            yield load, came

    def _store(self, load: Load, portion: Came, source: str, source_id: int) -> None:
        """Judge a portion in order of publication, and store what came of it, and that it is done, as one."""
        now, counts, came = self._doors.now(), self.counts, portion.outcome
        self._pages.add(came.entries)
        self._books.learn(portion.foretold)
        judged = self._books.judged(came.articles, portion.decided)
        done = Backfilled(
            source=source,
            source_id=source_id,
            first_day=load.window.first,
            last_day=load.window.last,
            part=load.part,
            pages=len(load.arrivals),
            ends=load.ends,
        )
        self._books.enter(
            [*came.drops, *judged],
            self.run_id,
            now,
            entries=tuple(came.entries),
            addresses=tuple(address for address in came.addresses if self._books.knows(address.article_id)),
            backfilled=(done,),
            **self._collected(load),
        )
        counts.pages += len(load.arrivals)
        counts.put_off += load.put_off
        if load.arrivals:
            counts.windows.add(load.window)

    def _collected(self, load: Load) -> dict[str, tuple[Any, ...]]:
        """Return what a batch holds of pages from the network; those of this machine stay where they are."""
        if not load.fetched:
            return {}
        hosts, keep = self._doors.fetcher.hosts(), self._doors.keep_pages != timedelta(0)
        shelf = self._doors.ledger.shelf
        return {
            "fetches": (*(one.fetch for one in load.fetched), *robots_asked(hosts, self._began)),
            "hosts": hosts,
            "kept": tuple(shelf.keep(one.page, "page", one.request.entry) for one in load.fetched if one.page and keep),
        }
