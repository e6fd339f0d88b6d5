"""
What the rules of alerts cost in the transaction that stores a batch, in a ledger of a million claims.

    python -m bench.rules [3000000] [--keep DIR] [--batches 5]

The ledger has about a third as many claims as mentions; a batch has so many articles that some 500 claims are new.
Told are: noting how claims stood before and after, reading what the batch brought, the rules themselves.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from bench.ledger_batches import Batches
from bench.ledger_filled import articles_of, fill
from pipeline.alerts.rules import alerts_of
from pipeline.store import ledger as storing
from pipeline.store import linked
from pipeline.store.ledger import Ledger
from pipeline.topic import Topic, Watch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

__all__ = ["main"]

_ARTICLES = 100
_LIMIT_SECONDS = 1.0


class Parts:
    """How long each part took, batch by batch, by the clock and of processors."""

    def __init__(self) -> None:
        self.clock: defaultdict[str, list[float]] = defaultdict(list)
        self.processor: defaultdict[str, list[float]] = defaultdict(list)

    def timed(self, name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """Return the same work, told how long it takes."""

        def run(*arguments: Any, **named: Any) -> Any:
            began, used = time.perf_counter(), time.process_time()
            try:
                return work(*arguments, **named)
            finally:
                self.clock[name].append(time.perf_counter() - began)
                self.processor[name].append(time.process_time() - used)

        return run


def main(arguments: Iterable[str] | None = None) -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="python -m bench.rules", description=__doc__.split("\n")[1])
    parser.add_argument("mentions", nargs="?", type=int, default=3_000_000)
    parser.add_argument("--keep", type=Path, help="a folder for the ledger; one that is there is used again")
    parser.add_argument("--batches", type=int, default=5)
    asked = parser.parse_args(list(arguments) if arguments is not None else None)
    with TemporaryDirectory() as folder:
        measure(asked.keep or Path(folder), asked.mentions, asked.batches)


def measure(folder: Path, mentions: int, count: int) -> None:
    """Fill a ledger, unless the folder has one, and commit batches that follow on it."""
    ledger, parts = Ledger(folder), Parts()
    if not ledger.database.live.exists():
        fill(folder, mentions)
    topic = Topic(topic="phones", name="Phones", watch=Watch(event_types=("supply.stop", "deal.end", "personnel")))
    with ledger.database.held_open():
        ((claims, after),) = _ask(ledger, "SELECT count(*), max(first_seen) FROM ledger.claims")
        ((taken,),) = _ask(ledger, "SELECT count(DISTINCT article_id) FROM ledger.revisions")
        print(f"{claims:,} claims, the last first seen on {after:%Y-%m-%d}")
        batches = Batches(mentions, lambda ids: _known(ledger, ids), as_linked=True)
        linked.note_developments = parts.timed("noting", linked.note_developments)
        storing.news_of = parts.timed("reading", storing.news_of)
        fired = parts.timed("rules", lambda news: list(alerts_of(news, [topic])))
        commit = parts.timed("the whole commit", ledger.commit)
        new, told = [], []
        for number in range(count):
            first = max(taken, articles_of(mentions)) + number * _ARTICLES
            batch = batches.batch(first, _ARTICLES, range(first - 2 * _ARTICLES, first - _ARTICLES))
            new.append(sum(len(intake.claims) for intake in batch.intakes))
            told.append(len(commit(batch, 1, fired)))
    print(f"{statistics.median(new):.0f} new claims and {statistics.median(told):.0f} alerts a batch; medians:")
    for name in ("noting", "reading", "rules"):
        _show(name, parts.clock[name], parts.processor[name])
    whole, used = (_together(found, ("noting", "reading", "rules")) for found in (parts.clock, parts.processor))
    _show(f"in all (limit {_LIMIT_SECONDS:.0f} s)", whole, used)
    _show("the whole commit", parts.clock["the whole commit"], parts.processor["the whole commit"])


def _together(found: Mapping[str, list[float]], names: Iterable[str]) -> list[float]:
    return [sum(each) for each in zip(*(found[name] for name in names), strict=True)]


def _show(name: str, clock: list[float], processor: list[float]) -> None:
    wall, worked = 1000 * statistics.median(clock), 1000 * statistics.median(processor)
    print(f"{name:24} {wall:7.0f} ms  ({worked:.0f} of processors)")


def _ask(ledger: Ledger, sql: str) -> list[tuple[Any, ...]]:
    with ledger.database.writing() as connection:
        return connection.execute(sql).fetchall()


def _known(ledger: Ledger, ids: set[int]) -> set[int]:
    with ledger.database.writing() as connection:
        sql = "SELECT claim_id FROM ledger.claims WHERE claim_id IN (SELECT unnest($ids::BIGINT[]))"
        return {claim_id for (claim_id,) in connection.execute(sql, {"ids": list(ids)}).fetchall()}


if __name__ == "__main__":
    main()
