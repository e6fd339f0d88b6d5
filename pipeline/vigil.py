"""
A look at the whole: what no single article can tell.

    what the ledger knows -> findings (feeds, runs, topics, checks, bursts) -> incidents -> alerts, one transaction

It is made on a schedule of its own, beside the runs, and is right however often it is made, or how late: what is told
once is a row, and time in which nobody looked or asked counts for nothing.
"""

from __future__ import annotations

from datetime import timedelta
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from pipeline.alerts.vigil.bursts import LOOK_BACK, SETTLED, bursts_found
from pipeline.alerts.vigil.collecting import ALL_TOPICS, failed_checks_found, stale_pipeline, stale_topics
from pipeline.alerts.vigil.course import followed
from pipeline.alerts.vigil.feeds import failing_feeds, silent_feeds
from pipeline.models import Finding, Severity, Undecided
from pipeline.store.incidents import checks_of_published, keep_incidents, seen
from pipeline.store.transaction import transaction

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from pipeline.models import Alert, Feed, FeedHealth, Incident
    from pipeline.store.incidents import Seen
    from pipeline.store.ledger import Ledger
    from pipeline.topic import Topic
    from pipeline.topic.alert_rules import Rule

__all__ = ["EVERY", "Vigil", "vigil"]

EVERY = timedelta(minutes=10)
"""How often a run is due, as prefect.yaml has it. Where runs come less often, that is their schedule."""


class Vigil(NamedTuple):
    """What a look found."""

    looked_at: datetime
    findings: tuple[Finding, ...]
    """What is wrong or going on, also what it is too early to tell."""
    going_on: tuple[Incident, ...]
    """What was told, now or before, and is not over."""
    alerts: tuple[Alert, ...]
    """What is new: an incident that is told, or over."""

    @property
    def wrong(self) -> tuple[Finding, ...]:
        """The findings that want a hand; a burst is news."""
        return tuple(finding for finding in self.findings if finding.rule != "burst")


def vigil(
    topics: Sequence[Topic],
    ledger: Ledger,
    now: datetime,
    *,
    feeds: Iterable[Feed] | None = None,
    every: timedelta = EVERY,
) -> Vigil:
    """
    Look at feeds, runs, topics, checks and bursts, store what is new as alerts, and return what was found.

    Args:
        topics: The topics followed; nothing is told of others.
        ledger: Where it is looked at. A run may go on meanwhile.
        now: The moment of the look.
        feeds: Those that are listed; one that was taken off the list is not missed. None: all that the ledger knows.
        every: The shortest time between two runs that is taken for their schedule.

    Raises LockedError when another program has the database open for longer than a commit takes, and other StoreErrors.

    """
    names = {topic.topic for topic in topics}
    failed = checks_of_published(ledger.database)
    listed = None if feeds is None else {(feed.url, feed.topic) for feed in feeds}
    with ledger.database.writing() as connection, transaction(connection):
        known = seen(connection, now, now - LOOK_BACK, now - SETTLED)
        found = [_as_wanted(one, topics) for one in _found(known, topics, listed, every, failed, now)]
        before = [one for one in known.incidents if one.topic == ALL_TOPICS or one.topic in names]
        course = followed(found, before, now)
        keep_incidents(connection, course.incidents, course.alerts)
    findings = tuple(one for one in found if isinstance(one, Finding))
    return Vigil(now, findings, course.going_on, course.alerts)


def _found(
    known: Seen,
    topics: Sequence[Topic],
    listed: set[tuple[str, str]] | None,
    every: timedelta,
    failed: Mapping[str, int] | None,
    now: datetime,
) -> Iterator[Finding | Undecided]:
    names = {topic.topic for topic in topics}
    feeds = [feed for feed in known.feeds if _is_followed(feed, names, listed)]
    return chain(
        stale_pipeline(known.runs, every, now),
        failing_feeds(feeds, now),
        silent_feeds(feeds, now),
        stale_topics([topic for topic in known.topics if topic.topic in names], now),
        failed_checks_found(failed),
        bursts_found(known.bursts, topics),
    )


def _is_followed(feed: FeedHealth, topics: set[str], listed: set[tuple[str, str]] | None) -> bool:
    named = feed.state.feed
    return named.topic in topics and (listed is None or (named.url, named.topic) in listed)


def _as_wanted(one: Finding | Undecided, topics: Sequence[Topic]) -> Finding | Undecided:
    """
    Return a finding as much as it matters by the [alerts] of its topic, the most where it concerns several.

    Undecided where the rule is off: nobody looks.
    """
    about = [topic for topic in topics if one.topic in {ALL_TOPICS, topic.topic}]
    rules: list[Rule] = [rule for topic in about if (rule := getattr(topic.alerts, one.rule)).on]
    if isinstance(one, Undecided):
        return one
    if not rules:
        return Undecided(rule=one.rule, topic=one.topic, subject=one.subject)
    return one.model_copy(update={"severity": max((rule.severity for rule in rules), key=tuple(Severity).index)})
