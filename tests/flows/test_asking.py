from __future__ import annotations

from datetime import UTC, datetime

import pytest

from flows.asking import by_host, may_pass
from pipeline.models import Feed, FeedState, Fetch
from pipeline.polling import Poll

AT = datetime(2018, 3, 22, tzinfo=UTC)


def feed(url: str) -> FeedState:
    """A feed nothing is known of yet."""
    return FeedState(feed=Feed(url=url, topic="test"))


def failed(error: str | None, status: int | None = None, *, failures: int = 1) -> Poll:
    """The poll of a feed that has failed so many times in a row."""
    state = feed("https://news.example/feed").model_copy(
        update={"failures": failures, "problem": error or "not a feed"}
    )
    fetch = Fetch(url=state.feed.url, kind="feed", started_at=AT, elapsed_ms=1, status=status, error=error)
    return Poll(state=state, fetch=fetch)


def test_feeds_of_one_host_are_asked_together() -> None:
    """Two tasks at one host would not know of each other, and the limit for a host would not hold."""
    feeds = [feed("https://news.example/a"), feed("https://other.example/"), feed("https://NEWS.example/b")]
    groups = by_host(feeds)
    assert [[state.feed.url for state in group.feeds] for group in groups] == [
        ["https://news.example/a", "https://NEWS.example/b"],
        ["https://other.example/"],
    ]
    assert [group.name for group in groups] == ["news.example and 1 more", "other.example"]


@pytest.mark.parametrize("hosts", [0, 1, 59, 60, 61, 500])
def test_there_are_never_more_than_sixty_groups(hosts: int) -> None:
    """Many hosts share groups, and every feed is in exactly one."""
    feeds = [feed(f"https://outlet{number}.example/feed") for number in range(hosts)]
    groups = by_host(feeds)
    assert len(groups) == min(hosts, 60)
    assert sorted(state.feed.url for group in groups for state in group.feeds) == sorted(f.feed.url for f in feeds)


def test_an_address_that_is_none_still_gets_its_row() -> None:
    """What will be refused is asked for like the rest: the refusal becomes the feed's problem, not the run's."""
    (group,) = by_host([feed("gopher://old.example/"), feed("http://[::1")])
    assert len(group.feeds) == 2


@pytest.mark.parametrize(
    ("poll", "worth_it"),
    [
        (failed("took longer than 30 s"), True),
        (failed("HTTP 503 Service Unavailable", 503), True),
        (failed("HTTP 429 Too Many Requests", 429), False),
        (failed("HTTP 404 Not Found", 404), False),
        (failed("HTTP 410 Gone", 410), False),
        (failed(None, 200), False),
        (failed("took longer than 30 s", failures=4), False),
    ],
    ids=["silence", "server error", "asks for quiet", "not found", "gone", "not a feed", "silent for days"],
)
def test_only_what_may_pass_is_tried_again(poll: Poll, *, worth_it: bool) -> None:
    """A server that is down for a moment is worth asking again; one that said no is not."""
    assert may_pass(poll) is worth_it


def test_a_feed_that_answered_is_not_tried_again() -> None:
    """Nothing failed, nothing is to be tried again."""
    answered = Poll(
        state=feed("https://news.example/feed"),
        fetch=Fetch(url="https://news.example/feed", kind="feed", started_at=AT, elapsed_ms=1, status=200),
    )
    assert not may_pass(answered)
