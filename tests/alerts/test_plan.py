from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from pipeline.alerts.outbox.plan import plan
from pipeline.models import Alert, Channel, Severity
from pipeline.models.outbox import Ack, Before, Past, Plan, Silence, Standing, Waiting

if TYPE_CHECKING:
    from collections.abc import Callable

NOON = datetime(2018, 3, 22, 12, tzinfo=UTC)


def _plan(channel: Channel, *alerts: Alert | Waiting, past: Past | None = None, **rest: Any) -> Plan:
    waiting = [one if isinstance(one, Waiting) else Waiting(alert=one) for one in alerts]
    known: dict[str, Any] = {"silences": (), "acks": (), "now": NOON, "names": {"phones": "Phones"}}
    return plan(channel, waiting, past or Past(), **known | rest)


def _told(found: Plan) -> list[list[int]]:
    return [[alert.alert_id for alert in message.alerts] for message in found.messages]


def _reason(found: Plan, alert_id: int) -> tuple[Standing, str | None]:
    return next((one.standing, one.reason) for one in found.verdicts if one.alert_id == alert_id)


def _before(*alerts: Alert, minutes: float = 60, place: int = 1) -> Past:
    at = NOON - timedelta(minutes=minutes)
    first = alerts[0]
    before = Before(
        topic=first.topic, thread=first.thread, place=place, at=at, alerts=alerts, subject="The first title"
    )
    return Past(threads=(before,), moments=(at,))


def test_what_fires_of_one_story_is_one_message(alert: Callable[..., Alert], channel: Callable[..., Channel]) -> None:
    """Ten echoes of a story are not ten messages."""
    found = _plan(channel(), *(alert(number, "on_record", 1) for number in range(1, 11)), alert(11, story=2))
    assert sorted(map(len, _told(found))) == [1, 10]


def test_two_topics_share_no_message(alert: Callable[..., Alert], channel: Callable[..., Channel]) -> None:
    """Whoever reads about phones did not ask about chips, though the story is one."""
    assert len(_told(_plan(channel(), alert(1), alert(2, topic="chips")))) == 2


def test_a_story_waits_for_the_rest_of_a_run_that_goes_on(
    alert: Callable[..., Alert], channel: Callable[..., Channel]
) -> None:
    """The run that brought it may bring more of it within the minute."""
    desk = channel(wait=60)
    fresh, older = alert(minutes=0.5), alert(minutes=1.5)
    waiting = _plan(desk, Waiting(alert=fresh, run_goes_on=True))
    assert waiting.messages == ()
    assert _reason(waiting, 1) == (Standing.WAITING, "for others of its story, until 2018-03-22 12:00 UTC")
    assert _told(_plan(desk, Waiting(alert=fresh))) == [[1]]
    assert _told(_plan(desk, Waiting(alert=older, run_goes_on=True))) == [[1]]


def test_later_news_of_a_story_goes_on_in_its_thread(
    alert: Callable[..., Alert], channel: Callable[..., Channel]
) -> None:
    """The second message says which it is, when the one before went, and what is otherwise by now."""
    first = alert(1, facts={"origins": 1, "outlets": 4})
    later = alert(2, "corroborated", facts={"origins": 2, "outlets": 6})
    (message,) = _plan(channel(), later, past=_before(first)).messages
    assert (message.thread, message.place) == ("story:1", 2)
    assert message.subject == "The first title"
    assert message.last_at == NOON - timedelta(hours=1)
    assert message.changed == ("origins: 1, now 2", "outlets: 4, now 6")


def test_a_thread_has_its_pace_unless_it_is_urgent(
    alert: Callable[..., Alert], channel: Callable[..., Channel]
) -> None:
    """A quarter of an hour between two messages of a story; a denial does not wait for it."""
    desk, past = channel(again_after=900), _before(alert(1), minutes=5)
    assert _reason(_plan(desk, alert(2, "corroborated"), past=past), 2) == (
        Standing.WAITING,
        "for its turn after the message before it, until 2018-03-22 12:10 UTC",
    )
    assert _told(_plan(desk, alert(3, "denied", severity=Severity.URGENT), past=past)) == [[3]]


def test_a_message_has_one_key_for_ever(alert: Callable[..., Alert], channel: Callable[..., Channel]) -> None:
    """Planned twice it is the same message; on another channel it is another one."""
    keys = [_plan(desk, alert(1)).messages[0].key for desk in (channel(), channel(), channel("phone"))]
    assert keys[0] == keys[1] != keys[2]


def test_a_new_story_speaks_for_the_watched_claims_in_it(
    alert: Callable[..., Alert], channel: Callable[..., Channel]
) -> None:
    """It says what is claimed; what is taken back is said whatever else is told."""
    found = _plan(channel(), alert(1), alert(2, "watched_claim"), alert(3, "denied"), alert(4, "corrected"))
    assert _told(found) == [[1, 3, 4]]
    assert _reason(found, 2) == (Standing.SUPPRESSED, "told by the alert of rule new_story (1)")
    assert _told(_plan(channel(), alert(2, "watched_claim"), past=_before(alert(1)))) == [[2]]


def test_that_a_feed_fails_says_why_it_is_silent(alert: Callable[..., Alert], channel: Callable[..., Channel]) -> None:
    """Also when that was told the day before, and no more when it is long ago."""
    about: dict[str, Any] = {"thread": "feed:https://x.example/feed", "claim_id": None, "story_id": None}
    failing, silent = alert(1, "feed_failing", **about), alert(2, "feed_silent", **about)
    assert _told(_plan(channel(), failing, silent)) == [[1]]
    assert _told(_plan(channel(), silent, past=_before(failing, minutes=60 * 24))) == []
    assert _told(_plan(channel(), silent, past=_before(failing, minutes=60 * 24 * 30))) == [[2]]


def test_a_channel_is_told_what_it_asked_for(alert: Callable[..., Alert], channel: Callable[..., Channel]) -> None:
    """By topic, rule and weight; what it did not ask for is a verdict with its reason, like everything else."""
    desk = channel(topics=("phones",), rules=("denied", "new_story"), least="notable")
    found = _plan(
        desk,
        alert(1),
        alert(2, topic="chips"),
        alert(3, "burst"),
        alert(4, "denied", severity=Severity.INFO),
    )
    assert _told(found) == [[1]]
    assert [_reason(found, number)[1] for number in (2, 3, 4)] == [
        "not asked for: topic chips",
        "not asked for: rule burst",
        "not asked for: info, and this channel is told what is notable or more",
    ]


def test_nobody_is_told_what_is_older_than_the_channel(
    alert: Callable[..., Alert], channel: Callable[..., Channel]
) -> None:
    """Who is added at noon does not hear of the morning."""
    found = _plan(channel(since=NOON), alert(1))
    assert _reason(found, 1) == (Standing.SUPPRESSED, "from before this channel was there")


def test_old_news_is_not_told(alert: Callable[..., Alert], channel: Callable[..., Channel]) -> None:
    """After two days that nobody could be reached, it is none; what waits for the digest is told all the same."""
    old = alert(1, minutes=60 * 49)
    assert _reason(_plan(channel(), old), 1) == (
        Standing.SUPPRESSED,
        "too old: it could not be told within 48 hours",
    )
    assert _told(_plan(channel(), Waiting(alert=old, standing=Standing.DIGEST, reason="x"))) == [[1]]


def test_what_goes_beyond_the_pace_comes_with_the_digest(
    alert: Callable[..., Alert], channel: Callable[..., Channel]
) -> None:
    """Three at once, and the rest is kept for the morning: the weightiest and oldest are told now."""
    found = _plan(channel(), *(alert(number, story=number, minutes=20 - number) for number in range(1, 6)))
    assert _told(found) == [[1], [2], [3]]
    assert _reason(found, 5) == (Standing.DIGEST, "more than 6 messages an hour")
    urgent = alert(9, story=9, severity=Severity.URGENT)
    assert _told(_plan(channel(), *(alert(number, story=number) for number in range(1, 6)), urgent))[0] == [9]


def test_what_is_urgent_never_waits_for_a_digest(alert: Callable[..., Alert], channel: Callable[..., Channel]) -> None:
    """It waits for the next minute in which the channel takes a message."""
    past = Past(moments=tuple(NOON - timedelta(minutes=minutes) for minutes in (3, 2, 1)))
    found = _plan(channel(), alert(1, severity=Severity.URGENT), past=past)
    assert _reason(found, 1) == (Standing.WAITING, "more than 6 messages an hour, until 2018-03-22 12:07 UTC")


def test_a_channel_that_was_quiet_for_long_takes_no_more_than_its_burst(
    alert: Callable[..., Alert], channel: Callable[..., Channel]
) -> None:
    """Tokens drip into a bucket, and the bucket has a size."""
    past = Past(moments=(NOON - timedelta(hours=9),))
    assert len(_plan(channel(), *(alert(number, story=number) for number in range(1, 9)), past=past).messages) == 3


def test_a_digest_has_no_message_of_two_topics_and_is_in_order(
    alert: Callable[..., Alert], channel: Callable[..., Channel]
) -> None:
    """Story by story, as they came up."""
    yesterday = {"standing": Standing.DIGEST, "reason": "x", "decided_at": NOON - timedelta(hours=20)}
    asked = [
        alert(1, story=1, minutes=90),
        alert(2, story=2, minutes=80),
        alert(3, "denied", story=1, minutes=70),
        alert(4, topic="chips"),
    ]
    found = _plan(channel(), *(Waiting(alert=one, **yesterday) for one in asked))
    assert _told(found) == [[1, 3, 2], [4]]
    assert [message.kind for message in found.messages] == ["digest", "digest"]
    assert found.messages[0].subject == "Phones: 3 alerts"


SILENCED = (
    ("everything", True),
    ("rule:denied", True),
    ("rule:burst", False),
    ("story:7", True),
    ("story:77", False),
    ("claim:8", True),
    ("topic:phones", True),
    ("topic:chips", False),
    ("feed:https://x.example/feed", False),
)


@pytest.mark.parametrize(("what", "covered"), SILENCED)
def test_a_silence_covers_what_it_names(
    alert: Callable[..., Alert], channel: Callable[..., Channel], what: str, *, covered: bool
) -> None:
    """Rule, story, claim, feed, topic or everything, and nothing beside it."""
    found = _plan(channel(), alert(1, "denied", 7, claim_id=8), silences=[_silence(what)])
    assert bool(found.messages) is not covered
    if covered:
        assert _reason(found, 1)[1] == "silenced until 2018-03-22 13:00 UTC by ada: on holiday"


def test_a_silence_ends(alert: Callable[..., Alert], channel: Callable[..., Channel]) -> None:
    """By itself, or when somebody ends it."""
    over = _silence("everything").model_copy(update={"until": NOON})
    ended = _silence("everything").model_copy(update={"ended_at": NOON})
    assert _told(_plan(channel(), alert(1), silences=[over, ended])) == [[1]]


def test_an_acknowledged_thread_is_silent_until_another_kind_of_thing_happens(
    alert: Callable[..., Alert], channel: Callable[..., Channel]
) -> None:
    """A third origin is more of the same; a denial is not, and ends the acknowledgement."""
    seen = Ack(
        ack_id=1,
        alert_id=1,
        topic="phones",
        thread="story:1",
        rules=("new_story", "corroborated"),
        author="ada",
        made_at=NOON - timedelta(hours=1),
    )
    found = _plan(channel(), alert(2, "corroborated"), alert(3, "corroborated", 2), acks=[seen])
    assert _told(found) == [[3]]
    assert "acknowledged by ada on 2018-03-22 11:00 UTC" in str(_reason(found, 2)[1])
    over = seen.model_copy(update={"over": True})
    assert _told(_plan(channel(), alert(2, "corroborated"), alert(4, "denied"), acks=[over])) == [[2, 4]]


def test_planning_again_decides_nothing_anew(alert: Callable[..., Alert], channel: Callable[..., Channel]) -> None:
    """What stands as it stood is no row."""
    desk, waiting = channel(wait=600), alert(1)
    (verdict,) = _plan(desk, Waiting(alert=waiting, run_goes_on=True)).verdicts
    decided = {"standing": verdict.standing, "reason": verdict.reason, "decided_at": NOON}
    assert _plan(desk, Waiting(alert=waiting, run_goes_on=True, **decided)) == Plan()


def _silence(what: str) -> Silence:
    hour = timedelta(hours=1)
    return Silence(silence_id=1, what=what, until=NOON + hour, author="ada", reason="on holiday", made_at=NOON - hour)
