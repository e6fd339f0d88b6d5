"""The feeds: which, how they do, and what they offer right now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.collect.addresses import fetchable
from pipeline.collect.fetch import Request
from pipeline.doors import clock, open_doors, topics_and_feeds
from pipeline.errors import NotFoundError, RefusedAddressError
from pipeline.feedlist import feeds_without_address
from pipeline.models import Feed, FeedState
from pipeline.polling import polled
from pipeline.screen.paper import day, plural, without_password
from pipeline.store.database import Database
from pipeline.store.published import Published

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.config import Settings
    from pipeline.polling import Poll
    from pipeline.screen.paper import Paper

__all__ = ["check_feeds", "feed_rows", "show_feeds"]

_SHOWN = 3


def feed_rows(settings: Settings) -> list[dict[str, Any]]:
    """
    Return each feed the topics list, with what the published database knows of it.

    Also those that are never asked, because what they have for an address is none. Passwords are left out.
    """
    _, feeds = topics_and_feeds(settings, clock())
    try:
        known = {row["url"]: row for row in Published(Database(settings.db).published).screen("feeds")}
    except NotFoundError:
        known = {}
    nothing = {"checked_at": None, "last_ok_at": None, "failures": 0, "problem": None, "name": None}
    rows = []
    empty = (feed for folder in settings.topic_folders() for feed in feeds_without_address(folder))
    for feed in (*feeds, *empty):
        row = known.get(feed.url, nothing)
        name = feed.label or row["name"]
        problem = _unaskable(feed.url) or without_password(row["problem"] or "") or None
        shown = {"topic": feed.topic, "url": without_password(feed.url), "name": name, "problem": problem}
        rows.append({**nothing, **row, **shown})
    return rows


def show_feeds(paper: Paper, rows: Sequence[dict[str, Any]]) -> None:
    """Write the feeds as a table."""
    if not rows:
        paper.line("no feeds yet; add some with: claimwatch feeds add URL")
        return
    columns = ("topic", "name", "address", "last asked", "state")
    paper.table(columns, ((r["topic"], r["name"], r["url"], day(r["checked_at"]), _state(r)) for r in rows))


def check_feeds(paper: Paper, settings: Settings, urls: Sequence[str]) -> int:
    """Ask the feeds (those given, else all of the topics) now and write what each offers; return the exit code."""
    feeds = [Feed(url=url, topic="") for url in urls] or topics_and_feeds(settings, clock())[1]
    states = {feed.url: FeedState(feed=feed) for feed in feeds}
    with open_doors(settings) as doors:
        answers = doors.fetcher.fetch_all([Request(url=url, kind="feed") for url in states], doors.now)
        polls = sorted(polled(states, answers, doors.reader), key=lambda poll: poll.state.feed.url)
    for poll in polls:
        _show_poll(paper, poll)
    failed = sum(poll.failed for poll in polls)
    return 0 if not failed else 1 if failed == len(polls) else 3


def _show_poll(paper: Paper, poll: Poll) -> None:
    paper.line(without_password(poll.state.feed.url), style="strong")
    if poll.failed:
        paper.line(without_password(f"failed: {poll.state.problem}"), indent=2, style="warn")
        return
    dated = sum(entry.published_at is not None for entry in poll.entries)
    offers = f"{plural(len(poll.entries), 'entry', 'entries')}, {dated} with a date that can be trusted"
    paper.line(
        f"{poll.state.title or 'without a title'}: {offers} · {poll.fetch.elapsed_ms} ms", indent=2, style="good"
    )
    for entry in poll.entries[:_SHOWN]:
        paper.line(f"{day(entry.published_at)}  {entry.title or entry.url}", indent=4)


def _state(row: dict[str, Any]) -> str:
    if row["problem"]:
        return f"failed {row['failures']}×: {row['problem']}" if row["failures"] else str(row["problem"])
    return "ok" if row["checked_at"] else "not asked yet"


def _unaskable(url: str) -> str | None:
    try:
        fetchable(url)
    except RefusedAddressError as error:
        return f"is no address that can be asked{f': {error.reason}' if url else ''}"
    return None
