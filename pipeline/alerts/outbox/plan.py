"""What a channel is told now, and what becomes of every other alert that fired."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING

from pipeline.alerts.outbox.composing import digest_of, message_of, number_of, weight
from pipeline.alerts.outbox.hours import next_at, quiet_until
from pipeline.alerts.outbox.pace import Pace
from pipeline.alerts.outbox.unheard import acknowledged, not_asked_for, silenced, told_by_another, too_old
from pipeline.models import Severity
from pipeline.models.outbox import Plan, Standing, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from pipeline.models import Alert, Channel, Message
    from pipeline.models.outbox import Ack, Before, Past, Silence, Waiting

__all__ = ["plan"]

Thread = tuple[str, str]


def plan(
    channel: Channel,
    waiting: Iterable[Waiting],
    past: Past,
    silences: Sequence[Silence],
    acks: Sequence[Ack],
    now: datetime,
    *,
    names: Mapping[str, str],
) -> Plan:
    """
    Return the messages to send on a channel now, and each alert's verdict where it is another than before.

    `waiting` are its alerts that are in no message yet, `past` is what it was told; a run that is over brings nothing
    more, so nothing of it waits for others. `names` are the topics' names by folder.
    """
    return _Planner(channel, past, now, names=names).plan(waiting, silences, acks)


class _Planner:
    def __init__(self, channel: Channel, past: Past, now: datetime, *, names: Mapping[str, str]) -> None:
        self._channel, self._now, self._names = channel, now, names
        self._growing: set[int] = set()
        self._before = {(before.topic, before.thread): before for before in past.threads}
        self._pace = Pace(channel, past.moments, now)
        self._asleep = quiet_until(channel, now)
        self._verdicts: list[Verdict] = []
        self._messages: list[Message] = []

    def plan(self, waiting: Iterable[Waiting], silences: Sequence[Silence], acks: Sequence[Ack]) -> Plan:
        groups: dict[Thread, list[Alert]] = defaultdict(list)
        overflow: list[Waiting] = []
        asked = list(waiting)
        self._growing = {one.alert.alert_id for one in asked if one.run_goes_on}
        for one in asked:
            if why := self._unheard(one, silences, acks):
                self._decide([one.alert], Standing.SUPPRESSED, why)
            elif one.standing is Standing.DIGEST:
                overflow.append(one)
            else:
                groups[one.alert.topic, one.alert.thread].append(one.alert)
        for alerts in sorted(groups.values(), key=_first_come):
            self._place(alerts)
        self._digest(overflow)
        return Plan(verdicts=tuple(_otherwise(asked, self._verdicts)), messages=tuple(self._messages))

    def _unheard(self, one: Waiting, silences: Sequence[Silence], acks: Sequence[Ack]) -> str | None:
        alert = one.alert
        why = not_asked_for(alert, self._channel) or silenced(alert, silences, self._now) or acknowledged(alert, acks)
        # What went beyond the channel's pace waits for the digest however long that takes.
        return why or (None if one.standing is Standing.DIGEST else too_old(alert, self._channel, self._now))

    def _place(self, alerts: Sequence[Alert]) -> None:
        """Put the alerts of a thread where they belong now."""
        before = self._before.get((alerts[0].topic, alerts[0].thread))
        urgent = any(alert.severity is Severity.URGENT for alert in alerts)
        if waits := self._wait(alerts, before, urgent=urgent):
            self._decide(alerts, Standing.WAITING, waits)
        elif self._asleep and not urgent:
            self._decide(alerts, Standing.HELD, f"quiet hours until {_minute(self._asleep)}")
        elif said := self._without_what_others_say(alerts, before):
            self._compose(said, before, urgent=urgent)

    def _wait(self, alerts: Sequence[Alert], before: Before | None, *, urgent: bool) -> str | None:
        """Return what a thread waits for: others of the same run, or some time after its last message."""
        goes_on = any(alert.alert_id in self._growing for alert in alerts)
        for_others = timedelta(seconds=self._channel.wait if goes_on else 0)
        until = min(alert.created_at for alert in alerts) + for_others
        why = "for others of its story"
        again = before.at + timedelta(seconds=self._channel.again_after) if before and not urgent else until
        if again > until:
            until, why = again, "for its turn after the message before it"
        return f"{why}, until {_minute(until)}" if until > self._now else None

    def _without_what_others_say(self, alerts: Sequence[Alert], before: Before | None) -> list[Alert]:
        recent = timedelta(seconds=self._channel.oldest)
        said = []
        for alert in alerts:
            if why := told_by_another(alert, alerts, before, recent):
                self._decide([alert], Standing.SUPPRESSED, why)
            else:
                said.append(alert)
        return said

    def _compose(self, alerts: Sequence[Alert], before: Before | None, *, urgent: bool) -> None:
        pace = f"more than {self._channel.an_hour} messages an hour"
        if self._pace.take():
            self._tell(message_of(self._channel, alerts, before, self._name(alerts), self._now))
        elif urgent or self._channel.digest_at is None:
            self._decide(alerts, Standing.WAITING, f"{pace}, until {_minute(self._pace.next_at)}")
        else:
            self._decide(alerts, Standing.DIGEST, pace)

    def _digest(self, overflow: Sequence[Waiting]) -> None:
        """Send what went beyond the pace, a message for each topic, when the hour has come."""
        at = self._channel.digest_at
        since = min((one.decided_at or one.alert.created_at for one in overflow), default=None)
        if since is None or self._asleep or (at and next_at(since, at, self._channel.timezone) > self._now):
            return
        topics: dict[str, list[Alert]] = defaultdict(list)
        for one in overflow:
            topics[one.alert.topic].append(one.alert)
        for alerts in topics.values():
            self._tell(digest_of(self._channel, alerts, self._name(alerts), self._now))

    def _tell(self, message: Message) -> None:
        self._messages.append(message)
        self._decide(message.alerts, Standing.MESSAGE, None, number_of(message))

    def _decide(self, alerts: Iterable[Alert], standing: Standing, reason: str | None, into: int | None = None) -> None:
        for alert in alerts:
            self._verdicts.append(Verdict(alert_id=alert.alert_id, standing=standing, reason=reason, message_id=into))

    def _name(self, alerts: Sequence[Alert]) -> str:
        return self._names.get(alerts[0].topic, alerts[0].topic)


def _first_come(alerts: Sequence[Alert]) -> tuple[int, datetime, int]:
    """The weightiest go first, and then those that have waited longest."""
    oldest = min(alerts, key=lambda alert: alert.created_at)
    return -max(map(weight, alerts)), oldest.created_at, oldest.alert_id


def _otherwise(asked: Iterable[Waiting], verdicts: Iterable[Verdict]) -> list[Verdict]:
    """Return the verdicts that are not what was decided before."""
    before = {one.alert.alert_id: (one.standing, one.reason) for one in asked}
    return [one for one in verdicts if before[one.alert_id] != (one.standing, one.reason)]


def _minute(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"
