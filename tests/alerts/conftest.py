from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from pipeline.bookkeeping import Books
from pipeline.config import Settings
from pipeline.demo.items import DAYS, examples
from pipeline.demo.server import ExampleServer
from pipeline.doors import clock, feeds_of, open_doors
from pipeline.models import Alert, Article, Channel, Facts
from pipeline.report import Report
from pipeline.run import run
from pipeline.store.database import Database
from pipeline.store.ledger import Ledger
from pipeline.store.published import Published
from pipeline.text import content_id
from pipeline.topic import Entity, Thresholds, Topic, Vocabulary, Watch
from pipeline.topic.folder import read_topic

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


NOON = datetime(2018, 3, 22, 12, tzinfo=UTC)


class Morning(NamedTuple):
    """The demo's two topics, known by their seeds first, and then two mornings of their example feeds."""

    published: Published
    topics: tuple[Topic, ...]


@pytest.fixture(scope="session")
def mornings(tmp_path_factory: pytest.TempPathFactory) -> Morning:
    """The seeds are a first run of their own here, so that what the feeds bring is told."""
    directory = tmp_path_factory.mktemp("mornings")
    settings = Settings(db=directory, allow_private=frozenset({"127.0.0.1"}))
    with ExampleServer() as server, open_doors(settings, resolve=server.hosts) as doors:
        topics = tuple(read_topic(example.seeds, clock()) for example in examples())
        run(topics, [], doors)
        for day in DAYS:
            server.advance(day)
            run(topics, [feed for example in examples() for feed in feeds_of(example.folder)], doors)
    return Morning(Published(Database(directory).published), topics)


class Newsroom:
    """A ledger that articles come into one at a time, each a batch of its own, and what was told of them."""

    def __init__(self, folder: Path, topic: Topic, now: datetime) -> None:
        self.topic, self.ledger = topic, Ledger(folder)
        with self.ledger.run_lock():
            first, _ = self.ledger.begin((topic.topic,), (), now)
            self.ledger.finish(first, "ok", now)

    def take_in(
        self, outlet: str, text: str, at: datetime, *, quiet: str | None = None, **fields: object
    ) -> list[Alert]:
        """Take an article in, named by its outlet or `url`, and return the alerts that somebody is told."""
        url = str(fields.pop("url", f"https://{outlet.lower().replace(' ', '')}.example/{content_id(text)}"))
        article = Article(
            article_id=content_id("article", url),
            revision=content_id("revision", text),
            url=url,
            text=text,
            outlet=outlet,
            published_at=at,
            published_precision="instant",
            seen_at=at,
            **fields,  # type: ignore[arg-type]  # any field
        )
        with self.ledger.run_lock():
            run_id, _ = self.ledger.begin((self.topic.topic,), (), at)
            books = Books([self.topic], self.ledger, self.ledger.recall(), Report(), quiet=quiet)
            books.enter(books.judged([article]), run_id, at)
            self.ledger.finish(run_id, "ok", at)
            self.ledger.publish()
        return books.alerts

    def told(self) -> list[tuple[str, str | None, Facts]]:
        """Return rule, reason to be quiet and facts of every alert there is."""
        rows = self.published.ask("SELECT rule, quiet, facts FROM alerts ORDER BY created_at, alert_id").rows
        return [(rule, quiet, Facts.model_validate_json(facts)) for rule, quiet, facts in rows]

    @property
    def published(self) -> Published:
        """What everybody may read."""
        return Published(self.ledger.database.published)


@pytest.fixture
def works() -> Topic:
    """A topic about a company and its plant."""
    entities = (
        Entity(name="Korrin", kind="organisation", roles=("company",)),
        Entity(name="Idris Falkner", kind="person"),
        Entity(name="Lindqvar", kind="organisation"),
    )
    return Topic(
        topic="works",
        name="The works",
        vocabulary=Vocabulary(entities=entities),
        watch=Watch(entities=("Lindqvar",)),
        thresholds=Thresholds(relevance=0),
        seeds=(),
    )


@pytest.fixture
def newsroom(tmp_path: Path, works: Topic, now: datetime) -> Callable[..., Newsroom]:
    """Open a newsroom on this topic, or on one with other rules."""
    return lambda topic=works: Newsroom(tmp_path / "var", topic, now)


@pytest.fixture
def alert() -> Callable[..., Alert]:
    """Make an alert, a minute old unless told otherwise."""

    def make(number: int = 1, rule: str = "new_story", story: int = 1, minutes: float = 1.0, **rest: Any) -> Alert:
        facts = rest.pop("facts", {})
        named: dict[str, Any] = {
            "alert_id": number,
            "rule": rule,
            "topic": "phones",
            "thread": f"story:{story}",
            "subject": f"claim:{story}",
            "trigger": "first",
            "claim_id": story,
            "story_id": story,
            "facts": Facts(**{"why": f"{rule} of {story}", "claim": f"Best Buy drops phone {story}"} | facts),
            "title": f"{rule} of {story}",
            "body": f"{rule} of {story}",
            "created_at": NOON - timedelta(minutes=minutes),
        }
        return Alert(**named | rest)

    return make


@pytest.fixture
def channel() -> Callable[..., Channel]:
    """Make a channel that is told everything at once, unless told otherwise."""

    def make(name: str = "desk", **rest: Any) -> Channel:
        return Channel(**{"name": name, "to": "stdout", "wait": 0, "again_after": 0} | rest)

    return make
