from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from pipeline.models import Batch, Change, Decision, Drop, Feed, FeedState
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


def test_copies_are_told_with_whom_they_were_taken_from(
    asked: Callable[..., list[dict[str, Any]]], intake: Callable[..., Intake]
) -> None:
    """With the share of words carried over, and why; what is independent is not among them."""
    first, copy, other = (intake(f"http://{name}.example/", f"Of {name}.", outlet=name) for name in ("a", "b", "c"))
    taken = {"decision": Decision.EDITED_COPY, "copy_of": first.article.article_id, "copied": 0.8}
    copied = copy.model_copy(update={"comparison": copy.comparison.model_copy(update=taken)})
    told = asked("copies", Batch(decided_at=NOON, intakes=[first, copied, other]), since="2018-03-01")
    assert [(row["outlet"], row["taken_from"], row["copied"]) for row in told] == [("b", "a", 0.8)]


def test_what_was_left_out_is_told_with_the_stage_and_the_reason(asked: Callable[..., list[dict[str, Any]]]) -> None:
    """The newest first; what lies further back than asked for is not there."""
    drops = [
        Drop(
            url=f"http://news.example/{day}",
            stage="topic",
            reason="off topic",
            seen_at=datetime(2018, 3, day, tzinfo=UTC),
        )
        for day in (1, 20, 21)
    ]
    told = asked("dropped", Batch(decided_at=NOON, drops=drops), since="2018-03-10")
    assert [(row["stage"], row["reason"], row["url"][-2:]) for row in told] == [
        ("topic", "off topic", "21"),
        ("topic", "off topic", "20"),
    ]


def test_how_late_an_outlet_is_seen_counts_only_dates_with_a_clock(
    asked: Callable[..., list[dict[str, Any]]], intake: Callable[..., Intake]
) -> None:
    """A bare day says nothing of hours, and a seed was planted, not seen."""
    known = [(1, "minute", False), (3, "instant", False), (9, "day", False), (9, "minute", True)]
    intakes = [
        intake(
            f"http://news.example/{place}",
            f"Text {place}.",
            outlet="The News",
            published_at=NOON - timedelta(hours=hours),
            published_precision=precision,
            is_seed=seed,
        )
        for place, (hours, precision, seed) in enumerate(known)
    ]
    (row,) = asked("how_late_we_saw_it", Batch(decided_at=NOON, intakes=intakes), since="2018-03-01")
    assert (row["outlet"], row["articles"], row["half_within"]) == ("The News", 2, timedelta(hours=2))
