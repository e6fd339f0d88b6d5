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
_ITEM = "<item><title>{0} recalls the {1}</title><link>{2}/item-{3}</link></item>"
_CHANNEL = '[desk]\nto = "{}/desk"\nwait = 0\nagain_after = 0\nan_hour = 1000\nburst = 1000\n'
_TOPIC = """
name = "Recalls"

[[entities]]
name = "Northvale Motors"
kind = "organisation"

[terms]
include = ["recall", "recalls", "vehicles", "brake"]

[watch]
entities = ["Northvale Motors"]
event_types = ["recall"]

[thresholds]
relevance = 0
"""
_MODELS = ["Aster", "Birch", "Cedar", "Dahlia", "Elder", "Fern", "Gorse", "Hazel", "Iris", "Juniper", "Kelp", "Larch"]
_PARTS = ["brake", "airbag", "seat belt", "battery", "steering", "fuel pump", "wiper", "axle", "door latch", "heater"]


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
            return _FEED.format("".join(_ITEM.format(*_names(n), self.address, n) for n in self.items))
        number = int(path.rpartition("-")[2]) if path.startswith("/item-") else -1
        return _page(number) if number in self.items else ""


def measured(folder: Path, items: int, poll: float, seed: int = 1) -> Latencies:
    """Let so many items appear one after another, and time each."""
    chance, stand = random.Random(seed), _Stand()
    topic, db = folder / "recalls", folder / "var"
    (topic / "articles").mkdir(parents=True)
    db.mkdir()
    (topic / "topic.toml").write_text(_TOPIC, encoding="utf-8")
    (topic / "articles" / "seed.txt").write_text(_text("Zephyr", "mirror", 2000), encoding="utf-8")
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


def _names(number: int) -> tuple[str, str]:
    return f"Northvale Motors {_MODELS[number % len(_MODELS)]}", _PARTS[number % len(_PARTS)]


def _page(number: int) -> str:
    text = "".join(f"<p>{line}</p>" for line in _text(*_names(number), 1000 + 137 * number).split("\n\n"))
    return f"<!doctype html><html lang=en><title>Recall {number}</title><body><article>{text}</article></body></html>"


def _text(model: str, part: str, vehicles: int) -> str:
    return (
        f"Northvale Motors will recall {vehicles} {model} vehicles because the {part} may fail, the company said.\n\n"
        f"Dealers will replace the {part} of every {model} at no cost, said Ruth Amsel, a spokeswoman for the company,"
        f" who knew of {vehicles % 7 + 2} complaints about the {part} and of no injuries in a {model}.\n\n"
        f"The safety agency opened an investigation of the {model} in spring after owners had reported that its {part}"
        f" failed while they were driving, and it expects the repair to take {vehicles % 5 + 1} hours.\n"
    )


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").strip().partition("\n")[0])
    parser.add_argument("items", type=int, nargs="?", default=10)
    parser.add_argument("--poll", type=float, default=20)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        found = measured(Path(folder), options.items, options.poll)
    print(f"{len(found.seconds)} items, polled every {found.poll:g} s: p50 {found.p50:.1f} s, p95 {found.p95:.1f} s")
    print(f"beyond the poll interval: p95 {found.p95 - found.poll:.1f} s (promised: 60), load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
