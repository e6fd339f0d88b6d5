from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest

from pipeline.alerts.outbox.hours import next_at, quiet_until
from pipeline.alerts.outbox.plan import plan
from pipeline.models import Alert, Channel, Severity
from pipeline.models.outbox import Past, Standing, Waiting

if TYPE_CHECKING:
    from collections.abc import Callable

BERLIN = "Europe/Berlin"


def _utc(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=UTC)


# In Berlin clocks went from 02:00 to 03:00 on 25 March 2018 and from 03:00 to 02:00 on 28 October 2018.
NEXT = (
    ("2018-03-24T12:00", "08:00", "2018-03-25T06:00"),
    ("2018-03-23T12:00", "08:00", "2018-03-24T07:00"),
    ("2018-10-27T12:00", "08:00", "2018-10-28T07:00"),
    ("2018-03-24T12:00", "02:30", "2018-03-25T01:30"),
    ("2018-10-27T12:00", "02:30", "2018-10-28T00:30"),
    ("2018-10-28T00:30", "02:30", "2018-10-29T01:30"),
)


@pytest.mark.parametrize(("after", "at", "moment"), NEXT)
def test_a_digest_comes_at_the_local_hour_once_a_day(after: str, at: str, moment: str) -> None:
    """Also on the days when clocks are changed, at an hour that is left out or shown twice."""
    assert next_at(_utc(after), time.fromisoformat(at), BERLIN) == _utc(moment)


QUIET = (
    ("2018-03-24T20:59", None),
    ("2018-03-24T21:00", "2018-03-25T05:00"),
    ("2018-03-25T04:59", "2018-03-25T05:00"),
    ("2018-03-25T05:00", None),
    ("2018-10-27T20:00", "2018-10-28T06:00"),
)


@pytest.mark.parametrize(("now", "until"), QUIET)
def test_quiet_hours_are_those_of_the_clock_on_the_wall(
    channel: Callable[..., Channel], now: str, until: str | None
) -> None:
    """From ten in the evening to seven in the morning, an hour shorter in the night to summer time."""
    desk = channel(quiet_from=time(22), quiet_until=time(7), timezone=BERLIN)
    assert quiet_until(desk, _utc(now)) == (_utc(until) if until else None)


def test_quiet_hours_within_a_day_and_none_at_all(channel: Callable[..., Channel]) -> None:
    """A nap at noon; and who sets nothing sleeps never."""
    nap = channel(quiet_from=time(12), quiet_until=time(13))
    assert quiet_until(nap, _utc("2018-03-22T12:30")) == _utc("2018-03-22T13:00")
    assert quiet_until(nap, _utc("2018-03-22T13:00")) is None
    assert quiet_until(channel(), _utc("2018-03-22T03:00")) is None


def test_the_night_is_quiet_but_for_what_is_urgent(
    alert: Callable[..., Alert], channel: Callable[..., Channel]
) -> None:
    """It is held until the morning, with the reason; a denial wakes whoever wants to be woken."""
    desk = channel(quiet_from=time(11), quiet_until=time(13))
    noon = _utc("2018-03-22T12:00")

    def planned(one: Alert, now: datetime) -> list[tuple[Standing, str | None]]:
        waiting = [Waiting(alert=one)]
        found = plan(desk, waiting, Past(), (), (), now, names={})
        return [(verdict.standing, verdict.reason) for verdict in found.verdicts]

    assert planned(alert(1), noon) == [(Standing.HELD, "quiet hours until 2018-03-22 13:00 UTC")]
    assert planned(alert(1, severity=Severity.URGENT), noon) == [(Standing.MESSAGE, None)]
    assert planned(alert(1), noon + timedelta(hours=1)) == [(Standing.MESSAGE, None)]


def test_a_digest_waits_for_its_hour_and_for_the_end_of_the_night(
    alert: Callable[..., Alert], channel: Callable[..., Channel]
) -> None:
    """Half past five is not six; and nobody is woken by a digest."""
    asked = [Waiting(alert=alert(1), standing=Standing.DIGEST, reason="x", decided_at=_utc("2018-03-22T12:00"))]

    def digests(desk: Channel, now: str) -> int:
        return len(plan(desk, asked, Past(), (), (), _utc(now), names={}).messages)

    desk = channel(digest_at=time(8), timezone=BERLIN)
    assert [digests(desk, now) for now in ("2018-03-23T06:30", "2018-03-23T07:00")] == [0, 1]
    asleep = desk.model_copy(update={"quiet_from": time(22), "quiet_until": time(9)})
    assert [digests(asleep, now) for now in ("2018-03-23T07:00", "2018-03-23T08:00")] == [0, 1]
