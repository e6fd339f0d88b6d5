"""
Feeds and pages broken in every way, read as claimwatch reads them: nothing may crash, hang, or ask anybody anything.

`python -m bench.mutations DIR --count 10000 --seed 1`. DIR has folders of feeds (feeds/, sitemaps/) and pages
(pages/, html.gz); two mutants in three are feeds. Each goes through a worker with the product's limits of memory.
"""

from __future__ import annotations

import argparse
import gzip
import multiprocessing.forkserver
import os
import random
import re
import socket
import sys
import tempfile
import threading
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bench.guard import trespass
from bench.mutants import Bait, Means, mutants
from pipeline.collect.feeds import parse_feed
from pipeline.models import Drop, Feed, Page
from pipeline.read.workers import Reader

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.mutants import Mutant

SECRET = "the secret in the file that nobody may open"
SEEN_AT = datetime(2018, 3, 22, 12, 0, tzinfo=UTC)
FEED = Feed(url="http://outlet.example/feed.xml", topic="any")
PAGE_URL = "http://outlet.example/2018/03/22/page.html"
# A worker is ended within this after its time is up.
GRACE = 3.0


class Trap:
    """An address and a file that mutants lead to, and who came."""

    def __init__(self, folder: Path) -> None:
        secret = folder / "secret.txt"
        secret.write_text(SECRET, encoding="utf-8")
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.visitors = 0
        self.bait = Bait(f"http://127.0.0.1:{self._socket.getsockname()[1]}/".encode(), secret.as_uri().encode())
        threading.Thread(target=self._wait, daemon=True).start()

    def _wait(self) -> None:
        while True:
            visitor, _ = self._socket.accept()
            self.visitors += 1
            visitor.close()


class Tally:
    """What became of the mutants."""

    def __init__(self, seconds: float) -> None:
        self._limit = seconds + GRACE
        self.outcomes: Counter[str] = Counter()
        self.details: Counter[str] = Counter()
        self.escaped: list[str] = []
        self.hung: list[str] = []
        self.told_secrets = 0
        self.longest: list[tuple[float, str]] = []
        self.peak_kb = 0

    def count(self, name: str, outcome: object, seconds: float) -> None:
        """Take one outcome down."""
        if isinstance(outcome, Drop):
            self.outcomes[f"dropped: {outcome.reason}"] += 1
            if outcome.reason == "could not be read":
                self.details[f"{outcome.detail}"[:100]] += 1
        else:
            self.outcomes[type(outcome).__name__] += 1
        self.told_secrets += SECRET in repr(outcome)
        if seconds > self._limit:
            self.hung.append(name)
        self.longest = sorted([*self.longest, (round(seconds, 2), name)], reverse=True)[:5]


def read(mutant: Mutant, kind: str, reader: Reader) -> object:
    """Return what a worker makes of a mutant."""
    url = FEED.url if kind == "feed" else PAGE_URL
    page = Page(url=url, final_url=url, body=mutant.body, content_type=mutant.content_type, fetched_at=SEEN_AT)
    outcomes = reader.parse_feeds(parse_feed, [(page, FEED)]) if kind == "feed" else reader.read([(page, None)])
    ((_, outcome),) = outcomes
    return outcome


def peak_of_workers() -> int:
    """Return the most memory that any worker alive has had, in KB."""
    server = multiprocessing.forkserver._forkserver._forkserver_pid  # noqa: SLF001 - workers are its children, not ours
    peak = 0
    for pid in Path(f"/proc/{server}/task/{server}/children").read_text(encoding="ascii").split():
        try:
            status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
        except OSError:
            continue
        found = re.search(r"VmHWM:\s+(\d+)", status)
        peak = max(peak, int(found[1]) if found else 0)
    return peak


def bodies(folder: Path) -> dict[str, list[bytes]]:
    """Return the real feeds and pages of a folder."""
    feeds = [path for part in ("feeds", "sitemaps") for path in sorted((folder / part).rglob("*.*"))]
    pages = sorted((folder / "pages").rglob("*.html.gz"))
    found = {
        "feed": [path.read_bytes() for path in feeds if path.is_file()],
        "page": [gzip.decompress(path.read_bytes()) for path in pages],
    }
    if not all(found.values()):
        sys.exit(f"{folder} has no feeds or no pages")
    return found


def broken(found: dict[str, list[bytes]], count: int, seed: int, bait: Bait) -> Iterator[tuple[str, Mutant]]:
    """Yield mutants of both kinds, two feeds for a page, in an order of their own."""
    supply = {kind: mutants(Means(real, bait), count, seed=seed) for kind, real in found.items()}
    chance = random.Random(seed)
    for _ in range(count):
        kind = chance.choice(("feed", "feed", "page"))
        yield kind, next(supply[kind])


def guarded(reader: Reader, trap: Trap, book: Path) -> bool:
    """Try the guard: a worker that opens a file and asks the trap is seen doing both."""
    page = Page(url=FEED.url, final_url=FEED.url, body=trap.bait.address, fetched_at=SEEN_AT)
    list(reader.parse_feeds(trespass, [(page, FEED)]))
    time.sleep(0.2)
    seen = book.read_text(encoding="utf-8")
    proven = trap.visitors == 1 and "socket.connect" in seen and "open /etc" in seen
    trap.visitors = 0
    book.write_text("", encoding="utf-8")
    return proven


def run(found: dict[str, list[bytes]], options: argparse.Namespace, trap: Trap, book: Path) -> Tally:
    """Read so many mutants, one at a time, and return what became of them."""
    tally = Tally(options.seconds)
    with Reader(workers=1, page_seconds=options.seconds) as reader:
        if not guarded(reader, trap, book):
            sys.exit("the guard sees nothing, so it proves nothing")
        for number, (kind, mutant) in enumerate(broken(found, options.count, options.seed, trap.bait)):
            name, began = f"{kind} {number} ({mutant.kind}, {len(mutant.body)} bytes)", time.perf_counter()
            try:
                outcome = read(mutant, kind, reader)
            except Exception as error:  # noqa: BLE001 - this is what is looked for
                tally.escaped.append(f"{name}: {error!r}")
            else:
                tally.count(name, outcome, time.perf_counter() - began)
            tally.peak_kb = max(tally.peak_kb, peak_of_workers())
            if number % 500 == 499:
                print(f"{number + 1} read", file=sys.stderr)
    return tally


def report(tally: Tally, trap: Trap, book: Path) -> bool:
    """Print the figures; return whether nothing forbidden happened."""
    for outcome, count in tally.outcomes.most_common():
        print(f"{count:7} {outcome}")
    for detail, count in tally.details.most_common():
        print(f"{count:7}   raised in the worker: {detail}")
    asked = Counter(book.read_text(encoding="utf-8").splitlines()) if book.exists() else Counter()
    print(f"escaped errors: {len(tally.escaped)} {tally.escaped[:3]}")
    print(f"beyond the time limit: {len(tally.hung)} {tally.hung[:3]}")
    print(f"longest, seconds: {tally.longest}")
    print(f"peak memory of a worker: {tally.peak_kb / 1024:.0f} MB")
    print(f"visitors of the trap: {trap.visitors}; secrets told: {tally.told_secrets}")
    print(f"addresses asked and files opened: {sum(asked.values())} {asked.most_common(5)}")
    return not (tally.escaped or tally.hung or trap.visitors or tally.told_secrets or asked or tally.details)


def main() -> None:
    """Exit with 1 where anything crashed, hung or asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=20.0, help="a worker's time for one mutant")
    options = parser.parse_args()
    found = bodies(options.folder)
    with tempfile.TemporaryDirectory() as home:
        book = Path(home) / "book.txt"
        guard = Path(__file__).parent / "guard"
        # The process that workers are forked from starts with this environment, and its guard comes before all else.
        own = Path(home) / "own"
        own.mkdir()
        os.environ |= {"PYTHONPATH": str(guard), "GUARDED_BOOK": str(book), "TMPDIR": str(own)}
        trap = Trap(Path(home))
        began = time.perf_counter()
        clean = report(run(found, options, trap, book), trap, book)
        print(f"{options.count} mutants, seed {options.seed}: {time.perf_counter() - began:.0f} s")
    sys.exit(0 if clean else 1)


if __name__ == "__main__":
    main()
