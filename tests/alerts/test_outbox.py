from __future__ import annotations

import contextlib
import shutil
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from pipeline.errors import NotFoundError
from pipeline.models import Alert, Answer, Batch, Channel, Outcome
from pipeline.notify import Terms, meet, notify
from pipeline.store import outbox_wishes as wishes
from pipeline.store.ledger import Ledger
from pipeline.store.migrate import failed_checks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pipeline.models import Message
    from pipeline.notify import Notified

NOON = datetime(2018, 3, 22, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


class Post:
    """A receiver that answers as it is told, and remembers what it was given."""

    def __init__(self) -> None:
        self.taken: list[Message] = []
        self.answers: list[Outcome] = []

    def __call__(self, message: Message, *_: object) -> Outcome:
        """Take a message."""
        self.taken.append(message)
        return self.answers.pop(0) if self.answers else Outcome(answer=Answer.ACCEPTED, detail="200")

    @property
    def told(self) -> list[list[int]]:
        """The alerts of each message, in the order in which they came."""
        return [[alert.alert_id for alert in message.alerts] for message in self.taken]


class Desk:
    """A ledger into which alerts fall, and a channel that is told at a moment of one's choice."""

    def __init__(self, folder: Path, *channels: Channel) -> None:
        self.ledger, self.channels, self.post, self.now = Ledger(folder), channels, Post(), NOON
        self.run, _ = self.ledger.begin(["phones"], (), NOON - HOUR)

    def fires(self, *alerts: Alert) -> None:
        """Store alerts as a run does."""
        self.ledger.commit(Batch(decided_at=self.now, alerts=alerts), self.run)

    def tells(self, after: timedelta = timedelta(0), **rest: Any) -> Notified:
        """Tell what there is to tell, so long after the last time."""
        self.now += after
        named: dict[str, Any] = {"send": self.post, "terms": Terms(lease=60, pause=30)}
        return notify(self.ledger, self.channels, lambda: self.now, **named | rest)

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """Ask the live database."""
        with self.ledger.database.writing() as connection:
            assert failed_checks(connection) == {}
            return connection.execute(sql).fetchall()


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty ledger, made once: copying it is quicker."""
    ledger = Ledger(tmp_path_factory.mktemp("blank"))
    with ledger.database.writing():
        pass
    return ledger.database.live


@pytest.fixture
def desk_of(tmp_path: Path, blank: Path) -> Iterator[Callable[..., Desk]]:
    """Make a desk for channels; its database is opened once, which is quicker than for every step."""
    with contextlib.ExitStack() as opened:

        def make(*channels: Channel) -> Desk:
            (tmp_path / "var").mkdir()
            shutil.copyfile(blank, tmp_path / "var" / "live.duckdb")
            desk = Desk(tmp_path / "var", *channels)
            opened.enter_context(desk.ledger.database.held_open())
            return desk

        yield make


@pytest.fixture
def desk(desk_of: Callable[..., Desk], channel: Callable[..., Channel]) -> Desk:
    """One channel, which is told everything at once."""
    return desk_of(channel())


def test_what_fired_is_told_once_however_often_it_is_planned(desk: Desk, alert: Callable[..., Alert]) -> None:
    """Run after run, restart after restart."""
    desk.fires(alert(1), alert(2, "corroborated"))
    assert [desk.tells().sent, desk.tells().sent, desk.tells(HOUR).sent] == [1, 0, 0]
    assert desk.post.told == [[1, 2]]
    assert desk.ask("SELECT state, count(*) FROM outbox GROUP BY ALL") == [("message", 2)]
    rows = desk.ask("SELECT alert_id, channel, attempt, state, error FROM deliveries ORDER BY alert_id")
    assert rows == [(1, "desk", 1, "sent", None), (2, "desk", 1, "sent", None)]


def test_who_was_met_by_a_run_is_told_of_it_by_whoever_comes_later(desk: Desk, alert: Callable[..., Alert]) -> None:
    """A sender that is woken late finds another run begun; what the one before brought is not lost for that."""
    meet(desk.ledger, desk.channels, NOON)
    desk.fires(alert(1))
    desk.ledger.begin(["phones"], (), NOON + HOUR)
    assert desk.tells(2 * HOUR).sent == 1
    assert desk.post.told == [[1]]


def test_what_is_quiet_is_told_nobody(desk: Desk, alert: Callable[..., Alert]) -> None:
    """The first run, a back-fill: they fired, and the reason stands with them."""
    desk.fires(alert(1, quiet="first run"), alert(2, story=2))
    desk.tells()
    assert desk.post.told == [[2]]


def test_the_next_message_of_a_story_belongs_to_its_thread(desk: Desk, alert: Callable[..., Alert]) -> None:
    """Later origins go on where the first message began, and say what has changed."""
    desk.fires(alert(1, facts={"origins": 1}))
    desk.tells()
    desk.fires(alert(2, "corroborated", facts={"origins": 2}, minutes=-50))
    desk.tells(HOUR)
    first, second = desk.post.taken
    assert [first.place, second.place] == [1, 2]
    assert second.last_at == NOON
    assert second.changed == ("origins: 1, now 2",)
    assert first.key != second.key


def test_a_refusal_for_now_is_tried_again_under_the_same_key(desk: Desk, alert: Callable[..., Alert]) -> None:
    """Later every time, and never before the receiver wants."""
    desk.fires(alert(1))
    desk.post.answers = [
        Outcome(answer=Answer.LATER, detail="503"),
        Outcome(answer=Answer.LATER, detail="429, try again in 600 s", wait=600),
    ]
    told = desk.tells()
    assert (told.sent, told.failed) == (0, 1)
    assert told.problems == ["channel desk: 503; it is tried again, nothing is lost"]
    assert desk.tells(timedelta(seconds=14)).failed == 0
    assert desk.tells(timedelta(seconds=16)).failed == 1
    assert desk.tells(timedelta(seconds=599)).sent == 0
    assert desk.tells(timedelta(seconds=1)).sent == 1
    assert len({message.key for message in desk.post.taken}) == 1
    assert desk.ask("SELECT attempt, state FROM deliveries ORDER BY attempt") == [
        (1, "failed"),
        (2, "failed"),
        (3, "sent"),
    ]


def test_a_refusal_for_good_is_given_up_and_can_be_tried_again(desk: Desk, alert: Callable[..., Alert]) -> None:
    """No such address: nobody asks it twelve times; when it is mended, it is the same message."""
    desk.fires(alert(1))
    desk.post.answers = [Outcome(answer=Answer.NEVER, detail="404")]
    told = desk.tells()
    assert told.dead == 1
    assert "given up, claimwatch alerts retry" in told.problems[0]
    assert desk.tells(HOUR).sent == 0
    assert wishes.try_again(desk.ledger.database, None, desk.now) == 1
    assert desk.tells().sent == 1
    assert len({message.key for message in desk.post.taken}) == 1
    with pytest.raises(NotFoundError, match="no message was given up"):
        wishes.try_again(desk.ledger.database, None, desk.now)


def test_a_message_is_tried_twelve_times(desk: Desk, alert: Callable[..., Alert]) -> None:
    """Then it is given up; and a kill on each of them counts as well."""
    desk.fires(alert(1))
    desk.post.answers = [Outcome(answer=Answer.LATER, detail="503")] * 20
    dead = [desk.tells(2 * HOUR).dead for _ in range(14)]
    assert dead.index(1) == 11
    assert len(desk.post.taken) == 12


def test_killed_twelve_times_is_given_up_too(desk: Desk, alert: Callable[..., Alert]) -> None:
    """Nobody settles an attempt that was cut off: the limit holds when it is leased."""
    desk.fires(alert(1))
    desk.tells(most=0)
    outbox = desk.ledger.outbox
    for attempt in range(1, 13):
        handed = outbox.lease("desk", "killed", lambda: desk.now, 60)
        assert handed is not None
        assert handed.attempt == attempt
        assert outbox.lease("desk", "another", lambda: desk.now, 60) is None
        desk.now += timedelta(seconds=61)
    assert outbox.lease("desk", "another", lambda: desk.now, 60) is None
    assert desk.ask("SELECT state, last_error FROM messages") == [("dead", "given up after 12 attempts")]
    assert desk.ask("SELECT DISTINCT state FROM deliveries WHERE attempt < 12") == [("cut off",)]


def test_good_news_counts_even_when_it_comes_late(desk: Desk, alert: Callable[..., Alert]) -> None:
    """What was accepted after its lease had ended is not sent a third time."""
    desk.fires(alert(1))
    desk.tells(most=0)
    outbox = desk.ledger.outbox
    slow = outbox.lease("desk", "slow", lambda: desk.now, 60)
    desk.now += timedelta(seconds=61)
    quick = outbox.lease("desk", "quick", lambda: desk.now, 60)
    assert slow is not None
    assert quick is not None
    outbox.settle(slow, Outcome(answer=Answer.ACCEPTED, detail="200"), desk.now, desk.now)
    outbox.settle(quick, Outcome(answer=Answer.LATER, detail="cut off"), desk.now, desk.now)
    assert [row[0] for row in desk.ask("SELECT state FROM messages")] == ["sent"]


def test_a_conversation_keeps_its_order(desk: Desk, alert: Callable[..., Alert]) -> None:
    """While its first message is not through, the second waits, and other stories do not."""
    desk.fires(alert(1))
    desk.post.answers = [Outcome(answer=Answer.LATER, detail="503")]
    desk.tells()
    desk.fires(alert(2, "denied"), alert(3, story=3))
    desk.tells(timedelta(seconds=1))
    assert desk.post.told == [[1], [3]]
    desk.tells(HOUR)
    assert desk.post.told == [[1], [3], [1], [2]]


def test_a_clock_that_was_set_back_holds_nothing_up(desk: Desk, alert: Callable[..., Alert]) -> None:
    """What is leased or due far in the future was stored before somebody mended the clock."""
    desk.fires(alert(1))
    desk.tells(most=0)
    desk.ledger.outbox.lease("desk", "gone", lambda: NOON + 24 * 365 * HOUR, 60)
    assert desk.tells().sent == 1


def test_a_silence_holds_an_acknowledgement_holds_and_both_end(desk: Desk, alert: Callable[..., Alert]) -> None:
    """Stored with their reasons: whoever asks why they were not told finds it."""
    database = desk.ledger.database
    desk.fires(alert(1), alert(2, story=2))
    number = wishes.silence(database, "story:2", desk.now + HOUR, "ada", "seen", desk.now - HOUR)
    desk.tells()
    seen = wishes.acknowledge(database, 1, "ada", desk.now)
    assert seen == ("phones", "story:1", ("new_story",))
    wishes.end_silence(database, number, desk.now)
    with pytest.raises(NotFoundError, match="no silence"):
        wishes.end_silence(database, number, desk.now)
    desk.fires(alert(3, minutes=-1), alert(4, "denied", story=2, minutes=-1))
    desk.tells(HOUR)
    assert desk.post.told == [[1], [4]]
    reasons = desk.ask("SELECT alert_id, reason FROM outbox WHERE state = 'suppressed' ORDER BY alert_id")
    assert [(alert_id, reason.partition(" ")[0]) for alert_id, reason in reasons] == [
        (2, "silenced"),
        (3, "acknowledged"),
    ]
    desk.fires(alert(5, "denied", minutes=-65))
    desk.fires(alert(6, minutes=-66))
    desk.tells(HOUR)
    assert desk.post.told[2:] == [[5, 6]]


def test_what_goes_beyond_the_pace_is_in_the_next_digest(
    desk_of: Callable[..., Desk], alert: Callable[..., Alert]
) -> None:
    """Nothing is dropped, only put off until the morning."""
    desk = desk_of(Channel(name="desk", to="stdout", burst=1, an_hour=1))
    desk.fires(*(alert(number, story=number) for number in range(1, 5)))
    desk.tells()
    assert sorted(map(len, desk.post.told)) == [1]
    desk.tells(20 * HOUR)
    assert [message.kind for message in desk.post.taken] == ["alerts", "digest"]
    assert sorted(number for told in desk.post.told for number in told) == [1, 2, 3, 4]
    assert desk.tells(24 * HOUR).sent == 0


def test_a_channel_begins_with_the_run_in_which_it_was_met(
    desk_of: Callable[..., Desk], alert: Callable[..., Alert]
) -> None:
    """What the last run brought is told, what earlier ones brought is not; and it stays so."""
    desk = desk_of(Channel(name="desk", to="stdout", wait=0))
    desk.fires(alert(1, story=1, minutes=90), alert(2, story=2, minutes=30))
    assert desk.tells().sent == 1
    desk.ledger.begin(["phones"], (), desk.now + HOUR)
    desk.fires(alert(3, story=3, minutes=-30))
    desk.tells(2 * HOUR)
    assert desk.post.told == [[2], [3]]


def test_an_address_that_cannot_be_looked_up_costs_no_attempt(
    desk_of: Callable[..., Desk], alert: Callable[..., Alert], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A secret that is not set is for its owner to mend; the other channels are told."""
    lost = Channel(name="lost", to="${env:NOT_THERE}", wait=0)
    desk = desk_of(lost, Channel(name="desk", to="stdout", wait=0))
    desk.fires(alert(1))
    told = desk.tells()
    assert told.sent == 1
    assert "channel lost: the environment variable NOT_THERE is not set" in told.problems[0]
    monkeypatch.setenv("NOT_THERE", "stdout")
    assert desk.tells().sent == 1
    assert desk.ask("SELECT attempts FROM messages WHERE channel = 'lost'") == [(1,)]


def test_a_channel_that_is_taken_away_leaves_nothing_waiting(desk: Desk, alert: Callable[..., Alert]) -> None:
    """What was kept for it says so."""
    desk.fires(alert(1, run_id=desk.run))
    desk.channels = (desk.channels[0].model_copy(update={"wait": 6000}),)
    desk.tells()
    assert wishes.close_channel(desk.ledger.database, "desk", desk.now) == 1
    assert desk.ask("SELECT state, reason FROM outbox") == [("suppressed", "the channel was removed")]


def test_another_run_that_has_begun_holds_nothing_back(desk: Desk, alert: Callable[..., Alert]) -> None:
    """On a tight schedule one always has: what the run before brought waits for its own run alone."""
    desk.channels = (desk.channels[0].model_copy(update={"wait": 6000}),)
    desk.fires(alert(1, run_id=desk.run))
    assert desk.tells().sent == 0
    desk.ledger.finish(desk.run, "ok", desk.now)
    desk.ledger.begin(["phones"], (), desk.now)
    assert desk.tells().sent == 1


def test_planning_writes_only_what_is_otherwise(desk: Desk, alert: Callable[..., Alert]) -> None:
    """A verdict keeps the moment at which it was given."""
    desk.channels = (desk.channels[0].model_copy(update={"wait": 6000}),)
    desk.fires(alert(1, run_id=desk.run))
    desk.tells()
    desk.tells(timedelta(minutes=5))
    assert desk.ask("SELECT decided_at FROM outbox") == [(NOON.replace(tzinfo=None),)]
