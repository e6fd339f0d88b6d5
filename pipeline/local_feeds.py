"""Folders and archives on our own disk as feeds of a run: their pages in batches, and how each feed is doing."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.arrivals import Arrival
from pipeline.collect.local.feeds import local_pages
from pipeline.collect.local.found import Dealt, Found, Tally
from pipeline.models import Drop, Entry, Fetch
from pipeline.polling import Poll

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from pipeline.models import FeedState

__all__ = ["Look", "Portion"]


class Portion(NamedTuple):
    """Some of what a local feed offers; `dealt` are to be remembered once its pages are."""

    pages: list[Arrival]
    dealt: list[Entry]
    drops: list[Drop]


class Look:
    """One look through a local feed."""

    def __init__(self, state: FeedState, now: datetime) -> None:
        self._state, self._now = state, now
        self._began = time.monotonic()
        self._tally = Tally()

    def portions(
        self, words: re.Pattern[bytes] | None, known: Callable[[Entry], bool], most: int, most_bytes: int
    ) -> Iterator[Portion]:
        """Yield what the feed offers, at most so many pages or just over so many bytes at once; the rest last."""
        portion, size = Portion([], [], []), 0
        for item in local_pages(self._state.feed, self._state.validators, words, known, self._now):
            match item:
                case Found(page=page, entry=entry):
                    portion.pages.append(Arrival(page, (entry,)))
                    size += len(page.body)
                case Dealt(entry):
                    portion.dealt.append(entry)
                case Drop():
                    portion.drops.append(item)
                case Tally():
                    self._tally = item
            if len(portion.pages) == most or size > most_bytes:
                yield portion
                portion, size = Portion([], [], []), 0
        yield portion

    @property
    def poll(self) -> Poll:
        """How the feed is doing after the look."""
        tally, now = self._tally, self._now
        fetch = Fetch(
            url=self._state.feed.url,
            kind="feed",
            started_at=now,
            elapsed_ms=round((time.monotonic() - self._began) * 1000),
            error=tally.problem,
        )
        told: dict[str, Any] = {"checked_at": now, "problem": tally.problem}
        if tally.problem:
            told["failures"] = self._state.failures + 1
        else:
            told |= {"failures": 0, "last_ok_at": now, "validators": tally.validators}
            told |= {"last_new_at": now} if tally.kept else {}
        return Poll(state=self._state.model_copy(update=told), new=tally.kept, fetch=fetch)
