"""
One run as a Prefect flow: `pipeline.run.run`, cut where a person wants to see it go on.

    plant the seeds -> poll, a task for each host -> fetch and take in, a task for some batches -> finish -> let know

Tasks are coarse, because each costs 2.7 ms and 18 KB in Prefect's database, and by the thousand their records get lost:
there are at most 100, whatever the number of feeds and pages. They hand each other nothing through Prefect: what a run
knows is in its `Run`, in this one process, and the truth is in the ledger. Polling goes on in several
threads, and what quick feeds offer is fetched meanwhile.
"""

from __future__ import annotations

import contextlib
import json
import sys
from contextlib import ExitStack
from itertools import chain, count, islice, repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from prefect import flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.exceptions import FailedRun
from prefect.futures import wait
from prefect.states import Failed
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from flows.artifacts import show
from flows.asking import Asking, Neighbours, by_host, may_pass
from flows.events import announce, announce_failing
from flows.telling import let_know
from pipeline.config import Settings
from pipeline.doors import clock, open_doors, topics_and_feeds
from pipeline.errors import ClaimwatchError
from pipeline.run import Run
from pipeline.screen.paper import plain
from pipeline.store.database import Database
from pipeline.store.published import Published

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from prefect import Task
    from prefect.client.schemas.objects import State, TaskRun
    from prefect.futures import PrefectFuture

    from pipeline.collect.fetch import Fetched
    from pipeline.polling import Poll
    from pipeline.report import Report

__all__ = ["main", "watch"]

_NUMBERS = ("feeds", "failed_feeds", "pages", "articles", "copies", "stories", "claims", "echoes", "mentions", "alerts")
_NO_ANSWER = "NoAnswer"
_PATIENCE = 2.0
"""Seconds that answers wait for other answers before their pages are fetched, as in `pipeline.run`."""
_THREADS: TaskRunner[Any] = ThreadPoolTaskRunner(max_workers=8)


@flow(name="watch", task_runner=_THREADS)
def watch(
    topics: list[str] | None = None,
    db: str | None = None,
    alert_to: str | None = None,
    *,
    only_due: bool = False,
    tell: bool = True,
) -> dict[str, int] | State[Any]:
    """
    Make one pass over the feeds and return what it brought, in numbers.

    The flow run is Completed also when some feeds failed, and Failed when all did: what could be stored is stored then.

    Args:
        topics: Paths of topic folders. Default: every folder of seeds/.
        db: Path of the database folder. Default: what CLAIMWATCH_DB says, else var/.
        alert_to: `stdout` or an http(s) address. Default: what CLAIMWATCH_ALERT_TO says, else nobody.
        only_due: Ask only the feeds whose turn it is; for runs on a schedule.
        tell: Hand over what there is to tell; not where the flow `notify` does.

    """
    settings = Settings.of(db=Path(db) if db else None, topics=[Path(path) for path in topics or ()], alert_to=alert_to)
    try:
        report = _run(settings, only_due=only_due, tell=tell)
    except ClaimwatchError as error:
        return Failed(message=str(error), data=error)
    if report.outcome == "failed":
        return Failed(message=f"not one of {report.feeds} feeds answered; the rest is stored. {report.problems[0]}")
    return {name: getattr(report, name) for name in _NUMBERS} | {"drops": report.drops.total()}


def _run(settings: Settings, *, only_due: bool, tell: bool) -> Report:
    topics, feeds = topics_and_feeds(settings, clock())
    with ExitStack() as opened:
        doors = opened.enter_context(open_doors(settings))
        run = opened.enter_context(Run(topics, feeds, doors, tells=tell))
        plant_seeds(run)
        asking = Asking(run)
        polls = [poll.submit(asking, neighbours) for neighbours in by_host(run.to_ask(only_due=only_due))]
        batches = chain.from_iterable(map(run.fetch, _answers(asking, polls)))
        for number, size in enumerate(_sizes(), start=1):
            if not take_in(run, batches, size, number):
                break
        outcome = asking.polls + look_through(run)
        report = finish(run, outcome)
    let_know(lambda: announce(report, run.run_id, [topic.topic for topic in topics]))
    let_know(lambda: announce_failing(report, run.run_id, outcome))
    let_know(lambda: show(report, _new_claims(settings, report)))
    return report


def _answers(asking: Asking, polls: Iterable[PrefectFuture[Any]]) -> Iterator[list[Poll]]:
    """Yield what feeds have answered every now and then, while slower ones are being asked; at last nothing."""
    waiting = list(polls)
    while waiting:
        ended, _ = wait(waiting, timeout=_PATIENCE)
        for future in ended:
            waiting.remove(future)
            # A feed that failed is in its poll; anything else that went wrong ends the run here.
            with contextlib.suppress(FailedRun):
                future.result()
        if answers := asking.answered():
            yield answers
    # A page may be worth another look where no feed has anything to say.
    yield []


@task(task_run_name="plant the seeds", cache_policy=NO_CACHE)
def plant_seeds(run: Run) -> None:
    """Take the topics' seeds in, those that are not in yet."""
    run.plant_seeds()


def _worth_another_try(_task: Task[..., Any], _run: TaskRun, state: State[Any]) -> bool:
    return state.name == _NO_ANSWER


@task(
    task_run_name="poll {neighbours.name}",
    cache_policy=NO_CACHE,
    retries=2,
    retry_delay_seconds=[5, 20],
    retry_jitter_factor=0.5,
    retry_condition_fn=_worth_another_try,
)
def poll(asking: Asking, neighbours: Neighbours) -> State[Any] | None:
    """Ask some feeds; fails when one of them did, and is tried again where that may help."""
    failed = asking.ask(neighbours)
    if not failed:
        return None
    message = "; ".join(f"{one.state.feed.url}: {one.state.problem}" for one in failed)
    return Failed(message=message, name=_NO_ANSWER if any(map(may_pass, failed)) else "Failed")


@task(task_run_name="take in, part {number}", cache_policy=NO_CACHE)
def take_in(run: Run, batches: Iterator[list[Fetched]], size: int, number: int) -> bool:
    """Fetch, judge and store so many batches of pages; return whether there may be more."""
    taken = 0
    for pages in islice(batches, size):
        run.take_in(pages)
        taken += 1
    get_run_logger().info("part %s: %s batches, %s articles by now", number, taken, run.report.articles)
    return taken == size


@task(task_run_name="look through folders, archives and the inbox", cache_policy=NO_CACHE)
def look_through(run: Run) -> list[Poll]:
    """Take in what the feeds on our own disk offer, and what was pushed."""
    return run.look_through() + run.take_received()


@task(task_run_name="finish", cache_policy=NO_CACHE)
def finish(run: Run, polls: list[Poll]) -> Report:
    """Store how the feeds are doing, publish, tell whom it concerns."""
    return run.finish(polls)


def _sizes() -> Iterator[int]:
    """Batches for each task: one each for the first twenty, then twice as many every time, so that 30 will do."""
    return chain(repeat(1, 20), (2**power for power in count(1)))


def _new_claims(settings: Settings, report: Report) -> list[dict[str, Any]]:
    published = Published(Database(settings.db).published)
    since = report.started_at.replace(tzinfo=None) if report.started_at else None
    return published.screen("new_claims", since=since, tier=1, topic="*", seeds=False)


def main() -> int:
    """Run once, with a temporary Prefect server where none is configured; return an exit code of the contract."""
    state = watch(return_state=True)
    found = state.result(raise_on_failure=False)
    if isinstance(found, dict):
        click.echo(json.dumps(found))
        return 3 if found["failed_feeds"] else 0
    click.echo(f"watch: {plain(state.message or str(found))}", err=True)
    return getattr(found, "exit_code", 1)


if __name__ == "__main__":
    sys.exit(main())
