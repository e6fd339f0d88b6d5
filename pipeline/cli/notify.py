"""The commands that tell: hand over what is due, and the digest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from pipeline.cli.options import PARTLY, json_option, settings_of, where
from pipeline.screen.streams import print_json

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pipeline.models import Alert, Outcome

__all__ = ["digest", "hand_over_what_is_due", "notify", "say_what_came"]


@click.command()
@where
@json_option
def notify(topics: Sequence[Path], db: Path | None, *, as_json: bool) -> int:
    """Hand over what is due, once: for cron or systemd, between two runs."""
    return hand_over_what_is_due(topics, db, as_json=as_json)


@click.command()
@where
@json_option
@click.option("--since", default="1d", metavar="WHEN", help="1d, 12h, 2018-03-22 … Default: 1d.")
@click.option("--send", "name", metavar="NAME", help="Send it to a channel instead of printing it.")
def digest(topics: Sequence[Path], db: Path | None, since: str, name: str | None, *, as_json: bool) -> int:
    """Print what fired since then, story by story, or send it to a channel."""
    from pipeline.doors import clock
    from pipeline.screen.channels import show_digest
    from pipeline.screen.paper import Paper
    from pipeline.since import moment
    from pipeline.telling import fired_since

    settings = settings_of(topics, db)
    fired = fired_since(settings.db, moment(since, clock()))
    if not fired:
        click.echo(f"nothing fired since {since}", err=True)
    elif name:
        return _send_digest(topics, db, name, fired)
    elif as_json:
        print_json(alert.model_dump(mode="json") for alert in fired)
    else:
        show_digest(Paper(), fired)
    return 0


def hand_over_what_is_due(topics: Sequence[Path], db: Path | None, *, as_json: bool) -> int:
    """Plan and send for every channel, write what came of it, and return the exit code: 3 when some of it failed."""
    from pipeline.alerts.channels import channels_of
    from pipeline.doors import clock, known_topics
    from pipeline.notify import notify as tell
    from pipeline.screen.channels import summary
    from pipeline.screen.paper import plain
    from pipeline.store.ledger import Ledger

    settings = settings_of(topics, db)
    ledger, names = Ledger(settings.db), {topic.topic: topic.name for topic in known_topics(settings)}
    channels = channels_of(settings.db, settings.alert_to)
    if not channels:
        click.echo("nobody is told; add a channel with: claimwatch alerts add ADDRESS", err=True)
        return 0
    told = tell(ledger, channels, clock, names=names)
    if as_json:
        print_json([vars(told)])
    else:
        click.echo(summary(told))
    for problem in told.problems:
        click.echo(f"claimwatch: {plain(problem)}", err=True)
    return PARTLY if told.problems else 0


def say_what_came(channel: str, outcome: Outcome) -> int:
    """Write what a receiver said, and return 0 when it took the message, else 1."""
    from pipeline.models import Answer
    from pipeline.screen.paper import plain

    taken = outcome.answer is Answer.ACCEPTED
    click.echo(f"{channel}: {'taken' if taken else 'not taken'}: {plain(outcome.detail)}", err=not taken)
    return 0 if taken else 1


def _send_digest(topics: Sequence[Path], db: Path | None, name: str, fired: Sequence[Alert]) -> int:
    from pipeline.alerts.channels import channel_of
    from pipeline.doors import clock, known_topics
    from pipeline.telling import digests, hand_over

    settings = settings_of(topics, db)
    names = {topic.topic: topic.name for topic in known_topics(settings)}
    channel = channel_of(settings.db, name)
    sent = [hand_over(message, channel) for message in digests(fired, channel, names, clock())]
    return max(say_what_came(name, outcome) for outcome in sent)
