"""
A ledger of a million mentions, or ten, or fifty: what storing a batch takes, publishing, room, and every question.

The ledger is the product's own, filled with what numbers make (bench/ledger_filled.py says how). Batches go through
`Ledger.commit` itself: opened, written, checkpointed and closed. Questions are asked of the published file, opened
read-only with 4 GB and two threads. Each figure is the best of several, by the clock and of processors, for the machine
may have other things to do; limits are on the clock of one that has none.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa

from bench.ledger_asked import Asked, asked_claims, questions, trends, views
from bench.ledger_batches import Batches
from bench.ledger_filled import articles_of, fill
from bench.ledger_room import room
from bench.polling import apart
from bench.shelf_timed import Meter, Taken
from pipeline.store.claims_near import claims_near
from pipeline.store.database import without_progress_bar
from pipeline.store.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Callable

_TURNS = 5
_AT_ONCE = 133
"""Articles of a batch: some 2,000 mentions."""
_ASKING = 40
"""Articles whose near claims are asked for at once."""
_APPENDED = 500_000
_LINE = "{:<44} {:>10} {:>14} {:>12}  {}"


def tell(name: str, value: str, limit: str = "", processors: str = "", note: str = "") -> None:
    """Print a figure, with its limit."""
    print(_LINE.format(name, value, limit, processors, note), flush=True)


def tell_taken(name: str, taken: Taken, limit: float | None, note: str = "") -> None:
    """Print how long something took."""
    most = f"<= {limit:,.0f} ms" if limit else ""
    tell(name, f"{1000 * taken.clock:,.0f} ms", most, f"{1000 * taken.cpu:,.0f} ms CPU", note)


def best(work: Callable[[], object], turns: int = _TURNS) -> Taken:
    """Return the least that this takes, by the clock and of processors; what is slow is asked once."""
    clock, cpu = float("inf"), float("inf")
    for _ in range(turns):
        meter = Meter()
        work()
        taken = meter.reading()
        clock, cpu = min(clock, taken.clock), min(cpu, taken.cpu)
        if taken.clock > 5:
            break
    return Taken(clock, cpu)


def appended(directory: Path) -> None:
    """Print how many rows of mentions a second come in by Arrow."""
    with Ledger(directory).database.writing() as connection:
        rows = connection.sql(f"FROM ledger.mentions LIMIT {_APPENDED}").to_arrow_table()
        few = [name for name in rows.column_names if pa.types.is_integer(rows.schema.field(name).type)][:12]
        for name, table in (("whole rows of mentions", rows), ("12 columns of them", rows.select(few))):
            connection.register("arriving", table)
            connection.execute("CREATE OR REPLACE TABLE appended AS FROM arriving LIMIT 0")
            taken = best(lambda: connection.execute("INSERT INTO appended FROM arriving"), 3)
            connection.unregister("arriving")
            connection.execute("DROP TABLE appended")
            rate = rows.num_rows / taken.clock
            tell(
                f"append by Arrow, {name}",
                f"{rate:,.0f} /s",
                ">= 500,000 /s",
                f"{rows.num_rows / taken.cpu:,.0f} /CPU s",
            )


def committed(directory: Path, mentions: int) -> None:
    """Print what batches take to be stored, and what is near them to be found."""
    ledger = Ledger(directory)
    maker = Batches(mentions, lambda ids: _known(ledger, ids), as_linked=True)
    first = articles_of(mentions)

    def numbered(turn: int) -> Callable[[], object]:
        begins = first + turn * _AT_ONCE
        batch = maker.batch(begins, _AT_ONCE, range(begins - 3 * _AT_ONCE, begins - _AT_ONCE))
        return lambda: ledger.commit(batch, run_id=1)

    turns = [best(numbered(turn), 1) for turn in range(2 * _TURNS)]
    taken = Taken(min(turn.clock for turn in turns), min(turn.cpu for turn in turns))
    tell_taken("commit of 2,000 mentions, opened and closed", taken, 250)
    asked = asked_claims(maker.batch(first, _ASKING))
    with ledger.database.writing() as connection:
        taken = best(lambda: claims_near(connection, asked))
        found = claims_near(connection, asked)
    note = f"{len(found.claims):,} claims, {len(found.mentions):,} mentions"
    tell_taken(f"claims near {_ASKING} articles", taken, None, note)


def _known(ledger: Ledger, ids: set[int]) -> set[int]:
    with ledger.database.writing() as connection:
        sql = "SELECT claim_id FROM ledger.claims WHERE claim_id IN (SELECT unnest(?::BIGINT[]))"
        return {claim_id for (claim_id,) in connection.execute(sql, [list(ids)]).fetchall()}


def published(directory: Path) -> None:
    """Print what publishing takes and how large the file is, by what is in it."""
    ledger = Ledger(directory)
    ledger.publish()
    taken, size = best(ledger.publish, 3), ledger.database.published.stat().st_size
    tell_taken("publish", taken, 1_000, f"{size / 1e6:,.0f} MB; the limit is at 235 MB")
    with ledger.database.writing() as connection:
        ((mentions,),) = connection.execute("SELECT count(*) FROM ledger.mentions").fetchall()
    tell("mentions", f"{mentions:,}")
    tell("file, bytes a mention", f"{size / mentions:.1f}", "<= 30")
    for table, taken_up in room(ledger.database.published).items():
        if sum(taken_up) > mentions / 20:
            numbers, words = taken_up.numbers / mentions, taken_up.words / mentions
            tell(f"  {table}", f"{numbers + words:.1f}", "", "", f"numbers and keys {numbers:.1f}, words {words:.1f}")


def answered(directory: Path) -> None:
    """Print what questions take."""
    database = Ledger(directory).database
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": "4GB",
        "threads": 2,
        "temp_directory": str(directory / "spill"),
    }
    with without_progress_bar(duckdb.connect(str(database.published), read_only=True, config=settings)) as connection:
        for heading, asked in (
            ("limits", trends(_latest(connection))),
            ("views", views()),
            ("saved questions", questions()),
        ):
            print(f"{heading}:")
            for one in asked:
                _tell_answer(connection, one)


def _latest(connection: duckdb.DuckDBPyConnection) -> str:
    """Return since when the latest claims are new; a run looks at so many."""
    sql = "SELECT min(first_seen) FROM (SELECT first_seen FROM ledger.claims ORDER BY first_seen DESC LIMIT 150)"
    ((moment,),) = connection.execute(sql).fetchall()
    return str(moment)


def _tell_answer(connection: duckdb.DuckDBPyConnection, asked: Asked) -> None:
    rows: list[int] = []

    def ask() -> None:
        rows[:] = [len(connection.execute(asked.sql).fetchall())]

    try:
        taken = best(ask, 3)
    except duckdb.Error as error:
        tell(f"  {asked.name}", "failed", "", "", str(error).partition("\n")[0][:80])
        return
    over = "  OVER" if asked.limit and 1000 * taken.clock > asked.limit else ""
    tell_taken(f"  {asked.name}", taken, asked.limit, f"{rows[0]:,} rows{over}")


def main() -> None:
    """Fill a ledger and print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").strip().partition("\n")[0])
    parser.add_argument("mentions", type=int, nargs="?", default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="a folder to fill and leave there, or one that was filled so before")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = options.keep or Path(folder)
        if not (home / "live.duckdb").exists():
            began = time.perf_counter()
            apart(fill, home, options.mentions, options.seed)
            tell("filled", f"{time.perf_counter() - began:,.0f} s")
        print(f"DuckDB {duckdb.__version__}, {options.mentions:,} mentions, load {os.getloadavg()[0]:.1f}")
        apart(appended, home)
        apart(committed, home, options.mentions)
        apart(published, home)
        apart(answered, home)
        print(f"load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
