"""What a batch of new articles asks of a full ledger, and what it takes."""

from __future__ import annotations

import os
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from bench.processes import peak_memory
from bench.shelf_articles import MONTH, NEWEST, SHINGLES
from bench.shelf_filled import SCHEMES, TRAITS_SIZE
from bench.shelf_timed import TURNS, Answer, Meter, Watched, as_connection, timed
from pipeline import resources
from pipeline.compare.rarity import Rarity
from pipeline.models import Marks
from pipeline.store.database import Database
from pipeline.store.ledger import Ledger
from pipeline.store.near import Asked, near

if TYPE_CHECKING:
    from pathlib import Path

    from bench.shelf_articles import Numbers, Shelf
    from pipeline.store.near import Near

__all__ = ["BATCH", "append", "batch", "each_anew", "one", "restart", "scan", "scan_month", "sources"]

BATCH = 200
_COPIES = 100
_SCAN = "WHERE scheme = $scheme;"


def sources(shelf: Shelf, *, month: bool = False) -> Numbers:
    """Return the stored articles that half of the batch is taken from, spread over the year or over its last month."""
    first = shelf.first_of_month() if month else 0
    spread = np.arange(_COPIES, dtype=np.uint64) * np.uint64((shelf.articles - first) // _COPIES)
    return spread + np.uint64(first + 7)


def asked(shelf: Shelf, *, month: bool = False) -> list[Asked]:
    """Return a batch: one hundred are half taken from stored articles, and of the stories of articles of the month."""
    new = np.arange(shelf.articles, shelf.articles + BATCH, dtype=np.uint64)
    shingles, keys = shelf.shingles(new), shelf.keys(new)
    shingles[:_COPIES] = shelf.half_taken_from(sources(shelf, month=month), new[:_COPIES])
    keys[:_COPIES, :8] = shelf.keys(sources(shelf, month=True))[:, :8]
    names = shelf.article_ids(new).tolist()
    rows = zip(names, shingles.tolist(), keys.tolist(), strict=True)
    return [Asked(article_id=name, day=NEWEST, normal=name, shingles=row, keys=told) for name, row, told in rows]


def restart(directory: Path, shelf: Shelf) -> Answer:
    """Open the ledger, of which this process has no page in memory, and have one article answered."""
    waiting = asked(shelf)[:1]
    meter = Meter()
    with Database(directory).writing() as connection:
        opened = meter.reading()
        near(connection, waiting, SCHEMES)
        return Answer(meter.reading(), {"opening": opened}, "", peak_memory(os.getpid()))


def batch(directory: Path, shelf: Shelf) -> Answer:
    """Ask what is near a batch, in all history, on a connection that stays open."""
    return _near(directory, shelf, asked(shelf))


def one(directory: Path, shelf: Shelf) -> Answer:
    """Ask what is near one article."""
    return _near(directory, shelf, asked(shelf)[:1])


def each_anew(directory: Path, shelf: Shelf) -> Answer:
    """Ask what is near a batch as a run does: the ledger is opened for it, and closed again."""
    ledger, waiting = Ledger(directory), asked(shelf)
    return timed(lambda: ledger.near(waiting, SCHEMES))


def scan(directory: Path, shelf: Shelf) -> Answer:
    """Ask which texts carry the batch's shingles, and nothing else of them."""
    return _scan(directory, shelf, None)


def scan_month(directory: Path, shelf: Shelf) -> Answer:
    """Ask the same of the last month."""
    return _scan(directory, shelf, MONTH)


def append(directory: Path, shelf: Shelf) -> Answer:
    """Store the marks of a batch, as a run does: open, look for what is there, write, checkpoint, close."""
    ledger, rarity = Ledger(directory), Rarity().packed()
    with Database(directory).writing() as connection:
        ((known,),) = connection.execute("SELECT count(*) FROM ledger.fingerprints").fetchall()
    firsts = [known + BATCH * turn for turn in range(1, TURNS + 2)]
    batches = iter([_marks(shelf, np.arange(first, first + BATCH, dtype=np.uint64)) for first in firsts])
    return timed(lambda: ledger.mark(next(batches), rarity))


def _near(directory: Path, shelf: Shelf, waiting: list[Asked]) -> Answer:
    found: list[Near] = []
    with Database(directory).writing() as connection:
        watched = Watched(connection)

        def ask() -> None:
            found[:] = [near(as_connection(watched), waiting, SCHEMES)]

        answer = timed(ask, watched)
    return answer._replace(found=_told(found[0], shelf, min(len(waiting), _COPIES)))


def _told(found: Near, shelf: Shelf, copies: int) -> str:
    read = {carrier.text_id for carrier in found.carriers if carrier.text is not None}
    copied = sum(name in read for name in shelf.text_ids(sources(shelf)[:copies]).tolist())
    told = {article.article_id for article in found.articles}
    of_stories = sum(name in told for name in shelf.article_ids(sources(shelf, month=True)[:copies]).tolist())
    return (
        f"{copied} of {copies} copies' originals, {of_stories} of {copies} articles of their stories; "
        f"{len(found.carriers):,} carriers, {len(read):,} texts read, {len(found.articles):,} articles of stories"
    )


def _scan(directory: Path, shelf: Shelf, days: int | None) -> Answer:
    waiting, month = asked(shelf, month=days is not None), days is not None
    sql = (resources.SQL / "recall" / "texts" / "2_carriers.sql").read_text(encoding="utf-8")
    named: dict[str, object] = {"scheme": SCHEMES.shingles}
    if days is not None:
        if _SCAN not in sql:
            raise SystemExit(f"2_carriers.sql has no {_SCAN!r} any more: tell this bench where days are named")
        sql = sql.replace(_SCAN, "WHERE scheme = $scheme AND day >= $since;")
        named["since"] = NEWEST - timedelta(days=days - 1)
    with Database(directory).writing() as connection:
        columns = {
            "article_id": np.repeat([article.article_id for article in waiting], SHINGLES),
            "shingle": np.array([article.shingles for article in waiting], dtype=np.uint64).ravel(),
        }
        connection.register("asked_shingles", pa.table(columns))
        answer = timed(lambda: connection.execute(sql, named))
        carried = "SELECT text_id FROM carriers GROUP BY text_id HAVING count(*) >= 2"
        met = {name for (name,) in connection.execute(carried).fetchall()}
    wanted = shelf.text_ids(sources(shelf, month=month)).tolist()
    return answer._replace(found=f"{sum(name in met for name in wanted)} of {_COPIES} copies share two with theirs")


def _marks(shelf: Shelf, numbers: Numbers) -> list[Marks]:
    shingles, keys = shelf.shingles(numbers, shelf.rates[0][1]).tolist(), shelf.keys(numbers).tolist()
    noise = np.random.default_rng(int(numbers[0]))
    return [
        Marks(
            article_id=name,
            revision=1,
            schemes=SCHEMES,
            raw=name,
            normal=name,
            words=SHINGLES + 4,
            shingles=tuple(row),
            traits=noise.bytes(TRAITS_SIZE),
            keys=tuple(told),
            independent=True,
            outlet="outlet-1.example",
            dated_at=datetime.combine(NEWEST, time(), UTC),
        )
        for name, row, told in zip(shelf.article_ids(numbers).tolist(), shingles, keys, strict=True)
    ]
