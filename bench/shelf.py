"""
What is near a batch of 200 articles, in a store of a million or ten: time, memory, room.

The store is the product's own, filled with articles made of numbers (bench/shelf_articles.py), a year of them. Half of
the batch is half taken from stored articles, and all of those must be found. Each question is asked in a process of its
own, once to warm up and nine times more. The machine's own cache of the file is warm, as after a run; DuckDB's is not
where the ledger is opened anew.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bench.polling import apart
from bench.shelf_articles import MONTH, Shelf
from bench.shelf_asked import append, batch, each_anew, one, restart, scan, scan_month, sources
from bench.shelf_filled import fill
from pipeline.store.database import Database

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.shelf_timed import Answer

_QUESTIONS = {
    restart: "restart, first answer",
    scan: "200: who carries their shingles",
    scan_month: f"200: the same within {MONTH} days",
    batch: "200: all that is near them",
    each_anew: "200: the same, opened for it",
    one: "1: all that is near it",
    append: "200: storing their marks",
}
_WHOLE = 1_000_000


@contextlib.contextmanager
def home(kept_in: Path | None) -> Iterator[Path]:
    """Hand out a folder: one that stays, or one that goes again."""
    if kept_in:
        yield kept_in
        return
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def tell(about: str, answer: Answer) -> None:
    """Print an answer, and each of its queries."""
    print(f"{about:<32} {answer.taken}, peak {answer.peak:5.0f} MB, load {os.getloadavg()[0]:.1f}")
    for name, taken in answer.queries.items():
        print(f"    {name:<28} {taken}")
    if answer.found:
        print(f"    found: {answer.found}")


def main() -> None:
    """Fill a store and print what questions take."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").strip().partition("\n")[0])
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--all-keys", action="store_true", help="story keys of the whole year, not of its last month")
    parser.add_argument("--keep", type=Path, help="a folder to fill and leave there, or one that was filled so before")
    options = parser.parse_args()
    shelf = Shelf(options.articles)
    with home(options.keep) as folder:
        live = Database(folder).live
        if not live.exists():
            began = time.perf_counter()
            apart(fill_for, folder, shelf, all_keys=options.all_keys)
            print(f"filled in {time.perf_counter() - began:.0f} s")
        print(f"{shelf.articles:,} articles, {live.stat().st_size / 1e6:,.0f} MB, of them:")
        for question, about in _QUESTIONS.items():
            tell(about, apart(question, folder, shelf))


def fill_for(folder: Path, shelf: Shelf, *, all_keys: bool) -> None:
    """
    Fill a store for the questions of this bench.

    Of up to a million articles each has its text and traits; of more those of the last month have, and those that are
    looked for.
    """
    month = shelf.first_of_month()
    fill(
        folder,
        shelf,
        whole_from=0 if shelf.articles <= _WHOLE else month,
        keys_from=0 if all_keys else month,
        whole=sources(shelf),
    )


if __name__ == "__main__":
    main()
