"""Ask the feeds, and say what their answers mean: which entries they offer, and how each feed is doing."""

from __future__ import annotations

from collections import defaultdict, deque
from typing import TYPE_CHECKING

from pipeline.collect.feeds import parse_feed
from pipeline.collect.fetch import Request
from pipeline.collect.schedule import after_failure, after_feed, after_no_turn, after_same, validators_to_send
from pipeline.collect.timing.problems import problem_of
from pipeline.collect.timing.turnover import turnover
from pipeline.models import Drop, Entry, FeedState, Fetch, Move, Record
from pipeline.sitemap_parts import Index, with_parts

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping
    from datetime import datetime

    from pipeline.collect.fetch import Fetched
    from pipeline.models import Feed, Page, ParsedFeed, Validators
    from pipeline.read.workers import PageReader
    from pipeline.sitemap_parts import Ask

__all__ = ["Poll", "polled"]


class Poll(Record):
    """The outcome of asking one feed."""

    state: FeedState
    entries: tuple[Entry, ...] = ()
    new: int = 0
    """Entries whose address was not known before."""
    gap: bool = False
    """Nothing of what it offers was known: entries may have come and gone since the last poll."""
    fetch: Fetch
    parts: tuple[Fetch, ...] = ()
    """Of the sitemaps that a sitemap index lists."""
    drops: tuple[Drop, ...] = ()
    moves: tuple[Move, ...] = ()

    @property
    def failed(self) -> bool:
        """Did the feed not answer as a feed should?"""
        return self.state.problem is not None


def polled(
    states: Iterable[FeedState], ask: Ask, reader: PageReader, *, known: Container[str], now: datetime
) -> Iterator[Poll]:
    """
    Ask each feed and yield what that brought, in no particular order.

    An unchanged body is not parsed again, whatever the server said of it; the others are parsed in the reader's
    processes. A failure keeps what the last good answer left, so that nothing is missed.

    Args:
        states: the feeds and what is known of them. One that several topics list is one feed.
        ask: fetches addresses.
        reader: parses what came.
        known: the addresses of all entries dealt with so far.
        now: decides whether to ask for "has it changed?" or for the whole body.

    """
    asked = _by_address(states)
    parsing: dict[str, tuple[FeedState, Fetch]] = {}
    settled: deque[Poll] = deque()
    indexes: list[Index] = []

    def changed() -> Iterator[tuple[Page, Feed]]:
        for answer in ask(_requests(asked, now)):
            for before in asked[answer.request.url]:
                if answer.page is None or answer.page.validators.body_hash == before.validators.body_hash:
                    settled.append(_same(before, answer))
                else:
                    parsing[before.feed.url] = before, answer.fetch
                    yield answer.page, before.feed

    for page, feed, outcome in reader.parse_as_done(parse_feed, changed()):
        before, fetch = parsing.pop(feed.url)
        if isinstance(outcome, Drop):
            yield _failed(before, fetch, ": ".join(filter(None, (outcome.reason, outcome.detail))))
        elif outcome.children:
            indexes.append(Index(before, fetch, page, outcome))
        else:
            yield _read(before, fetch, page.validators, outcome, known)
        # More of them may come meanwhile, in the thread that takes the answers.
        while settled:
            yield settled.popleft()
    yield from settled
    for index in with_parts(indexes, ask, reader):
        yield _read(index.before, index.fetch, index.validators, index.whole, known, tuple(index.fetches))


def _requests(asked: Mapping[str, list[FeedState]], now: datetime) -> list[Request]:
    """Return a request for each address: feeds that have come to share one are asked once, as suits all of them."""
    asking = []
    for address, sharing in asked.items():
        sent = validators_to_send(sharing[0], now)
        if any(validators_to_send(other, now) != sent for other in sharing[1:]):
            sent = None
        asking.append(Request(url=address, kind="feed", validators=sent))
    return asking


def _by_address(states: Iterable[FeedState]) -> Mapping[str, list[FeedState]]:
    listed = {state.feed.url: state for state in states}
    asked: defaultdict[str, list[FeedState]] = defaultdict(list)
    for state in listed.values():
        asked[state.asked].append(state)
    return asked


def _same(before: FeedState, answer: Fetched) -> Poll:
    fetch, page = answer.fetch, answer.page
    if fetch.put_off:
        return Poll(state=after_no_turn(before, fetch).state, fetch=fetch)
    if fetch.error:
        return _failed(before, fetch, fetch.error)
    sent = page.validators if page else answer.validators
    state, move = after_same(before, fetch, sent, whole=page is not None)
    return Poll(state=state, fetch=fetch, moves=(move,) if move else ())


def _read(
    before: FeedState,
    fetch: Fetch,
    sent: Validators,
    feed: ParsedFeed,
    known: Container[str],
    parts: tuple[Fetch, ...] = (),
) -> Poll:
    brought = turnover(before, feed.entries, known)
    if feed.children:
        # Only parts that changed were asked: that they share nothing with what was known means nothing.
        brought = brought._replace(gap=False)
    state, move = after_feed(before, fetch, sent, feed, brought)
    return Poll(
        state=state,
        entries=feed.entries,
        new=brought.new,
        gap=brought.gap,
        fetch=fetch,
        parts=parts,
        drops=_homeless(before, fetch, feed),
        moves=(move,) if move else (),
    )


def _homeless(before: FeedState, fetch: Fetch, feed: ParsedFeed) -> tuple[Drop, ...]:
    """Return a drop for the items that lead nowhere; said once, and again when another number of them does."""
    if not feed.homeless or feed.flaw == before.flaw:
        return ()
    detail, reason = f"{feed.homeless} of {feed.homeless + len(feed.entries)}", "items without an address"
    return (Drop(url=before.feed.url, stage="collect", reason=reason, detail=detail, seen_at=fetch.started_at),)


def _failed(before: FeedState, fetch: Fetch, reason: str) -> Poll:
    problem = problem_of(before, fetch, reason)
    state, move = after_failure(before, fetch, problem)
    # Every attempt is a row of `fetches`; what went no further is said once, and again when the reason is another.
    drop = Drop(url=before.feed.url, stage="collect", reason="feed failed", detail=problem, seen_at=fetch.started_at)
    drops = () if problem == before.problem else (drop,)
    return Poll(state=state, fetch=fetch, drops=drops, moves=(move,) if move else ())
