"""
Takes in what was pushed as soon as the run lock is free: a thread beside the server, one run after the other.

It needs no wake-up to be right: it looks into the inbox every few seconds, and so does every ordinary run.
"""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pipeline.alerts.channels import channels_of
from pipeline.doors import topics_and_feeds
from pipeline.errors import ClaimwatchError, LockedError
from pipeline.models import Page
from pipeline.run import run

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.config import Settings
    from pipeline.inbox.folder import Inbox
    from pipeline.read.workers import PageReader
    from pipeline.report import Report
    from pipeline.run import Doors

__all__ = ["Drainer"]

# Seconds. What comes in a burst is one run; while another run is on, its end is looked for that often.
_TOGETHER = 0.2
_LOCKED = 0.5
_LOOKS_AGAIN = 5.0
_FIRST_PAUSE, _LONGEST_PAUSE = 2.0, 60.0


class Drainer:
    """
    Runs over the inbox while it is entered; `tell` gets a sentence for each run and each failure.

    What fails is tried again, less and less often; letters stay where they are until a run has stored them.
    """

    def __init__(self, settings: Settings, doors: Doors, inbox: Inbox, tell: Callable[[str], None]) -> None:
        self._settings, self._doors, self._inbox, self._tell = settings, doors, inbox, tell
        self._woken, self._ended = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._go_on, name="drainer", daemon=True)
        self.problem: str | None = None
        """What keeps it from taking things in, in words for everybody; None: nothing."""

    def start(self) -> None:
        """Begin; what is left from before is taken in at once."""
        self._woken.set()
        self._thread.start()

    def wake(self) -> None:
        """Say that something came in."""
        self._woken.set()

    def end(self, patience: float) -> None:
        """Begin no other run, and wait so many seconds for one under way; what that leaves, the next start takes in."""
        self._ended.set()
        self._woken.set()
        self._thread.join(patience)

    def _go_on(self) -> None:
        _warm_up(self._doors.reader)
        failures = 0
        while not self._ended.is_set():
            self._woken.wait(_LOOKS_AGAIN)
            self._woken.clear()
            if self._ended.is_set() or not self._is_anything_due():
                continue
            time.sleep(_TOGETHER)
            try:
                self._drain()
            except LockedError:
                self._woken.set()
                self._ended.wait(_LOCKED)
            except Exception as error:  # noqa: BLE001 - whatever it is, what waits is not lost, and others may push
                failures += 1
                self._failed(error)
                self._ended.wait(min(_FIRST_PAUSE * 2 ** min(failures, 10), _LONGEST_PAUSE))
            else:
                failures, self.problem = 0, None

    def _is_anything_due(self) -> bool:
        now = self._doors.now()
        try:
            letters = [waiting.letter for waiting in self._inbox.waiting()]
        except ClaimwatchError as error:
            self._failed(error)
            return False
        return any(letter.not_before is None or letter.not_before <= now for letter in letters)

    def _drain(self) -> None:
        # Topics, feeds and channels as they are now: a receiver runs for months.
        topics, feeds = topics_and_feeds(self._settings, self._doors.now())
        doors = self._doors._replace(channels=channels_of(self._settings.db, self._settings.alert_to))
        self._tell(_in_words(run(topics, feeds, doors, only_received=True)))

    def _failed(self, error: Exception) -> None:
        self.problem = "what is pushed waits: it cannot be taken in at present, and the log says why"
        kind = "" if isinstance(error, ClaimwatchError) else f"{type(error).__name__}: "
        self._tell(f"{kind}{error}; what was pushed waits, and is tried again")


def _warm_up(reader: PageReader) -> None:
    """Have the reading processes started before anybody waits for them: that takes seconds."""
    nothing = Page(url="about:nothing", final_url="about:nothing", body=b"", fetched_at=datetime.now(tz=UTC))
    list(reader.read([(nothing, None)]))


def _in_words(report: Report) -> str:
    said = f"took in what was pushed: {report.articles} new, {report.edits} edited, {report.drops.total()} dropped"
    return "; ".join([f"{said}, {report.claims} new claims, {report.alerts} alerts", *report.problems])
