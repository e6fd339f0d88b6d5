"""
What the forty cases share: a web on loopback that misbehaves to order, and a monitor that watches it.

    url = web.serve("http://bad.example/feed.xml", b"...", "ETag: x")   whole answers, byte by byte
    web.answers[url] = generator function                                answers that come in pieces, or never
    monitor.run(url); monitor.rows("SELECT … FROM fetches")              one pass of the product, and what it stored

Every run also polls a healthy neighbour that has one more article each time, so `late_neighbours` can tell whether a
fault held anybody else up.
"""

from __future__ import annotations

import shutil
import socketserver
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from pipeline.collect.fetch import Fetcher, Limits
from pipeline.models import Feed
from pipeline.read.workers import InlineReader
from pipeline.run import Doors, run
from pipeline.store.database import Database
from pipeline.store.ledger import Ledger
from pipeline.store.published import Published
from pipeline.topic import Entity, Thresholds, Topic, Vocabulary, Watch

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pipeline.read.workers import PageReader
    from pipeline.report import Report

Answer = bytes | Callable[[str], Iterator[bytes]]

NEIGHBOUR = "http://well.example/feed.xml"
_PARAGRAPHS = """\
The harbour authority of Port {place} said that berth {number} would be closed to ferries from the first of May.
Engineers found {number} cracks in the pier of {place} during the winter, and the repair is expected to take months.
Fishermen who land their catch at berth {number} told reporters that they would move to the northern quay meanwhile.
A spokeswoman for the town of {place} said the budget for the work had been set aside two years before.
"""


class Web:
    """
    Servers by name, all on one port of 127.0.0.1.

    `answers` says what an address answers: bytes as they are, status line included, or a function that takes the head
    of the request and yields pieces. Any other address, and robots.txt unless it is told, is a 404.
    """

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.heads: list[tuple[str, str]] = []
        """The address and the head of each request, in order."""
        self._stopping = threading.Event()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.web = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self._server.server_address[1])

    @property
    def places(self) -> dict[str, tuple[str, int]]:
        """Where the hosts are that answer something."""
        return {urlsplit(url).hostname or "": ("127.0.0.1", self.port) for url in self.answers}

    def serve(self, url: str, body: bytes | str = b"", *headers: str, status: str = "200 OK") -> str:
        """Answer an address with a whole response; return the address."""
        self.answers[url] = self.response(body, *headers, status=status)
        return url

    def feed(self, url: str, *pages: str, headers: tuple[str, ...] = ()) -> str:
        """Put a feed online that lists these pages, newest last; return its address."""
        return self.serve(url, self.rss(*pages), "Content-Type: application/rss+xml", *headers)

    def article(self, url: str, number: int = 1) -> str:
        """Put an article online, another one for each number; return its address."""
        return self.serve(url, self.article_page(number, urlsplit(url).hostname or ""), "Content-Type: text/html")

    @staticmethod
    def response(body: bytes | str = b"", *headers: str, status: str = "200 OK") -> bytes:
        """Return a whole HTTP response; Content-Length is added where no header says otherwise."""
        raw = body.encode() if isinstance(body, str) else body
        lines = [f"HTTP/1.1 {status}", "Connection: close", *headers]
        if not any(line.lower().startswith(("content-length", "transfer-encoding")) for line in headers):
            lines.append(f"Content-Length: {len(raw)}")
        return "\r\n".join([*lines, "", ""]).encode() + raw

    @staticmethod
    def rss(*pages: str) -> str:
        """Return a feed that lists these pages."""
        items = "".join(
            f"<item><title>News of {escape(url)}</title><link>{escape(url)}</link><guid>{escape(url)}</guid></item>"
            for url in pages
        )
        return f"<?xml version='1.0'?><rss version='2.0'><channel><title>Feed</title>{items}</channel></rss>"

    @staticmethod
    def article_page(number: int = 1, place: str = "Example") -> str:
        """Return a page with an article on it, another one for each number."""
        paragraphs = "".join(f"<p>{line}</p>" for line in _PARAGRAPHS.format(number=number, place=place).splitlines())
        return (
            f"<!doctype html><html lang='en'><head><title>Berth {number} of {place} closes</title></head><body>"
            f"<nav><a href='/'>Home</a></nav><article><h1>Berth {number} of {place} closes</h1>{paragraphs}</article>"
            "<footer>All rights reserved</footer></body></html>"
        )

    def asked(self, url: str) -> list[str]:
        """Return the heads of the requests for an address."""
        return [head for asked, head in self.heads if asked == url]

    def wait(self, seconds: float) -> bool:
        """Wait in the middle of an answer; False when the web is being closed."""
        return not self._stopping.wait(seconds)

    def close(self) -> None:
        """Let go of everybody who waits."""
        self._stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 200
    web: Web


class _Handler(socketserver.StreamRequestHandler):
    server: _Server

    def handle(self) -> None:
        head = b""
        with suppress(OSError):
            while not head.endswith(b"\r\n\r\n") and (line := self.rfile.readline(65536)):
                head += line
            self._answer(head.decode("latin-1"))

    def _answer(self, head: str) -> None:
        web, lines = self.server.web, head.split("\r\n")
        host = next(line[6:] for line in lines if line.startswith("Host: "))
        url = f"http://{host}{lines[0].split(' ')[1]}"
        web.heads.append((url, head))
        answer = web.answers.get(url, web.response(status="404 Not Found"))
        for piece in (answer,) if isinstance(answer, bytes) else answer(head):
            self.wfile.write(piece)


class Clock:
    """The present moment, wherever it was moved to; it goes on at the pace of real time."""

    def __init__(self, begin: datetime) -> None:
        self._begin = begin - timedelta(seconds=time.monotonic())

    def __call__(self) -> datetime:
        """Return it."""
        return self._begin + timedelta(seconds=time.monotonic())

    def move(self, **by: float) -> None:
        """Move on by days, hours, …, as `timedelta` takes them."""
        self._begin += timedelta(**by)


class Monitor:
    """The product with a database of its own: every run is as after a restart, with a new network door."""

    def __init__(self, directory: Path, web: Web) -> None:
        self.clock = Clock(datetime(2018, 3, 22, 12, 0, tzinfo=UTC))
        self._directory, self._web, self._runs = directory, web, 0

    def run(
        self,
        *feeds: str,
        limits: Limits | None = None,
        reader: PageReader | None = None,
        topic: Topic | None = None,
        resolve: Mapping[str, tuple[str, int]] | None = None,
        only_due: bool = False,
    ) -> Report:
        """
        Make one pass over these feeds and the neighbour's, and return the report.

        `topic` keeps every article unless given; `resolve` has places of hosts that are not the web's.
        """
        self._runs += 1
        neighbours = [self._web.article(f"http://well.example/{n}", n) for n in range(1, self._runs + 1)]
        self._web.feed(NEIGHBOUR, *neighbours)
        watched = topic or Topic(topic="harbours", name="Harbours", thresholds=Thresholds(relevance=0))
        fetcher = Fetcher(
            allow_private=frozenset({"127.0.0.1"}), limits=limits, resolve={**self._web.places, **(resolve or {})}
        )
        doors = Doors(fetcher=fetcher, reader=reader or InlineReader(), ledger=Ledger(self._directory), now=self.clock)
        listed = [Feed(url=url, topic=watched.topic) for url in (*feeds, NEIGHBOUR)]
        return run([watched], listed, doors, only_due=only_due)

    def rows(self, sql: str, **parameters: object) -> list[tuple[Any, ...]]:
        """Return the answer to a query of the published database."""
        return Published(Database(self._directory).published).ask(sql, **parameters).rows

    def row(self, sql: str, **parameters: object) -> tuple[Any, ...]:
        """Return the answer that has one row."""
        (row,) = self.rows(sql, **parameters)
        return row

    def late_neighbours(self) -> list[tuple[Any, ...]]:
        """Return what of the neighbour's feed and new page was not there 5 s after the beginning of a run, by run."""
        return self.rows(
            """
            SELECT runs.started_at, wanted.kind, max(fetches.started_at + to_milliseconds(elapsed_ms)) AS ended
            FROM runs CROSS JOIN (VALUES ('feed'), ('page')) AS wanted (kind)
            LEFT JOIN fetches ON fetches.run_id = runs.run_id AND fetches.kind = wanted.kind AND fetches.error IS NULL
                AND starts_with(fetches.url, 'http://well.example/')
            GROUP BY ALL HAVING coalesce(ended > runs.started_at + INTERVAL 5 SECONDS, true)
            """
        )


@pytest.fixture
def web() -> Iterator[Web]:
    """A web on loopback."""
    web = Web()
    yield web
    web.close()


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a database that has its tables and no row: making one takes as long as a run."""
    directory = tmp_path_factory.mktemp("empty")
    Ledger(directory).recall()
    return directory


@pytest.fixture
def monitor(tmp_path: Path, web: Web, empty: Path) -> Monitor:
    """A monitor of that web, with an empty database."""
    return Monitor(shutil.copytree(empty, tmp_path / "var"), web)


class Paper:
    """A newspaper on that web, `ledger.example`: its feed item by item, its pages with what their heads say."""

    feed = "http://ledger.example/feed.xml"
    topic = Topic(
        topic="phones",
        name="Phones",
        vocabulary=Vocabulary(entities=(Entity(name="Huawei"), Entity(name="Best Buy"))),
        watch=Watch(entities=("Best Buy",), speakers=("Huawei",)),
        thresholds=Thresholds(relevance=0),
    )
    """Keeps everything; a new claim about Best Buy, or on Huawei's word, is worth an alert."""
    story = (
        "Best Buy has ceased ordering smartphones from Huawei, according to a person who knows the plans.\n"
        "The retailer declined to comment on Thursday. Its shelves still carry the Mate 10 Pro, as no carrier does.\n"
        "“We will go on selling our phones to everybody who wants one,” said Ada Brown, a spokeswoman for Huawei.\n"
        "AT&T walked away from a deal with Huawei in January, hours before it was to be announced in Las Vegas.\n"
    )

    def __init__(self, web: Web) -> None:
        self._web = web

    def offers(self, *items: str, url: str = feed, before: str = "") -> str:
        """Put a feed with these items online, with what stands `before` its root element; return its address."""
        body = f"{before}<rss version='2.0'><channel><title>The Ledger</title>{''.join(items)}</channel></rss>"
        return self._web.serve(url, body, "Content-Type: application/rss+xml")

    def prints(self, url: str, text: str = story, *, title: str = "Best Buy drops Huawei", head: str = "") -> str:
        """Put a page online, a paragraph a line; return its address."""
        return self._web.serve(url, self.page(text, title=title, head=head), "Content-Type: text/html; charset=utf-8")

    def page(self, text: str = story, *, title: str = "Best Buy drops Huawei", head: str = "") -> str:
        """Return a page as newsrooms make them."""
        paragraphs = "".join(f"<p>{escape(line, quote=False)}</p>" for line in text.splitlines())
        return (
            f"<html lang='en'><head><title>{escape(title)}</title><meta property='og:site_name' content='The Ledger'>"
            f"{head}</head><body><nav><a href='/'>Home</a></nav><article><h1>{escape(title)}</h1>{paragraphs}</article>"
            "<footer>All rights reserved</footer></body></html>"
        )

    def item(self, url: str, title: str = "Best Buy drops Huawei", *, guid: str = "", date: str = "") -> str:
        """Return an item of a feed."""
        return (
            f"<item><title>{escape(title)}</title><link>{escape(url)}</link>"
            f"{f'<guid>{escape(guid)}</guid>' if guid else ''}{f'<pubDate>{date}</pubDate>' if date else ''}</item>"
        )

    @staticmethod
    def stored(monitor: Monitor) -> dict[str, list[str]]:
        """Return all that is stored of its articles and what they say, the rows by table."""
        found: dict[str, list[str]] = {}
        for table, row in monitor.rows(_OF_THE_LEDGER):
            found.setdefault(table, []).append(row)
        return found


_OF_THE_LEDGER = """
WITH its AS (SELECT DISTINCT article_id FROM ledger.revisions WHERE outlet = 'The Ledger'),
said AS (SELECT DISTINCT claim_id FROM ledger.mentions WHERE outlet = 'The Ledger')
SELECT 'articles', t::VARCHAR FROM articles AS t SEMI JOIN its USING (article_id)
UNION ALL SELECT 'revisions', t::VARCHAR FROM ledger.revisions AS t SEMI JOIN its USING (article_id)
UNION ALL SELECT 'addresses', t::VARCHAR FROM addresses AS t SEMI JOIN its USING (article_id)
UNION ALL SELECT 'changes', t::VARCHAR FROM changes AS t SEMI JOIN its USING (article_id)
UNION ALL SELECT 'mentions', t::VARCHAR FROM mentions AS t SEMI JOIN its USING (article_id)
UNION ALL SELECT 'claims', t::VARCHAR FROM claims AS t SEMI JOIN said USING (claim_id)
UNION ALL SELECT 'steps', t::VARCHAR FROM steps AS t SEMI JOIN said USING (claim_id)
UNION ALL SELECT 'alerts', t::VARCHAR FROM alerts AS t
ORDER BY ALL
"""


@pytest.fixture
def paper(web: Web) -> Paper:
    """A newspaper on that web."""
    return Paper(web)
