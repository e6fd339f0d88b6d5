"""What one answer of a feed means: which entries it offers, and how the feed is doing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.errors import NotAFeedError, ReadError
from pipeline.models import Drop, Entry, FeedState, Fetch, Record
from pipeline.same_page import same_page_key
from pipeline.text import content_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pipeline.collect.fetch import Fetched
    from pipeline.models import Feed, Page, ParsedFeed

__all__ = ["Poll", "fingerprint", "polled", "unseen"]


class Poll(Record):
    """The outcome of asking one feed."""

    state: FeedState
    entries: tuple[Entry, ...] = ()
    fetch: Fetch
    drops: tuple[Drop, ...] = ()

    @property
    def failed(self) -> bool:
        """Did the feed not answer as a feed should?"""
        return self.state.problem is not None


def polled(before: FeedState, fetched: Fetched, parse: Callable[[Page, Feed], ParsedFeed]) -> Poll:
    """
    Return what asking a feed brought. A failure keeps the validators of the last good answer, so nothing is missed.

    An unchanged body is not parsed again, whatever the server said of it.
    """
    fetch, at = fetched.fetch, fetched.fetch.started_at
    well = {"checked_at": at, "last_ok_at": at, "failures": 0, "problem": None}
    if fetch.error:
        return _failed(before, fetch, fetch.error)
    page = fetched.page
    if page is None or page.validators.body_hash == before.validators.body_hash:
        return Poll(state=before.model_copy(update=well), fetch=fetch)
    try:
        feed = parse(page, before.feed)
    except (NotAFeedError, ReadError) as error:
        return _failed(before, fetch, error.reason)
    changed = well | {"validators": page.validators, "title": feed.title or before.title}
    return Poll(state=before.model_copy(update=changed), entries=feed.entries, fetch=fetch)


def _failed(before: FeedState, fetch: Fetch, reason: str) -> Poll:
    state = before.model_copy(
        update={"checked_at": fetch.started_at, "failures": before.failures + 1, "problem": reason}
    )
    drop = Drop(url=fetch.url, stage="collect", reason="feed failed", detail=reason, seen_at=fetch.started_at)
    return Poll(state=state, fetch=fetch, drops=(drop,))


def fingerprint(entry: Entry) -> int:
    """Name an entry's wording: it changes when the feed re-words or re-dates the item, and its page is worth a look."""
    return content_id("entry", entry.url, entry.title, entry.summary, entry.published_raw)


def unseen(polls: Iterable[Poll], known: Mapping[str, frozenset[int]]) -> dict[str, list[Entry]]:
    """
    Return the entries whose page is to be fetched, by the address to fetch: several entries of one page are one fetch.

    Entries in the order the feeds offer them; those already dealt with in this wording are left out.
    """
    pages: dict[str, list[Entry]] = {}
    lead: dict[str, str] = {}
    for poll in polls:
        for entry in poll.entries:
            if fingerprint(entry) not in known.get(entry.url, frozenset()):
                url = lead.setdefault(same_page_key(entry.url), entry.url)
                pages.setdefault(url, []).append(entry)
    return pages
