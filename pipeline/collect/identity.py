"""
Items of a feed that come back under another address: the same page elsewhere, or the same article renamed.

A site moves to another host and all its addresses change; a headline is rewritten and the item's address with it. GUIDs
help where a feed keeps them apart; many do not: one GUID for all items, for a place in the list, or anew with every
answer. A wrong merge loses an article, a missed one is found by its text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

from pipeline.collect.sites import same_site, site_of
from pipeline.common_words import STOP_WORDS
from pipeline.same_page import same_page_key
from pipeline.text import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.models import Entry, KnownEntry

__all__ = ["KnownEntries", "Match"]

# What is long and has a number or several words in it is one article's: /best-buy-stops is, and /politics is not.
_SHORTEST_NAME = 8
_NAMES_AN_ARTICLE = re.compile(r"[\d_%-]")
_PART = re.compile(r"[/?&=]")
# A date without a time of day is shared by all items of the day.
_CLOCK = ":"
# A feed that knows more sites than an old one, a new one and a guest gathers from everywhere: nothing moves there.
_MOST_SITES_OF_A_MOVE = 3
# The newest of the known entries that share a name; there are more only where somebody makes them up.
_MOST_CANDIDATES = 20


class Match(NamedTuple):
    """
    The earlier entry that an entry under a new address stands for.

    "moved": the same page at another host or in another spelling; nothing to fetch, nothing new. "renamed": the same
    article, edited; to be fetched, and a revision of the known article.
    """

    earlier: KnownEntry
    article_id: int
    kind: Literal["moved", "renamed"]
    reason: str


class KnownEntries:
    """All entries dealt with so far, oldest first. A feed's are put in order when it is first asked about."""

    def __init__(self, rows: Iterable[KnownEntry]) -> None:
        rows_of: defaultdict[str, list[KnownEntry]] = defaultdict(list)
        for row in rows:
            rows_of[row.feed_url].append(row)
        self._feeds = {url: _KnownFeed(known) for url, known in rows_of.items()}

    def matches(self, document: Sequence[Entry]) -> list[Match | None]:
        """
        Return for each entry of one answer of a feed which known entry of that feed it stands for; None: none.

        An address that is known already stands for itself and has no match. The whole answer is looked at, because only
        beside each other GUIDs show that they tell nothing, and hosts that they are two.
        """
        here = _Document(document)
        feeds = (self._feeds.get(entry.feed_url) for entry in document)
        return [feed.match(entry, here) if feed else None for feed, entry in zip(feeds, document, strict=True)]

    def match(self, entry: Entry) -> Match | None:
        """Return the same for an entry that comes alone."""
        return self.matches([entry])[0]


class _Document:
    """What one answer of a feed shows of its hosts, GUIDs and dates."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = entries

    @cached_property
    def hosts(self) -> frozenset[str]:
        return frozenset(_host(same_page_key(entry.url)) for entry in self._entries)

    @cached_property
    def shared_guids(self) -> frozenset[str]:
        return _shared((entry.guid, same_page_key(entry.url)) for entry in self._entries)

    @cached_property
    def shared_dates(self) -> frozenset[str]:
        return _shared((entry.published_raw, same_page_key(entry.url)) for entry in self._entries)


class _KnownFeed:
    """The known entries of one feed: by address, by the part of it that a move leaves alone, and by GUID."""

    def __init__(self, rows: list[KnownEntry]) -> None:
        self._rows = rows

    @cached_property
    def _urls(self) -> frozenset[str]:
        return frozenset(row.url for row in self._rows)

    @cached_property
    def _wordings(self) -> frozenset[str]:
        """Titles and dates. Most new items share none of them; only for the others addresses need to be compared."""
        return frozenset(text for row in self._rows for text in (row.title, row.published_raw) if text)

    @cached_property
    def _keys(self) -> dict[str, str]:
        """The key of each known address."""
        return {row.url: same_page_key(row.url) for row in self._rows}

    @cached_property
    def _by_name(self) -> dict[str, list[KnownEntry]]:
        known: defaultdict[str, list[KnownEntry]] = defaultdict(list)
        for row in self._rows:
            known[_beyond_host(self._keys[row.url])].append(row)
        return known

    @cached_property
    def _by_guid(self) -> dict[str, list[KnownEntry]]:
        known: defaultdict[str, list[KnownEntry]] = defaultdict(list)
        for row in self._rows:
            if row.guid:
                known[row.guid].append(row)
        return known

    @cached_property
    def _shared_dates(self) -> frozenset[str]:
        return _shared((row.published_raw, self._keys[row.url]) for row in self._rows)

    @cached_property
    def _of_few_sites(self) -> bool:
        return len({site_of(f"http://{_host(key)}") for key in self._keys.values()}) <= _MOST_SITES_OF_A_MOVE

    def match(self, entry: Entry, here: _Document) -> Match | None:
        """Return the known entry that an entry of this document stands for."""
        if entry.url in self._urls:
            return None
        return self._moved(entry, here) or self._renamed(entry, here)

    def _moved(self, entry: Entry, here: _Document) -> Match | None:
        if self._wordings.isdisjoint((entry.title, entry.published_raw)):
            return None
        key = same_page_key(entry.url)
        name = _beyond_host(key)
        for row in reversed(self._by_name.get(name, [])[-_MOST_CANDIDATES:]):
            if row.article_id is None or not _same_wording(row, entry):
                continue
            earlier = self._keys[row.url]
            if earlier == key:
                return Match(row, row.article_id, "moved", "the same address in another spelling")
            if _names_an_article(name) and self._left(earlier, key, here):
                return Match(row, row.article_id, "moved", f"moved from {_host(earlier)} to {_host(key)}")
        return None

    def _left(self, earlier: str, now: str, here: _Document) -> bool:
        """Has the feed left the old host? Papers that share articles stay side by side in an aggregator's feed."""
        old, new = _host(earlier), _host(now)
        return same_site(f"http://{old}", f"http://{new}") or (old not in here.hosts and self._of_few_sites)

    def _renamed(self, entry: Entry, here: _Document) -> Match | None:
        rows = self._by_guid.get(entry.guid or "", ())
        if not rows or entry.guid in here.shared_guids or not self._one_thing(rows):
            return None
        row = rows[-1]
        if row.article_id is None or self._keys[row.url] == same_page_key(entry.url):
            return None
        if _alike(row.title, entry.title):
            return Match(row, row.article_id, "renamed", "the same GUID and nearly the same title")
        date = entry.published_raw
        if date and date == row.published_raw and _CLOCK in date and not self._is_shared(date, here):
            return Match(row, row.article_id, "renamed", "the same GUID and the same date")
        return None

    def _is_shared(self, date: str, here: _Document) -> bool:
        return date in here.shared_dates or date in self._shared_dates

    def _one_thing(self, rows: Sequence[KnownEntry]) -> bool:
        """Has a GUID stood for one article so far, however often that was renamed?"""
        return all(
            self._keys[earlier.url] == self._keys[later.url]
            or (earlier.article_id is not None and earlier.article_id == later.article_id)
            or _alike(earlier.title, later.title)
            for earlier, later in pairwise(rows)
        )


def _shared(pairs: Iterable[tuple[str | None, str]]) -> frozenset[str]:
    """Return what stands for more than one address: it tells nothing."""
    keys: defaultdict[str, set[str]] = defaultdict(set)
    for name, key in pairs:
        if name:
            keys[name].add(key)
    return frozenset(name for name, found in keys.items() if len(found) > 1)


def _same_wording(row: KnownEntry, entry: Entry) -> bool:
    title = bool(row.title and entry.title) and row.title == entry.title
    return title or bool(row.published_raw and row.published_raw == entry.published_raw)


def _alike(one: str | None, other: str | None) -> bool:
    """Do two titles share at least half of their words, those that tell something?"""
    a, b = _telling_words(one), _telling_words(other)
    return bool(a and b) and 2 * len(a & b) >= max(len(a), len(b))


def _telling_words(title: str | None) -> frozenset[str]:
    return frozenset(word.text for word in words(title or "")) - STOP_WORDS


def _host(key: str) -> str:
    return _PART.split(key, maxsplit=1)[0]


def _beyond_host(key: str) -> str:
    return key.removeprefix(_host(key))


def _names_an_article(name: str) -> bool:
    return any(len(part) >= _SHORTEST_NAME and _NAMES_AN_ARTICLE.search(part) for part in _PART.split(name))
