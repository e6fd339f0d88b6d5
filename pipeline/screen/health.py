"""Is everything as it should be, and what is to be done?"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.alerts.senders import masked
from pipeline.doors import clock, topics_and_feeds
from pipeline.errors import ClaimwatchError, NotFoundError
from pipeline.screen.feeds import feed_rows
from pipeline.screen.paper import day, plural
from pipeline.store.database import Database
from pipeline.store.published import Published

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.config import Settings
    from pipeline.screen.paper import Paper

__all__ = ["show_health"]


class _Finding(NamedTuple):
    well: bool
    text: str


def show_health(paper: Paper, settings: Settings) -> int:
    """
    Write a line for each thing looked at, with what to do where it is not well.

    Returns the exit code: 0, or that of the worst thing that stops a run. What only wants attention stops nothing.
    """
    worst = 0
    for look in (_topics, _database, _feeds, _alerts):
        try:
            for finding in look(settings):
                paper.line(
                    f"{'ok' if finding.well else '--'}  {finding.text}", style="good" if finding.well else "warn"
                )
        except ClaimwatchError as error:
            paper.line(f"!!  {error}", style="warn")
            worst = max(worst, error.exit_code)
    return worst


def _topics(settings: Settings) -> Iterator[_Finding]:
    topics, _ = topics_and_feeds(settings, clock())
    for topic in topics:
        names = plural(len(topic.vocabulary.entities), "name")
        line = f"kept from {topic.thresholds.relevance:.2f} on"
        yield _Finding(True, f"topic {topic.topic}: {plural(len(topic.seeds), 'seed')}, {names}, {line}")


def _database(settings: Settings) -> Iterator[_Finding]:
    database = Database(settings.db)
    published = Published(database.published)
    try:
        (counts,) = published.screen("counts")
    except NotFoundError:
        yield _Finding(False, f"database: nothing in {settings.db} yet; start with: claimwatch run")
        return
    holds = f"{plural(counts['articles'], 'article')}, {plural(counts['stories'], 'story', 'stories')}"
    yield _Finding(True, f"database {database.published}: {holds}, {plural(counts['claims'], 'claim')}")
    yield _Finding(True, f"last run ended {day(counts['last_run'])}")
    if counts["cut_off_runs"]:
        yield _Finding(False, f"{plural(counts['cut_off_runs'], 'run')} cut off; the next run took up the rest")
    failed = published.failed_checks()
    for name, rows in failed.items():
        yield _Finding(False, f"check {name} finds {plural(rows, 'row')}; please report it")
    if not failed:
        yield _Finding(True, "ledger: every check of sql/checks holds")


def _feeds(settings: Settings) -> Iterator[_Finding]:
    rows = feed_rows(settings)
    if not rows:
        yield _Finding(False, "feeds: none; add some with: claimwatch feeds add URL")
        return
    failing = [row for row in rows if row["problem"]]
    yield _Finding(not failing, f"feeds: {len(rows)}, {len(rows) - len(failing)} without a problem")
    for row in failing:
        times = plural(row["failures"], "failure")
        yield _Finding(False, f"feed {row['url']}: {row['problem']} ({times} in a row)")


def _alerts(settings: Settings) -> Iterator[_Finding]:
    if settings.alert_to is None:
        yield _Finding(False, "alerts: nobody is told; set CLAIMWATCH_ALERT_TO or use claimwatch run --alert-to")
    else:
        yield _Finding(True, f"alerts go to {masked(settings.alert_to)}")
