"""A run over feeds that were polled before."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bench.feed_server import ANSWERS, ENTRIES, WIRE
from bench.polling_turns import Kind, Meter, Turn, addresses
from pipeline.collect.feeds import parse_feed
from pipeline.config import Settings
from pipeline.doors import open_doors
from pipeline.models import Batch, Entry, Feed, FeedState, Page
from pipeline.picking import seen
from pipeline.polling import polled
from pipeline.run import run
from pipeline.store.database import Database
from pipeline.store.published import Published
from pipeline.text import content_id

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bench.feed_server import Served
    from pipeline.run import Doors

__all__ = ["ours", "prepare"]

_WIRE_FEED = "http://wire.example/feed.xml"
_STATUS = {"same": 304, "news": 200}
_STATUSES = """
SELECT status, count(*) FROM ledger.fetches
WHERE run_id = (SELECT run_id FROM ledger.runs ORDER BY started_at DESC LIMIT 1) GROUP BY status
"""


def prepare(kind: Kind, feeds: int, home: Path, served: Served) -> None:
    """Poll the feeds for the first time, and note what they offer, and what the wire does, as dealt with."""
    listed = _feeds(kind, feeds)
    with _doors(home, listed, served) as doors, doors.ledger.run_lock():
        now = doors.now()
        run_id, _ = doors.ledger.begin(["bench"], listed, now)
        states = [FeedState(feed=feed) for feed in listed]
        polls = list(
            polled(states, lambda asked: doors.fetcher.fetch_all(asked, doors.now), doors.reader, known=(), now=now)
        )
        offered = [entry for poll in polls for entry in poll.entries]
        offered += [Entry(feed_url=_WIRE_FEED, url=WIRE.format(ENTRIES + number)) for number in range(ANSWERS)]
        dealt = tuple(seen(entry, content_id("article", entry.url), now) for entry in offered)
        doors.ledger.commit(Batch(decided_at=now, entries=dealt, feeds=tuple(poll.state for poll in polls)), run_id)
        doors.ledger.finish(run_id, "ok", doors.now())
        doors.ledger.publish()


def ours(kind: Kind, feeds: int, home: Path, served: Served) -> Turn:
    """Make one run, its workers awake, and see that it did all there was to do."""
    listed = _feeds(kind, feeds)
    published = Published(Database(home).published)
    known = _entries(published)
    with _doors(home, listed, served) as doors:
        _wake(doors)
        meter = Meter(served)
        report = run((), listed, doors)
        turn = meter.reading(feeds)
    statuses, added = published.ask(_STATUSES).rows, _entries(published) - known
    if statuses != [(_STATUS[kind], feeds)] or report.failed_feeds or added != (feeds if kind == "news" else 0):
        raise SystemExit(f"not as it should be: {statuses}, {added} entries more, {report}")
    return turn


@contextmanager
def _doors(home: Path, feeds: list[Feed], served: Served) -> Iterator[Doors]:
    settings = Settings(db=home, allow_private=frozenset({"127.0.0.1"}))
    hosts = {feed.url.split("/")[2]: ("127.0.0.1", served.port) for feed in feeds}
    with open_doors(settings, resolve=hosts) as doors:
        yield doors


def _feeds(kind: Kind, feeds: int) -> list[Feed]:
    return [Feed(url=url, topic="bench") for url in addresses(kind, feeds)]


def _entries(published: Published) -> int:
    return int(published.ask("SELECT count(*) FROM ledger.entries").rows[0][0])


def _wake(doors: Doors) -> None:
    """Have the reader's processes started: they are for the whole life of the program, as raw's two are."""
    feed = Feed(url="http://wake.example/", topic="bench")
    page = Page(url=feed.url, final_url=feed.url, body=b"<rss version='2.0'/>", fetched_at=datetime.now(UTC))
    for _ in doors.reader.parse_feeds(parse_feed, [(page, feed)] * 20):
        pass
