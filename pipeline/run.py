"""
One run, on one screen: ask the feeds, fetch what is new, read it, judge it, store it, publish it, tell who is watching.

Everything a run touches comes in by its doors, so the same run works under Prefect (`flows/`), from the command line,
in the demo and in tests. A feed or page that fails becomes a row, and the run goes on; a run that is killed leaves
whole batches behind, and the next run takes up the rest.
"""

from __future__ import annotations

from contextlib import ExitStack
from datetime import timedelta
from itertools import chain
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Self

from pipeline.arrivals import Arrival, Became, Outcome, arrived, became, is_unchanged, missed, robots_asked
from pipeline.bookkeeping import FIRST_RUN, Books
from pipeline.claims.rules import RULES
from pipeline.collect.fetch import Fetched, Fetcher, Request
from pipeline.collect.local.feeds import is_local
from pipeline.collect.local.own_list import is_own_list, read_own_list
from pipeline.collect.local.topic_words import topic_words
from pipeline.collect.schedule import due, may_be_asked, offered_again
from pipeline.collect.timing.revisits import WATCHED_FOR, validators_for, worth_another_look
from pipeline.handfuls import handfuls
from pipeline.local_feeds import Look
from pipeline.naming import name_stories
from pipeline.notify import meet, notify
from pipeline.picking import KnownPages, Picked, seen
from pipeline.polling import Poll, polled
from pipeline.progress import Progress, Silent
from pipeline.received import Post
from pipeline.report import Report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime
    from types import TracebackType

    from pipeline.claims.extractor import Extractor
    from pipeline.inbox.folder import Inbox
    from pipeline.models import Channel, Drop, Entry, Feed, FeedState, KeptPage, Page
    from pipeline.read.workers import PageReader
    from pipeline.store.ledger import Ledger
    from pipeline.topic import Topic

__all__ = ["Doors", "Run", "run"]

_BATCH = 40
_HEAVY = 20_000_000
"""Bytes after which a batch of pages is large enough."""
_MANY_FEEDS = 2000
_TELLING = 30.0
"""Seconds for which messages are handed over before the run goes on; what is left waits for the next."""
_PATIENCE = 2.0
"""Seconds that what has come waits for what is still to come."""
_AT_A_TIME = 4
"""Pushed addresses of one host, five seconds apart each, in a run for what is pushed alone: more may be pushed."""


class Doors(NamedTuple):
    """What a run touches of the world, and how long it keeps the bytes of pages and feeds (0: not, None: for ever)."""

    fetcher: Fetcher
    reader: PageReader
    ledger: Ledger
    now: Callable[[], datetime]
    channels: tuple[Channel, ...] = ()
    progress: Progress = Silent()
    keep_pages: timedelta | None = timedelta(days=90)
    keep_feeds: timedelta | None = timedelta(days=7)
    extractor: Extractor = RULES
    inbox: Inbox | None = None


def run(
    topics: Sequence[Topic], feeds: Sequence[Feed], doors: Doors, *, only_due: bool = False, only_received: bool = False
) -> Report:
    """
    Make one pass over the feeds, all of them or only those whose turn it is, and return what it brought.

    What was pushed is taken in as well, or `only_received` that: the first run of a database, which wakes nobody, asks
    its feeds all the same.

    Raises LockedError when another run holds the database, and other StoreErrors; what was committed before stands.
    """
    with Run(topics, feeds, doors) as this:
        polls: list[Poll] = []
        if this.is_first or not only_received:
            this.plant_seeds()
            for answered in chain(this.poll(this.to_ask(only_due=only_due)), [[]]):
                polls += answered
                for pages in this.fetch(answered):
                    this.take_in(pages)
            polls += this.look_through()
        polls += this.take_received(of_a_host=_AT_A_TIME if only_received else None)
        return this.finish(polls)


class Run:
    """
    A run under way: it holds the database's lock from entering to leaving.

    Unless it `tells` what it brings, that waits in the outbox for who does.
    """

    def __init__(self, topics: Sequence[Topic], feeds: Sequence[Feed], doors: Doors, *, tells: bool = True) -> None:
        self.report = Report()
        self._topics, self._feeds, self._doors, self._tells = topics, feeds, doors, tells
        self._open = ExitStack()
        self._picked = Picked({}, [], [], {})
        self._unfinished: set[str] = set()
        self._kept_feeds: list[KeptPage] = []
        self._asked: set[str] = set()

    def __enter__(self) -> Self:
        ledger, now = self._doors.ledger, self._doors.now()
        self._open.enter_context(ledger.run_lock(alone=False))
        with self._open.pop_all() as opened:
            self.run_id, self.is_first = ledger.begin((topic.topic for topic in self._topics), self._feeds, now)
            meet(ledger, self._doors.channels, now)
            known = ledger.recall()
            self._states, self._pages = known.feeds, KnownPages(known.entries)
            # The first run of a database only learns what is known already; nobody is woken for that.
            quiet, extractor = FIRST_RUN if self.is_first else None, self._doors.extractor
            self._books = Books(self._topics, ledger, known, self.report, quiet=quiet, extractor=extractor)
            self._visited = ledger.visited(now - WATCHED_FOR)
            self._doors.fetcher.remember(known.hosts)
            inbox = self._doors.inbox
            # What comes in from here on is for the next run: a feed asked in this one may have been asked before.
            self._post = Post(inbox, self._doors.reader, now) if inbox else None
            self._open = opened.pop_all()
        self.report.started_at = self._began = now
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._open.close()

    def plant_seeds(self) -> None:
        """Take the topics' seeds in, those that are not in yet; they are articles like any other."""
        with self._doors.ledger.turn():
            now = self._doors.now()
            seeds = self._books.judged(seed for topic in self._topics for seed in topic.seeds)
            self._books.enter(seeds, self.run_id, now)

    @property
    def feeds(self) -> list[FeedState]:
        """The feeds of this run, with what is known of each."""
        wanted = {(feed.url, feed.topic) for feed in self._feeds}
        return [state for state in self._states if (state.feed.url, state.feed.topic) in wanted]

    def to_ask(self, *, only_due: bool = False) -> list[FeedState]:
        """
        Return the feeds to ask now: never one that asked to be left alone, and if wanted only those that are due.

        Those come first that were asked longest ago: one that brings quiet over its host each time must not starve the
        others there.
        """
        now, turn = self._doors.now(), due if only_due else may_be_asked
        asked = [state for state in self.feeds if turn(state, now) and not _is_looked_through(state.feed.url)]
        resting = [state for state in self.feeds if not turn(state, now) and not is_local(state.asked)]
        self.report.count_resting(resting, now)
        return sorted(asked, key=lambda state: (state.checked_at is not None, state.checked_at or now))

    def poll(self, states: Sequence[FeedState]) -> Iterator[list[Poll]]:
        """Ask these feeds what they offer; yield the answers by the handful, the quick ones first."""
        known, now = self._pages.urls, self._doors.now()
        self._asked.update(state.feed.url for state in states)
        polls = polled(states, self._answers, self._doors.reader, known=known, now=now)
        yield from handfuls(polls, most=_MANY_FEEDS, seconds=_PATIENCE)

    def fetch(self, polls: Iterable[Poll]) -> Iterator[list[Fetched]]:
        """
        Fetch the pages of entries that are new or changed, each page once; yield them in batches as they come.

        Among them are pages that it is time to look at again, in case they were edited.
        """
        return self._pages_of((poll.entries for poll in polls), self._looks)

    def fetch_entries(self, answers: Iterable[Sequence[Entry]]) -> Iterator[list[Fetched]]:
        """Fetch the pages of these entries in the same way, and no others."""
        return self._pages_of(answers, lambda _: ())

    def _pages_of(
        self, answers: Iterable[Sequence[Entry]], also: Callable[[datetime], Iterable[Request]]
    ) -> Iterator[list[Fetched]]:
        now = self._doors.now()
        self._picked = self._pages.pick(answers, now)
        entries, addresses = tuple(self._picked.settled), tuple(self._picked.addresses)
        self._pages.add(entries)
        self._books.enter([], self.run_id, now, entries=entries, addresses=addresses)
        asked = [Request(url=url, kind="page", entry=entries[0]) for url, entries in self._picked.waiting.items()]
        fetched = self._fetched("pages", [*asked, *also(now)])
        return handfuls(fetched, most=_BATCH, seconds=_PATIENCE, weight=lambda one: one.fetch.size, heaviest=_HEAVY)

    def _looks(self, now: datetime) -> Iterator[Request]:
        """Yield a request for each page that it is time to look at again, once a run."""
        visited, self._visited = self._visited, ()
        for page in visited:
            if page.url not in self._picked.waiting and worth_another_look(page, now):
                if page.article_id is not None:
                    self._picked.known_as[page.url] = page.article_id
                yield Request(url=page.url, kind="page", validators=validators_for(page, now))

    def take_in(self, fetched: Sequence[Fetched]) -> dict[str, Became]:
        """Read pages, judge their articles in order of publication, store all as one; return what became of each."""
        waiting, now = self._picked.waiting, self._doors.now()
        pages = [Arrival(one.page, waiting.get(one.request.url, ())) for one in fetched if one.page is not None]
        came = arrived(pages, self._picked.known_as, self._doors.reader)
        for one in fetched:
            if one.page is None and not is_unchanged(one):
                entries = waiting.get(one.request.url, ())
                drops, dealt = missed(one, entries, now)
                came.drops.extend(drops)
                came.entries.extend(dealt)
                self._unfinished.update(entry.feed_url for entry in entries if not dealt)
        kept = tuple(self._kept(fetched))
        hosts = self._doors.fetcher.hosts()
        asked = (*(one.fetch for one in fetched), *robots_asked(hosts, self._began))
        return self._enter(came, fetches=asked, kept=kept, hosts=hosts)

    def look_through(self) -> list[Poll]:
        """Take in what folders and archives on our own disk offer; their bytes stay there and are not kept twice."""
        words, polls = topic_words(self._topics), []
        for state in self.feeds:
            if _is_looked_through(state.feed.url):
                look = Look(state, self._doors.now())
                for portion in look.portions(words, self._pages.knows, _BATCH, _HEAVY):
                    came = arrived(portion.pages, {}, self._doors.reader)
                    came.entries.extend(seen(entry, None, self._doors.now()) for entry in portion.dealt)
                    came.drops.extend(portion.drops)
                    self._enter(came)
                polls.append(look.poll)
        return polls

    def take_received(self, *, of_a_host: int | None = None) -> list[Poll]:
        """Take in what was pushed before this run began, see `Post.hand_over`; return the polls that led to."""
        return self._post.hand_over(self, of_a_host=of_a_host) if self._post else []

    def receive(self, arrivals: Sequence[Arrival]) -> dict[str, Became]:
        """Take in pages that came with their bytes; return what became of each, by its address."""
        came = arrived(arrivals, {}, self._doors.reader)
        return self._enter(came, kept=tuple(self._shelved((page, "page", entries[0]) for page, entries in arrivals)))

    def ask(self, urls: Iterable[str]) -> list[Poll]:
        """Ask those of these feeds that may be asked and were not in this run, take in what they offer; the polls."""
        wanted, now = set(urls) - self._asked, self._doors.now()
        states = [state for state in self.feeds if state.feed.url in wanted]
        self.note(feeds=[state.model_copy(update={"next_at": now}) for state in states if not may_be_asked(state, now)])
        polls: list[Poll] = []
        for answered in self.poll([state for state in states if may_be_asked(state, now)]):
            polls += answered
            for pages in self.fetch_entries(poll.entries for poll in answered):
                self.take_in(pages)
        return polls

    def note(self, drops: Sequence[Drop] = (), feeds: Sequence[FeedState] = ()) -> None:
        """Store drops, and how feeds are doing."""
        self._books.enter(drops, self.run_id, self._doors.now(), feeds=tuple(feeds))

    def dealt_with(self, entry: Entry) -> Became | None:
        """Return the article an entry turned out to be, or that it was none; None where it is still to come."""
        return Became(self._pages.article_of(entry)) if self._pages.knows(entry) else None

    def finish(self, polls: Sequence[Poll]) -> Report:
        """Store how the feeds are doing, let go of old bytes, tell whom it concerns, publish, and return the report."""
        doors, now = self._doors, self._doors.now()
        # How the feeds are doing is stored last: a run killed before this asks them again and misses nothing.
        self._books.enter(
            [drop for poll in polls for drop in poll.drops],
            self.run_id,
            now,
            fetches=tuple(fetch for poll in polls for fetch in (poll.fetch, *poll.parts)),
            feeds=tuple(self._state(poll, now) for poll in polls),
            moves=tuple(move for poll in polls for move in poll.moves),
            kept=tuple(self._kept_feeds),
            hosts=doors.fetcher.hosts(),
        )
        self.report.count_feeds(polls)
        with doors.ledger.turn():
            name_stories(doors.ledger, self._began, doors.now())
        doors.ledger.finish(self.run_id, self.report.outcome, doors.now())
        self._tell()
        doors.ledger.sweep(doors.now(), pages=doors.keep_pages, feeds=doors.keep_feeds)
        doors.ledger.publish()
        if self._post:
            self._post.settle()
        self.report.finished_at = doors.now()
        return self.report

    def _enter(self, came: Outcome, **rest: tuple[Any, ...]) -> dict[str, Became]:
        self._pages.add(came.entries)
        # Another collector may be at it too: what is decided here rests on all that stands when it is stored.
        with self._doors.ledger.turn():
            now = self._doors.now()
            judged = self._books.judged(came.articles)
            addresses = tuple(address for address in came.addresses if self._books.knows(address.article_id))
            outcomes = [*came.drops, *judged]
            self._books.enter(outcomes, self.run_id, now, entries=tuple(came.entries), addresses=addresses, **rest)
        return became(came, outcomes)

    def _fetched(self, what: str, asked: Sequence[Request]) -> Iterator[Fetched]:
        self._doors.progress.begin(what, len(asked))
        for fetched in self._doors.fetcher.fetch_all(asked, self._doors.now):
            yield fetched
            self._doors.progress.done()

    def _answers(self, asked: Sequence[Request]) -> Iterator[Fetched]:
        """Yield what feeds answer, their bytes kept; a list on our own disk answers at once."""
        ours = [request for request in asked if is_local(request.url)]
        for request in ours:
            yield read_own_list(request, self._doors.now())
        for fetched in self._fetched("feeds", [request for request in asked if request not in ours]):
            self._kept_feeds.extend(self._kept([fetched]))
            yield fetched

    def _kept(self, fetched: Iterable[Fetched]) -> Iterator[KeptPage]:
        requests = ((one.page, one.request.kind, one.request.entry) for one in fetched if one.page is not None)
        return self._shelved(requests)

    def _shelved(self, pages: Iterable[tuple[Page, Literal["feed", "page"], Entry | None]]) -> Iterator[KeptPage]:
        """Put bytes on the shelf, those of pages and feeds that are to be kept at all, and yield where they are."""
        for page, kind, entry in pages:
            keep_for = self._doors.keep_pages if kind == "page" else self._doors.keep_feeds
            if keep_for != timedelta(0):
                yield self._doors.ledger.shelf.keep(page, kind, entry)

    def _state(self, poll: Poll, now: datetime) -> FeedState:
        unfinished = poll.state.feed.url in self._unfinished
        return offered_again(poll.state, now) if unfinished else poll.state

    def _tell(self) -> None:
        """Hand over what there is to tell, where that is ours to do; what nobody takes waits, and is in the report."""
        if not self._tells:
            return
        doors, names = self._doors, {topic.topic: topic.name for topic in self._topics}
        told = notify(doors.ledger, doors.channels, doors.now, names=names, most=_TELLING)
        self.report.problems.extend(told.problems)


def _is_looked_through(url: str) -> bool:
    """Is this a folder or an archive on our own disk, not a list of addresses there?"""
    return is_local(url) and not is_own_list(url)
