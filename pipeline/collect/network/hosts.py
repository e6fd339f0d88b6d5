"""What is remembered of hosts, within a run and from one to the next."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from pipeline.models import HostRecord

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

__all__ = ["Hosts"]


class Hosts:
    """Records by origin (scheme, host, port). May be used from several threads."""

    def __init__(self) -> None:
        self._remembered: dict[str, HostRecord] = {}
        self._known: dict[str, HostRecord] = {}
        self._lock = threading.Lock()

    def remember(self, records: Iterable[HostRecord]) -> None:
        """Take over what was stored; it replaces what is known of the same hosts."""
        with self._lock:
            self._remembered.update((record.host, record) for record in records)
            self._known.update(self._remembered)

    def changed(self) -> tuple[HostRecord, ...]:
        """Return the records that are not as they were remembered, in order of their hosts."""
        with self._lock:
            return tuple(record for host, record in sorted(self._known.items()) if record != self._remembered.get(host))

    def of(self, origin: str) -> HostRecord:
        """Return what is known of a host, an empty record where nothing is."""
        return self._known.get(origin) or HostRecord(host=origin)

    def paused_until(self, origin: str) -> datetime | None:
        """Return until when the host asked to be left alone; the moment may have passed."""
        known = self._known.get(origin)
        return known.pause_until if known else None

    def pause(self, origin: str, until: datetime) -> None:
        """Note that a host wants quiet; of two wishes the longer one counts."""
        with self._lock:
            known = self.of(origin)
            if known.pause_until is None or until > known.pause_until:
                self._known[origin] = known.model_copy(update={"pause_until": until})

    def learn_robots(self, origin: str, text: str | None, status: int | None, at: datetime) -> None:
        """Note what asking for robots.txt brought; `status` None where nobody answered."""
        with self._lock:
            news = {"robots": text, "robots_status": status, "robots_at": at}
            self._known[origin] = self.of(origin).model_copy(update=news)
