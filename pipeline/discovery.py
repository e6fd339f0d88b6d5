"""
Find the feeds of a site: look where it may have them, ask each place, read what answers.

    the page -> itself a feed? -> what it names and links, robots.txt -> pages that list feeds -> the usual places
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin

from pipeline.collect.candidates import Candidate, common_places, feed_links, named_feeds, sitemaps_named
from pipeline.collect.discover import best_first, found_feed
from pipeline.collect.feeds import parse_feed
from pipeline.collect.fetch import Request
from pipeline.collect.network.addresses import fetchable
from pipeline.errors import RefusedAddressError, UsageError
from pipeline.models import Drop, Feed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime

    from pipeline.collect.discover import Find
    from pipeline.collect.fetch import Fetched
    from pipeline.models import Page, ParsedFeed
    from pipeline.read.workers import PageReader

    Ask = Callable[[Sequence[Request]], Iterable[Fetched]]

__all__ = ["Discovery", "Tried", "discover"]

_MOST_ASKED = 60
_FEEDS = frozenset({"RSS", "Atom", "JSON Feed", "RDF", "news sitemap"})


class Tried(NamedTuple):
    """A place that was looked at, and what came of it."""

    url: str
    how: str
    outcome: str
    status: int | None = None


class Discovery(NamedTuple):
    """The feeds found, best first, and everything that was tried."""

    finds: tuple[Find, ...]
    tried: tuple[Tried, ...]


def discover(place: str, ask: Ask, reader: PageReader, now: datetime) -> Discovery:
    """
    Return the feeds of the site at an address, which may leave out https://.

    The usual places are tried only where the site itself names no feed: they are guesses, and no server likes those.
    Raises UsageError when the place is no address.
    """
    look = _Look(ask, reader)
    asked = _begin(look, place)
    if look.finds or (not look.pages and look.tried[-1].status is None):
        return look.done(now)
    pages = [page for _, page in look.pages]
    look.at([candidate for page in pages for candidate in (*named_feeds(page), *feed_links(page))])
    look.at(_sitemaps(look, asked))
    # /rss of many papers is a page with a list of their feeds.
    look.at([candidate for _, page in look.pages if page not in pages for candidate in feed_links(page)])
    if not any(find.kind in _FEEDS and find.entries and not find.comments for find in look.finds):
        look.at(common_places(pages[0].final_url if pages else asked), within_site=True)
    return look.done(now)


def _begin(look: _Look, place: str) -> str:
    """Ask the place itself, by https where it does not say how; return the address that was asked."""
    bare = place.strip()
    schemes = ("",) if "://" in bare else ("https://", "http://")
    for scheme in schemes:
        try:
            asked = fetchable(scheme + bare)
        except RefusedAddressError as error:
            raise UsageError(f"“{place}” is no address ({error.reason}); try: https://www.example.org") from error
        look.at([Candidate(asked, "asked for")])
        if look.finds or look.pages or look.tried[-1].status is not None:
            break
    return asked


def _sitemaps(look: _Look, asked: str) -> tuple[Candidate, ...]:
    page = look.pages[0][1] if look.pages else None
    robots = look.fetched(Request(url=urljoin(page.final_url if page else asked, "/robots.txt"), kind="feed"))
    if robots.page is None:
        look.tried.append(Tried(robots.request.url, "robots.txt", _why(robots), robots.fetch.status))
        return ()
    named = sitemaps_named(robots.page)
    outcome = f"names {len(named)} sitemaps" if len(named) != 1 else "names 1 sitemap"
    look.tried.append(Tried(robots.request.url, "robots.txt", outcome, robots.fetch.status))
    return named


class _Look:
    """A look around under way; every address is asked once."""

    def __init__(self, ask: Ask, reader: PageReader) -> None:
        self._ask, self._reader = ask, reader
        self._asked: set[str] = set()
        self.finds: list[Find] = []
        self.pages: list[tuple[Candidate, Page]] = []
        """What answered and is no feed; it may say where one is."""
        self.tried: list[Tried] = []

    def fetched(self, request: Request) -> Fetched:
        """Return what comes of one request."""
        (answer,) = self._ask([request])
        return answer

    def at(self, candidates: Iterable[Candidate], *, within_site: bool = False) -> None:
        """Ask the candidates, those not asked yet, and sort what answers."""
        fresh = {candidate.url: candidate for candidate in candidates if candidate.url not in self._asked}
        wanted = dict(list(fresh.items())[: max(_MOST_ASKED - len(self._asked), 0)])
        self._asked.update(wanted)
        requests = [Request(url=url, kind="feed", within_site=within_site) for url in wanted]
        reading: deque[Candidate] = deque()

        def arrived() -> Iterator[tuple[Page, Feed]]:
            for answer in self._ask(requests):
                candidate = wanted[answer.request.url]
                if answer.page is None:
                    self.tried.append(Tried(candidate.url, candidate.how, _why(answer), answer.fetch.status))
                else:
                    reading.append(candidate)
                    yield answer.page, Feed(url=candidate.url, topic="")

        for page, outcome in self._reader.parse_feeds(parse_feed, arrived()):
            self._sort(reading.popleft(), page, outcome)

    def _sort(self, candidate: Candidate, page: Page, outcome: ParsedFeed | Drop) -> None:
        if isinstance(outcome, Drop):
            self.pages.append((candidate, page))
            self.tried.append(Tried(candidate.url, candidate.how, outcome.detail or outcome.reason, 200))
        else:
            self.finds.append(found_feed(candidate, page, outcome))
            self.tried.append(Tried(candidate.url, candidate.how, "a feed", 200))

    def done(self, now: datetime) -> Discovery:
        """Return what was found and what was tried."""
        return Discovery(tuple(best_first(self.finds, now)), tuple(self.tried))


def _why(answer: Fetched) -> str:
    return answer.fetch.error or f"answered {answer.fetch.status} without a page"
