"""A news site on loopback that never stops writing: feeds that share items, and a page for every item."""

from __future__ import annotations

import random
import threading
import time
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from types import TracebackType

__all__ = ["GrowingSite"]

_LISTED = 400
"""Items of a feed: so many that no collector that is away for a while misses one."""
_WHO = "Maria Renn|Paul Ostrava|Ines Calder|Tom Halvorsen|Greta Lindqvist|Samuel Okoye|Hana Mori|Luis Prado".split("|")
_FOR = "the regulator|the trade group|the carrier|the retailer|the union|the ministry".split("|")
_WHAT = (
    "Huawei will close its office in {place} by {month}|Huawei has sold {number} phones to shops in {place}|"
    "Huawei may move its plant from {place} in {month}|the contract with Huawei ends in {month}|"
    "{number} shops in {place} no longer sell Huawei phones|Huawei did not answer {number} letters from {place}"
).split("|")
_PLACE = "Aldburg|Brennick|Corvale|Dunmere|Eastholm|Farwick|Glenport|Harrowby|Inverlea|Jarrow Hill".split("|")
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December".split("|")


class GrowingSite:
    """
    Serves `feeds` feeds; an article a second and rate is written, and most stand in two feeds.

    Which articles there are depends on the time alone, so a site that is asked is never behind.
    """

    def __init__(self, feeds: int, rate: float) -> None:
        self._feeds, self._rate, self._began, self._ended = feeds, rate, time.time(), 0.0
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                kind, _, number = self.path.strip("/").partition("/")
                known = number.isdigit() and kind in {"feed", "article"}
                body = site.answer(kind, int(number)) if known else b"not here"
                self.send_response(200 if known else 404)
                self.send_header("Content-Type", "application/rss+xml" if kind == "feed" else "text/html")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, request: object, client_address: object) -> None:
                """A client that was killed is no error of the site."""

        self._server = Server(("127.0.0.1", 0), Handler)
        self.root = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def written(self) -> int:
        """How many articles there are by now."""
        return 1 + int(((self._ended or time.time()) - self._began) * self._rate)

    def stop_writing(self) -> int:
        """Write no more; return how many articles there are."""
        self._ended = time.time()
        return self.written

    def address(self, number: int) -> str:
        """Return where an article is."""
        return f"{self.root}/article/{number}"

    def answer(self, kind: str, number: int) -> bytes:
        """Return a feed or an article."""
        return (self._feed(number) if kind == "feed" else self._article(number)).encode()

    def _feed(self, feed: int) -> str:
        mine = [n for n in range(self.written) if n % self._feeds == feed or n % (self._feeds + 1) == feed]
        items = "".join(
            f"<item><title>{_title(n)}</title><link>{self.address(n)}</link><guid>{n}</guid>"
            f"<pubDate>{formatdate(self._began + n / self._rate)}</pubDate></item>"
            for n in mine[-_LISTED:]
        )
        return f"<rss version='2.0'><channel><title>Courier {feed}</title>{items}</channel></rss>"

    def _article(self, number: int) -> str:
        chance = random.Random(number)
        said = "".join(
            f"<p>{_told(chance)}, {chance.choice(_WHO)}, who speaks for {chance.choice(_FOR)}, said on Thursday."
            f" “{_told(chance)},” {chance.choice(_WHO)} said.</p>"
            for _ in range(4)
        )
        return (
            f"<!doctype html><html lang='en'><head><title>{_title(number)}</title>"
            f"<meta property='og:site_name' content='Courier {number % 7}'></head><body><nav><a href='/'>Home</a></nav>"
            f"<article><h1>{_title(number)}</h1>{said}</article><footer>All rights reserved</footer></body></html>"
        )


def _title(number: int) -> str:
    return f"{_told(random.Random(number))} ({number})"


def _told(chance: random.Random) -> str:
    words = {"place": chance.choice(_PLACE), "month": chance.choice(_MONTH), "number": chance.randrange(20, 900)}
    told = chance.choice(_WHAT).format(**words)
    return told[0].upper() + told[1:]
