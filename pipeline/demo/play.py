"""Play the demo: two mornings of example news through the real pipeline, then what an analyst would want to read."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

from pipeline.config import Settings
from pipeline.demo.digest import show_digest
from pipeline.demo.items import DAYS, examples
from pipeline.demo.server import ExampleServer
from pipeline.doors import clock, feeds_of, open_doors
from pipeline.errors import ConfigurationError
from pipeline.run import run
from pipeline.screen.paper import Paper
from pipeline.screen.runs import summary
from pipeline.store.database import Database
from pipeline.store.published import Published
from pipeline.topic.folder import read_topic

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from pipeline.report import Report
    from pipeline.topic import Topic

__all__ = ["Played", "demo_topics", "play", "play_days"]

_MARK = "DEMO"
_FILES = ("live.duckdb", "live.duckdb.wal", "news.duckdb", "news.duckdb.wal", "run.lock")


class Played(NamedTuple):
    """What the two passes brought, and when the second one began."""

    reports: tuple[Report, ...]
    topics: tuple[Topic, ...]
    second_began: datetime


def play(directory: Path) -> None:
    """
    Run the demo into `directory` and write the digest.

    Raises ConfigurationError when the directory holds a database that is no demo's: the demo begins with an empty one.
    """
    began = time.monotonic()
    _clear(directory)
    paper = Paper()
    paper.line(
        "claimwatch demo: invented outlets on loopback, the seeds and two example mornings, nothing from outside."
    )
    played = play_days(directory)
    for name, report in zip(("first morning ", "second morning"), played.reports, strict=True):
        paper.line(f"{name}: {summary(report)}", style="quiet")
    published = Published(Database(directory).published)
    topics = [(topic.topic, topic.name) for topic in played.topics]
    show_digest(paper, published, topics, since=played.second_began, directory=directory)
    paper.line()
    paper.line(f"{time.monotonic() - began:.1f} s", style="quiet")


def demo_topics(directory: Path) -> tuple[Path, ...]:
    """Return the folders of the demo's topics where a database folder is the demo's; none for any other."""
    return tuple(example.seeds for example in examples()) if (directory / _MARK).exists() else ()


def play_days(directory: Path) -> Played:
    """Run the pipeline over each day of the example web and return the reports."""
    settings = Settings(db=directory, allow_private=frozenset({"127.0.0.1"}))
    reports = []
    with ExampleServer() as server, open_doors(settings, resolve=server.hosts) as doors:
        for day in DAYS:
            server.advance(day)
            now = clock()
            topics = tuple(read_topic(example.seeds, now) for example in examples())
            feeds = [feed for example in examples() for feed in feeds_of(example.folder)]
            reports.append(run(topics, feeds, doors))
    return Played(tuple(reports), topics, now)


def _clear(directory: Path) -> None:
    """Begin anew, but never on somebody's own database."""
    live = directory / _FILES[0]
    if live.exists() and not (directory / _MARK).exists():
        raise ConfigurationError(f"{directory} holds a database that is no demo's; choose another --db")
    try:
        directory.mkdir(parents=True, exist_ok=True)
        for name in _FILES:
            (directory / name).unlink(missing_ok=True)
        (directory / _MARK).write_text("This folder is made anew by every claimwatch demo.\n", encoding="utf-8")
    except OSError as error:
        raise ConfigurationError(f"--db {directory}: {error.strerror}") from error
