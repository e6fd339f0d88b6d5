from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from bench.prefect_postgres import BINARIES, postgres
from bench.stack import Stack, planned, stack, until
from pipeline.store.database import Database

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.flows.conftest import Newsstand

pytestmark = [pytest.mark.real, pytest.mark.timeout(900)]

# PostgreSQL is tried where the machine has one.
KEPT_IN = ["sqlite", *(["postgresql"] if BINARIES else [])]


class Service(NamedTuple):
    """A server and a worker, and the feed that their runs ask."""

    stack: Stack
    db: Path
    offer: Callable[..., None]
    """Put pages into the feed."""


@pytest.fixture(scope="module", params=KEPT_IN)
def service(
    request: pytest.FixtureRequest,
    newsstand: Newsstand,
    listening: Callable[..., Path],
    tell: Callable[[Path, str], None],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Service]:
    """Prefect with its records in SQLite or PostgreSQL, running our deployments, `watch` every ten seconds."""
    folder = tmp_path_factory.mktemp("service")
    newsstand.posted.clear()

    def offer(*paths: str) -> None:
        newsstand.answers |= {
            path: [(200, newsstand.page(f"Of phones, {path}", newsstand.texts[path]))] for path in paths
        }
        newsstand.answers["/feed.xml"] = [(200, newsstand.feed("Feed", *paths))]

    offer()
    tell(folder / "var", newsstand.url("/desk"))
    topic = listening(newsstand.url("/feed.xml"))
    plan = planned(folder, {"watch": 10}, topics=[str(topic)], db="var")
    if request.param == "sqlite":
        with stack(folder, plan) as running:
            yield Service(running, folder / "var", offer)
        return
    with postgres() as address:
        url = f"postgresql+asyncpg://{address}"
        with stack(folder, plan, PREFECT_SERVER_DATABASE_CONNECTION_URL=url) as running:
            yield Service(running, folder / "var", offer)


def test_what_a_feed_brings_on_schedule_is_told_once_by_event_and_once_without(
    service: Service,
    newsstand: Newsstand,
    sound: Callable[..., None],
    published: Callable[[Path, str], list[tuple[object, ...]]],
) -> None:
    """
    A scheduled run takes an article in, its event wakes `notify`, and the desk gets one message.

    Then the events are taken away and `notify` gets a schedule: the next article is told too, and once.
    """
    api, db = service.stack.api, service.db
    # The first run of a database tells nothing: it learns what is known already.
    until("a scheduled run is over", lambda: api.runs("watch", "COMPLETED"))
    service.offer("/later")
    until("the article is stored", lambda: ("later",) in _articles(published, db))
    until("the event woke notify", lambda: api.runs("notify", "COMPLETED"))
    until("the desk was told", lambda: newsstand.posted)
    assert {run["created_by"]["type"] for run in api.runs("notify")} == {"AUTOMATION"}

    for automation in api("/automations/filter"):
        api(f"/automations/{automation['id']}", method="DELETE")
    woken = len(api.runs("notify"))
    notify = api("/deployments/name/notify/notify", method="GET")
    schedule = {"schedule": {"interval": 5}, "active": True}
    service.offer("/later", "/last")
    until("the second article is stored", lambda: ("last",) in _articles(published, db))
    assert len(api.runs("notify")) == woken
    assert len(newsstand.posted) == 1
    api(f"/deployments/{notify['id']}/schedules", [schedule])
    until("the desk was told again", lambda: len(newsstand.posted) > 1)
    told = len(api.runs("notify", "COMPLETED"))
    until("notify ran again, with nothing to tell", lambda: len(api.runs("notify", "COMPLETED")) > told + 1)
    service.stack.worker.stop()
    sound(db, "later", "last")
    with Database(db).writing() as connection:
        sent = connection.execute("SELECT message_id FROM messages WHERE state = 'sent'").fetchall()
    keys = [key for key, _ in newsstand.posted]
    assert len(keys) == len(set(keys)) == len(sent)


def _articles(published: Callable[[Path, str], list[tuple[object, ...]]], db: Path) -> list[tuple[object, ...]]:
    return published(db, "SELECT regexp_extract(url, '[^/]*$') FROM articles WHERE NOT is_seed")
