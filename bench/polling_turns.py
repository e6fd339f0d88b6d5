"""The feeds that are polled, and the measure of one turn."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Literal, NamedTuple

from bench.processes import cpu_seconds, family, peak_memory

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.feed_server import Served

__all__ = ["Kind", "Meter", "Turn", "addresses"]

Kind = Literal["same", "news"]

_SHARING_A_HOST = 10


class Turn(NamedTuple):
    """What polling so many feeds took: seconds by the clock and of processors, MB, and of the server a share of one."""

    feeds: int
    seconds: float
    cpu: float
    peak: float
    server: float

    @property
    def a_minute(self) -> float:
        """Feeds a minute."""
        return 60 * self.feeds / self.seconds


class Meter:
    """Runs from its making on; `reading` tells what was used since."""

    def __init__(self, served: Served) -> None:
        self._server = served.pid
        self._began, self._cpu, self._of_server = self._now()

    def reading(self, feeds: int) -> Turn:
        """Return what this process and those below it have used, and the peak memory of the largest."""
        now, cpu, of_server = self._now()
        seconds = now - self._began
        peak = max(map(peak_memory, family(os.getpid())))
        return Turn(feeds, seconds, cpu - self._cpu, peak, (of_server - self._of_server) / seconds)

    def _now(self) -> tuple[float, float, float]:
        return time.perf_counter(), cpu_seconds(os.getpid()), cpu_seconds(self._server)


def addresses(kind: Kind, feeds: int) -> Sequence[str]:
    """Return the addresses of feeds: four in five alone on their host, the others with nine neighbours."""
    alone = (f"news-{number}" if number % 5 else f"shared-{number // 5 // _SHARING_A_HOST}" for number in range(feeds))
    return [f"http://{host}.example/{number}/{kind}.xml" for number, host in enumerate(alone)]
