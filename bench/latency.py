"""
How long from an item appearing in a feed to a webhook that has accepted the alert, under a real server and worker?

    python -m bench.latency [ITEMS] [--poll SECONDS]

Server, worker and deployments are those of docs/deploy.md, but that `watch` asks the feed every so many seconds. Items
appear at moments that have nothing to do with it. The poll interval is given beside the figures: what is promised is
that 95 of 100 alerts are accepted within it and a minute.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import tempfile
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

from bench.stack import planned, stack, until

__all__ = ["Latencies", "measured"]

_FEED = '<?xml version="1.0"?><rss version="2.0"><channel><title>Feed</title>{}</channel></rss>'
_ITEM = "<item><title>Northvale, {0}</title><link>{1}/item-{0}</link></item>"
_CHANNEL = '[desk]\nto = "{}/desk"\nwait = 0\nagain_after = 0\nan_hour = 1000\nburst = 1000\n'
_TOPIC = """
name = "Recalls"

[[entities]]
name = "Northvale Motors"
kind = "organisation"

[terms]
any = ["Northvale", "Northvale Motors"]

[watch]
entities = ["Northvale Motors"]

[thresholds]
relevance = 0
"""
_SEED = "Northvale Motors makes vans, buses and cars in four countries, the company said in its report.\n"
# Events that have nothing to do with each other, in words of their own: none is a copy, or a later step, of another.
_ARTICLES = tuple(
    " ".join(article.split())
    for article in """
Northvale Motors will recall 48,000 Aster vans because the brake pedal may break, its safety chief Ruth Amsel said.
Dealers are to fit a stronger pedal within an hour, she said. Nobody has been hurt.

Northvale Motors will close its plant in Tarnow in autumn and dismiss 1,900 workers, the company said after a night
of talks. Tom Okafor, who led the union Solidarni in them, called it a betrayal of a town that lives on cars.

Northvale Motors will buy the battery maker Coldwell Cells for 740 million dollars, a filing shows. Shareholders get
a third more than last week's price. Regulators in Brussels have until March to object.

Northvale Motors was fined 22 million euros over false figures for its diesel engines, a court in Turin said. Judge
Ana Prado found that engineers had known since 2011. An appeal is likely, lawyers told reporters.

Northvale Motors will stop selling cars in Norway in January, the importer Fjellbil wrote to owners. Four garages in
Bergen and Oslo take over repairs, and spare parts stay available for a decade.

Northvale Motors cut the price of the Birch by 3,000 dollars on Friday, dealers said. Half of what was made since
spring stands unsold on fields beside the motorway.

Northvale Motors will open its charging stations to drivers of any make in May, it told the motoring club ADV. A
hundred of them line motorways from Lyon to Graz, and the fee is that of rivals, Ines Duarte found.

Northvale Motors withdrew from the motor show in Geneva, the fair said. Its director Lena Brandt hopes for makers
from Asia, and the canton fears for 3,000 hotel nights.
""".split("\n\n")
)


class Latencies(NamedTuple):
    """Seconds from an item's appearing to its alert's being accepted."""

    seconds: tuple[float, ...]
    poll: float

    @property
    def p50(self) -> float:
        """Half of them are no longer."""
        return statistics.median(self.seconds)

    @property
    def p95(self) -> float:
        """95 of 100 are no longer; of ten, the longest."""
        return sorted(self.seconds)[max(0, -(-95 * len(self.seconds) // 100) - 1)]


class _Stand:
    """A feed, its pages and a webhook on loopback."""

    def __init__(self) -> None:
        stand = self
        self.items: list[int] = []
        self.accepted: dict[int, float] = {}

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = stand.answer(self.path).encode()
                self.send_response(200 if body else 404)
                self.send_header("Content-Type", "application/rss+xml" if self.path == "/feed.xml" else "text/html")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
                self.send_response(204)
                self.end_headers()
                for number in stand.items:
                    if f"/item-{number}" in body:
                        stand.accepted.setdefault(number, time.monotonic())

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def answer(self, path: str) -> str:
        """Return what is at a path."""
        if path == "/feed.xml":
            return _FEED.format("".join(_ITEM.format(n, self.address) for n in self.items))
        number = int(path.rpartition("-")[2]) if path.startswith("/item-") else -1
        return _page(number) if number in self.items else ""


def measured(folder: Path, items: int, poll: float, seed: int = 1) -> Latencies:
    """Let so many items appear one after another, and time each."""
    chance, stand = random.Random(seed), _Stand()
    topic, db = folder / "recalls", folder / "var"
    (topic / "articles").mkdir(parents=True)
    db.mkdir()
    (topic / "topic.toml").write_text(_TOPIC, encoding="utf-8")
    (topic / "articles" / "seed.txt").write_text(
        "Northvale Motors makes vans, buses and cars in four countries.\n", encoding="utf-8"
    )
    outline = f'<outline type="rss" text="Feed" xmlUrl="{stand.address}/feed.xml"/>'
    (topic / "feeds.opml").write_text(f'<opml version="2.0"><head/><body>{outline}</body></opml>', encoding="utf-8")
    (db / "channels.toml").write_text(_CHANNEL.format(stand.address), encoding="utf-8")
    plan = planned(folder, {"watch": poll, "notify": 120}, topics=[str(topic)], db=str(db))
    took = []
    with stack(folder, plan) as running:
        until("the first run is over", lambda: running.api.runs("watch", "COMPLETED"))
        for number in range(items):
            time.sleep(chance.uniform(0, poll))
            appeared = time.monotonic()
            stand.items.append(number)
            until("the alert is accepted", lambda number=number: number in stand.accepted)  # type: ignore[misc]
            took.append(stand.accepted[number] - appeared)
            print(f"item {number + 1}: {took[-1]:.1f} s", flush=True)
    return Latencies(tuple(took), poll)


def _page(number: int) -> str:
    text = "".join(f"<p>{sentence}.</p>" for sentence in _ARTICLES[number].rstrip(".").split(". "))
    return (
        f"<!doctype html><html lang=en><title>Northvale, {number}</title><body><article>{text}</article></body></html>"
    )


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").strip().partition("\n")[0])
    parser.add_argument("items", type=int, nargs="?", default=len(_ARTICLES), choices=range(1, len(_ARTICLES) + 1))
    parser.add_argument("--poll", type=float, default=20)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        found = measured(Path(folder), options.items, options.poll)
    print(f"{len(found.seconds)} items, polled every {found.poll:g} s: p50 {found.p50:.1f} s, p95 {found.p95:.1f} s")
    print(f"beyond the poll interval: p95 {found.p95 - found.poll:.1f} s (promised: 60), load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
