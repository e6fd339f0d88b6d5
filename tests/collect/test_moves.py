from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from pipeline.collect.schedule import After, after_failure, after_same
from pipeline.models import Feed, FeedState, Fetch, Validators

if TYPE_CHECKING:
    from pipeline.models import Move

OLD, NEW = "http://old.example/feed", "https://new.example/feed"
MONDAY = datetime(2018, 3, 19, tzinfo=UTC)


def known(url: str = OLD, address: str | None = None) -> FeedState:
    """A feed that has answered before."""
    validators = Validators(etag="a", body_hash=1)
    return FeedState(feed=Feed(url=url, topic="t"), address=address, validators=validators, last_ok_at=MONDAY)


def answer(state: FeedState, hour: float, moved_to: str | None = None) -> After:
    """A good answer so many hours after Monday."""
    at = MONDAY + timedelta(hours=hour)
    fetch = Fetch(url=state.asked, kind="feed", started_at=at, elapsed_ms=5, status=200, moved_to=moved_to)
    return after_same(state, fetch, None, whole=False)


def failure(state: FeedState, hour: float, moved_to: str | None = None) -> After:
    """A bad answer so many hours after Monday."""
    at = MONDAY + timedelta(hours=hour)
    fetch = Fetch(url=state.asked, kind="feed", started_at=at, elapsed_ms=5, status=404, moved_to=moved_to)
    return after_failure(state, fetch, "HTTP 404")


def polled(state: FeedState, hours: range, moved_to: str | None = NEW) -> tuple[FeedState, list[Move]]:
    """Good answers at these hours, all with the same permanent redirect."""
    moves = []
    for hour in hours:
        state, move = answer(state, hour, moved_to)
        moves += [move] if move else []
    return state, moves


def test_a_move_is_believed_after_three_days_of_the_same_answer() -> None:
    """The new address is asked, the move is a record, and the feed goes by its listed address for ever."""
    state, moves = polled(known(), range(0, 72, 6))
    assert (state.asked, moves, state.moved_to) == (OLD, [], NEW)
    state, moves = polled(state, range(72, 73))
    assert (state.asked, state.feed.url, state.moved_to, state.moved_polls) == (NEW, OLD, None, 0)
    (move,) = moves
    assert (move.url, move.from_url, move.to_url, move.since, move.polls) == (OLD, OLD, NEW, MONDAY, 13)
    assert state.validators == known().validators


def test_days_alone_do_not_suffice() -> None:
    """A feed asked once a day shows its move six times."""
    state, moves = polled(known(), range(0, 24 * 5, 24))
    assert (state.moved_polls, moves) == (5, [])
    assert polled(state, range(24 * 5, 24 * 6, 24))[0].asked == NEW


def test_a_redirect_that_was_there_once_changes_nothing() -> None:
    """A plain answer in between starts the count again."""
    state, _ = polled(known(), range(0, 71, 6))
    state = answer(state, 71).state
    assert (state.moved_to, state.moved_since, state.moved_polls) == (None, None, 0)
    state, moves = polled(state, range(72, 80))
    assert (state.asked, moves) == (OLD, [])


def test_another_target_starts_the_count_again() -> None:
    """A server that sends everybody elsewhere each time has no lasting address to give."""
    state, _ = polled(known(), range(0, 71, 6))
    state, moves = polled(state, range(72, 100, 6), "https://third.example/feed")
    assert (state.asked, moves, state.moved_polls) == (OLD, [], 5)


def test_a_failure_in_between_neither_counts_nor_starts_again() -> None:
    """A redirect to something that is no feed proves nothing; a bad hour on the way disproves nothing."""
    state, _ = polled(known(), range(0, 24, 6))
    failed = failure(state, 24, NEW).state
    assert (failed.moved_polls, failed.moved_since) == (state.moved_polls, state.moved_since)


@pytest.mark.parametrize(
    ("listed", "to"),
    [
        ("https://old.example/feed", "http://new.example/feed"),
        (OLD, "https:///feed"),
        (OLD, "ftp://new.example/feed"),
        (OLD, "https://new.example/" + "x" * 3000),
        (OLD, OLD),
    ],
)
def test_no_move_to_a_less_safe_place_or_to_none(listed: str, to: str) -> None:
    """From https there is no way back to http, however long a server insists."""
    state, moves = polled(known(listed), range(0, 240, 6), to)
    assert (state.asked, moves, state.moved_to) == (listed, [], None)


def test_a_new_address_that_fails_three_times_is_given_up() -> None:
    """The listed one is asked again, soon, and that is a record too."""
    state = known(address=NEW)
    for hour in (1, 2):
        state, move = failure(state, hour)
        assert (state.asked, move) == (NEW, None)
    state, move = failure(state, 3)
    assert move is not None
    assert (move.from_url, move.to_url, state.asked, state.failures) == (NEW, OLD, OLD, 3)
    assert state.next_at is not None
    assert state.next_at < MONDAY + timedelta(hours=4)
    assert failure(state, 5).move is None


def test_a_feed_that_moves_back_is_at_its_listed_address() -> None:
    """Its address is no other than the listed one again."""
    listed = "https://old.example/feed"
    state, moves = polled(known(listed, address=NEW), range(0, 78, 6), listed)
    assert (state.address, len(moves)) == (None, 1)
