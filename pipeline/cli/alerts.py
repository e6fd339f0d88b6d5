"""The commands of alerts: what fired and what became of it, who is told, and what nobody wants to be told of."""

from __future__ import annotations

import getpass
from typing import TYPE_CHECKING

import click

from pipeline.cli.notify import hand_over_what_is_due, say_what_came
from pipeline.cli.options import again, json_option, published_in, settings_of, settings_of_stored, where
from pipeline.screen.streams import print_json

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["alerts"]

_since = click.option("--since", default="7d", metavar="WHEN", help="1d, 12h, 2018-03-22 … Default: 7d.")
_by = click.option("--by", metavar="NAME", help="Who asks for it. Default: who is logged in.")


@click.group()
def alerts() -> None:
    """Say who is told what, what fired, what became of it and why."""


@alerts.command("list")
@where
@json_option
@_since
@click.option("--state", help="Only what became of it: sent, waiting, held, digest, suppressed, dead, quiet …")
def alerts_list(topics: Sequence[Path], db: Path | None, since: str, state: str | None, *, as_json: bool) -> None:
    """List what fired, and what became of it on every channel; what a first run finds only with --state quiet."""
    from pipeline.doors import clock
    from pipeline.screen.alerts import STATES, alert_records, show_alerts
    from pipeline.screen.paper import Paper
    from pipeline.since import moment

    if state is not None and state not in STATES:
        raise click.UsageError(f"--state {state}: there are {', '.join(STATES)}")
    fired = alert_records(settings_of(topics, db).db, moment(since, clock()), state)
    records = [one for one in fired if state == "quiet" or not one["quiet"]]
    if as_json:
        print_json(records)
    elif records:
        show_alerts(Paper(), records)
    else:
        click.echo(f"nothing fired since {since}{f' that is {state}' if state else ''}", err=True)
    if len(fired) > len(records):
        click.echo(f"and {len(fired) - len(records)} that nobody is told of: --state quiet", err=True)


@alerts.command("show")
@where
@json_option
@click.argument("number", metavar="ID", type=int)
def alerts_show(topics: Sequence[Path], db: Path | None, number: int, *, as_json: bool) -> None:
    """Show an alert, or those of a message: why it fired, who was told, which articles it covers."""
    from pipeline.screen.alerts import alert_record, show_alert
    from pipeline.screen.paper import Paper

    records = alert_record(settings_of(topics, db).db, number)
    if as_json:
        print_json(records)
        return
    paper = Paper()
    for record in records:
        show_alert(paper, record)


@alerts.command("channels")
@where
@json_option
def alerts_channels(topics: Sequence[Path], db: Path | None, *, as_json: bool) -> None:
    """List who is told what, and how that goes."""
    from pipeline.screen.channels import channel_records, show_channels
    from pipeline.screen.paper import Paper

    records = channel_records(settings_of(topics, db))
    if as_json:
        print_json(records)
    elif records:
        show_channels(Paper(), records)
    else:
        click.echo("nobody is told; add a channel with: claimwatch alerts add ADDRESS", err=True)


@alerts.command("add")
@where
@click.argument("address")
@click.option("--name", help="What to call it. Default: after the kind of address.")
@click.option("--rule", "rules", multiple=True, help="Tell only what this rule fires on; may be repeated.")
@click.option("--for-topic", "only", multiple=True, metavar="NAME", help="Tell only of this topic; may be repeated.")
@click.option("--least", type=click.Choice(["info", "notable", "urgent"]), help="Tell only what matters that much.")
@click.option("--quiet", metavar="22:00-07:00", help="Hours in which nothing is sent but what is urgent.")
@click.option("--digest", metavar="08:00", help="When the digest comes, or never.")
@click.option("--timezone", metavar="ZONE", help="Where these hours are: Europe/Berlin. Default: UTC.")
@click.option("--test", "try_it", is_flag=True, help="Send a test at once, and show what the receiver says.")
def alerts_add(
    topics: Sequence[Path], db: Path | None, address: str, name: str | None, rules: Sequence[str], only: Sequence[str],
    least: str | None, quiet: str | None, digest: str | None, timezone: str | None, *, try_it: bool,
) -> int:  # fmt: skip
    """
    Add a channel: stdout, https://…, mailto:…, file:….jsonl, feed:….xml, or an address that apprise knows.

    Secrets stay out of it: write ${env:NAME} or ${file:PATH} in their place.
    """
    from pipeline.alerts.channels import CHANNELS_TOML, add_channel, name_for
    from pipeline.alerts.rule_names import known_rule
    from pipeline.doors import clock

    folder = settings_of(topics, db).db
    given = {
        "to": address,
        "topics": list(only),
        "rules": [known_rule(rule) for rule in rules],
        "least": least,
        "quiet": quiet,
        "digest": digest,
        "timezone": timezone,
        "since": clock(),
    }
    called = name or name_for(folder, address)
    channel = add_channel(folder, called, {key: value for key, value in given.items() if value})
    click.echo(f"added {channel.name} to {folder / CHANNELS_TOML}; edit it there")
    click.echo(f"try it with: claimwatch alerts test {channel.name}{again((), db)}", err=True)
    return _try_out(folder, channel.name) if try_it else 0


@alerts.command("remove")
@where
@click.argument("name")
def alerts_remove(topics: Sequence[Path], db: Path | None, name: str) -> None:
    """Take a channel away; what waited for it is told nobody there."""
    from pipeline.alerts.channels import remove_channel
    from pipeline.doors import clock
    from pipeline.screen.paper import plural
    from pipeline.store.database import Database
    from pipeline.store.outbox_wishes import close_channel

    database = Database(settings_of(topics, db).db)
    remove_channel(database.directory, name)
    closed = close_channel(database, name, clock()) if database.begun else 0
    waited = plural(closed, "alert")
    click.echo(f"removed {name}; {waited} waited for it" if closed else f"removed {name}")


@alerts.command("test")
@where
@click.argument("name")
def alerts_test(topics: Sequence[Path], db: Path | None, name: str) -> int:
    """Send a message that says it is a test, and show what the receiver answers."""
    return _try_out(settings_of(topics, db).db, name)


@alerts.command("silence")
@where
@_by
@click.argument("what", metavar="WHAT")
@click.option("--for", "length", required=True, metavar="2d", help="How long: 90m, 12h, 2d, 1w. Every silence ends.")
@click.option("--reason", required=True, help="Why; it is shown wherever somebody asks why they were not told.")
def alerts_silence(
    topics: Sequence[Path], db: Path | None, what: str, length: str, reason: str, by: str | None
) -> None:
    """
    Tell nobody of WHAT for a while.

    WHAT is the number of an alert (its whole thread), rule:NAME, story:ID, claim:ID, feed:URL, topic:NAME, everything.
    """
    from pipeline.doors import clock
    from pipeline.screen.paper import day
    from pipeline.silencing import silence

    made = silence(settings_of(topics, db).db, what, length, by or getpass.getuser(), reason, clock())
    click.echo(
        f"silent on {made.what} until {day(made.until)} UTC; end it with: claimwatch alerts unsilence {made.silence_id}"
    )


@alerts.command("silences")
@where
@json_option
@click.option("--all", "ended", is_flag=True, help="Also those that have ended.")
def alerts_silences(topics: Sequence[Path], db: Path | None, *, ended: bool, as_json: bool) -> None:
    """List what nobody is told of, until when, by whom and why."""
    from pipeline.doors import clock
    from pipeline.screen.channels import show_silences, silence_records
    from pipeline.screen.paper import Paper

    records = silence_records(settings_of(topics, db), clock(), ended=ended)
    if as_json:
        print_json(records)
    elif records:
        show_silences(Paper(), records)
    else:
        click.echo("nothing is silenced", err=True)


@alerts.command("unsilence")
@where
@click.argument("silence_id", metavar="ID", type=int)
def alerts_unsilence(topics: Sequence[Path], db: Path | None, silence_id: int) -> None:
    """End a silence before its time."""
    from pipeline.doors import clock
    from pipeline.store.database import Database
    from pipeline.store.outbox_wishes import end_silence

    click.echo(f"ended: {end_silence(Database(settings_of(topics, db).db), silence_id, clock())}")


@alerts.command("ack")
@where
@_by
@click.argument("alert_id", metavar="ID", type=int)
def alerts_ack(topics: Sequence[Path], db: Path | None, alert_id: int, by: str | None) -> None:
    """Say that an alert is seen to: its thread is silent until another kind of rule fires in it."""
    from pipeline.doors import clock
    from pipeline.store.database import Database
    from pipeline.store.outbox_wishes import acknowledge

    seen = acknowledge(Database(settings_of(topics, db).db), alert_id, by or getpass.getuser(), clock())
    click.echo(f"{seen.thread} of {seen.topic} is silent until another rule than {', '.join(seen.rules)} fires")


@alerts.command("retry")
@where
@click.argument("message_id", metavar="[MESSAGE]", type=int, required=False)
@click.option("--all", "everything", is_flag=True, help="Every message that was given up.")
def alerts_retry(topics: Sequence[Path], db: Path | None, message_id: int | None, *, everything: bool) -> int:
    """Try a message again that was given up, or all of them, under the same key."""
    from pipeline.doors import clock
    from pipeline.store.database import Database
    from pipeline.store.outbox_wishes import try_again

    if (message_id is None) is not everything:
        raise click.UsageError("give the number of a message, or --all")
    settings = settings_of(topics, db)
    try_again(Database(settings.db), message_id, clock())
    return hand_over_what_is_due(topics, db, as_json=False)


@alerts.command("replay")
@where
@json_option
@click.option("--since", default="30d", metavar="WHEN", help="1d, 12h, 2018-03-22 … Default: 30d.")
@click.option(
    "--rules",
    "path",
    type=click.Path(),
    metavar="FILE",
    help="A topic.toml with other rules. Default: the topics' own.",
)
@click.option("--dry-run", is_flag=True, help="Count what would have fired; replaying never tells anybody.")
def alerts_replay(
    topics: Sequence[Path], db: Path | None, since: str, path: str | None, *, dry_run: bool, as_json: bool
) -> None:
    """Count what rules would have fired on since then, before you switch one on; nobody is told."""
    from pathlib import Path as Folder

    from pipeline.doors import clock, topics_and_feeds
    from pipeline.replaying import replay, with_rules
    from pipeline.screen.paper import Paper
    from pipeline.since import moment

    found, _ = topics_and_feeds(settings_of_stored(topics, db), clock())
    rules = with_rules(found, Folder(path)) if path else found
    told = replay(published_in(db), rules, moment(since, clock()))
    counts = [{"topic": topic, "rule": rule, "alerts": count} for (topic, rule), count in told.counts.items()]
    if as_json:
        print_json(counts)
    elif counts:
        Paper().table(("topic", "rule", "alerts"), [tuple(row.values()) for row in counts])
    else:
        click.echo(f"nothing would have fired since {since}", err=True)


def _try_out(folder: Path, name: str) -> int:
    from pipeline.alerts.channels import channel_of
    from pipeline.doors import clock
    from pipeline.telling import hand_over, test_message

    channel = channel_of(folder, name)
    return say_what_came(channel.name, hand_over(test_message(channel, clock()), channel))
