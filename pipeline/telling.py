"""What a person has told at once, past the outbox: a test of a channel, or a digest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.alerts import addresses, sending
from pipeline.alerts.outbox.composing import digest_of
from pipeline.models import Alert, Message
from pipeline.store.latest import latest
from pipeline.store.outbox_rows import alert_of
from pipeline.text import content_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from pipeline.models import Channel, Outcome

__all__ = ["digests", "fired_since", "hand_over", "test_message"]


def test_message(channel: Channel, now: datetime) -> Message:
    """Return a message that says what it is: a test, with nothing to tell."""
    return Message(
        key=f"{content_id('test', channel.name, now):016x}",
        kind="test",
        thread=f"test:{channel.name}",
        topic="test",
        topic_name="claimwatch",
        subject=f"channel {channel.name} can be reached",
        alerts=(),
        created_at=now,
    )


def hand_over(message: Message, channel: Channel) -> Outcome:
    """
    Hand a message over now, once, and return what the receiver said.

    Raises ConfigurationError when a secret of the channel's address cannot be looked up.
    """
    return sending.send(message, channel, addresses.resolved(channel.to))


def fired_since(folder: Path, since: datetime, topic: str | None = None) -> tuple[Alert, ...]:
    """Return what fired since a moment and was not kept quiet, of one topic or of all, oldest first."""
    with latest(folder) as ask:
        return tuple(map(alert_of, ask("alerts_fired", since=since.replace(tzinfo=None), topic=topic or "*")))


def digests(alerts: Sequence[Alert], channel: Channel, names: Mapping[str, str], now: datetime) -> Iterator[Message]:
    """Yield a digest for each topic, in the order of the topics' names."""
    for topic in sorted({alert.topic for alert in alerts}):
        mine = [alert for alert in alerts if alert.topic == topic]
        yield digest_of(channel, mine, names.get(topic, topic), now)
