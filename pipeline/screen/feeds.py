"""The feeds: which, how they do, and when each is asked again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.collect.local.feeds import is_local
from pipeline.collect.network.addresses import fetchable
from pipeline.doors import clock, topics_and_feeds
from pipeline.errors import NotFoundError, RefusedAddressError
from pipeline.feedlist import feeds_without_address
from pipeline.screen.feed_words import homeless, in_utc, next_poll, pace, quiet
from pipeline.screen.paper import day, without_password
from pipeline.store.database import Database
from pipeline.store.published import Published

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from pipeline.config import Settings
    from pipeline.models import Feed
    from pipeline.screen.paper import Paper

__all__ = ["feed_rows", "listed_feeds", "masked", "show_feeds"]

_UNKNOWN = dict.fromkeys(
    """
    topic url name checked_at last_ok_at last_new_at problem next_at not_before interval_s every_s entries_a_day
    whole_at address moved_to moved_since gap_at dated flaw
    """.split()
) | {"failures": 0, "unchanged": 0, "entries": 0}


def feed_rows(settings: Settings) -> list[dict[str, Any]]:
    """
    Return each feed the topics list, with what the published database knows of it.

    Also those that are never asked, because what they have for an address is none. Passwords are left out.
    """
    rows = listed_feeds(settings, topics_and_feeds(settings, clock())[1])
    for folder in settings.topic_folders():
        rows += [_UNKNOWN | _names(feed) for feed in feeds_without_address(folder)]
    return [masked(row | {"problem": _unaskable(row["url"]) or row["problem"]}) for row in rows]


def listed_feeds(settings: Settings, feeds: Sequence[Feed]) -> list[dict[str, Any]]:
    """Return feeds with what the published database knows of them, moments in UTC, passwords as they stand."""
    try:
        known = {row["url"]: in_utc(row) for row in Published(Database(settings.db).published).screen("feeds")}
    except NotFoundError:
        known = {}
    return [_UNKNOWN | known.get(feed.url, {}) | _names(feed) for feed in feeds]


def masked(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row as everybody may see it: without the user and password of any address in it."""
    return {name: without_password(value) if isinstance(value, str) else value for name, value in row.items()}


def show_feeds(paper: Paper, rows: Sequence[dict[str, Any]]) -> None:
    """Write the feeds as a table."""
    if not rows:
        paper.line("no feeds yet; add some with: claimwatch feeds add URL")
        return
    now = clock()
    columns = ("topic", "name", "address", "next poll", "brings", "state")
    paper.table(
        columns,
        (
            (row["topic"], row["name"], row["url"], next_poll(row, now), pace(row["entries_a_day"]), _state(row, now))
            for row in rows
        ),
    )


def _names(feed: Feed) -> dict[str, Any]:
    """Return what the list of feeds says of one; where it says nothing, the database may know."""
    said = {"url": feed.url, "topic": feed.topic or None, "name": feed.label}
    return {name: value for name, value in said.items() if value is not None}


def _state(row: dict[str, Any], now: datetime) -> str:
    said = _how_it_does(row, now)
    if row["not_before"] and row["not_before"] > now:
        return f"{said}; left alone until {day(row['not_before'])}"
    return said


def _how_it_does(row: dict[str, Any], now: datetime) -> str:
    if row["problem"]:
        # What to do about it is said by `feeds check`.
        reason = str(row["problem"]).partition("; ")[0]
        return f"failed {row['failures']}×: {reason}" if row["failures"] else reason
    if not row["checked_at"]:
        return "not asked yet"
    if quiet(row, now):
        if row["last_new_at"]:
            return f"quiet since {day(row['last_new_at'])}"
        return "lists nothing with an address" if homeless(row) else "always empty"
    return f"ok, though {row['flaw']}" if row["flaw"] else "ok"


def _unaskable(url: str) -> str | None:
    if is_local(url):
        return None
    try:
        fetchable(url)
    except RefusedAddressError as error:
        return f"is no address that can be asked{f': {error.reason}' if url else ''}"
    return None
