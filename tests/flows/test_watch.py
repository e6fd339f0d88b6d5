from __future__ import annotations

import itertools
import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from prefect import flow
from prefect.testing.fixtures import asserting_events_worker  # noqa: F401 - a fixture

import flows.watch
from flows.asking import by_host
from flows.events import announce, announce_failing
from flows.telling import let_know
from flows.watch import _sizes
from pipeline.models import Feed, FeedState, Fetch
from pipeline.polling import Poll
from pipeline.report import Report
from pipeline.resources import SEEDS
from pipeline.store.database import Database
from pipeline.store.published import Published

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from prefect.events.worker import EventsWorker

    from tests.flows.conftest import Newsstand

pytestmark = pytest.mark.prefect

COUNTS = "SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM mentions), (SELECT count(*) FROM claims)"


class Mornings(NamedTuple):
    """What two runs over the same feeds returned, and whom they asked."""

    first: dict[str, int]
    asked: list[str]
    counted: tuple[int, ...]
    second: dict[str, int]
    counted_again: tuple[int, ...]
    published: Published


@pytest.fixture(scope="module")
def watch(prefect_server: None) -> Iterator[Callable[..., Any]]:
    """The flow, with hardly a pause before it tries again, and allowed to ask loopback."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flows.watch, "poll", flows.watch.poll.with_options(retry_delay_seconds=0.01))
        patch.setenv("CLAIMWATCH_ALLOW_PRIVATE", "127.0.0.1,localhost")
        yield flows.watch.watch


@pytest.fixture(scope="module")
def mornings(
    watch: Callable[..., Any],
    newsstand: Newsstand,
    listening: Callable[..., Path],
    tmp_path_factory: pytest.TempPathFactory,
) -> Mornings:
    """Four feeds, of which one stumbles once, one is down and one is none, asked by two runs."""
    newsstand.answers = {
        "/good.xml": [(200, newsstand.feed("Good", "/best-buy"))],
        "/stumbles.xml": [(500, ""), (200, newsstand.feed("Stumbles", "/huawei"))],
        "/down.xml": [(500, "")],
        "/none.xml": [(200, "<!doctype html><title>Not here</title>")],
        "/best-buy": [(200, newsstand.page("Best Buy drops Huawei phones"))],
        "/huawei": [(200, newsstand.page("Huawei loses Best Buy, its largest retailer"))],
    }
    feeds = [newsstand.url(path) for path in ("/good.xml", "/stumbles.xml", "/down.xml", "/none.xml")]
    db, topic = tmp_path_factory.mktemp("var"), listening(*feeds)
    published = Published(Database(db).published)
    newsstand.asked.clear()
    first = watch(topics=[str(topic)], db=str(db))
    asked, counted = list(newsstand.asked), published.ask(COUNTS).rows[0]
    second = watch(topics=[str(topic)], db=str(db))
    return Mornings(first, asked, counted, second, published.ask(COUNTS).rows[0], published)


def test_what_the_feeds_offer_is_stored_though_one_of_them_is_down(mornings: Mornings) -> None:
    """A run with a failing feed completes with the articles and claims of the others."""
    assert (mornings.first["feeds"], mornings.first["failed_feeds"]) == (4, 2)
    found = mornings.published.ask("SELECT url FROM articles WHERE NOT is_seed ORDER BY url").rows
    assert [url.rsplit("/", 1)[1] for (url,) in found] == ["best-buy", "huawei"]
    claimed = mornings.published.ask("SELECT DISTINCT speaker FROM mentions WHERE NOT is_seed").rows
    assert ("Dana Whitlock",) in claimed


def test_a_feed_that_stumbles_is_asked_again(mornings: Mornings) -> None:
    """HTTP 500 may pass: the second answer counts. Who answered, and who is no feed, is not asked again."""
    asked = {path: mornings.asked.count(path) for path in mornings.asked if path.endswith(".xml")}
    assert asked == {"/good.xml": 1, "/stumbles.xml": 2, "/down.xml": 3, "/none.xml": 1}


def test_the_last_failure_of_a_feed_is_a_row(mornings: Mornings) -> None:
    """Nothing vanishes: the feed's state, its request and a drop tell that it failed, and how."""
    ask = mornings.published.ask
    problems = ask("SELECT problem FROM feeds WHERE problem IS NOT NULL ORDER BY problem").rows
    assert problems[0] == ("HTTP 500 Internal Server Error",)
    assert problems[1][0].startswith("not a feed")
    assert ask("SELECT count(*) FROM fetches WHERE kind = 'feed' AND status = 500").rows == [(2,)]
    assert ask("SELECT count(*) FROM drops WHERE stage = 'collect' AND reason = 'feed failed'").rows == [(2,)]


def test_the_second_run_adds_nothing(mornings: Mornings) -> None:
    """The same input again: no page is asked for and no row is added."""
    new = ("pages", "articles", "claims", "mentions")
    assert {name: mornings.second[name] for name in new} == dict.fromkeys(new, 0)
    assert mornings.counted_again == mornings.counted


def test_pages_of_quick_feeds_are_fetched_while_a_slow_one_is_asked(
    watch: Callable[..., Any], newsstand: Newsstand, listening: Callable[..., Path], tmp_path: Path
) -> None:
    """The slow feed answers only when the quick one's page was asked for: a run that waited for it first would fail."""
    newsstand.answers |= {
        "/quick.xml": [(200, newsstand.feed("Quick", "/quick-page"))],
        "/slow.xml": [(200, newsstand.feed("Slow"))],
        "/quick-page": [(200, newsstand.page("Best Buy drops Huawei phones"))],
    }
    newsstand.only_after = {"/slow.xml": "/quick-page"}
    another_host = newsstand.url("/slow.xml").replace("127.0.0.1", "localhost")
    topic = listening(newsstand.url("/quick.xml"), another_host)
    newsstand.asked.clear()
    brought = watch(topics=[str(topic)], db=str(tmp_path))
    assert (brought["feeds"], brought["failed_feeds"], brought["pages"]) == (2, 0, 1)
    assert newsstand.asked.count("/slow.xml") == 1


def test_a_run_fails_when_every_feed_does_and_stores_the_seeds_first(
    watch: Callable[..., Any], newsstand: Newsstand, listening: Callable[..., Path], tmp_path: Path
) -> None:
    """Prefect shows the run as Failed, with the reason in words; what could be stored is stored."""
    topic = listening(newsstand.url("/gone.xml"))
    state = watch(topics=[str(topic)], db=str(tmp_path), return_state=True)
    assert state.is_failed()
    assert "not one of 1 feeds answered" in state.message
    assert "HTTP 404" in state.message
    assert Published(Database(tmp_path).published).ask("SELECT count(*) FROM articles").rows == [(5,)]


def test_a_mistake_of_the_users_is_one_line(watch: Callable[..., Any], tmp_path: Path) -> None:
    """The state of the flow run says what the command line would say."""
    state = watch(topics=[str(tmp_path / "nowhere")], db=str(tmp_path), return_state=True)
    assert state.is_failed()
    assert "nowhere: no such topic folder" in state.message


def test_a_run_that_finds_the_database_taken_says_by_whom(watch: Callable[..., Any], tmp_path: Path) -> None:
    """Somebody's `claimwatch run` goes on: this run fails, touches nothing, and the next one will do."""
    with Database(tmp_path).run_lock():
        state = watch(topics=[str(SEEDS / "huawei-us-market")], db=str(tmp_path), return_state=True)
    assert state.is_failed()
    assert f"another run holds it (process {os.getpid()})" in state.message
    assert not Database(tmp_path).live.exists()


def test_what_goes_wrong_in_telling_fails_no_run(prefect_server: None) -> None:
    """The claims are stored and published by then; an event that gets lost costs somebody minutes at most."""

    def nobody_listens() -> None:
        raise OSError("no route to host")

    @flow
    def telling() -> str:
        let_know(nobody_listens)
        return "done"

    assert telling() == "done"


def test_the_event_of_new_claims_carries_ids_and_counts_only(
    asserting_events_worker: EventsWorker,  # noqa: F811 - the fixture imported above
) -> None:
    """Whoever may read Prefect's events learns how much is new and where, and never what anybody wrote."""
    announce(Report(claims=3, articles=2, problems=["HTTP 500"]), -5, ["huawei-us-market"])
    asserting_events_worker.drain()
    (event,) = asserting_events_worker._client.events
    assert event.event == "claimwatch.claims.new"
    assert event.resource.id == "claimwatch.run.-5"
    assert event.payload == {"run_id": "-5", "claims": 3, "articles": 2, "stories": 0, "alerts": 0}


def failing(times: int) -> Poll:
    """The poll of a feed that has failed so many times in a row."""
    state = FeedState(feed=Feed(url="https://news.example/feed", topic="test"), failures=times, problem="HTTP 500")
    fetch = Fetch(
        url=state.feed.url, kind="feed", started_at=datetime(2018, 3, 22, tzinfo=UTC), elapsed_ms=1, status=500
    )
    return Poll(state=state, fetch=fetch)


def test_a_feed_that_goes_down_is_announced_once(
    asserting_events_worker: EventsWorker,  # noqa: F811 - the fixture imported above
) -> None:
    """In the third run on end, with how many and no address; what fails for longer has been announced."""
    announce_failing(Report(feeds=9), 7, [failing(1), failing(3), failing(3), failing(4)])
    announce_failing(Report(feeds=9), 8, [failing(2), failing(5)])
    asserting_events_worker.drain()
    (event,) = asserting_events_worker._client.events
    assert event.event == "claimwatch.feed.failing"
    assert event.payload == {"run_id": "7", "failing": 2, "feeds": 9}


def test_who_tells_is_woken_also_for_a_step_of_an_old_claim(
    asserting_events_worker: EventsWorker,  # noqa: F811 - the fixture imported above
) -> None:
    """A second outlet reports it, a party denies it: no claim is new, and there is something to tell."""
    announce(Report(articles=1, alerts=1), 2, ["huawei-us-market"])
    asserting_events_worker.drain()
    (event,) = asserting_events_worker._client.events
    assert event.payload["claims"] == 0
    assert event.payload["alerts"] == 1


def test_no_event_tells_of_nothing(asserting_events_worker: EventsWorker) -> None:  # noqa: F811 - the fixture
    """A run without new claims wakes nobody."""
    announce(Report(articles=2), 1, ["huawei-us-market"])
    asserting_events_worker.drain()
    assert asserting_events_worker._client.events == []


def test_a_run_of_ninety_feeds_and_100_000_pages_is_no_more_than_a_hundred_task_runs() -> None:
    """By the thousand Prefect loses the records of task runs."""
    feeds = [FeedState(feed=Feed(url=f"https://outlet{n}.example/feed", topic="test")) for n in range(90)]
    taken = itertools.takewhile(lambda batches: batches * 40 < 100_000, itertools.accumulate(_sizes()))
    plant_and_finish, last, nothing_left = 2, 1, 1
    assert plant_and_finish + len(by_host(feeds)) + len(list(taken)) + last + nothing_left <= 100
