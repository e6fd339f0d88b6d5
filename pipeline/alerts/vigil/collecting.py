"""Runs that stopped, topics on which nothing comes any more, and a ledger that contradicts itself."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from pipeline.alerts.vigil.wording import a_day, at, counted, length
from pipeline.models import Facts, Finding, Undecided

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from pipeline.models import RunPast, TopicHealth

__all__ = ["ALL_TOPICS", "PIPELINE", "failed_checks_found", "stale_pipeline", "stale_topics"]

ALL_TOPICS, PIPELINE = "*", "pipeline"

_MISSED = 2
"""Times that a run was to end in and did not."""
_REGULAR = 12
"""Runs that tell that there is a schedule; fewer are somebody at a keyboard."""
_WITHIN = 3
"""On a schedule, four pauses in five are no longer than so many times the middle one."""

_SETTLED = timedelta(days=14)
_ARRIVALS = 10
_USUAL_GAPS = 3
_SHORTEST = 2 * 86_400.0
_LONGER = 1.5


def stale_pipeline(runs: Sequence[RunPast], every: timedelta, now: datetime) -> Iterator[Finding]:
    """
    Yield a finding when no run ended well in twice the time in which one uses to; `runs` are newest first.

    `every` is the shortest time between runs that is taken for the schedule. Where runs do not come on a schedule, by
    hand, none is missing. A machine that has just woken up has missed some, too: it is told when that was seen to last
    for as long as a run takes to come.
    """
    ends = [run.finished_at for run in runs if run.well and run.finished_at is not None]
    pauses = sorted((later - earlier).total_seconds() for later, earlier in pairwise(ends))
    if len(ends) < _REGULAR or pauses[len(pauses) * 4 // 5] > _WITHIN * max(median(pauses), every.total_seconds()):
        return
    usual, last = max(median(pauses), every.total_seconds()), max(ends)
    idle = (now - last).total_seconds()
    if idle > _MISSED * usual:
        yield Finding(
            rule="pipeline_stale",
            topic=ALL_TOPICS,
            subject=PIPELINE,
            thread=PIPELINE,
            began_at=last,
            patience=usual,
            facts=Facts(
                why=f"no run ended well for {length(idle)}; they used to every {length(usual)}",
                details=(f"last one ended {at(last)}", *_latest(runs, last), "try one by hand: claimwatch run"),
            ),
            title="Runs stopped",
        )


def _latest(runs: Sequence[RunPast], last: datetime) -> Iterator[str]:
    """Yield what became of the runs since."""
    since = [run for run in runs if run.started_at > last]
    if not since:
        yield "none has begun since"
        return
    latest = since[0]
    ended = f"ended {at(latest.finished_at)}: every feed failed" if latest.finished_at else "has not ended"
    yield f"{counted(len(since), 'run')} since; the latest began {at(latest.started_at)} and {ended}"


def stale_topics(topics: Sequence[TopicHealth], now: datetime) -> Iterator[Finding]:
    """
    Yield a finding for each topic on which nothing came for far longer than it uses to, although feeds were asked.

    That is three of its usual gaps, two days at least, and half as long again as any pause but one in eight weeks.
    """
    for topic in topics:
        if now - topic.since < _SETTLED or topic.arrivals < _ARRIVALS or not topic.a_day:
            continue
        if topic.silent > max(_USUAL_GAPS * 86_400 / topic.a_day, _SHORTEST, _LONGER * topic.longest_pause):
            yield Finding(
                rule="topic_stale",
                topic=topic.topic,
                subject=f"topic:{topic.topic}",
                thread=f"topic:{topic.topic}",
                began_at=topic.last_at,
                facts=Facts(
                    why=f"nothing on topic for {length(topic.silent)}; it used to be {a_day(topic.a_day)}",
                    details=(
                        f"last article {at(topic.last_at)}; feeds were asked since",
                        "see what was left out: claimwatch query --saved dropped",
                        "see how the feeds do: claimwatch feeds list",
                    ),
                ),
                title=f"Nothing comes in on {topic.topic}",
            )


def failed_checks_found(failed: Mapping[str, int] | None) -> Iterator[Finding | Undecided]:
    """Yield a finding when checks of sql/checks return rows, by name and number; None: they could not be asked."""
    if failed is None:
        yield Undecided(rule="checks_failed", topic=ALL_TOPICS, subject="checks")
    elif failed:
        yield Finding(
            rule="checks_failed",
            topic=ALL_TOPICS,
            subject="checks",
            thread=PIPELINE,
            facts=Facts(
                why=f"the ledger contradicts itself: {counted(len(failed), 'check')} of sql/checks returned rows",
                details=(
                    *(f"{name}: {counted(rows, 'row')}" for name, rows in sorted(failed.items())),
                    "see claimwatch doctor, and please report it",
                ),
            ),
            title="Checks of the ledger failed",
        )
