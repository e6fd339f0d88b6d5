"""
Feeds that lie on our own disk: a folder of pages, a WARC file, a folder of them, or all of that in one.

    file: address -> files -> pages of files, records of archives -> those with the topic's words -> Found

Only a person's own list of feeds names them; nothing that comes from the network can.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from pipeline.collect.local.folder import LocalFile, Unread, files_in, page_in_file
from pipeline.collect.local.found import Dealt, Found, LocalItem, Tally
from pipeline.collect.local.topic_words import has_topic_word
from pipeline.collect.local.warc import page_at, placed_pages
from pipeline.collect.local.warc_records import Broken
from pipeline.errors import FetchError
from pipeline.models import Drop, Entry, Validators
from pipeline.text import content_id, printable

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from pipeline.collect.local.found import Known
    from pipeline.collect.local.warc_records import Spot
    from pipeline.models import Feed, Page

__all__ = ["found_again", "is_local", "local_pages", "local_state", "place_of"]

_SCHEME = "file:"


def is_local(url: str) -> bool:
    """Is this the address of something on our own disk?"""
    return url.lower().startswith(_SCHEME)


def local_pages(
    feed: Feed, before: Validators, words: re.Pattern[bytes] | None, known: Known, now: datetime
) -> Iterator[LocalItem]:
    """
    Yield what a folder or archive offers, a `Tally` last; with `before` unchanged, nothing else.

    Entries that are `known` are passed over. `Dealt` follows the last page of an archive, so whoever remembers entries
    in this order and is killed finds the rest again, and nothing twice. Records without any of `words` are
    counted in one `Drop` of the archive, the broken ones in another. Nothing is raised for what the disk or a file
    does; where nothing can be read at all, the tally's `problem` says why and a `Drop` of the feed stands before it.
    """
    return _Looking(feed, words, known, now).through(before)


def local_state(feed: Feed, words: re.Pattern[bytes] | None, now: datetime) -> Validators:
    """Return what `local_pages` tells of what is unchanged, by names, sizes and times alone; empty: it cannot."""
    looking = _Looking(feed, words, lambda _: False, now)
    try:
        return looking.validators(list(files_in(place_of(feed.url), feed)))
    except (OSError, ValueError):
        return Validators()


def found_again(file: LocalFile, spot: Spot | None, feed: Feed, now: datetime) -> Found:
    """
    Return what was found in a file, at this place of it where it is an archive.

    Raises FetchError where it cannot be read, or is not there, any more.
    """
    try:
        if spot is None:
            return Found(page_in_file(file, now), file.entry(feed), file)
        with file.path.open("rb") as opened:
            page = page_at(opened, spot, now)
    except OSError as error:
        raise FetchError(file.url, error.strerror or str(error)) from error
    if page is None or isinstance(page, Broken):
        raise FetchError(file.url, page.reason if page else "another record stands there by now")
    return Found(page, _entry_of(page, file, feed), file, spot)


class _Looking:
    """One look through a local feed."""

    def __init__(self, feed: Feed, words: re.Pattern[bytes] | None, known: Known, now: datetime) -> None:
        self._feed, self._words, self._known, self._now = feed, words, known, now
        # A page that had none of the topic's words may have one of its new ones.
        self._mark = f"words {content_id(words.pattern if words else None):x}"
        self._tally = Tally()
        self._unread = False

    def through(self, before: Validators) -> Iterator[LocalItem]:
        """Yield what the feed offers."""
        tally = self._tally
        try:
            files = list(files_in(place_of(self._feed.url), self._feed))
        except (OSError, ValueError) as error:
            files = [Unread(self._feed.url, getattr(error, "strerror", None) or str(error))]
        tally.files = sum(isinstance(file, LocalFile) for file in files)
        if files and not tally.files:
            tally.problem = next(file.reason for file in files if isinstance(file, Unread))
            yield self._drop(self._feed.url, "feed failed", tally.problem)
            files = []
        validators = self.validators(files)
        if validators != before:
            for file in files:
                yield from self._file(file)
        if not (self._unread or tally.problem):
            tally.validators = validators
        yield tally

    def _file(self, file: LocalFile | Unread) -> Iterator[LocalItem]:
        if isinstance(file, Unread):
            yield self._drop(file.url, "file not read", file.reason)
            return
        try:
            yield from self._archive(file) if file.is_archive else self._page(file)
        except OSError as error:
            self._unread = True
            yield self._drop(file.url, "file not read", error.strerror or str(error))

    def _page(self, file: LocalFile) -> Iterator[LocalItem]:
        entry = file.entry(self._feed)
        self._tally.pages += 1
        if self._known(entry):
            self._tally.known += 1
            return
        try:
            page = page_in_file(file, self._now)
        except FetchError as error:
            self._tally.broken[error.reason] += 1
            yield self._drop(file.url, "file not read", error.reason)
            yield Dealt(entry)
            return
        self._tally.kept += 1
        yield Found(page, entry, file)

    def _archive(self, file: LocalFile) -> Iterator[LocalItem]:
        entry = file.entry(self._feed, self._mark)
        if self._known(entry):
            return
        sum_before, broken = replace(self._tally), Counter[str]()
        with file.path.open("rb") as opened:
            for spot, outcome in placed_pages(opened, self._now):
                if isinstance(outcome, Broken):
                    broken[outcome.reason] += 1
                    continue
                self._tally.records += 1
                if outcome:
                    yield from self._recorded(outcome, file, spot)
        self._tally.broken += broken
        yield from self._left_out(file, sum_before, broken)
        yield Dealt(entry)

    def _recorded(self, page: Page, file: LocalFile, spot: Spot | None) -> Iterator[Found]:
        """Yield a record's page if it has the topic's words and is news to us."""
        self._tally.pages += 1
        if not has_topic_word(self._words, page.body):
            self._tally.wordless += 1
            return
        entry = _entry_of(page, file, self._feed)
        if self._known(entry):
            self._tally.known += 1
            return
        self._tally.kept += 1
        yield Found(page, entry, file, spot)

    def _left_out(self, file: LocalFile, before: Tally, broken: Counter[str]) -> Iterator[Drop]:
        """Yield one row for pages without the topic's words, one for broken records: a row each would help nobody."""
        tally = self._tally
        if wordless := tally.wordless - before.wordless:
            detail = f"{wordless} of {tally.pages - before.pages} pages"
            yield self._drop(file.url, "none of the topic's words", detail)
        if broken:
            reasons = ", ".join(f"{reason} ({count})" for reason, count in broken.most_common())
            detail = f"{broken.total()}, beside {tally.records - before.records} good ones: {reasons}"
            yield self._drop(file.url, "broken records", detail)

    def _drop(self, url: str, reason: str, detail: str) -> Drop:
        return Drop(url=url, stage="collect", reason=reason, detail=printable(detail), seen_at=self._now)

    def validators(self, files: Sequence[LocalFile | Unread]) -> Validators:
        """Return what changes when any of the files does, or the topic's words."""
        told = (
            part
            for file in files
            for part in (file if isinstance(file, Unread) else (file.url, file.size, file.modified))
        )
        return Validators(etag=f"{content_id('local', self._mark, *told):x}")


def _entry_of(page: Page, file: LocalFile, feed: Feed) -> Entry:
    told = f"{len(page.body)} bytes, {page.validators.body_hash:x}"
    return Entry(feed_url=feed.url, url=page.url, guid=printable(file.inner), summary=told)


def place_of(url: str) -> Path:
    """Return where a feed lies; raises ValueError where its address does not name a place on this machine."""
    parts = urlsplit(url)
    place = Path(unquote(parts.path))
    if parts.netloc not in {"", "localhost"} or not place.is_absolute() or printable(str(place)) != str(place):
        raise ValueError("no place on this machine; a folder's address is like file:///home/me/pages")
    return place
