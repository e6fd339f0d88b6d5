"""
Back-fill a WARC file made of a folder of real pages, over and over with changed text: one worker and two, and a kill.

An archive is of many stories, each told by a few: so every repetition of a page tells of other people, places and
figures, the same ones throughout, half of its longer words are those of other pages, and it has an address and a day of
its own. The topic keeps every page: all of them go the whole way.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import duckdb

from bench.processes import cpu_seconds, family

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
_TEXT = re.compile(rb">([^<>{}=;]{20,})<")
"""A run of text, and of no script."""
_HEADLINE = re.compile(rb'content="([^"<>{}=;]{30,})"')
_WORD = re.compile(rb"\b[a-z]{5,}\b")
_NAME = re.compile(rb"(?<=[a-z,] )[A-Z][a-z]{3,}\b")
"""A word with a capital inside a sentence."""
_FIGURE = re.compile(rb"\b\d{2,3}\b")
_OWN_ADDRESS = re.compile(rb"<(?:link[^<>]*canonical|meta[^<>]*og:url)[^<>]*>", re.IGNORECASE)
_FIRST_DAY = date(2018, 1, 1)
_DAYS = 90


class Stock(NamedTuple):
    """What pages are made of: their longer words, and their names."""

    words: list[bytes]
    names: list[bytes]


def stock_of(pages: list[bytes]) -> Stock:
    """Return what all pages together are made of; what stands in more of them is taken more often."""
    runs = [run for page in pages for run in _TEXT.findall(page)]
    return Stock(*([found for run in runs for found in set(kind.findall(run))] for kind in (_WORD, _NAME)))


def changed(page: bytes, number: int, share: float, stock: Stock) -> bytes:
    """Return a page without its own address, such a share of its longer words and its names and figures changed."""
    chance = random.Random(number)
    named = {name: chance.choice(stock.names) for name in sorted(set(_NAME.findall(page)))}
    name = re.compile(rb"\b(?:" + b"|".join(map(re.escape, named)) + rb")\b") if named else None

    def told(run: re.Match[bytes]) -> bytes:
        text = _WORD.sub(lambda word: chance.choice(stock.words) if chance.random() < share else word[0], run[1])
        text = name.sub(lambda match: named[match[0]], text) if name else text
        return run[0].replace(run[1], text)

    def counted(run: re.Match[bytes]) -> bytes:
        return _FIGURE.sub(
            lambda figure: b"%d" % chance.randrange(10 ** (len(figure[0]) - 1), 10 ** len(figure[0])), run[0]
        )

    return _HEADLINE.sub(told, _TEXT.sub(counted, _TEXT.sub(told, _OWN_ADDRESS.sub(b"", page))))


def record(number: int, page: bytes) -> bytes:
    """Return a page as a crawler records it, compressed on its own."""
    day = _FIRST_DAY + timedelta(days=number * 7 % _DAYS)
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://news{number % 181}.example/{number}\r\n"
        f"WARC-Date: {day}T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + block + b"\r\n\r\n", 6)


def write(path: Path, folder: Path, count: int, share: float) -> int:
    """Write an archive of so many records and return of how many different pages it is made."""
    pages = [gzip.decompress(file.read_bytes()) for file in sorted(folder.glob("**/*.html.gz"))]
    stock = stock_of(pages)
    with path.open("wb") as archive:
        for number in range(count):
            archive.write(record(number, changed(pages[number % len(pages)], number, share, stock)))
    return len(pages)


class Filled(NamedTuple):
    """One back-fill by the command line."""

    seconds: float
    processors: float
    """Seconds of processor time, of all its processes."""
    thirds: list[float]
    """MB that all its processes held at most, in the first, second and last third of it."""
    told: dict[str, object]


def fill(archive: Path, topic: Path, db: Path, workers: int) -> Filled:
    """Back-fill and watch what that takes."""
    began = time.perf_counter()
    samples: list[tuple[float, float]] = []
    with subprocess.Popen(command(archive, topic, db, workers), stdout=subprocess.PIPE, cwd=ROOT) as process:
        watching = threading.Thread(target=lambda: samples.extend(_held(process)), daemon=True)
        watching.start()
        assert process.stdout
        printed = process.stdout.read()
    watching.join()
    held, used = zip(*samples, strict=True)
    third = max(1, len(held) // 3)
    thirds = [max(held[start : start + third], default=0.0) for start in (0, third, 2 * third)]
    return Filled(time.perf_counter() - began, max(used), thirds, json.loads(printed))


def command(archive: Path, topic: Path, db: Path, workers: int) -> list[str]:
    """Return the command line of a back-fill."""
    where = ["--topic", str(topic), "--db", str(db), "--workers", str(workers), "--json"]
    return [sys.executable, "-m", "pipeline", "backfill", str(archive), *where]


def _held(process: subprocess.Popen[bytes]) -> Iterator[tuple[float, float]]:
    """Yield, as long as a process lives, the MB that it and those below it hold and the processor time they had."""
    while process.poll() is None:
        with contextlib.suppress(OSError):
            yield sum(map(_pss, family(process.pid))), cpu_seconds(process.pid)
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
    parser.add_argument("--changed", type=float, default=0.5, help="share of the longer words that are replaced")
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
                thirds = " / ".join(f"{held:.0f}" for held in filled.thirds)
                print(
                    f"{workers} worker(s): {filled.seconds:.1f} s, {asked.count / filled.seconds:.1f} pages/s,"
                    f" {filled.processors / filled.seconds:.2f} cores busy, {thirds} MB by thirds;"
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
