"""
Kill -9 while batches are stored, at random moments, again and again: is anything lost, doubled or torn?

A process of its own stores batches in a loop, publishes now and then, and says after each that it is stored. It is
killed, the ledger is opened again, and what is there is compared with what was said and with what the batches hold.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import duckdb

from bench.ledger_batches import Batches
from pipeline.store.ledger import Ledger
from pipeline.store.migrate import failed_checks
from pipeline.store.standing import count_days, settle_all

if TYPE_CHECKING:
    from pipeline.models import Batch

__all__ = ["Ordeal", "miscounted", "ordeal"]

_ARTICLES = 8
"""In a batch; every batch links mentions of the one before anew."""
_PUBLISHED = 4
"""Every so many batches."""
_MOST_BATCHES = 3
_MOST_SECONDS = 0.4
"""Longer than a batch takes on a machine with nothing else to do."""
_MENTIONS = 20_000
"""Of the ledger whose numbers the articles are; they go on behind it."""
_TABLES = {
    "mentions": "SELECT mention_id FROM ledger.mentions",
    "claims": "SELECT claim_id FROM ledger.claims",
    "texts": "SELECT article_id FROM ledger.revisions",
    "relinked": "SELECT r.mention_id FROM ledger.relinks AS r JOIN ledger.mentions USING (mention_id)"
    " WHERE decided_at <> entered_at",
}

Rows = dict[str, list[int]]


class Ordeal(NamedTuple):
    """What so many kills did."""

    kills: int
    acknowledged: int
    """Batches that were said to be stored."""
    stored: int
    """Batches that are stored: now and then one that nobody had time to say so of."""
    mentions: int
    lost: int
    """Rows of stored batches that are not there."""
    doubled: int
    """Rows more than once there, or of no batch."""
    torn: int
    """Times that an acknowledged batch was not there, part of one was, or the published file was not whole."""
    failed: frozenset[str]
    """Checks of sql/checks that returned rows."""
    miscounted: int
    """Rows of what is counted of claims and days that are not what counting everything anew finds."""
    reopened: float
    """Seconds that opening it again took, at most."""


def ordeal(directory: Path, kills: int, seed: int) -> Ordeal:
    """Kill a writer of this ledger so many times and tell what became of it."""
    chance = random.Random(seed)
    ledger = Ledger(directory)
    next_writer = _Writer(directory)
    told, torn, failed, reopened = 0, 0, set[str](), 0.0
    expected = _Expected()
    for _ in range(kills):
        writer, next_writer = next_writer, _Writer(directory)
        told = max(told, writer.killed_after(chance.randrange(_MOST_BATCHES), chance.uniform(0, _MOST_SECONDS)))
        began = time.perf_counter()
        with ledger.database.writing() as connection:
            reopened = max(reopened, time.perf_counter() - began)
            ((texts,),) = connection.execute("SELECT count(*) FROM ledger.revisions").fetchall()
            failed |= failed_checks(connection).keys()
        torn += texts % _ARTICLES > 0 or texts // _ARTICLES < told or not _is_whole(ledger)
        expected.reach(texts // _ARTICLES)
    next_writer.dismiss()
    with ledger.database.writing() as connection:
        found = {name: sorted(i for (i,) in connection.execute(sql).fetchall()) for name, sql in _TABLES.items()}
        changed = miscounted(connection)
    lost, doubled = expected.compared(found)
    return Ordeal(
        kills,
        told,
        expected.batches,
        len(found["mentions"]),
        lost,
        doubled,
        torn,
        frozenset(failed),
        changed,
        reopened,
    )


class _Writer:
    """A process that waits for the word, and then stores batch after batch."""

    def __init__(self, directory: Path) -> None:
        command = [sys.executable, "-m", "bench.kills", "--write", str(directory)]
        self._process = subprocess.Popen(
            command, cwd=Path(__file__).parents[1], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def killed_after(self, batches: int, seconds: float) -> int:
        """Let it store so many batches and write for so long after; return how many it has said to be stored then."""
        with self._process as process:
            assert process.stdin
            assert process.stdout
            process.stdin.write("go\n")
            process.stdin.flush()
            said = [process.stdout.readline() for _ in range(1 + batches)]
            time.sleep(seconds)
            process.kill()
            said += process.stdout.readlines()
        return int(said[-1]) if len(said) > 1 else 0

    def dismiss(self) -> None:
        """Let it go before it has begun."""
        with self._process as process:
            process.kill()


class _Expected:
    """What the batches stored so far hold, made anew here."""

    def __init__(self) -> None:
        self.batches = 0
        self._rows: Rows = {name: [] for name in _TABLES}
        self._made: set[int] = set()
        self._maker = Batches(_MENTIONS, lambda ids: ids & self._made)

    def reach(self, batches: int) -> None:
        """Take in what so many batches hold."""
        for number in range(self.batches, batches):
            batch = _numbered(self._maker, number)
            own = {mention.mention_id for intake in batch.intakes for mention in intake.mentions}
            links = {link.mention_id for intake in batch.intakes for link in intake.links}
            claims = {claim.claim_id for intake in batch.intakes for claim in intake.claims}
            self._made |= claims
            self._rows["mentions"] += own
            self._rows["claims"] += claims
            self._rows["texts"] += [intake.article.article_id for intake in batch.intakes]
            self._rows["relinked"] += links - own
        self.batches = batches

    def compared(self, found: Rows) -> tuple[int, int]:
        """Return how many rows are missing, and how many are there twice or of no batch."""
        lost = sum(len(set(rows) - set(found[name])) for name, rows in self._rows.items())
        doubled = sum(len(rows) - len(set(rows) & set(self._rows[name])) for name, rows in found.items())
        return lost, doubled


def _numbered(maker: Batches, number: int) -> Batch:
    first = number * _ARTICLES
    return maker.batch(first, _ARTICLES, range(max(0, first - _ARTICLES), first))


def _is_whole(ledger: Ledger) -> bool:
    """Does the published file, where there is one, hold whole batches?"""
    if not ledger.database.published.exists():
        return True
    with duckdb.connect(str(ledger.database.published), read_only=True) as connection:
        ((texts,),) = connection.execute("SELECT count(*) FROM ledger.revisions").fetchall()
    return bool(texts % _ARTICLES == 0)


def miscounted(connection: duckdb.DuckDBPyConnection) -> int:
    """Count what is left to be counted, then everything anew, and return how many rows that changed."""
    count_days(connection)
    tables = ("support", "trend")
    for table in tables:
        connection.execute(f"CREATE TEMP TABLE {table}_before AS FROM ledger.{table}")
    settle_all(connection)
    changed = 0
    for table in tables:
        before, after = f"FROM {table}_before", f"FROM ledger.{table}"
        sql = f"SELECT count(*) FROM (({before} EXCEPT {after}) UNION ALL ({after} EXCEPT {before}))"
        ((rows,),) = connection.execute(sql).fetchall()
        changed += rows
        connection.execute(f"DROP TABLE {table}_before")
    return changed


def write(directory: Path) -> None:
    """Store batches from where the ledger ends, for ever, and say of each that it is stored."""
    ledger = Ledger(directory)
    maker = Batches(_MENTIONS, lambda ids: _known(ledger, ids))
    print("ready", flush=True)
    if not sys.stdin.readline():
        return
    with ledger.run_lock():
        run_id, _ = ledger.begin(["phones"], (), datetime.now(UTC))
        with ledger.database.writing() as connection:
            ((texts,),) = connection.execute("SELECT count(*) FROM ledger.revisions").fetchall()
        for number in count(texts // _ARTICLES):
            ledger.commit(_numbered(maker, number), run_id)
            print(number + 1, flush=True)
            if number % _PUBLISHED == 0:
                ledger.publish()


def _known(ledger: Ledger, ids: set[int]) -> set[int]:
    with ledger.database.writing() as connection:
        sql = "SELECT claim_id FROM ledger.claims WHERE claim_id IN (SELECT unnest(?::BIGINT[]))"
        return {claim_id for (claim_id,) in connection.execute(sql, [list(ids)]).fetchall()}


def main() -> None:
    """Kill, and print what became of it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").strip().partition("\n")[0])
    parser.add_argument("kills", type=int, nargs="?", default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--lake", action="store_true", help="In DuckLake, on a PostgreSQL of its own.")
    parser.add_argument("--write", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.write:
        write(options.write)
        return
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as opened:
        if options.lake:
            from bench.postgres import Postgres  # noqa: PLC0415 - needs what only a lake needs

            opened.enter_context(Postgres()).bound(Path(folder) / "var")
        told = ordeal(Path(folder) / "var", options.kills, options.seed)
    for name, value in told._asdict().items():
        print(f"{name:<13} {value if not isinstance(value, frozenset) else ', '.join(value) or 'none'}")
    print(f"DuckDB {duckdb.__version__}, load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
