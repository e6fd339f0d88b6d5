"""
Archives and folders of this machine as sources: surveyed once, then read page by page in the order of their days.

Of each page the survey keeps five numbers: 40 MB tell of a million pages, whatever these weigh.
"""

from __future__ import annotations

from array import array
from datetime import date
from itertools import chain, groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from pipeline.arrivals import Arrival
from pipeline.backfill.days import day_of_page
from pipeline.backfill.loads import HEAVY, PAGES, Load
from pipeline.backfill.windows import UNDATED, window_of
from pipeline.collect.local.feeds import found_again, local_pages
from pipeline.collect.local.found import Dealt, Found, Tally
from pipeline.collect.local.warc_records import Spot
from pipeline.errors import FetchError
from pipeline.models import Drop, Validators
from pipeline.text import content_id

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from pipeline.backfill.loads import Ends
    from pipeline.backfill.windows import Bounds
    from pipeline.collect.local.folder import LocalFile
    from pipeline.models import Entry, Feed

__all__ = ["LocalSource"]

_NO_DAY = 2**31
"""After every day there is."""
_WHOLE_FILE = -1


class _Lying(NamedTuple):
    """Where a page lies: its day by number, its file, where in it, and its size."""

    day: int
    file: int
    member: int
    inside: int
    size: int


class LocalSource:
    """An archive, a folder of pages or archives, or a single page."""

    def __init__(self, feed: Feed, words: re.Pattern[bytes] | None, knows: Callable[[Entry], bool]) -> None:
        self.feed, self._words, self._knows = feed, words, knows
        self.tally = Tally()
        self.left_out = 0
        """Pages of days that are not wanted, or of no day where only some are."""
        self.undated = 0
        self._files: dict[LocalFile, int] = {}
        self._lying = array("q")
        self._unplaced = 0
        self._dealt: list[Entry] = []
        self._drops: list[Drop] = []

    @property
    def pages(self) -> int:
        """How many pages are to be taken in."""
        return len(self._lying) // len(_Lying._fields) + self._unplaced

    @property
    def problem(self) -> str | None:
        """Why nothing can be read, where that is so."""
        return self.tally.problem

    @property
    def is_whole(self) -> bool:
        """Could everything in it be looked at?"""
        return self.problem is None and self.tally.validators.etag is not None

    def survey(self, bounds: Bounds, now: datetime) -> None:
        """Find out which pages there are that were not taken in, and of which days."""
        self._bounds, self._now = bounds, now
        met: set[int] = set()
        for item in local_pages(self.feed, Validators(), self._words, self._knows, now):
            match item:
                case Found():
                    self._note(item, met)
                case Dealt(entry):
                    self._dealt.append(entry)
                case Drop():
                    self._drops.append(item)
                case Tally():
                    self.tally = item

    def loads(self, days: int) -> Iterator[Load]:
        """Yield portions of the windows in order, the undated last; what is done when each of them is, it says."""
        rows = np.frombuffer(self._lying, dtype=np.int64).reshape(-1, len(_Lying._fields))
        order = np.lexsort(rows.T[[3, 2, 1, 0]])
        files = list(self._files)
        lying = (_Lying(*map(int, rows[place])) for place in order)
        part = 0
        for window, group in groupby(lying, key=lambda one: window_of(_day(one), days)):
            more_to_come = bool(window == UNDATED and self._unplaced)
            for part, (chunk, is_last) in enumerate(_and_whether_last(_chunks(group)), start=1):
                ends: Ends = "window" if is_last and not more_to_come else "part"
                yield self._load(chunk, files, Load(window, part, (), ends))
            part *= window == UNDATED
        for arrivals in self._streamed():
            part += 1
            yield Load(UNDATED, part, arrivals)
        # What no page follows is remembered last of all: a source whose end is stored has nothing more to give.
        dealt = () if self.left_out else self._dealt
        yield Load(UNDATED, part + 1, (), "source" if self.is_whole else "part", dealt, self._drops)

    def _note(self, found: Found, met: set[int]) -> None:
        name = content_id(found.entry.url, found.entry.summary)
        if name in met:
            return
        met.add(name)
        day = day_of_page(found.page, self._now)
        if not self._bounds.hold(day):
            self.left_out += 1
        elif found.file.is_archive and found.spot is None:
            self._unplaced += 1
            self.undated += day is None
        else:
            self.undated += day is None
            file = self._files.setdefault(found.file, len(self._files))
            spot = found.spot or Spot(_WHOLE_FILE, 0)
            number = _NO_DAY if day is None else day.toordinal()
            self._lying.extend(_Lying(number, file, *spot, len(found.page.body)))

    def _load(self, chunk: Iterable[_Lying], files: list[LocalFile], load: Load) -> Load:
        arrivals, drops = [], []
        for one in chunk:
            spot = None if one.member == _WHOLE_FILE else Spot(one.member, one.inside)
            try:
                found = found_again(files[one.file], spot, self.feed, self._now)
            except FetchError as error:
                drops.append(
                    Drop(url=error.url, stage="collect", reason="file not read", detail=error.reason, seen_at=self._now)
                )
                continue
            arrivals.append(Arrival(found.page, (found.entry,)))
        return load._replace(arrivals=arrivals, drops=drops)

    def _streamed(self) -> Iterator[list[Arrival]]:
        """Yield, as they stand, the pages of archives whose records cannot be looked up."""
        if not self._unplaced:
            return
        arrivals: list[Arrival] = []
        for item in local_pages(self.feed, Validators(), self._words, self._knows, self._now):
            if not isinstance(item, Found) or item.spot or not item.file.is_archive:
                continue
            if self._bounds.hold(day_of_page(item.page, self._now)):
                arrivals.append(Arrival(item.page, (item.entry,)))
            if len(arrivals) == PAGES or sum(len(page.body) for page, _ in arrivals) > HEAVY:
                yield arrivals
                arrivals = []
        if arrivals:
            yield arrivals


def _day(one: _Lying) -> date | None:
    return None if one.day == _NO_DAY else date.fromordinal(one.day)


def _and_whether_last(chunks: Iterable[list[_Lying]]) -> Iterator[tuple[list[_Lying], bool]]:
    for chunk, following in pairwise(chain(chunks, [None])):
        if chunk is not None:
            yield chunk, following is None


def _chunks(lying: Iterable[_Lying]) -> Iterator[list[_Lying]]:
    chunk: list[_Lying] = []
    for one in lying:
        chunk.append(one)
        if len(chunk) == PAGES or sum(page.size for page in chunk) > HEAVY:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
