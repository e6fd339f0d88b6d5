"""Read a folder of real pages beside raw trafilatura, then with one worker and with two, and watch their memory."""

from __future__ import annotations

import argparse
import gzip
import json
import logging
import os
import time
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from trafilatura import bare_extraction

from pipeline.models import Page
from pipeline.read.warm import read_article
from pipeline.read.workers import Reader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROUNDS = 5
SAMPLES = 40


def real_pages(folder: Path) -> list[Page]:
    """Return the folder's pages (ground-truth.json, html/*.html.gz), at their own addresses."""
    marked = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    seen = datetime.now(UTC)
    return [
        Page(
            url=about["url"],
            final_url=about["url"],
            body=gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes()),
            content_type="text/html",
            fetched_at=seen,
        )
        for name, about in marked.items()
    ]


def raw(page: Page) -> object:
    """Extract as anyone would with trafilatura alone, at the settings that claimwatch uses."""
    return bare_extraction(
        page.body,
        url=page.url,
        favor_precision=True,
        include_comments=False,
        include_tables=True,
        deduplicate=False,
        with_metadata=True,
    )


def cpu_seconds(work: Callable[[Page], object], page: Page) -> float:
    """Return the processor time one page takes."""
    began = time.process_time()
    work(page)
    return time.process_time() - began


def beside_trafilatura(pages: list[Page]) -> None:
    """Read each page both ways in turn, so that whatever else the machine does slows both alike."""
    for page in pages:  # regular expressions, stop words, caches
        read_article(page)
        raw(page)
    ratios = []
    for turn in range(ROUNDS):
        ours = theirs = 0.0
        for page in pages:
            if turn % 2:
                theirs += cpu_seconds(raw, page)
                ours += cpu_seconds(read_article, page)
            else:
                ours += cpu_seconds(read_article, page)
                theirs += cpu_seconds(raw, page)
        ratios.append(theirs / ours)
        print(f"read_article {len(pages) / ours:.1f} pages per CPU second, trafilatura {len(pages) / theirs:.1f}")
    print(f"read_article / trafilatura: {median(ratios):.2f} (from {min(ratios):.2f} to {max(ratios):.2f})")


def two_beside_one(pages: list[Page]) -> None:
    """
    Read all pages with one worker and with two in turn, by the clock.

    Two workers want both processors to themselves. Where other programs run beside, the second figure is the telling
    one: the clock without the time the workers stood in line for a processor (Linux counts it).
    """
    with Reader(workers=1) as one, Reader(workers=2) as two:
        readers = {}
        for reader in (one, two):
            before = set(descendants(os.getpid()))
            timed(reader, pages[:40], set())
            readers[reader] = set(descendants(os.getpid())) - before
        turns = [[timed(reader, pages, workers) for reader, workers in readers.items()] for _ in range(ROUNDS)]
    for name, pick in (("by the clock", 0), ("without standing in line", 1)):
        ratios = [alone[pick] / both[pick] for alone, both in turns]
        quickest = min(alone[pick] for alone, _ in turns) / min(both[pick] for _, both in turns)
        print(f"two workers / one, {name}: {quickest:.2f} of the quickest turns, {median(ratios):.2f} in the middle")


def timed(reader: Reader, pages: list[Page], workers: set[int]) -> tuple[float, float]:
    """Return the seconds the pages take, and how many they would if no worker had to stand in line."""
    stood = {worker: in_line(worker) for worker in workers}
    began = time.perf_counter()
    for _ in reader.read((page, None) for page in pages):
        pass
    clock = time.perf_counter() - began
    return clock, clock - max((in_line(worker) - stood[worker] for worker in workers), default=0.0)


def in_line(pid: int) -> float:
    """Return for how many seconds a process was ready to run and had no processor."""
    return int(Path(f"/proc/{pid}/schedstat").read_text(encoding="ascii").split()[1]) / 1e9


def descendants(pid: int) -> Iterator[int]:
    """Yield the processes below one, nearest first."""
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split():
        yield int(child)
        yield from descendants(int(child))


def resident(pid: int) -> float:
    """Return the resident memory of a process in MB, shared pages included."""
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def memory(pages: list[Page], count: int) -> None:
    """Read `count` pages with two workers and print what the larger of them holds at the beginning, middle and end."""
    held: list[float] = []
    with Reader(workers=2) as reader:
        for number, _ in enumerate(reader.read((page, None) for page in islice(cycle(pages), count))):
            if number >= len(pages) and number % max(1, count // SAMPLES) == 0:
                held.append(max(resident(pid) for pid in descendants(os.getpid())))
    thirds = [held[: len(held) // 3], held[len(held) // 3 : -(len(held) // 3)], held[-(len(held) // 3) :]]
    first, middle, last = (max(third) for third in thirds)
    print(f"largest worker over {count} pages: first third {first:.0f} MB, middle {middle:.0f}, last {last:.0f}")


def main() -> None:
    """Print the figures of a folder of pages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=0, help="also watch the workers' memory over this many pages")
    options = parser.parse_args()
    logging.disable()
    pages = real_pages(options.folder)
    beside_trafilatura(pages)
    two_beside_one(pages)
    if options.pages:
        memory(pages, options.pages)


if __name__ == "__main__":
    main()
