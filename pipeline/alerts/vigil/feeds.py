"""Feeds that fail, and feeds that answer and offer nothing new for far longer than they use to."""

from __future__ import annotations

import shlex
from datetime import timedelta
from typing import TYPE_CHECKING

from pipeline.alerts.vigil.wording import a_day, at, counted, length, shown
from pipeline.models import Facts, Finding, Undecided

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from pipeline.models import FeedHealth

__all__ = ["FAILURES", "SETTLED", "failing_feeds", "silent_feeds"]

FAILURES = 3
"""In a row. Two are a server's bad moment: the second attempt comes ten minutes to a day after the first."""
_FAILING_FOR = timedelta(hours=1)
"""Three runs by hand within a minute are one failure."""
_OUR_OWN_FAULT = 3
"""From so many feeds on, all of them failing at once is a network that is down, or a disk, and no fault of theirs."""

SETTLED = timedelta(days=14)
"""Before, nobody knows what is usual: two weekends have to be seen."""
_ARRIVALS = 5
"""A feed that brought something in fewer hours never had a rhythm that it could fall out of."""
_USUAL_GAPS = 3
_SHORTEST = 86_400.0
_LONGER = 1.5
"""Times the longest pause that it made in eight weeks: a trade paper's weekend is no silence."""
_ANSWERS = 3


def failing_feeds(feeds: Sequence[FeedHealth], now: datetime) -> Iterator[Finding | Undecided]:
    """
    Yield a finding for each feed that failed several times in a row, and has for an hour; `began_at` is the first time.

    Where all feeds fail there is one finding instead, about our own side, and each of them is undecided.
    """
    failing = [feed for feed in feeds if _fails(feed, now)]
    urls = {feed.state.feed.url for feed in feeds}
    if len(urls) >= _OUR_OWN_FAULT and {feed.state.feed.url for feed in failing} == urls:
        yield _none_answers(failing, len(urls))
        yield from (Undecided(rule="feed_failing", topic=_topic(feed), subject=_name(feed)) for feed in feeds)
        return
    for feed in failing:
        yield _failing(feed, now)


def silent_feeds(feeds: Sequence[FeedHealth], now: datetime) -> Iterator[Finding | Undecided]:
    """
    Yield a finding for each feed that answers and offered nothing new for longer than it uses to.

    It began when something new last came. Too long is three of its usual gaps, a day at least, and half as long again
    as any pause but one in eight weeks. Only time in which it was asked counts. One that is new or has no rhythm is not
    silent; of one that fails nobody knows.
    """
    for feed in feeds:
        if feed.state.failures:
            yield Undecided(rule="feed_silent", topic=_topic(feed), subject=_name(feed))
        elif _is_silent(feed, now):
            yield _silent(feed)


def _fails(feed: FeedHealth, now: datetime) -> bool:
    return feed.state.failures >= FAILURES and now - _since(feed) >= _FAILING_FOR


def _since(feed: FeedHealth) -> datetime:
    return feed.failing_since or feed.state.last_ok_at or feed.added_at


def _failing(feed: FeedHealth, now: datetime) -> Finding:
    state, since = feed.state, _since(feed)
    last = at(state.last_ok_at) if state.last_ok_at else "never"
    why = f"it failed {counted(state.failures, 'time')} in a row, for {length((now - since).total_seconds())}"
    details = (
        f"last error: {shown(state.problem or 'unknown')}",
        f"failing since {at(since)}; last answered well: {last}",
        *_asked_next(feed),
        _check(feed),
    )
    return _finding("feed_failing", feed, since, why, f"Feed fails: {_called(feed)}", details)


def _none_answers(failing: Sequence[FeedHealth], number: int) -> Finding:
    since = max(_since(feed) for feed in failing)
    problems = sorted({shown(feed.state.problem or "unknown") for feed in failing})
    return Finding(
        rule="feed_failing",
        topic="*",
        subject="feeds",
        thread="pipeline",
        began_at=since,
        facts=Facts(
            why=f"not one of {counted(number, 'feed')} answers",
            details=(
                *(f"error: {problem}" for problem in problems[:3]),
                f"since {at(since)}",
                "is there a network? try: claimwatch feeds check",
            ),
        ),
        title="No feed answers",
    )


def _is_silent(feed: FeedHealth, now: datetime) -> bool:
    if now - feed.added_at < SETTLED or feed.arrivals < _ARRIVALS or feed.answers < _ANSWERS:
        return False
    if not feed.a_day:
        return False
    return feed.silent > max(_USUAL_GAPS * 86_400 / feed.a_day, _SHORTEST, _LONGER * feed.longest_pause)


def _silent(feed: FeedHealth) -> Finding:
    state = feed.state
    last = state.last_new_at or feed.added_at
    return _finding(
        "feed_silent",
        feed,
        last,
        f"nothing new for {length(feed.silent)}; it used to bring {a_day(feed.a_day)}",
        f"Feed went silent: {_called(feed)}",
        (
            f"last new entry {at(last)}; it answered {counted(feed.answers, 'time')} since, without an error",
            *((f"flaw: {shown(state.flaw)}",) if state.flaw else ()),
            *_asked_next(feed),
            _check(feed),
        ),
    )


def _finding(
    rule: str, feed: FeedHealth, began_at: datetime, why: str, title: str, details: tuple[str, ...]
) -> Finding:
    return Finding(
        rule=rule,
        topic=_topic(feed),
        subject=_name(feed),
        thread=_name(feed),
        began_at=began_at,
        facts=Facts(why=why, url=shown(feed.state.feed.url), details=details),
        title=title,
    )


def _topic(feed: FeedHealth) -> str:
    return feed.state.feed.topic


def _name(feed: FeedHealth) -> str:
    return f"feed:{shown(feed.state.feed.url)}"


def _called(feed: FeedHealth) -> str:
    state = feed.state
    return shown(state.feed.label or state.title or state.feed.url)


def _asked_next(feed: FeedHealth) -> Iterator[str]:
    if feed.state.next_at is not None:
        yield f"it is asked again at {at(feed.state.next_at)}"


def _check(feed: FeedHealth) -> str:
    return f"look at it with: claimwatch feeds check {shlex.quote(shown(feed.state.feed.url))}"
