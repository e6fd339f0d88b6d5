"""
Which of the entries that feeds offer have a page to fetch, and which pages are known already under another name.

Fetched is what is new, and what a feed has re-worded or re-dated since. Not fetched again: an item in the wording it
was seen in; a page that another feed led to before; a page that has moved to another host; an item whose feed words it
anew all the time.
"""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from pipeline.collect.identity import KnownEntries
from pipeline.models import Address, Entry, SeenEntry
from pipeline.same_page import same_page_key
from pipeline.text import content_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from pipeline.models import KnownEntry

__all__ = ["KnownPages", "Picked", "seen"]

# Feeds that write the present moment as the date of every item would have every page fetched with every poll. `reader`
# (reader.readthedocs.io) stops after as many updates; later edits are found by looking at the page again.
_MOST_WORDINGS = 24


class Picked(NamedTuple):
    """What is to be done with the entries that were offered."""

    waiting: dict[str, list[Entry]]
    """The entries whose page is to be fetched, by the address to ask: several entries of one page are one fetch."""
    settled: list[SeenEntry]
    """Entries whose page is known and need not be fetched."""
    addresses: list[Address]
    """What the settled ones tell: another address of an article."""
    known_as: dict[str, int]
    """The article that an address to ask is another address of."""


class KnownPages:
    """The pages behind the entries dealt with so far."""

    def __init__(self, entries: Iterable[KnownEntry]) -> None:
        earlier = tuple(entries)
        self._page_ids = {entry.url: entry.page_id for entry in earlier}
        self.urls = self._page_ids.keys()
        """The addresses under which entries were offered."""
        self._names = KnownEntries(earlier)
        self._wordings = {(entry.feed_url, entry.page_id, entry.fingerprint) for entry in earlier}
        self._offered = Counter((feed_url, page_id) for feed_url, page_id, _ in self._wordings)
        self._articles = {entry.page_id: entry.article_id for entry in earlier if entry.article_id is not None}

    def knows(self, entry: Entry) -> bool:
        """Return whether an entry was dealt with in this wording."""
        page = self._page_id(entry)
        return (entry.feed_url, page, _fingerprint(entry, page)) in self._wordings

    def article_of(self, entry: Entry) -> int | None:
        """Return the article that an entry's page is known to be, whichever feed led there; None for none."""
        return self._articles.get(self._page_id(entry))

    def pick(self, answers: Iterable[Sequence[Entry]], now: datetime) -> Picked:
        """Return what is to be done with the entries of each feed's answer that are new, in the order offered."""
        picked = Picked({}, [], [], {})
        lead: dict[int, str] = {}
        matched = (zip(answer, self._names.matches(answer), strict=True) for answer in answers)
        for entry, match in chain.from_iterable(matched):
            if self.knows(entry):
                continue
            page = self._page_id(entry)
            wordings = self._offered[entry.feed_url, page]
            if wordings >= _MOST_WORDINGS:
                continue
            article_id = match.article_id if match else self._articles.get(page)
            if article_id is not None and not wordings and (match is None or match.kind == "moved"):
                picked.settled.append(seen(entry, article_id, now))
                how = "moved" if match else "entry"
                picked.addresses.append(Address(article_id=article_id, url=entry.url, how=how, seen_at=now))
                continue
            url = lead.setdefault(page, entry.url)
            picked.waiting.setdefault(url, []).append(entry)
            if match is not None:
                picked.known_as.setdefault(url, match.article_id)
        return picked

    def add(self, entries: Iterable[SeenEntry]) -> None:
        """Let entries that come later in this run know what these turned out to be."""
        for dealt in entries:
            entry, page = dealt.entry, dealt.page_id
            self._page_ids[entry.url] = page
            wording = (entry.feed_url, page, dealt.fingerprint)
            self._offered[entry.feed_url, page] += wording not in self._wordings
            self._wordings.add(wording)
            if dealt.article_id is not None:
                self._articles[page] = dealt.article_id

    def _page_id(self, entry: Entry) -> int:
        # Nearly all that a feed offers was offered before. 0: by a version that did not note the page.
        return self._page_ids.get(entry.url) or _page_id(entry)


def seen(entry: Entry, article_id: int | None, at: datetime) -> SeenEntry:
    """Return an entry as dealt with in this wording; `article_id` is what its page is, None: no article."""
    page = _page_id(entry)
    return SeenEntry(
        entry=entry, page_id=page, fingerprint=_fingerprint(entry, page), article_id=article_id, seen_at=at
    )


def _page_id(entry: Entry) -> int:
    return content_id("page", same_page_key(entry.url))


def _fingerprint(entry: Entry, page: int) -> int:
    """
    Name an entry's wording: it changes when the feed re-words or re-dates the item, and its page is worth a look.

    A tracking parameter that is new with every poll is no new wording.
    """
    return content_id("entry", page, entry.title, entry.summary, entry.published_raw, entry.modified_raw)
