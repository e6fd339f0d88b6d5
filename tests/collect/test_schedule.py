from __future__ import annotations

from bisect import bisect_right
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from pipeline.collect.schedule import (
    after_failure,
    after_feed,
    after_same,
    due,
    may_be_asked,
    offered_again,
    validators_to_send,
)
from pipeline.collect.timing.problems import problem_of
from pipeline.collect.timing.rhythm import CEILING, DAY, FLOOR, SECOND_POLL
from pipeline.collect.timing.turnover import turnover
from pipeline.models import Entry, Feed, FeedState, Fetch, ParsedFeed, Validators

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

URL = "http://outlet.example/feed.xml"
MONDAY = datetime(2018, 3, 19, tzinfo=UTC)


class Poll(NamedTuple):
    """A poll of a simulated feed: when, what is known after it, and the addresses it saw for the first time."""

    at: datetime
    state: FeedState
    fresh: tuple[str, ...] = ()


class Newsroom:
    """A feed whose entries appear at given moments, polled by the schedule alone over simulated days."""

    def __init__(
        self, appear: Iterable[datetime], *, lists: int = 20, dated: bool = True, every: int | None = None
    ) -> None:
        self.appear = sorted(appear)
        self.lists, self.dated, self.every = lists, dated, every
        self.status: Callable[[datetime], int] = lambda _: 200
        self.etag: Callable[[int], str] = str
        self.fresh_for: int | None = None

    def follow(self, days: float, *, state: FeedState | None = None, since: datetime = MONDAY) -> list[Poll]:
        """Poll until the days are over; after each poll the state is written down and read back."""
        state, now, known, polls = state or FeedState(feed=Feed(url=URL, topic="t")), since, set[str](), []
        while now < since + timedelta(days=days):
            state, fresh = self._ask(state, now, known)
            state = FeedState.model_validate_json(state.model_dump_json())
            polls.append(Poll(now, state, fresh))
            assert state.next_at is not None
            assert state.next_at > now
            now = state.next_at
        return polls

    def _ask(self, before: FeedState, now: datetime, known: set[str]) -> tuple[FeedState, tuple[str, ...]]:
        status, offered = self.status(now), self.offered(now)
        fetch = answered(now, status=status, fresh_for=self.fresh_for)
        if status != 200:
            return after_failure(before, fetch, problem_of(before, fetch, f"HTTP {status}")).state, ()
        body_hash = hash(offered) & (2**62 - 1)
        validators = Validators(etag=self.etag(body_hash), body_hash=body_hash)
        sent = validators_to_send(before, now)
        if sent and sent.etag == validators.etag:
            return after_same(before, fetch, None, whole=False).state, ()
        if body_hash == before.validators.body_hash:
            return after_same(before, fetch, validators, whole=True).state, ()
        fresh = tuple(entry.url for entry in offered if entry.url not in known)
        brought = turnover(before, offered, known)
        known.update(fresh)
        parsed = ParsedFeed(url=URL, entries=offered, every=self.every)
        return after_feed(before, fetch, validators, parsed, brought).state, fresh

    def offered(self, now: datetime) -> tuple[Entry, ...]:
        """What the feed lists at a moment, newest first."""
        there = bisect_right(self.appear, now)
        return tuple(
            Entry(
                feed_url=URL,
                url=f"http://outlet.example/{number}",
                published_at=self.appear[number] if self.dated else None,
            )
            for number in range(there - 1, max(there - self.lists, 0) - 1, -1)
        )


def answered(at: datetime, **fields: Any) -> Fetch:
    """A fetch of the feed at a moment."""
    return Fetch(**{"url": URL, "kind": "feed", "started_at": at, "elapsed_ms": 5, "status": 200, **fields})


def steadily(a_day: float, *, days: float, before: float = 10) -> list[datetime]:
    """Moments at equal distances, from some days before Monday on."""
    return [MONDAY + timedelta(days=number / a_day - before) for number in range(round(a_day * (days + before)))]


def well(**fields: Any) -> FeedState:
    """A feed that answered an hour ago, and may be asked again now."""
    hour_ago = MONDAY - timedelta(hours=1)
    known = {"checked_at": hour_ago, "last_ok_at": hour_ago, "last_new_at": hour_ago, "whole_at": hour_ago}
    given = {"interval": 3600, "entries_a_day": 24.0, "validators": Validators(etag="a", body_hash=1), **known}
    return FeedState(feed=Feed(url=URL, topic="t"), **{**given, **fields})


def seconds_to_next(state: FeedState) -> float:
    """How long the feed is left alone after its last poll."""
    assert state.next_at is not None
    assert state.checked_at is not None
    return (state.next_at - state.checked_at).total_seconds()


def test_a_new_feed_is_asked_at_once_and_again_after_half_an_hour() -> None:
    """The first answer says what it lists; only the second can say how fast that changes."""
    assert due(FeedState(feed=Feed(url=URL, topic="t")), MONDAY)
    first, second = Newsroom(steadily(4, days=2)).follow(0.03)
    assert 0.9 * SECOND_POLL <= (second.at - first.at).total_seconds() <= 1.1 * SECOND_POLL


@pytest.mark.parametrize("a_day", [8, 24, 48])
@pytest.mark.parametrize("dated", [True, False])
def test_a_poll_brings_about_one_new_entry(a_day: int, *, dated: bool) -> None:
    """Whatever its pace, whether or not its entries are dated; and not one is missed."""
    polls = Newsroom(steadily(a_day, days=10), dated=dated).follow(10)
    later = [poll for poll in polls if poll.at > MONDAY + timedelta(days=4)]
    assert 0.6 < sum(len(poll.fresh) for poll in later) / len(later) < 1.8
    assert sum(len(poll.fresh) for poll in polls[1:]) >= a_day * 9
    assert polls[-1].state.entries_a_day == pytest.approx(a_day, rel=0.35)


def test_nothing_of_a_rush_is_missed_though_the_week_was_quiet() -> None:
    """A feed of ten entries that wakes to six an hour is followed as soon as the first of them was seen."""
    rush = [MONDAY + timedelta(days=7, minutes=10 * number) for number in range(144)]
    room = Newsroom([*steadily(2, days=7), *rush], lists=10)
    polls = room.follow(8.5)
    woken = next(poll.at for poll in polls if poll.at > rush[0])
    seen = {url for poll in polls for url in poll.fresh}
    later = {entry.url for at in rush for entry in room.offered(at) if at > woken}
    assert later <= seen


def test_a_feed_that_falls_silent_slows_gradually_to_once_a_day() -> None:
    """No poll waits more than about twice as long as the one before, and a month later it is one a day."""
    polls = Newsroom(steadily(48, days=1)).follow(40)
    waits = [poll.state.interval or 0 for poll in polls]
    assert all(later <= 2.5 * earlier for earlier, later in pairwise(waits))
    assert waits[-1] == CEILING
    assert polls[-1].state.last_new_at is not None
    assert polls[-1].state.last_new_at < MONDAY + timedelta(days=1, hours=2)


def test_nobody_is_asked_more_often_than_every_ten_minutes() -> None:
    """Also a feed that brings an entry a minute."""
    polls = Newsroom(steadily(1440, days=1, before=1), lists=200).follow(0.5)
    assert min(poll.state.interval or 0 for poll in polls) == FLOOR
    assert min(map(seconds_to_next, (poll.state for poll in polls))) >= 0.9 * FLOOR


def test_a_feed_that_states_its_pace_is_believed() -> None:
    """Its own ttl and its server's Cache-Control raise the interval."""
    room = Newsroom(steadily(24, days=3), lists=40, every=2 * 3600)
    assert {poll.state.interval for poll in room.follow(3)} == {2 * 3600}
    room.fresh_for = 3 * 3600
    assert {poll.state.interval for poll in room.follow(3)} == {3 * 3600}


def test_a_stated_pace_never_lets_half_of_what_is_listed_pass_unseen() -> None:
    """A ttl of a day on a feed that lists ten of its hundred a day is a default nobody set; its news is not missed."""
    room = Newsroom(steadily(100, days=7), lists=10, every=DAY)
    polls = room.follow(7)
    assert max(len(poll.fresh) for poll in polls[1:]) < 10
    assert not any(poll.state.gap_at for poll in polls)


def test_one_old_pinned_entry_does_not_make_a_feed_look_slow() -> None:
    """The first estimate is made from the newest dates."""
    room = Newsroom([*steadily(24, days=1), MONDAY - timedelta(days=2000)], lists=500)
    first = room.follow(0.01)[0]
    assert first.state.entries_a_day == pytest.approx(24, rel=0.3)


def test_five_hundred_feeds_added_at_once_do_not_come_back_at_once() -> None:
    """Each is off by up to a tenth, always by the same for the same moment."""
    states = [FeedState(feed=Feed(url=f"{URL}?{number}", topic="t")) for number in range(500)]
    feed, brought = ParsedFeed(url=URL), turnover(states[0], (), set())
    planned = [after_feed(state, answered(MONDAY), Validators(), feed, brought).state for state in states]
    waits = sorted(map(seconds_to_next, planned))
    assert waits[-1] - waits[0] > 0.18 * SECOND_POLL
    assert len(set(waits)) > 200
    again = [after_feed(state, answered(MONDAY), Validators(), feed, brought).state for state in states]
    assert again == planned


def test_a_feed_that_answers_404_for_a_week_comes_back_as_it_was() -> None:
    """Asked less and less but at least daily; validators, rate and what was known survive, and nothing comes twice."""
    room = Newsroom(steadily(12, days=12))
    back = MONDAY + timedelta(days=9)
    room.status = lambda at: 404 if MONDAY + timedelta(days=2) < at < back else 200
    polls = room.follow(12)
    away = [poll for poll in polls if poll.state.problem]
    assert len(away) < 18
    assert [poll.state.failures for poll in away] == list(range(1, len(away) + 1))
    assert max(map(seconds_to_next, (poll.state for poll in away))) <= 1.1 * CEILING
    assert "claimwatch feeds discover http://outlet.example/" in (away[0].state.problem or "")
    returned = next(poll for poll in polls if poll.at > back)
    assert returned.at < back + timedelta(days=1.1)
    assert (returned.state.failures, returned.state.problem) == (0, None)
    assert away[-1].state.entries_a_day == away[0].state.entries_a_day
    seen = [url for poll in polls for url in poll.fresh]
    assert len(seen) == len(set(seen))
    assert polls[-1].state.interval is not None
    assert polls[-1].state.interval < 4 * 3600


def test_a_feed_that_is_gone_for_good_is_asked_once_a_week_and_its_reader_told() -> None:
    """One 410 may be a slip, so the first costs a day; the way out is in the problem."""
    room = Newsroom([])
    room.status = lambda _: 410
    polls = room.follow(60)
    assert [poll.state.interval for poll in polls[:5]] == [DAY, 2 * DAY, 4 * DAY, 7 * DAY, 7 * DAY]
    assert all(f"claimwatch feeds remove {URL}" in (poll.state.problem or "") for poll in polls)


def test_a_server_that_wants_to_be_left_alone_is_left_alone() -> None:
    """Retry-After binds also who asks by hand, and the schedule does not ask before."""
    later = MONDAY + timedelta(hours=20)
    state = after_failure(well(), answered(MONDAY, status=429, retry_at=later), "HTTP 429").state
    assert not may_be_asked(state, later - timedelta(seconds=1))
    assert not due(state.model_copy(update={"next_at": MONDAY}), later - timedelta(seconds=1))
    assert may_be_asked(state, later)
    assert state.next_at is not None
    assert later <= state.next_at
    assert due(state, state.next_at)
    assert after_same(state, answered(later), None, whole=False).state.not_before is None


def test_a_lying_etag_hides_entries_for_a_day_at_most() -> None:
    """A server that always answers "not modified" is asked for the whole body all the same."""
    room = Newsroom(steadily(6, days=10))
    room.etag = lambda _: "always the same"
    polls = room.follow(10)
    whole = [poll.at for poll in polls if poll.state.whole_at == poll.at]
    assert max(later - earlier for earlier, later in pairwise(whole)) <= timedelta(days=1.2)
    assert len({url for poll in polls[1:] for url in poll.fresh}) >= 6 * 8


def test_a_busy_feed_is_asked_for_its_whole_body_after_twelve_not_modified() -> None:
    """What a server may hide is hours, not a day, where a feed is asked often."""
    state = well()
    for number in range(12):
        assert validators_to_send(state, MONDAY) is not None, number
        state = after_same(state, answered(MONDAY + timedelta(minutes=number)), None, whole=False).state
    assert validators_to_send(state, MONDAY) is None
    assert after_same(state, answered(MONDAY), state.validators, whole=True).state.unchanged == 0


def test_without_validators_nothing_is_asked_with() -> None:
    """Also after an upgrade, when nobody knows how old the body is."""
    assert validators_to_send(well(validators=Validators(body_hash=1)), MONDAY) is None
    assert validators_to_send(well(whole_at=None), MONDAY) is None


def test_a_refreshed_validator_is_kept_and_a_missing_one_does_not_erase() -> None:
    """Servers renew Last-Modified with "not modified", or say nothing at all; the body is still the one we know."""
    state = well(validators=Validators(etag="a", last_modified="Mon", body_hash=1))
    refreshed = after_same(state, answered(MONDAY), Validators(last_modified="Tue"), whole=False).state
    assert refreshed.validators == Validators(etag="a", last_modified="Tue", body_hash=1)
    assert refreshed.whole_at == state.whole_at
    assert after_same(state, answered(MONDAY), None, whole=False).state.validators == state.validators


def test_a_feed_that_shares_nothing_with_what_was_known_has_a_gap() -> None:
    """Entries may have come and gone unseen: it is noted, and the feed asked twice as often."""
    entries = tuple(Entry(feed_url=URL, url=f"http://outlet.example/{number}") for number in range(3))
    brought = turnover(well(), entries, {"http://outlet.example/old"})
    assert (brought.new, brought.gap) == (3, True)
    feed = ParsedFeed(url=URL, entries=entries)
    state = after_feed(well(), answered(MONDAY), Validators(body_hash=2), feed, brought).state
    assert state.gap_at == MONDAY
    assert state.interval is not None
    assert state.interval <= 3600 / 2


@pytest.mark.parametrize(
    ("before", "why"),
    [
        (FeedState(feed=Feed(url=URL, topic="t")), "it was never read"),
        (well(last_new_at=None), "it was always empty"),
        (well(validators=Validators()), "its last entries could not all be fetched, and are offered again"),
    ],
)
def test_what_is_no_gap(before: FeedState, why: str) -> None:
    """An answer full of unknown entries is nothing strange there."""
    assert not turnover(before, (Entry(feed_url=URL, url="http://outlet.example/1"),), set()).gap, why


def test_an_empty_answer_is_a_good_one() -> None:
    """Nothing is deleted, nothing new, no gap, no problem."""
    brought = turnover(well(), (), {"http://outlet.example/old"})
    state = after_feed(well(), answered(MONDAY), Validators(body_hash=2), ParsedFeed(url=URL), brought).state
    assert (brought.new, brought.gap, state.problem, state.gap_at, state.dated) == (0, False, None, None, None)


@pytest.mark.parametrize(
    "listed", ["https://outlet.example/a", "http://www.outlet.example/a/", "https://outlet.example/a?utm_source=rss"]
)
def test_an_entry_listed_under_another_form_of_its_address_is_not_new(listed: str) -> None:
    """A site that goes over to https, or begins to count its clicks, publishes nothing by that."""
    brought = turnover(well(), (Entry(feed_url=URL, url=listed),), {"http://outlet.example/a"})
    assert (brought.new, brought.gap) == (0, False)


def test_entries_offered_again_are_not_counted_twice() -> None:
    """Pages that failed are offered once more within the hour; only what is dated since the last poll is new."""
    state = offered_again(well(next_at=MONDAY + timedelta(days=1)), MONDAY)
    assert state.validators == Validators()
    assert state.next_at == MONDAY + timedelta(hours=1)
    old, new = (
        Entry(feed_url=URL, url=f"http://outlet.example/{days}", published_at=MONDAY - timedelta(days=days))
        for days in (1, 0)
    )
    assert turnover(state, (old, new), set()).new == 1


def test_the_share_of_trusted_dates_and_the_flaw_are_kept() -> None:
    """They are what `feeds check` tells."""
    dated = Entry(feed_url=URL, url="http://outlet.example/1", published_at=MONDAY)
    feed = ParsedFeed(url=URL, entries=(dated, Entry(feed_url=URL, url="http://outlet.example/2")), flaw="not closed")
    state = after_feed(well(), answered(MONDAY), Validators(), feed, turnover(well(), feed.entries, set())).state
    assert (state.dated, state.flaw) == (0.5, "not closed")
