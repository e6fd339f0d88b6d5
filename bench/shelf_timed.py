"""How long queries take, each by the name of its file in sql/recall."""

from __future__ import annotations

import os
import time
from collections import defaultdict
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from bench.processes import peak_memory
from pipeline import resources

if TYPE_CHECKING:
    from collections.abc import Callable

    import duckdb

__all__ = ["TURNS", "Answer", "Meter", "Taken", "Watched", "as_connection", "timed"]

TURNS = 9


class Taken(NamedTuple):
    """Seconds by the clock and of processors."""

    clock: float
    cpu: float

    def __str__(self) -> str:
        """Return both in milliseconds."""
        return f"{1000 * self.clock:7.0f} ms by the clock {1000 * self.cpu:7.0f} ms of processors"


class Answer(NamedTuple):
    """What answering took in the middle, by query where there were several, what was found, and peak MB."""

    taken: Taken
    queries: dict[str, Taken]
    found: str
    peak: float


class Meter:
    """Runs from its making on."""

    def __init__(self) -> None:
        self._clock, self._cpu = time.perf_counter(), time.process_time()

    def reading(self) -> Taken:
        """Return what this process has taken since."""
        return Taken(time.perf_counter() - self._clock, time.process_time() - self._cpu)


class Watched:
    """A connection that notes what each query took; what is left of a turn is Python's share."""

    _names: dict[str, str] = {}  # noqa: RUF012 - filled once

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self.taken: defaultdict[str, list[Taken]] = defaultdict(list)
        if not self._names:
            files = (resources.SQL / "recall").glob("*/*.sql")
            self._names.update({path.read_text(encoding="utf-8"): path.stem for path in files})

    def __getattr__(self, name: str) -> Any:
        """Be the connection in everything else."""
        return getattr(self._connection, name)

    def execute(self, sql: str, *parameters: object) -> Any:
        """Execute a query and note under which name it took how long."""
        meter = Meter()
        answer = self._connection.execute(sql, *parameters)
        self.taken[self._names.get(sql, "other")].append(meter.reading())
        return answer


def timed(ask: Callable[[], object], watched: Watched | None = None) -> Answer:
    """Ask once to warm up and nine times more; return the medians."""
    ask()
    if watched:
        watched.taken.clear()
    turns = []
    for _ in range(TURNS):
        meter = Meter()
        ask()
        turns.append(meter.reading())
    queries = {name: _middle(each) for name, each in watched.taken.items() if name != "other"} if watched else {}
    return Answer(_middle(turns), queries, "", peak_memory(os.getpid()))


def as_connection(watched: Watched) -> duckdb.DuckDBPyConnection:
    """Let a watched connection pass for the one it watches."""
    return cast("duckdb.DuckDBPyConnection", watched)


def _middle(turns: list[Taken]) -> Taken:
    return Taken(median(turn.clock for turn in turns), median(turn.cpu for turn in turns))
