from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from pipeline.models import Batch, Change, Feed, FeedState
from pipeline.store.published import Published

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from pipeline.models import Intake
    from pipeline.store.ledger import Ledger

NOON = datetime(2018, 3, 22, 12, 0, tzinfo=UTC)


@pytest.fixture
def asked(ledger: Ledger) -> Callable[..., list[dict[str, Any]]]:
    """Store batches, publish, and ask a saved question."""

    def ask(question: str, *batches: Batch, feeds: tuple[Feed, ...] = (), **given: str) -> list[dict[str, Any]]:
        run_id, _ = ledger.begin(["phones"], feeds, NOON)
        for batch in batches:
            ledger.commit(batch, run_id)
        ledger.publish()
        return Published(ledger.database.published).saved(question, given).dicts()

    return ask


def test_a_feed_is_quiet_when_it_is_long_overdue(asked: Callable[..., list[dict[str, Any]]]) -> None:
    """A daily feed after a month; not a lively one since this morning, nor one that brings something twice a year."""
    now = datetime.now(UTC)
    known = {"daily": (1.0, 30), "lively": (50.0, 0.1), "rare": (0.005, 100), "weekend": (20.0, 2), "broken": (20.0, 4)}
    states = [
        FeedState(
            feed=Feed(url=f"http://{name}.example/", topic="phones", label=name),
            entries_a_day=rate,
            last_new_at=now - timedelta(days=days),
            problem="HTTP 500" if name == "broken" else None,
        )
        for name, (rate, days) in known.items()
    ]
    feeds = tuple(state.feed for state in states)
    told = asked("feeds_that_went_quiet", Batch(decided_at=NOON, feeds=states), feeds=feeds)
    assert [(row["feed"], row["why"]) for row in told] == [
        ("daily", "it answers, and offers nothing new"),
        ("broken", "HTTP 500"),
    ]


def test_edits_are_told_with_what_came_and_went(
    asked: Callable[..., list[dict[str, Any]]], intake: Callable[..., Intake]
) -> None:
    """The newest first; an article that was never edited is not among them."""
    url, change = "http://news.example/1", Change(added=("It may stop.",), removed=("It stops.",))
    before = [intake(url, "It stops.", outlet="The News"), intake("http://news.example/2", "It is quiet.")]
    after = intake(url, "It may stop.", outlet="The News", seen_at=NOON + timedelta(hours=2), change=change)
    batches = Batch(decided_at=NOON, intakes=before), Batch(decided_at=NOON + timedelta(hours=2), intakes=[after])
    (row,) = asked("edits", *batches, since="2018-03-01")
    assert (row["outlet"], row["removed"], row["added"]) == ("The News", ["It stops."], ["It may stop."])
    assert row["noticed_at"] == datetime(2018, 3, 22, 14, 0)  # noqa: DTZ001 - the ledger's moments are UTC without a zone


def test_undated_articles_are_told_with_what_their_page_says(
    asked: Callable[..., list[dict[str, Any]]], intake: Callable[..., Intake]
) -> None:
    """Who counts days should know which of them are estimates."""
    intakes = [
        intake("http://news.example/1", published_at=NOON - timedelta(days=1)),
        intake("http://news.example/2", published_raw="yesterday"),
        intake("http://news.example/3", published_raw="2099-01-01", seen_at=NOON - timedelta(hours=1)),
    ]
    told = asked("undated", Batch(decided_at=NOON, intakes=intakes))
    assert [(row["url"], row["dated_by"], row["published_raw"]) for row in told] == [
        ("http://news.example/2", "seen", "yesterday"),
        ("http://news.example/3", "clamped", "2099-01-01"),
    ]
