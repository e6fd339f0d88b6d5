"""
Several collectors on one lake, for minutes, some of them killed on the way: is anything lost or doubled?

Each collector is a process with a folder of its own that makes one pass after another over feeds of which others ask
the same. What is in the ledger at the end is compared with what the site wrote.

    python -m bench.lake --minutes 10
"""

from __future__ import annotations

import argparse
import itertools
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bench.growing_site import GrowingSite
from bench.kills import miscounted
from bench.postgres import Postgres
from pipeline.config import Settings
from pipeline.doors import clock, open_doors, topics_and_feeds
from pipeline.lake_address import bind
from pipeline.run import run
from pipeline.store.database import Database
from pipeline.store.migrate import failed_checks

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Gathered", "gathered"]

_TOPIC = 'name = "Phones"\n[terms]\nany = ["huawei"]\n[thresholds]\nrelevance = 0.0\n'
_SEED = "Huawei will close its office in Aldburg, Maria Renn, who speaks for the regulator, said on Thursday."


class Gathered(NamedTuple):
    """What several collectors made of what a site wrote."""

    collectors: int
    passes: int
    kills: int
    written: int
    """Articles on the site."""
    stored: int
    mentions: int
    asked_twice: int
    """Pages that more than one collector fetched: their rows had to meet."""
    lost: int
    """Articles that are not in the ledger."""
    doubled: int
    """Rows that are there more than once: texts, entries, mentions, claims."""
    miscounted: int
    failed: frozenset[str]
    """Checks of sql/checks that returned rows."""


def gathered(minutes: float, collectors: int = 3, *, rate: float = 1.0, kill_every: float | None = 20) -> Gathered:
    """Let collectors work for so many minutes, one killed every so many seconds, and tell what became of it."""
    chance, kills = random.Random(1), 0
    with Postgres() as postgres, GrowingSite(collectors, rate) as site, tempfile.TemporaryDirectory() as folder:
        homes = [_home(Path(folder) / str(place), site, collectors, place) for place in range(collectors)]
        address = postgres.bound(homes[0] / "var")
        for home in homes[1:]:
            bind(home / "var", address)
        working = [_Collector(home) for home in homes]
        began = last = time.monotonic()
        while time.monotonic() - began < minutes * 60:
            time.sleep(0.5)
            if kill_every and time.monotonic() - last > kill_every:
                last, kills = time.monotonic(), kills + 1
                chance.choice(working).kill_and_begin_again()
        written = site.stop_writing()
        passes = sum(one.finish() for one in working)
        with Database(homes[0] / "var").writing() as connection:
            return _compared(connection, site, written)._replace(collectors=collectors, passes=passes, kills=kills)


def _compared(connection: object, site: GrowingSite, written: int) -> Gathered:
    def ask(sql: str) -> list[tuple[object, ...]]:
        return list(connection.execute(sql).fetchall())  # type: ignore[attr-defined]  # a connection

    stored = [str(url) for (url,) in ask("SELECT url FROM ledger.revisions WHERE NOT is_seed")]
    wanted = {site.address(number) for number in range(written)}
    doubled = len(stored) - len(set(stored))
    for table, key in (("entries", "entry_id"), ("mentions", "mention_id"), ("claims", "claim_id")):
        ((more,),) = ask(f"SELECT count(*) - count(DISTINCT {key}) FROM ledger.{table}")
        doubled += int(str(more))
    ((mentions,),) = ask("SELECT count(*) FROM ledger.mentions")
    ((twice,),) = ask(
        "SELECT count(*) FROM (SELECT url FROM ledger.fetches WHERE kind = 'page' GROUP BY url HAVING count(*) > 1)"
    )
    failed = frozenset(failed_checks(connection))  # type: ignore[arg-type]  # as above
    return Gathered(
        collectors=0,
        passes=0,
        kills=0,
        written=written,
        stored=len(stored),
        mentions=int(str(mentions)),
        asked_twice=int(str(twice)),
        lost=len(wanted - set(stored)),
        doubled=doubled,
        miscounted=miscounted(connection),  # type: ignore[arg-type]  # as above
        failed=failed,
    )


def _home(folder: Path, site: GrowingSite, feeds: int, place: int) -> Path:
    """Make a collector's folder: the topic, and all feeds but one."""
    asked = [feed for feed in range(feeds) if feeds < 3 or feed != place]
    topic = folder / "phones"
    (topic / "articles").mkdir(parents=True)
    (topic / "articles" / "one.txt").write_text(_SEED, encoding="utf-8")
    (topic / "topic.toml").write_text(_TOPIC, encoding="utf-8")
    outlines = "".join(f'<outline type="rss" xmlUrl="{site.root}/feed/{feed}"/>' for feed in asked)
    (topic / "feeds.opml").write_text(f'<opml version="2.0"><body>{outlines}</body></opml>', encoding="utf-8")
    return folder


class _Collector:
    """A process that makes passes until it is told to stop; then it makes one more."""

    def __init__(self, home: Path) -> None:
        self._home, self._begun = home, itertools.count()
        self._begin()

    def _begin(self) -> None:
        self._said = self._home / f"said-{next(self._begun)}"
        with self._said.open("w") as said:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "bench.lake", "--collect", str(self._home)],
                cwd=Path(__file__).parents[1],
                env=os.environ | {"CLAIMWATCH_ALLOW_PRIVATE": "127.0.0.1"},
                stdin=subprocess.PIPE,
                stdout=said,
            )

    def kill_and_begin_again(self) -> None:
        with self._process as process:
            process.kill()
        self._begin()

    def finish(self) -> int:
        """Let it end well; return how many passes all its processes made."""
        with self._process as process:
            assert process.stdin
            process.stdin.close()
            if process.wait(600) != 0:
                raise RuntimeError(f"a collector ended with {process.returncode}")
        return sum(len(said.read_text().splitlines()) for said in self._home.glob("said-*"))


def collect(home: Path) -> None:
    """Make passes until standard input ends, and one after that."""
    settings = Settings.of(db=home / "var", topics=[home / "phones"])
    topics, feeds = topics_and_feeds(settings, clock())
    os.set_blocking(sys.stdin.fileno(), False)
    last = False
    with open_doors(settings) as doors:
        while True:
            report = run(topics, feeds, doors)
            print(report.outcome, flush=True)
            if last:
                return
            # Nothing to read yet is None; the end is an empty string.
            last = sys.stdin.buffer.read(1) == b""


def main(arguments: Sequence[str] | None = None) -> None:
    """Gather, and print what became of it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").strip().partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--collectors", type=int, default=3)
    parser.add_argument("--rate", type=float, default=1.0, help="Articles a second.")
    parser.add_argument("--collect", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.collect:
        collect(options.collect)
        return
    told = gathered(options.minutes, options.collectors, rate=options.rate)
    for name, value in told._asdict().items():
        print(f"{name:<12} {value if not isinstance(value, frozenset) else ', '.join(value) or 'none'}")
    print(f"load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
