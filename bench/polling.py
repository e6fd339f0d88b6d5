"""
Poll thousands of feeds, unchanged ones and changed ones, with the ledger and everything, beside raw libraries in turn.

Ours is a whole run: recalled, asked, read, picked, kept, stored, published. No page is fetched: the new entry of each
changed feed leads to a page that another feed led to before. Raw makes the same requests without us: aiohttp alone for
the unchanged feeds; aiohttp and feedparser, in two processes with half of the feeds each, for the changed ones, with
feedparser as claimwatch has it (nothing sanitised), nothing compared, kept or stored.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from bench.feed_server import serving
from bench.polling_ours import ours, prepare
from bench.polling_raw import raw_changed, raw_unchanged

if TYPE_CHECKING:
    from collections.abc import Callable

    from bench.polling_turns import Kind, Turn

TURNS = 3

P = ParamSpec("P")
T = TypeVar("T")


def apart(work: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
    """Return what comes of work done in a new process, so that each turn has memory and caches of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as alone:
        return alone.submit(work, *args, **named).result()


def compare(kind: Kind, feeds: int) -> None:
    """Poll so many feeds in our way and raw, in turn, and print what each turn took."""
    raw = {"same": raw_unchanged, "news": raw_changed}[kind]
    with tempfile.TemporaryDirectory() as home, serving() as served:
        apart(prepare, kind, feeds, Path(home), served)
        ratios, rates = [], []
        for turn in range(1, TURNS + 1):
            theirs = apart(raw, feeds, served)
            mine = apart(ours, kind, feeds, Path(home), served)
            tell(f"  raw,  turn {turn}", theirs)
            tell(f"  ours, turn {turn}", mine)
            ratios.append(mine.a_minute / theirs.a_minute)
            rates.append(mine.a_minute)
    print(f"  in the middle: {median(rates):,.0f} feeds a minute, {median(ratios):.2f} of raw")


def tell(who: str, turn: Turn) -> None:
    """Print one turn."""
    print(
        f"{who}: {turn.a_minute:7,.0f} feeds/min, {turn.cpu:5.1f} CPU s ({1000 * turn.cpu / turn.feeds:.2f} ms a feed),"
        f" peak {turn.peak:.0f} MB, server busy {turn.server:.0%}, load {os.getloadavg()[0]:.1f}",
        flush=True,
    )


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n\n")[0])
    parser.add_argument("--feeds", type=int, default=12_000, help="unchanged ones; a quarter as many changed ones")
    feeds = parser.parse_args().feeds
    print(f"{feeds} unchanged feeds (304)")
    compare("same", feeds)
    print(f"{feeds // 4} changed feeds of 18 KB")
    compare("news", feeds // 4)


if __name__ == "__main__":
    main()
