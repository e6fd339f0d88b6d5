from __future__ import annotations

import io
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Self

import pytest

from pipeline.bookkeeping import Books
from pipeline.cli import main
from pipeline.demo.play import play_days
from pipeline.models import Article
from pipeline.report import Report
from pipeline.store.database import Database
from pipeline.store.ledger import Ledger
from pipeline.store.published import Published
from pipeline.topic import Thresholds
from pipeline.topic.folder import read_topic

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType

SEEDS = Path(__file__).parent.parent / "seeds" / "huawei-us-market" / "articles"
NOON = datetime(2018, 3, 22, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def seed_texts() -> dict[str, str]:
    """The five seed articles by the three digits their file names begin with."""
    return {path.name[:3]: path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))}


@pytest.fixture
def now() -> datetime:
    """A moment that never changes."""
    return datetime(2018, 3, 22, 12, 0, tzinfo=UTC)


class Site:
    """A news site on loopback: what is put into `answers` by path is served, and every request is counted."""

    def __init__(self) -> None:
        self.answers: dict[str, bytes] = {}
        self.statuses: dict[str, int] = {}
        self.asked: list[str] = []
        self.delay = 0.0
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append(self.path)
                time.sleep(site.delay)
                body = site.answers.get(self.path, b"not here")
                self.send_response(site.statuses.get(self.path, 200 if self.path in site.answers else 404))
                self.send_header("Content-Type", "application/rss+xml" if self.path.endswith(".xml") else "text/html")
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

    def article(self, path: str, title: str, text: str) -> None:
        """Put an article online, as a page with navigation and a footer."""
        paragraphs = "".join(f"<p>{escape(part)}</p>" for part in text.split("\n") if part.strip())
        self.answers[path] = (
            f"<!doctype html><html lang='en'><head><title>{escape(title)}</title>"
            "<meta property='og:site_name' content='The Loopback Times'></head><body>"
            "<nav><a href='/'>Home</a> <a href='/world'>World</a></nav>"
            f"<article><h1>{escape(title)}</h1>{paragraphs}</article>"
            "<footer>All rights reserved</footer></body></html>"
        ).encode()

    def feed(self, path: str, *articles: str) -> str:
        """Put a feed online that lists the articles at these paths, and return its address."""
        items = "".join(
            f"<item><title>{escape(name)}</title><link>{self.root}{name}</link><guid>{escape(name)}</guid></item>"
            for name in articles
        )
        self.answers[path] = f"<rss version='2.0'><channel><title>Loopback</title>{items}</channel></rss>".encode()
        return self.root + path

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@pytest.fixture
def site() -> Iterator[Site]:
    """A news site on loopback."""
    with Site() as site:
        yield site


@pytest.fixture
def topic_folder(tmp_path: Path) -> Callable[..., Path]:
    """Make a topic folder from the five seeds, with the feeds given."""

    def make(*feeds: str, name: str = "phones", toml: str = 'name = "Phones"\n[terms]\nany = ["huawei"]\n') -> Path:
        folder = tmp_path / name
        (folder / "articles").mkdir(parents=True)
        for path in SEEDS.glob("*.txt"):
            (folder / "articles" / path.name).write_bytes(path.read_bytes())
        (folder / "topic.toml").write_text(toml, encoding="utf-8")
        outlines = "".join(f'<outline type="rss" xmlUrl="{escape(url)}"/>' for url in feeds)
        (folder / "feeds.opml").write_text(f'<opml version="2.0"><body>{outlines}</body></opml>', encoding="utf-8")
        return folder

    return make


class Outcome(NamedTuple):
    """What a command did."""

    code: int
    out: str
    err: str


@pytest.fixture
def claimwatch(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Callable[..., Outcome]:
    """Call the command line in an empty folder of its own."""
    monkeypatch.chdir(tmp_path)
    # Where tests run side by side they are told that a screen is 80 wide; here it is nobody's.
    monkeypatch.delenv("COLUMNS", raising=False)

    def call(*arguments: str, stdin: bytes = b"") -> Outcome:
        monkeypatch.setattr(sys, "argv", ["claimwatch", *arguments])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as stop:
            main()
        printed = capsys.readouterr()
        return Outcome(int(stop.value.code or 0), printed.out, printed.err)

    return call


@pytest.fixture
def ran(claimwatch: Callable[..., Outcome], topic_folder: Callable[..., Path]) -> Callable[..., Outcome]:
    """The command line after one run over the seeds, in ./var."""
    assert claimwatch("run", "--topic", str(topic_folder())).code == 0
    return claimwatch


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database folder after both mornings of the demo; to be copied by whoever wants to change it."""
    directory = tmp_path_factory.mktemp("played")
    play_days(directory)
    return directory


@pytest.fixture(scope="session")
def demo(demo_folder: Path) -> Published:
    """The published database after both mornings of the demo."""
    return Published(Database(demo_folder).published)


@pytest.fixture(scope="session")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Published]:
    """Store articles, outlet and text, an hour apart, in a folder or one of their own; return what is published."""

    def store(*articles: tuple[str, str], folder: Path | None = None) -> Published:
        topic = read_topic(SEEDS.parent, NOON).model_copy(update={"seeds": (), "thresholds": Thresholds(relevance=0)})
        ledger = Ledger(folder or tmp_path_factory.mktemp("stored"))
        with ledger.run_lock():
            run_id, _ = ledger.begin((topic.topic,), (), NOON)
            books = Books([topic], ledger, ledger.recall(), Report(), quiet="first run")
            for place, (outlet, text) in enumerate(articles):
                at = NOON + timedelta(hours=place)
                article = Article(
                    article_id=place + 1,
                    revision=1,
                    url=f"https://{place}.example/huawei",
                    text=text,
                    outlet=outlet,
                    published_at=at,
                    published_precision="instant",
                    seen_at=at,
                )
                books.enter(books.judged([article]), run_id, at)
            ledger.publish()
        return Published(ledger.database.published)

    return store
