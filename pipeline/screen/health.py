"""Is everything as it should be, and what is to be done?"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.alerts.addresses import checked
from pipeline.alerts.channels import channels_of
from pipeline.doors import clock, topics_and_feeds
from pipeline.errors import ClaimwatchError, ConfigurationError, LockedError, NotFoundError
from pipeline.screen.channels import channel_records
from pipeline.screen.feeds import feed_rows
from pipeline.screen.paper import day, plural, without_password
from pipeline.store.database import Database
from pipeline.store.latest import latest
from pipeline.store.pages import PageShelf
from pipeline.store.published import Published

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.config import Settings
    from pipeline.screen.paper import Paper

__all__ = ["show_health"]

_SHOWN = 5
PARTLY = 3


class _Finding(NamedTuple):
    well: bool
    text: str
    code: int = 0
    """The exit code that it is worth."""


def show_health(paper: Paper, settings: Settings) -> int:
    """
    Write a line for each thing looked at, with what to do where it is not well.

    Returns the exit code: 0, or that of the worst thing that stops a run, or 3 when messages were given up. What only
    wants attention stops nothing.
    """
    worst, said = 0, set[str]()
    for look in (_topics, _live, _database, _pages, _feeds, _hosts, _alerts):
        try:
            for finding in look(settings):
                paper.line(
                    f"{'ok' if finding.well else '--'}  {finding.text}", style="good" if finding.well else "warn"
                )
                worst = max(worst, finding.code)
        except ClaimwatchError as error:
            # A list that cannot be read stops every look that needs it.
            if str(error) not in said:
                paper.line(f"!!  {without_password(str(error))}", style="warn")
            said.add(str(error))
            worst = max(worst, error.exit_code)
    return worst


def _topics(settings: Settings) -> Iterator[_Finding]:
    topics, _ = topics_and_feeds(settings, clock())
    for topic in topics:
        names = plural(len(topic.vocabulary.entities), "name")
        line = f"kept from {topic.thresholds.relevance:.2f} on"
        yield _Finding(True, f"topic {topic.topic}: {plural(len(topic.seeds), 'seed')}, {names}, {line}")


def _live(settings: Settings) -> Iterator[_Finding]:
    database = Database(settings.db)
    if settings.db.exists() and not settings.db.is_dir():
        raise ConfigurationError(f"--db {settings.db}: is a file; give a folder")
    if not (database.shared or database.live.exists()):
        return
    try:
        database.probe()
    except LockedError:
        yield _Finding(True, f"{database.name}: a run is going on, or another program has it open")
    if not (database.shared or database.published.exists()):
        yield _Finding(False, f"{database.published}: missing; the next run publishes it again")


def _database(settings: Settings) -> Iterator[_Finding]:
    database = Database(settings.db)
    published = Published(database.published)
    try:
        (counts,) = published.screen("counts")
    except NotFoundError:
        if not database.begun:
            yield _Finding(False, f"database: nothing in {settings.db} yet; start with: claimwatch run")
        return
    holds = f"{plural(counts['articles'], 'article')}, {plural(counts['stories'], 'story', 'stories')}"
    yield _Finding(True, f"database {database.published_name}: {holds}, {plural(counts['claims'], 'claim')}")
    yield _Finding(True, f"last run ended {day(counts['last_run'])}")
    if counts["cut_off_runs"]:
        yield _Finding(False, f"{plural(counts['cut_off_runs'], 'run')} cut off; the next run took up the rest")
    failed = published.failed_checks()
    for name, rows in failed.items():
        yield _Finding(False, f"check {name} finds {plural(rows, 'row')}; please report it")
    if not failed:
        yield _Finding(True, "ledger: every check of sql/checks holds")


def _pages(settings: Settings) -> Iterator[_Finding]:
    held = PageShelf(Database(settings.db).pages).holdings()
    if held.files:
        yield _Finding(True, f"kept pages: {held.files:,}, {held.size / 1_000_000:,.1f} MB, since {day(held.since)}")


def _feeds(settings: Settings) -> Iterator[_Finding]:
    rows = feed_rows(settings)
    if not rows:
        yield _Finding(False, "feeds: none; add some with: claimwatch feeds add URL")
        return
    failing = [row for row in rows if row["problem"]]
    if len(failing) == len(rows):
        yield _Finding(False, "feeds: not one answers; is there a network?")
    yield _Finding(not failing, f"feeds: {len(rows)}, {len(rows) - len(failing)} without a problem")
    for row in failing:
        times = f" ({plural(row['failures'], 'failure')} in a row)" if row["failures"] else ""
        yield _Finding(False, f"feed {row['url'] or row['name']}: {row['problem']}{times}")


def _hosts(settings: Settings) -> Iterator[_Finding]:
    try:
        quiet = Published(Database(settings.db).published).screen("quiet_hosts")
    except NotFoundError:
        return
    for row in quiet:
        yield _Finding(
            False, f"host {row['host']}: asked for quiet until {day(row['pause_until'])}; what is there waits"
        )


def _alerts(settings: Settings) -> Iterator[_Finding]:
    channels = channel_records(settings)
    if not channels:
        yield _Finding(False, "alerts: nobody is told; add a channel with: claimwatch alerts add ADDRESS")
    for one, channel in zip(channels, channels_of(settings.db, settings.alert_to), strict=True):
        said = (
            f"alerts go to {one['channel']} ({one['to']})"
            if one["channel"] != one["to"]
            else f"alerts go to {one['to']}"
        )
        waiting = one["pending"] + one["waiting"]
        try:
            checked(channel.to)
        except ConfigurationError as error:
            yield _Finding(False, f"channel {one['channel']}: {error}")
        else:
            yield _Finding(True, f"{said}; {waiting} waiting" if waiting else said)
    yield from _given_up(settings)


def _given_up(settings: Settings) -> Iterator[_Finding]:
    try:
        with latest(settings.db) as ask:
            dead = ask("dead_messages")
    except NotFoundError:
        return
    for message in dead[:_SHOWN]:
        told = f"message {message['message_id']} to {message['channel']} was given up: {message['last_error']}"
        yield _Finding(False, f"{told}; try again: claimwatch alerts retry {message['message_id']}", PARTLY)
    if len(dead) > _SHOWN:
        yield _Finding(
            False, f"{len(dead) - _SHOWN} more messages were given up: claimwatch alerts retry --all", PARTLY
        )
