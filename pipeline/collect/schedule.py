"""
When each feed is asked next, and what an answer changes in what is known of it.

    FeedState before, what came  ->  FeedState after, and a Move where the feed's address changed

All memory is in `FeedState`, so that a restart changes nothing. The moment of an answer is when it was asked for.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.collect.timing import moves
from pipeline.collect.timing.rhythm import CEILING, DAY, FLOOR, SECOND_POLL, next_interval, observed_rate, rate_by_dates
from pipeline.models import FeedState, Move, Validators
from pipeline.text import content_id

if TYPE_CHECKING:
    from datetime import datetime

    from pipeline.collect.timing.turnover import Turnover
    from pipeline.models import Fetch, ParsedFeed

__all__ = [
    "GONE",
    "After",
    "after_failure",
    "after_feed",
    "after_no_turn",
    "after_same",
    "due",
    "may_be_asked",
    "offered_again",
    "validators_to_send",
]

GONE = 410
"""The owner says that the feed is gone for good. Owners err: it is asked less and less, down to once a week."""

_LEAST_OFTEN_GONE = 7 * DAY
# Up and down: 500 feeds added in one go are asked within six minutes the second time, and drift apart from there.
_JITTER = 0.1
# Servers that answer "not modified" whatever they have: mediacloud does without validators for their sake, NewsBlur
# leaves them out of one poll in a hundred. A whole body a day, and after every twelve such answers, finds what they
# hide, and costs a feed that is asked every ten minutes one body in two hours.
_WHOLE_AT_LEAST = timedelta(days=1)
_UNCHANGED_AT_MOST = 12
# A page that failed is asked for again when its feed offers it again: a server's bad hour costs no more than that.
_OFFERED_AGAIN = timedelta(hours=1)

Fields = dict[str, Any]


class After(NamedTuple):
    """What is known of a feed after an answer."""

    state: FeedState
    move: Move | None = None


def due(state: FeedState, now: datetime) -> bool:
    """Is it the feed's turn? One that was never asked is due at once."""
    return may_be_asked(state, now) and (state.next_at is None or state.next_at <= now)


def may_be_asked(state: FeedState, now: datetime) -> bool:
    """Has the time passed for which the server wanted to be left alone? Nobody asks before, not even by hand."""
    return state.not_before is None or state.not_before <= now


def validators_to_send(state: FeedState, now: datetime) -> Validators | None:
    """Return what to ask "has it changed?" with; None where it is time to ask for the whole body."""
    validators = state.validators
    if not (validators.etag or validators.last_modified):
        return None
    if state.whole_at is None or now - state.whole_at >= _WHOLE_AT_LEAST or state.unchanged >= _UNCHANGED_AT_MOST:
        return None
    return validators


def after_same(before: FeedState, fetch: Fetch, sent: Validators | None, *, whole: bool) -> After:
    """
    Return the state after an answer that brought nothing new: "not modified", or the `whole` body as it was.

    `sent` are the validators that came with the answer; where it repeats none, the ones known stay.
    """
    known, now = before.validators, fetch.started_at
    seconds = _since_last(before, now)
    rate = before.entries_a_day
    if rate is not None and before.last_ok_at is not None:
        rate = observed_rate(rate, 0, (now - before.last_ok_at).total_seconds())
    stated = max(before.every or 0, fetch.fresh_for or 0)
    interval = next_interval(rate, new=0, seconds=seconds, window=None, stated=stated)
    if _ahead_of_turn(before, now):
        interval = before.interval or interval
    seen: Fields = {"whole_at": now, "unchanged": 0} if whole else {"unchanged": before.unchanged + 1}
    if sent is not None:
        etag, last_modified = sent.etag or known.etag, sent.last_modified or known.last_modified
        if (etag, last_modified) != (known.etag, known.last_modified):
            seen["validators"] = Validators(etag=etag, last_modified=last_modified, body_hash=known.body_hash)
    return _after_good_answer(before, fetch, interval, {**seen, "entries_a_day": rate})


def after_feed(before: FeedState, fetch: Fetch, sent: Validators, feed: ParsedFeed, brought: Turnover) -> After:
    """Return the state after a body that is new, and a feed; `brought` is how it compares with what was known."""
    now = fetch.started_at
    dates = [entry.published_at for entry in feed.entries if entry.published_at is not None]
    if before.entries_a_day is None and (told := rate_by_dates(dates, now)) is not None:
        rate: float | None = told
    elif before.last_ok_at is not None:
        rate = observed_rate(before.entries_a_day, brought.new, (now - before.last_ok_at).total_seconds())
    else:
        rate = None
    interval = next_interval(
        rate,
        new=brought.new,
        seconds=_since_last(before, now),
        window=len(feed.entries),
        stated=max(feed.every or 0, fetch.fresh_for or 0),
    )
    if brought.gap:
        interval = _hurried(before.interval or interval, interval, rate_by_dates(dates, now))
    learned: Fields = {
        "validators": sent,
        "title": feed.title or before.title,
        "whole_at": now,
        "unchanged": 0,
        "every": feed.every,
        "entries_a_day": rate,
        "dated": len(dates) / len(feed.entries) if feed.entries else None,
        "flaw": feed.flaw,
        "hub": feed.hub,
        "self_url": feed.self_url,
    }
    if brought.new:
        learned["last_new_at"] = now
    if brought.gap:
        learned["gap_at"] = now
    return _after_good_answer(before, fetch, interval, learned)


def after_failure(before: FeedState, fetch: Fetch, problem: str) -> After:
    """
    Return the state after a feed did not answer as a feed: asked less and less often, and never given up.

    The interval doubles with every failure in a row up to a day, for one that is gone for good up to a week. What the
    last good answer left (validators, rate, dates) stays, so that nothing is missed when it comes back.
    """
    now, failures = fetch.started_at, before.failures + 1
    interval = before.interval or SECOND_POLL
    if fetch.status == GONE:
        longer = min(max(interval * 2, DAY), _LEAST_OFTEN_GONE)
    else:
        longer = min(interval * 2, CEILING) if before.failures else interval
    # The first 410 counts whenever it comes; the hundredth failure within an hour's runs by hand does not.
    if not _ahead_of_turn(before, now) or before.failures == 0:
        interval = longer
    moved, move = moves.after_failures(before, failures, now)
    if move is not None:
        interval = SECOND_POLL
    failed: Fields = {"checked_at": now, "failures": failures, "problem": problem}
    return After(before.model_copy(update={**failed, **moved, **_planned(before, fetch, interval)}), move)


def after_no_turn(before: FeedState, fetch: Fetch) -> After:
    """
    Return the state of a feed that was not asked, because its host wants to be left alone: put off, and nothing else.

    What one feed of a host brought about is no failure of the others.
    """
    return After(before.model_copy(update=_planned(before, fetch, before.interval or SECOND_POLL)))


def offered_again(state: FeedState, now: datetime) -> FeedState:
    """Return the state of a feed some of whose pages are still to come: it is asked soon and offers them once more."""
    soon = max(now + _OFFERED_AGAIN, state.not_before or now)
    planned = soon if state.next_at is None else min(state.next_at, soon)
    return state.model_copy(update={"validators": Validators(), "next_at": planned})


def _after_good_answer(before: FeedState, fetch: Fetch, interval: int, learned: Fields) -> After:
    now = fetch.started_at
    moved, move = moves.after_good_answer(before, fetch)
    well: Fields = {"checked_at": now, "last_ok_at": now, "failures": 0, "problem": None}
    return After(before.model_copy(update={**well, **learned, **moved, **_planned(before, fetch, interval)}), move)


def _hurried(before: int, interval: int, a_day: float | None) -> int:
    """
    Return the interval after a gap: half of what it was, or what the newest dates ask for where that is less.

    How many entries passed unseen cannot be counted, so the pace seen is too slow; without dates there is no other.
    """
    return max(FLOOR, min(interval, before // 2, round(DAY / a_day) if a_day else FLOOR))


def _ahead_of_turn(before: FeedState, now: datetime) -> bool:
    """Was it asked by hand before its turn? That nothing came of it then says nothing about how often to ask."""
    return before.interval is not None and before.next_at is not None and now < before.next_at


def _since_last(before: FeedState, now: datetime) -> float | None:
    """Return the seconds in which an answer's entries came: no less than an interval, so that haste tells nothing."""
    if before.last_ok_at is None:
        return None
    usual = SECOND_POLL if before.failures or before.interval is None else before.interval
    return max((now - before.last_ok_at).total_seconds(), float(usual))


def _planned(before: FeedState, fetch: Fetch, interval: int) -> Fields:
    now, not_before = fetch.started_at, fetch.retry_at
    # The same address at the same moment always gets the same chance: a run can be played again.
    chance = content_id("next poll", before.feed.url, now) % 20_001 / 10_000 - 1
    next_at = now + timedelta(seconds=round(interval * (1 + _JITTER * chance)))
    if not_before is not None and next_at < not_before:
        next_at = not_before + timedelta(seconds=round(interval * _JITTER * abs(chance)))
    return {"interval": interval, "next_at": next_at, "not_before": not_before}
