from __future__ import annotations

import gzip
import tomllib
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from pipeline.backfill.filling import backfill
from pipeline.backfill_doors import address_of, open_hands, wanted_of
from pipeline.config import Settings
from pipeline.doors import clock, open_doors, topics_and_feeds
from pipeline.store.database import Database
from pipeline.store.published import Published

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pipeline.backfill.report import Backfill

MONTH = Path(__file__).parent.parent / "data" / "scenario" / "articles.toml"

# What is stored of what the pages say; moments of decision and numbers of runs differ between any two runs.
STORED = {
    "articles": "SELECT article_id, url, title, published_at, seen_at, relevance, decision, copy_of, story_id, quality"
    " FROM articles WHERE NOT is_seed ORDER BY ALL",
    "mentions": "SELECT mention_id, claim_id, article_id, evidence, start, speaker, mode, certainty, origin, novelty"
    " FROM mentions ORDER BY ALL",
    "claims": "SELECT claim_id, claim, story_id, first_url, mentions, origins, status FROM claims ORDER BY ALL",
    "drops": "SELECT url, stage, reason, detail FROM drops ORDER BY ALL",
    "entries": "SELECT feed_url, url, page_id, article_id FROM ledger.entries ORDER BY ALL",
}


class Story(NamedTuple):
    """An article of the invented month, as a page that a crawler recorded on its day."""

    url: str
    title: str
    text: str
    day: str

    @property
    def html(self) -> bytes:
        """The page, with what is in the way of the text."""
        published = f"<meta property='article:published_time' content='{self.day}'>" if self.day else ""
        paragraphs = "".join(f"<p>{escape(part)}</p>" for part in self.text.split("\n") if part.strip())
        return (
            f"<!doctype html><html lang='en'><head><title>{escape(self.title)}</title>"
            f"{published}</head><body><nav><a href='/'>Home</a></nav>"
            f"<article><h1>{escape(self.title)}</h1>{paragraphs}</article>"
            "<footer>All rights reserved</footer></body></html>"
        ).encode()

    def record(self, recorded: str = "2025-06-01T10:00:00Z") -> bytes:
        """The page as a WARC record, compressed on its own."""
        http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + self.html
        head = (
            f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {self.url}\r\nWARC-Date: {recorded}\r\n"
            "WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
        )
        return gzip.compress(head.encode() + http + b"\r\n\r\n", mtime=0)


@pytest.fixture(scope="session")
def month() -> list[Story]:
    """The first weeks of the invented month, in order of publication."""
    listed = tomllib.loads(MONTH.read_text(encoding="utf-8"))["articles"][:36]
    return [Story(one["url"], one["title"], one["text"].strip(), one.get("published_at", "")) for one in listed]


@pytest.fixture
def korrin(tmp_path: Path, month: list[Story]) -> Path:
    """A topic that keeps what it is given, from the month's first article, with a claim that is watched for."""
    folder = tmp_path / "korrin"
    (folder / "articles").mkdir(parents=True)
    (folder / "articles" / "seed.txt").write_text(f"{month[0].title}\n\n{month[0].text}\n", encoding="utf-8")
    toml = 'name = "Korrin"\n[thresholds]\nrelevance = 0.0\n[watch]\nentities = ["Korrin"]\n'
    toml += '[[entities]]\nname = "Korrin"\nkind = "organisation"\n'
    (folder / "topic.toml").write_text(toml, encoding="utf-8")
    return folder


@pytest.fixture
def fill(korrin: Path) -> Callable[..., Backfill]:
    """Back-fill a database from sources, on real worker processes."""

    def fill(db: Path, *sources: Path | str, **options: Any) -> Backfill:
        settings = Settings(db=db, topics=(korrin,), allow_private=frozenset({"127.0.0.1"}))
        topics, _ = topics_and_feeds(settings, clock())
        days = (options.pop("first", None), options.pop("last", None), options.pop("window", "7d"))
        wanted = wanted_of(*days, clock(), notify=options.pop("notify", False), workers=2)
        with open_doors(settings) as doors, open_hands(topics, doors, workers=2, **options) as hands:
            return backfill(topics, [address_of(str(source)) for source in sources], doors, hands, wanted)

    return fill


@pytest.fixture
def rows() -> Callable[[Path], dict[str, list[tuple[Any, ...]]]]:
    """What a published database holds, as far as the pages decide it."""
    return lambda db: {name: Published(Database(db).published).ask(sql).rows for name, sql in STORED.items()}


@pytest.fixture
def ask() -> Callable[[Path, str], list[tuple[Any, ...]]]:
    """The rows that answer a question to a published database."""
    return lambda db, sql: Published(Database(db).published).ask(sql).rows


@pytest.fixture
def archive(tmp_path: Path) -> Callable[..., Path]:
    """Write a WARC file of pages."""

    def archive(name: str, stories: Iterable[Story]) -> Path:
        path = tmp_path / name
        path.write_bytes(b"".join(story.record() for story in stories))
        return path

    return archive
