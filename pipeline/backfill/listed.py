"""Sitemaps, lists of addresses and feeds as sources: what they list is fetched, politely, in the order of its days."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, time
from itertools import chain
from typing import TYPE_CHECKING

from pipeline.arrivals import Arrival
from pipeline.backfill.days import day_of_entry
from pipeline.backfill.loads import ASKED, Load
from pipeline.backfill.windows import UNDATED, Window, window_of
from pipeline.collect.feeds import parse_listing
from pipeline.collect.fetch import Request
from pipeline.collect.formats.sitemap import children_to_ask
from pipeline.collect.local.own_list import is_own_list, read_own_list
from pipeline.models import Drop, Fetch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from pipeline.backfill.loads import Ends
    from pipeline.backfill.windows import Bounds
    from pipeline.collect.fetch import Fetched, Fetcher
    from pipeline.models import Entry, Feed, Page, ParsedFeed
    from pipeline.picking import Picked
    from pipeline.read.workers import PageReader

__all__ = ["ListedSource"]

_CHILDREN = 500
"""Sitemaps of an index that are asked, the newest: at 50,000 addresses each more than anybody fetches politely."""


class ListedSource:
    """A sitemap, an index of sitemaps, a list of addresses, or a feed."""

    def __init__(self, feed: Feed, fetcher: Fetcher, reader: PageReader, now: Callable[[], datetime]) -> None:
        self.feed, self._fetcher, self._reader, self._now = feed, fetcher, reader, now
        self.problem: str | None = None
        """Why nothing could be had, where that is so."""
        self.fetches: list[Fetch] = []
        self.undated = self.left_out = 0
        self._windows: defaultdict[Window, list[Entry]] = defaultdict(list)

    @property
    def pages(self) -> int:
        """How many pages are listed, of the days that are wanted."""
        return sum(map(len, self._windows.values()))

    def survey(self, bounds: Bounds, days: int) -> None:
        """Ask the source, and the sitemaps that it lists, and find out of which days their pages are."""
        since = datetime.combine(bounds.first, time(), self._now().tzinfo) if bounds.first else None
        listed = self._listed([self.feed.url])
        children = chain.from_iterable(children_to_ask(one.children, since) for one in listed)
        parts = list(dict.fromkeys(children))[:_CHILDREN]
        listed += self._listed(parts) if parts else []
        entries = {entry.url: entry for one in listed for entry in one.entries}
        for entry in entries.values():
            day = day_of_entry(entry)
            if bounds.hold(day):
                self.undated += day is None
                self._windows[window_of(day, days)].append(entry)
            else:
                self.left_out += 1

    def windows(self) -> Iterator[tuple[Window, list[Entry]]]:
        """Yield what is listed, window by window, the undated last."""
        dated = sorted(window for window in self._windows if window.first)
        for window in [*dated, UNDATED]:
            if entries := self._windows.get(window):
                yield window, entries

    def loads(self, window: Window, picked: Picked) -> Iterator[Load]:
        """
        Fetch the pages of a window and yield them in portions, each as soon as it is complete.

        A portion is one call of the fetcher: so no page waits for its turn at a host for longer than it would.
        """
        urls = list(picked.waiting)
        for part, start in enumerate(range(0, len(urls), ASKED), start=1):
            requests = [
                Request(url=url, kind="page", entry=picked.waiting[url][0]) for url in urls[start : start + ASKED]
            ]
            fetched = list(self._fetcher.fetch_all(requests, self._now))
            put_off = sum(one.fetch.put_off for one in fetched)
            arrivals = [Arrival(one.page, picked.waiting[one.request.url]) for one in fetched if one.page is not None]
            ends: Ends = "part" if start + ASKED < len(urls) or put_off else "window"
            yield Load(window, part, arrivals, ends, fetched=fetched, picked=picked, put_off=put_off)

    def _listed(self, urls: Sequence[str]) -> list[ParsedFeed]:
        """Ask these addresses and return what they list; what could not be had is a fetch and a problem."""
        found = []
        pages = ((page, self.feed) for page in self._pages(urls))
        for page, outcome in self._reader.parse_feeds(parse_listing, pages):
            if isinstance(outcome, Drop):
                self._fail(page.url, ": ".join(filter(None, (outcome.reason, outcome.detail))))
            else:
                found.append(outcome)
        return found

    def _pages(self, urls: Sequence[str]) -> Iterator[Page]:
        for answer in self._answers([Request(url=url, kind="feed") for url in urls]):
            self.fetches.append(answer.fetch)
            if answer.page is not None:
                yield answer.page
            else:
                self._fail(answer.request.url, answer.fetch.error or f"the server answered {answer.fetch.status}")

    def _answers(self, requests: Sequence[Request]) -> Iterable[Fetched]:
        if is_own_list(self.feed.url):
            return [read_own_list(request, self._now()) for request in requests]
        return self._fetcher.fetch_all(requests, self._now)

    def _fail(self, url: str, reason: str) -> None:
        told = f"{url}: {reason}"
        self.problem = f"{self.problem}; {told}" if self.problem else told
