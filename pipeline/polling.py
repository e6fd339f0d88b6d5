"""What one answer of a feed means: which entries it offers, and how the feed is doing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.collect.feeds import parse_feed
from pipeline.models import Drop, Entry, FeedState, Fetch, Record
from pipeline.same_page import same_page_key
from pipeline.text import content_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pipeline.collect.fetch import Fetched
    from pipeline.models import Feed, Page, ParsedFeed
    from pipeline.read.workers import PageReader

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


def polled(states: Mapping[str, FeedState], answers: Iterable[Fetched], reader: PageReader) -> Iterator[Poll]:
    """
    Yield what asking each feed brought, by the feed's address in `states`, in no particular order.

    A failure keeps the validators of the last good answer, so nothing is missed. An unchanged body is not parsed again,
    whatever the server said of it; the others are parsed in the reader's processes.
    """
    parsing: dict[str, Fetch] = {}
    settled: list[Poll] = []

    def changed() -> Iterator[tuple[Page, Feed]]:
        for answer in answers:
            before, page = states[answer.request.url], answer.page
            if page is None or page.validators.body_hash == before.validators.body_hash:
                settled.append(_unchanged(before, answer.fetch))
            else:
                parsing[page.url] = answer.fetch
                yield page, before.feed

    for page, outcome in reader.parse_feeds(parse_feed, changed()):
        yield _parsed(states[page.url], parsing[page.url], page, outcome)
    yield from settled


def _unchanged(before: FeedState, fetch: Fetch) -> Poll:
    if fetch.error:
        return _failed(before, fetch, fetch.error)
    return Poll(state=before.model_copy(update=_well(fetch)), fetch=fetch)


def _parsed(before: FeedState, fetch: Fetch, page: Page, outcome: ParsedFeed | Drop) -> Poll:
    if isinstance(outcome, Drop):
        return _failed(before, fetch, ": ".join(filter(None, (outcome.reason, outcome.detail))))
    news = {"validators": page.validators, "title": outcome.title or before.title, "last_new_at": fetch.started_at}
    return Poll(state=before.model_copy(update=_well(fetch) | news), entries=outcome.entries, fetch=fetch)


def _well(fetch: Fetch) -> dict[str, Any]:
    return {"checked_at": fetch.started_at, "last_ok_at": fetch.started_at, "failures": 0, "problem": None}


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
