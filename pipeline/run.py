"""
One run, on one screen: ask the feeds, fetch what is new, read it, judge it, store it, publish it, tell who is watching.

Everything a run touches comes in by its doors, so the same run works under Prefect (`flows/`), from the command line,
in the demo and in tests. A feed or page that fails becomes a row, and the run goes on; a run that is killed leaves
whole batches behind, and the next run takes up the rest.
"""

from __future__ import annotations

from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, Self

from pipeline.alerts.rules import watched_claims
from pipeline.alerts.senders import masked, send
from pipeline.collect.fetch import Fetched, Fetcher, Request
from pipeline.desk import Desk
from pipeline.errors import DeliveryError
from pipeline.models import Alert, Article, Batch, Drop, Entry, Intake, SeenEntry, Validators
from pipeline.polling import Poll, fingerprint, polled, unseen
from pipeline.progress import Progress, Silent
from pipeline.report import Report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime
    from types import TracebackType

    from pipeline.models import Feed, FeedState, Fetch, Stage
    from pipeline.read.workers import PageReader
    from pipeline.store.ledger import Ledger
    from pipeline.topic import Topic

__all__ = ["Doors", "Run", "run"]

_BATCH = 40
# The server says that the page is not for us, or not there; only a changed entry is a reason to ask again.
_GONE = frozenset({401, 402, 403, 404, 410, 451})


class Doors(NamedTuple):
    """What a run touches of the world."""

    fetcher: Fetcher
    reader: PageReader
    ledger: Ledger
    now: Callable[[], datetime]
    alert_to: str | None = None
    progress: Progress = Silent()


def run(topics: Sequence[Topic], feeds: Sequence[Feed], doors: Doors) -> Report:
    """
    Make one pass over the feeds and return what it brought.

    Raises LockedError when another run holds the database, and other StoreErrors; what was committed before stands.
    """
    with Run(topics, feeds, doors) as this:
        this.plant_seeds()
        polls = this.poll()
        for pages in this.fetch(polls):
            this.take_in(pages)
        return this.finish(polls)


class Run:
    """A run under way: it holds the database's lock from entering to leaving."""

    def __init__(self, topics: Sequence[Topic], feeds: Sequence[Feed], doors: Doors) -> None:
        self.report = Report()
        self._topics, self._feeds, self._doors = topics, feeds, doors
        self._open = ExitStack()
        self._waiting: dict[str, list[Entry]] = {}
        self._unfinished: set[str] = set()
        self._alerts: list[Alert] = []

    def __enter__(self) -> Self:
        ledger, now = self._doors.ledger, self._doors.now()
        self._open.enter_context(ledger.run_lock())
        with self._open.pop_all() as opened:
            self.run_id, self._first = ledger.begin((topic.topic for topic in self._topics), self._feeds, now)
            self._known = ledger.recall()
            self._desk = Desk(self._topics, self._known)
            self._open = opened.pop_all()
        self.report.started_at = now
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._open.close()

    def plant_seeds(self) -> None:
        """Take the topics' seeds in, those that are not in yet; they are articles like any other."""
        self._store(self._judged(seed for topic in self._topics for seed in topic.seeds))

    @property
    def feeds(self) -> list[FeedState]:
        """The feeds to poll, with what is known of each."""
        wanted = {(feed.url, feed.topic) for feed in self._feeds}
        return [state for state in self._known.feeds if (state.feed.url, state.feed.topic) in wanted]

    def poll(self, states: Iterable[FeedState] | None = None) -> list[Poll]:
        """Ask the feeds, all or those given, what they offer."""
        doors, ask = self._doors, partial(self._fetched, "feeds")
        asked = self.feeds if states is None else states
        return list(polled(asked, ask, doors.reader, known=self._known.entries, now=doors.now()))

    def fetch(self, polls: Iterable[Poll]) -> Iterator[list[Fetched]]:
        """Fetch the pages of entries that are new or changed, each page once; yield them in batches as they come."""
        self._waiting = unseen(polls, self._known.entries)
        requests = [Request(url=url, kind="page", entry=entries[0]) for url, entries in self._waiting.items()]
        batch: list[Fetched] = []
        for fetched in self._fetched("pages", requests):
            batch.append(fetched)
            if len(batch) == _BATCH:
                yield batch
                batch = []
        if batch:
            yield batch

    def take_in(self, pages: Sequence[Fetched]) -> None:
        """Read a batch of pages, judge the articles in order of publication, and store the outcome as one."""
        now = self._doors.now()
        drops = [_unfetched(fetched, now) for fetched in pages if fetched.page is None]
        seen = [entry for fetched in pages if fetched.page is None for entry in self._given_up(fetched, now)]
        articles: list[Article] = []
        entries = {fetched.request.url: fetched.request.entry for fetched in pages}
        arrived = [(fetched.page, entries[fetched.request.url]) for fetched in pages if fetched.page]
        for page, outcome in self._doors.reader.read(arrived):
            article_id = outcome.article_id if isinstance(outcome, Article) else None
            seen.extend(
                SeenEntry(entry=entry, fingerprint=fingerprint(entry), article_id=article_id, seen_at=page.fetched_at)
                for entry in self._waiting.get(page.url, ())
            )
            (drops if isinstance(outcome, Drop) else articles).append(outcome)  # type: ignore[arg-type]  # one of the two
        articles.sort(key=lambda article: (article.published_at or article.seen_at, article.url))
        judged = self._judged(articles)
        self._store([*drops, *judged], entries=seen, fetches=[fetched.fetch for fetched in pages])

    def finish(self, polls: Sequence[Poll]) -> Report:
        """Store how the feeds are doing, tell whom it concerns, publish, and return the report."""
        doors = self._doors
        # Validators are stored last: a run killed before this asks the feeds again and misses nothing.
        states, fetches = [self._state(poll) for poll in polls], [poll.fetch for poll in polls]
        self._store([drop for poll in polls for drop in poll.drops], fetches=fetches, feeds=states)
        self.report.count_feeds(polls)
        doors.ledger.finish(self.run_id, self.report.outcome, doors.now())
        self._tell()
        doors.ledger.publish()
        self.report.finished_at = doors.now()
        return self.report

    def _fetched(self, what: str, requests: Sequence[Request]) -> Iterator[Fetched]:
        self._doors.progress.begin(what, len(requests))
        for fetched in self._doors.fetcher.fetch_all(requests, self._doors.now):
            yield fetched
            self._doors.progress.done()

    def _given_up(self, fetched: Fetched, now: datetime) -> Iterator[SeenEntry]:
        """Yield the entries of a page that is not to be had; one that may be had later is asked for again next time."""
        entries = self._waiting.get(fetched.request.url, ())
        if fetched.fetch.status in _GONE:
            yield from (SeenEntry(entry=entry, fingerprint=fingerprint(entry), seen_at=now) for entry in entries)
        else:
            self._unfinished.update(entry.feed_url for entry in entries)

    def _state(self, poll: Poll) -> FeedState:
        """Forget the validators of a feed some of whose pages are still to come, so that it offers them again."""
        if poll.state.feed.url in self._unfinished:
            return poll.state.model_copy(update={"validators": Validators()})
        return poll.state

    def _judged(self, articles: Iterable[Article]) -> list[Intake | Drop]:
        """Judge articles one by one; a stage that fails on one costs that one, with what went wrong as its reason."""
        outcomes: list[Intake | Drop] = []
        for article in articles:
            try:
                outcome = self._desk.take_in(article)
            except Exception as error:  # noqa: BLE001 - whatever a stage trips over, the other articles go on
                outcome = _failed(article, self._desk.stage, error)
                self.report.problems.append(f"{article.url}: {outcome.detail}")
                # What the desk remembers may be half an article; it starts again from what is stored.
                self._store(outcomes)
                outcomes = []
                self._desk = Desk(self._topics, self._doors.ledger.recall())
            if outcome is not None:
                outcomes.append(outcome)
        return outcomes

    def _store(
        self,
        outcomes: Sequence[Intake | Drop],
        *,
        entries: Sequence[SeenEntry] = (),
        fetches: Sequence[Fetch] = (),
        feeds: Sequence[FeedState] = (),
    ) -> None:
        now = self._doors.now()
        intakes = tuple(outcome for outcome in outcomes if isinstance(outcome, Intake))
        drops = tuple(outcome for outcome in outcomes if isinstance(outcome, Drop))
        # The first run of a database only learns what is known already; nobody is woken for that.
        alerts = () if self._first else tuple(watched_claims(intakes, self._topics, now))
        batch = Batch(
            decided_at=now,
            intakes=intakes,
            entries=tuple(entries),
            fetches=tuple(fetches),
            drops=drops,
            feeds=tuple(feeds),
            alerts=alerts,
        )
        self._doors.ledger.commit(batch, self.run_id)
        self._alerts.extend(alerts)
        self.report.count(batch)

    def _tell(self) -> None:
        """Hand the alerts over as one message; when nobody takes it, that is a row and part of the report."""
        to = self._doors.alert_to
        if not (self._alerts and to):
            return
        try:
            send(self._alerts, to)
            error = None
        except DeliveryError as failure:
            error = str(failure)
            self.report.problems.append(error)
        self._doors.ledger.delivered(self._alerts, masked(to), error, self._doors.now())


def _unfetched(fetched: Fetched, now: datetime) -> Drop:
    fetch = fetched.fetch
    detail = fetch.error or f"the server answered {fetch.status} without a page"
    return Drop(url=fetch.url, stage="collect", reason="page not fetched", detail=detail, seen_at=now)


def _failed(article: Article, stage: Stage, error: Exception) -> Drop:
    detail = f"{type(error).__name__}: {error}"
    return Drop(url=article.url, stage=stage, reason="stage failed", detail=detail, seen_at=article.seen_at)
