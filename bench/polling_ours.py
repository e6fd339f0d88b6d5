"""A run over feeds that were polled before."""

from __future__ import annotations

import time
from collections import Counter
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bench.feed_server import ANSWERS, ENTRIES, WIRE
from bench.polling_turns import Kind, Meter, Turn, addresses
from pipeline.collect.feeds import parse_feed
from pipeline.config import Settings
from pipeline.doors import open_doors
from pipeline.models import Batch, Entry, Feed, Page
from pipeline.picking import seen
from pipeline.run import Run
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


def prepare(kind: Kind, feeds: int, home: Path, served: Served) -> None:
    """Poll the feeds for the first time, and note what they offer, and what the wire does, as dealt with."""
    listed = _feeds(kind, feeds)
    with _doors(home, listed, served) as doors, Run((), listed, doors) as this:
        polls, now = this.poll(this.to_ask()), doors.now()
        offered = [entry for poll in polls for entry in poll.entries]
        offered += [Entry(feed_url=_WIRE_FEED, url=WIRE.format(ENTRIES + number)) for number in range(ANSWERS)]
        dealt = tuple(seen(entry, content_id("article", entry.url), now) for entry in offered)
        doors.ledger.commit(Batch(decided_at=now, entries=dealt), this.run_id)
        this.finish(polls)


def ours(kind: Kind, feeds: int, home: Path, served: Served) -> Turn:
    """Make one run, its workers awake; what it took, and how many seconds each part of it did."""
    listed = _feeds(kind, feeds)
    known = _known(home)
    with _doors(home, listed, served) as doors:
        _wake(doors)
        meter, marks = Meter(served), [time.perf_counter()]
        with Run((), listed, doors) as this:
            marks.append(time.perf_counter())
            polls = this.poll(this.to_ask())
            marks.append(time.perf_counter())
            for pages in this.fetch(polls):
                this.take_in(pages)
            marks.append(time.perf_counter())
            report = this.finish(polls)
            marks.append(time.perf_counter())
        took = (
            f"{what} {later - earlier:.1f} s"
            for what, earlier, later in zip(("recall", "poll", "pick", "finish"), marks, marks[1:], strict=False)
        )
        turn = meter.reading(feeds, ", ".join(took))
    statuses = Counter(poll.fetch.status for poll in polls)
    added = feeds if kind == "news" else 0
    if statuses != {_STATUS[kind]: feeds} or report.failed_feeds or report.pages or _known(home) != known + added:
        raise SystemExit(f"not as it should be: {statuses}, {report}, {_known(home) - known} entries more")
    return turn


@contextmanager
def _doors(home: Path, feeds: list[Feed], served: Served) -> Iterator[Doors]:
    settings = Settings(db=home, allow_private=frozenset({"127.0.0.1"}))
    hosts = {feed.url.split("/")[2]: ("127.0.0.1", served.port) for feed in feeds}
    with open_doors(settings, resolve=hosts) as doors:
        yield doors


def _feeds(kind: Kind, feeds: int) -> list[Feed]:
    return [Feed(url=url, topic="bench") for url in addresses(kind, feeds)]


def _known(home: Path) -> int:
    """Return how many entries are published."""
    return int(Published(Database(home).published).ask("SELECT count(*) FROM ledger.entries").rows[0][0])


def _wake(doors: Doors) -> None:
    """Have the reader's processes started: they are for the whole life of the program, as raw's two are."""
    feed = Feed(url="http://wake.example/", topic="bench")
    page = Page(url=feed.url, final_url=feed.url, body=b"<rss version='2.0'/>", fetched_at=datetime.now(UTC))
    for _ in doors.reader.parse_feeds(parse_feed, [(page, feed)] * 20):
        pass
