"""A sitemap index lists sitemaps: those that may have changed are asked in the same poll, as parts of one feed."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import TYPE_CHECKING

from pipeline.collect.feeds import parse_feed
from pipeline.collect.fetch import Fetched, Request
from pipeline.collect.formats.sitemap import children_to_ask
from pipeline.models import Drop, Entry, FeedState, Fetch, Page, ParsedFeed, Validators
from pipeline.text import content_id

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.models import Feed
    from pipeline.read.workers import PageReader

__all__ = ["Ask", "Index", "with_parts"]

Ask = Callable[[Sequence[Request]], Iterable[Fetched]]
"""Asks addresses and yields what came of each, in any order."""

# As many as of any other feed: a poll that brings more is a crawl. The newest sitemaps come first.
_MOST_ENTRIES = 2000


@dataclass
class Index:
    """A sitemap index that answered, and what its parts bring."""

    before: FeedState
    fetch: Fetch
    page: Page
    parsed: ParsedFeed
    entries: dict[str, tuple[Entry, ...]] = field(default_factory=dict)
    """By part."""
    fetches: list[Fetch] = field(default_factory=list)

    @property
    def wanted(self) -> tuple[str, ...]:
        """The parts that may have changed; all of them where some of what they brought last time is still to come."""
        read_whole = self.before.validators.body_hash is not None
        return children_to_ask(self.parsed.children, self.before.last_ok_at if read_whole else None)

    @property
    def whole(self) -> ParsedFeed:
        """The index as one feed, with the entries of the parts that were asked."""
        entries = chain.from_iterable(self.entries.get(url, ()) for url in self.wanted)
        missing = len(self.wanted) - len(self.entries)
        flaws = (self.parsed.flaw, f"{missing} of {len(self.wanted)} sitemaps could not be had" if missing else None)
        return self.parsed.model_copy(
            update={
                "entries": tuple(islice(entries, _MOST_ENTRIES)),
                "flaw": "; ".join(filter(None, flaws)) or None,
            }
        )

    @property
    def validators(self) -> Validators:
        """
        What to ask the index with next time.

        None at all where a part is missing, so that all are offered again. Where parts do not say when they changed,
        an index that is the same says nothing about them: it is fetched and read every time.
        """
        if len(self.entries) < len(self.wanted):
            return Validators()
        if all(child.changed_by for child in self.parsed.children):
            return self.page.validators
        return Validators(body_hash=content_id("sitemap index", self.page.validators.body_hash))


def with_parts(indexes: Sequence[Index], ask: Ask, reader: PageReader) -> Sequence[Index]:
    """Ask the parts of the indexes, each address once, and return the indexes with what they brought."""
    owners: defaultdict[str, list[Index]] = defaultdict(list)
    for index in indexes:
        for url in index.wanted:
            owners[url].append(index)
    reading: deque[tuple[Index, str]] = deque()

    def arrived() -> Iterator[tuple[Page, Feed]]:
        for answer in ask([Request(url=url, kind="feed") for url in owners]):
            for index in owners[answer.request.url]:
                index.fetches.append(answer.fetch)
                if answer.page is not None:
                    reading.append((index, answer.request.url))
                    yield answer.page, index.before.feed

    for _, outcome in reader.parse_feeds(parse_feed, arrived()):
        index, url = reading.popleft()
        if not isinstance(outcome, Drop):
            index.entries[url] = outcome.entries
    return indexes
