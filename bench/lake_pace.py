"""
How much longer the same takes in a lake than in a file: storing batches, asking, opening. On one machine, in turns.

    python -m bench.lake_pace --batches 30
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from bench.ledger_batches import Batches
from bench.postgres import Postgres
from pipeline.store.ledger import Ledger
from pipeline.store.published import Published

if TYPE_CHECKING:
    from collections.abc import Callable

_ARTICLES = 40
"""In a batch, as a run stores them."""
_MENTIONS = 20_000
_QUESTIONS = {
    "claims, all": "FROM claims",
    "articles, all": "FROM articles",
    "trend by week": "FROM trend_claims(grain := 'week')",
    "mentions of a claim": "FROM mentions WHERE claim_id = (SELECT min(claim_id) FROM claims)",
}

Times = dict[str, dict[str, list[float]]]


def paced(batches: int) -> Times:
    """Return seconds by what was done and where."""
    times: Times = {}

    def timed(what: str, where: str, done: Callable[[], object]) -> None:
        began = time.perf_counter()
        done()
        times.setdefault(what, {}).setdefault(where, []).append(time.perf_counter() - began)

    with Postgres() as postgres, tempfile.TemporaryDirectory() as folder:
        postgres.bound(Path(folder) / "lake")
        ledgers = {where: Ledger(Path(folder) / where) for where in ("file", "lake")}
        made: set[int] = set()
        maker = Batches(_MENTIONS, lambda ids: ids & made)
        with ledgers["file"].run_lock(), ledgers["lake"].run_lock():
            runs = {where: ledger.begin(["phones"], (), datetime.now(UTC))[0] for where, ledger in ledgers.items()}
            for number in range(batches):
                first = number * _ARTICLES
                batch = maker.batch(first, _ARTICLES, range(max(0, first - 8), first))
                made |= {claim.claim_id for intake in batch.intakes for claim in intake.claims}
                for where, ledger in ledgers.items():
                    timed("commit", where, lambda: ledger.commit(batch, runs[where]))  # noqa: B023 - called at once
            for where, ledger in ledgers.items():
                timed("publish", where, ledger.publish)
        for compacted in ("", ", compacted"):
            for _ in range(5):
                for where, ledger in ledgers.items():
                    published = Published(ledger.database.published)
                    timed(f"open{compacted}", where, lambda: published.ask("SELECT 1"))  # noqa: B023 - as above
                    for what, sql in _QUESTIONS.items():
                        timed(f"{what}{compacted}", where, lambda: published.ask(sql))  # noqa: B023 - as above
            for ledger in ledgers.values():
                ledger.database.compact()
    return times


def main() -> None:
    """Print the ratios."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").strip().partition("\n")[0])
    parser.add_argument("--batches", type=int, default=30)
    for what, places in paced(parser.parse_args().batches).items():
        file, lake = (median(places[where]) for where in ("file", "lake"))
        print(f"{what:<32} file {file:8.3f} s   lake {lake:8.3f} s   {lake / file:6.1f} times")
    print(f"load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
