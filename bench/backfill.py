"""
Back-fill a WARC file made of a folder of real pages, every page another article: one worker and two, and a kill.

The topic keeps every page: all of them go the whole way (`bench/archive.py` tells how the pages are made).
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import duckdb

from bench.archive import write
from bench.processes import cpu_seconds, family, own_seconds

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]


class Sample(NamedTuple):
    """What the process that links, and those that read and compare for it, hold (MB) and had of processors (s)."""

    held_judging: float
    held_reading: float
    judging: float
    reading: float


class Filled(NamedTuple):
    """One back-fill by the command line."""

    seconds: float
    samples: list[Sample]
    told: dict[str, object]

    def __str__(self) -> str:
        """Tell what it took, by thirds what its processes held, and how quick two workers could be."""
        judging, reading = self.samples[-1].judging, self.samples[-1].reading
        third = max(1, len(self.samples) // 3)
        held = [
            " / ".join(f"{max(one[which] for one in self.samples[start : start + third]):.0f}" for start in starts)
            for which in (0, 1)
            if (starts := [start for start in (0, third, 2 * third) if start < len(self.samples)])
        ]
        at_best = (judging + reading) / max(judging, (judging + reading) / 2)
        return (
            f"{self.seconds:.1f} s, of processors {judging:.1f} s judging and {reading:.1f} s reading: two workers at"
            f" best {at_best:.2f} x one; judging held {held[0]} MB, reading {held[1]} MB by thirds"
        )


def fill(archive: Path, topic: Path, db: Path, workers: int) -> Filled:
    """Back-fill and watch what that takes."""
    began = time.perf_counter()
    samples: list[Sample] = []
    with subprocess.Popen(command(archive, topic, db, workers), stdout=subprocess.PIPE, cwd=ROOT) as process:
        watching = threading.Thread(target=lambda: samples.extend(_held(process)), daemon=True)
        watching.start()
        assert process.stdout
        printed = process.stdout.read()
    watching.join()
    return Filled(time.perf_counter() - began, samples, json.loads(printed))


def command(archive: Path, topic: Path, db: Path, workers: int) -> list[str]:
    """Return the command line of a back-fill."""
    where = ["--topic", str(topic), "--db", str(db), "--workers", str(workers), "--json"]
    return [sys.executable, "-m", "pipeline", "backfill", str(archive), *where]


def _held(process: subprocess.Popen[bytes]) -> Iterator[Sample]:
    """Yield, as long as a process lives, what it and those below it hold and have had."""
    while process.poll() is None:
        with contextlib.suppress(OSError):
            held, all_held = _pss(process.pid), sum(map(_pss, family(process.pid)))
            used, all_used = own_seconds(process.pid), cpu_seconds(process.pid)
            yield Sample(held, all_held - held, used, all_used - used)
        time.sleep(1)


def _pss(pid: int) -> float:
    """Return the MB that a process holds; what several share is divided among them."""
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    found = re.search(r"^Pss:\s+(\d+)", rollup, re.MULTILINE)
    return int(found[1]) / 1024 if found else 0.0


def killed(archive: Path, topic: Path, db: Path, after: int) -> int:
    """Back-fill, kill it when so many pages are stored, and return how many were by then."""
    with subprocess.Popen(command(archive, topic, db, 2), stdout=subprocess.DEVNULL, cwd=ROOT) as process:
        stored = 0
        while stored < after and process.poll() is None:
            time.sleep(0.2)
            try:
                with duckdb.connect(str(db / "live.duckdb"), read_only=True) as connection:
                    ((stored,),) = connection.execute("SELECT coalesce(sum(pages), 0) FROM ledger.backfills").fetchall()
            except duckdb.Error:
                continue
        process.kill()
    return int(stored)


def counts(db: Path) -> dict[str, int]:
    """Return how many rows a published database has."""
    with duckdb.connect(str(db / "news.duckdb"), read_only=True) as connection:
        names = ("articles", "stories", "claims", "mentions", "drops", "alerts")
        return {name: connection.execute(f"SELECT count(*) FROM {name}").fetchall()[0][0] for name in names}


def main() -> None:
    """Print pages a second with one worker and two, what memory that takes, and what a kill does."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").strip().partition("\n")[0])
    parser.add_argument("pages", type=Path, help="a folder with *.html.gz somewhere in it")
    parser.add_argument("--pages", dest="count", type=int, default=10_000)
    parser.add_argument(
        "--changed", type=float, default=0.5, help="share of the longer words that change in each telling"
    )
    parser.add_argument("--topic", type=Path, help="default: one that keeps every page")
    parser.add_argument("--rounds", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        topic = asked.topic or _topic_for_everything(home / "everything")
        different = write(home / "pages.warc.gz", asked.pages, asked.count, asked.changed)
        size = (home / "pages.warc.gz").stat().st_size / 1e6
        print(f"{asked.count} pages made of {different}, {size:.0f} MB; load {os.getloadavg()[0]:.1f}")
        quickest: dict[int, float] = {}
        for turn in range(asked.rounds):
            for workers in (1, 2):
                db = home / f"db-{workers}-{turn}"
                filled = fill(home / "pages.warc.gz", topic, db, workers)
                quickest[workers] = min(filled.seconds, quickest.get(workers, filled.seconds))
                print(
                    f"{workers} worker(s): {asked.count / filled.seconds:.1f} pages/s, {filled};"
                    f" {json.dumps(counts(db))}; load {os.getloadavg()[0]:.1f}"
                )
        print(f"two workers are {quickest[1] / quickest[2]:.2f} x one")
        stored = killed(home / "pages.warc.gz", topic, home / "killed", asked.count // 2)
        resumed = fill(home / "pages.warc.gz", topic, home / "killed", 2)
        same = counts(home / "killed") == counts(home / "db-2-0")
        print(f"killed after {stored} pages; resumed: {resumed.told['pages']} more, the same rows: {same}")


def _topic_for_everything(folder: Path) -> Path:
    (folder / "articles").mkdir(parents=True)
    (folder / "articles" / "seed.txt").write_text("A seed is needed to make a topic.", encoding="utf-8")
    (folder / "topic.toml").write_text('name = "anything"\n[thresholds]\nrelevance = 0.0\n', encoding="utf-8")
    return folder


if __name__ == "__main__":
    main()
