"""
How long from a push to the alert: POST /ingest and a hub's content, each to the moment a webhook on loopback has it.

The receiver is a process of its own, started as a user would, over a database that a first run has finished on. Items
are pushed one after the other, each when the one before was told, so a time is that of one item and not of a queue.
"""

from __future__ import annotations

import argparse
import hashlib
import hmac
import http.client
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit

from bench.processes import cpu_seconds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SEEDS = Path(__file__).parent.parent / "seeds" / "huawei-us-market" / "articles"
TOKEN = "a-token-for-measuring-only"
TOPIC = """\
name = "Phones"
[[entities]]
name = "Huawei"
[watch]
speakers = ["Huawei"]
[thresholds]
relevance = 0.0
"""
# A channel for people has a pace; this one takes every message at once, so that what is measured is ours.
CHANNEL = "[hook]\nto = '{url}/hook'\nwait = 0\nagain_after = 0\nan_hour = 100000\nburst = 100000\n"
WORDS = """
    lamps rivers copper winter bakery violin signal orchard market tunnel carpet engine harvest pepper mirror harbour
    cotton lantern museum bridge saddle timber garden pocket ladder quarry barrel kettle ribbon shelter furnace meadow
    canal button wagon basket cellar helmet marble needle paddle pillow rocket sailor tailor valley window yellow
""".split()
# Claims that have nothing in common: what is said again in other words would rightly be told to nobody.
CLAIMS = """
    its laboratory in Leeds had doubled its staff | the price of tablets would fall by a tenth
    two engineers had resigned | a lawsuit about antennas was settled
    its bicycles sell well in Denmark | the canteen would serve no more fish
    customs officers had seized 900 routers | a satellite failed on Tuesday | its museum attracted 40,000 visitors
    the bank refused a loan | batteries made in Poland last longer | the board would meet in Geneva
    an earthquake damaged the warehouse | its chess team won the cup | the pension fund owns a vineyard
    cleaners had found the missing documents | the orchestra would tour Canada | its watches measure blood pressure
    a typing error delayed the report | drones would inspect bridges | the hospital returned four scanners
    students from Ghana had invented the lock | the tunnel under the factory leaked | its choir sang for the mayor
    solar panels cover every roof | an auditor had questioned the bonus | the ferry carried 80 lorries of glass
    its translator understands Welsh | the crane operator was not hurt | a beekeeper rents the meadow
    the software forgot leap years | its lawyers would appeal in Lisbon | the kindergarten opens at six
    a fire destroyed the archive | the chairman sold his yacht | its printers use less ink
    rain had ruined the carpets | a rowing club borrowed the jetty | geologists found copper below the car park
    the minister returned the gift
"""
GATE = 15.0
GIVE_UP = 240.0


class Place(NamedTuple):
    """What loopback serves and takes: pages and the feed by path, what a hub was asked, when which alert came."""

    url: str
    pages: dict[str, bytes]
    asked: list[dict[str, str]]
    told: list[tuple[float, str]]


@contextmanager
def serving() -> Iterator[Place]:
    """Serve pages, be the hub and the webhook, all at one address."""
    pages: dict[str, bytes] = {}
    asked: list[dict[str, str]] = []
    told: list[tuple[float, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = pages.get(self.path, b"")
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "application/rss+xml" if self.path == "/feed" else "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            if self.path == "/hub":
                fields = dict(parse_qsl(body))
                said = {"hub.mode": "subscribe", "hub.topic": fields["hub.topic"], "hub.challenge": "c"}
                call(fields["hub.callback"] + "?" + urlencode(said | {"hub.lease_seconds": "86400"}), "GET")
                asked.append(fields)
            else:
                told.append((time.monotonic(), body))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield Place(f"http://127.0.0.1:{server.server_port}", pages, asked, told)
    finally:
        server.shutdown()


def call(url: str, method: str, body: bytes = b"", **headers: str) -> int:
    """Make a request and return the status."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=30)
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
    status = connection.getresponse().status
    connection.close()
    return status


@contextmanager
def receiving(folder: Path, place: Place) -> Iterator[tuple[str, int]]:
    """
    Run once over a topic with the feed and start the receiver.

    Yields its address and process id, once the hub has verified it.
    """
    topic = folder / "phones"
    shutil.copytree(SEEDS, topic / "articles")
    (topic / "topic.toml").write_text(TOPIC, encoding="utf-8")
    feed = f'<opml version="2.0"><body><outline type="rss" xmlUrl="{place.url}/feed"/></body></opml>'
    (topic / "feeds.opml").write_text(feed, encoding="utf-8")
    place.pages["/feed"] = written(place)
    (folder / "var").mkdir()
    (folder / "var" / "channels.toml").write_text(CHANNEL.format(url=place.url), encoding="utf-8")
    said = os.environ | {"CLAIMWATCH_ALLOW_PRIVATE": "127.0.0.1", "CLAIMWATCH_INGEST_TOKEN": TOKEN}
    where = ("--topic", str(topic), "--db", str(folder / "var"))
    subprocess.run([sys.executable, "-m", "pipeline", "run", *where], env=said, check=True, capture_output=True)
    with ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as free:
        port = free.server_port
    public = f"http://127.0.0.1:{port}"
    options = ("--port", str(port), "--public-url", public)
    command = [sys.executable, "-m", "pipeline", "receive", *where, *options]
    process = subprocess.Popen(command, env=said, stderr=subprocess.DEVNULL)
    try:
        until(lambda: bool(place.asked))
        yield public, process.pid
    finally:
        process.terminate()
        process.wait()


def until(is_so: Callable[[], bool]) -> None:
    """Wait until something is so; give up loudly."""
    deadline = time.monotonic() + GIVE_UP
    while not is_so():
        if time.monotonic() > deadline:
            raise TimeoutError(f"not within {GIVE_UP:g} s")
        time.sleep(0.01)


def written(place: Place, *paths: str) -> bytes:
    """Return the feed with these items."""
    items = "".join(
        f"<item><title>{path[1:].replace('-', ' ')}</title><link>{place.url}{path}</link><guid>{path}</guid></item>"
        for path in paths
    )
    links = f'<a:link rel="hub" href="{place.url}/hub"/><a:link rel="self" href="{place.url}/feed"/>'
    head = f'<rss version="2.0" xmlns:a="http://www.w3.org/2005/Atom"><channel><title>Phones</title>{links}'
    return f"{head}{items}</channel></rss>".encode()


def claims() -> list[str]:
    """Return the claims, one an item."""
    return [claim for line in CLAIMS.strip().splitlines() for claim in line.strip().split(" | ")]


def story(number: int) -> tuple[str, ...]:
    """Return the paragraphs of an article that makes a new claim on the watched speaker's word, in words of its own."""
    chance = random.Random(number)
    colour = [" ".join(chance.sample(WORDS, 9)).capitalize() + "." for _ in range(6)]
    claim = f"A Huawei spokeswoman told reporters on Thursday that {claims()[number]}."
    return " ".join(colour[:3]), claim, " ".join(colour[3:])


def by_ingest(public: str, _: Place, number: int) -> None:
    """Push an article's text."""
    body = json.dumps({"url": f"https://news.example/{number}", "text": "\n\n".join(story(number))}).encode()
    kind = "application/json"
    assert call(f"{public}/ingest", "POST", body, Authorization=f"Bearer {TOKEN}", Content_Type=kind) == 202


def by_hub(_: str, place: Place, number: int) -> None:
    """Put an article online and send the feed's new content, signed, as a hub does."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in story(number))
    page = f"<!doctype html><html lang='en'><head><title>Shop {number}</title></head><body><article>{text}</article>"
    path = "/" + claims()[number].replace(" ", "-")
    place.pages[path] = page.encode()
    body = written(place, path)
    digest = hmac.new(place.asked[-1]["hub.secret"].encode(), body, hashlib.sha256).hexdigest()
    kind = "application/rss+xml"
    assert (
        call(place.asked[-1]["hub.callback"], "POST", body, Content_Type=kind, X_Hub_Signature=f"sha256={digest}")
        == 202
    )


def measured(push: Callable[[str, Place, int], None], public: str, place: Place, numbers: range) -> list[float]:
    """Push these items one after the other; return the seconds from each push to its alert."""
    took = []
    for number in numbers:
        began = time.monotonic()
        push(public, place, number)
        sign = claims()[number][4:]
        until(lambda sign=sign: any(sign in body for _, body in place.told))
        took.append(next(at for at, body in place.told if sign in body) - began)
    return sorted(took)


def main() -> None:
    """Measure both ways and print median and 95th percentile."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=20)
    items = parser.parse_args().items
    with tempfile.TemporaryDirectory() as folder, serving() as place, receiving(Path(folder), place) as (public, pid):
        for name, push, first in (("POST /ingest", by_ingest, 0), ("WebSub content", by_hub, items)):
            before = cpu_seconds(pid)
            took = measured(push, public, place, range(first, first + items))
            each = (cpu_seconds(pid) - before) / items
            middle, late = took[len(took) // 2], took[min(len(took) - 1, round(len(took) * 0.95) - 1)]
            verdict = "within" if late <= GATE else "MISSES"
            print(f"{name}: {items} items, p50 {middle:.2f} s, p95 {late:.2f} s, {verdict} the {GATE:g} s of the gate;")
            print(
                f"  {each:.2f} s of a processor each; {os.getloadavg()[0]:.0f} threads wanted one of {os.cpu_count()}"
            )


if __name__ == "__main__":
    main()
