"""
A back-fill as a Prefect flow, cut where a person wants to see it go on: a task for each window, later for several.

What is done is in the ledger, with each portion: a flow run that is killed or cancelled is started again as it was, and
goes on there. Tasks hand each other nothing through Prefect.
"""

from __future__ import annotations

from itertools import chain, count, islice, repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prefect import flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.states import Failed

from pipeline.backfill.filling import Filling
from pipeline.backfill_doors import address_of, open_hands, wanted_of
from pipeline.config import Settings
from pipeline.doors import clock, open_doors, topics_and_feeds
from pipeline.errors import ClaimwatchError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefect.client.schemas.objects import State

    from pipeline.backfill.report import Backfill
    from pipeline.backfill.windows import Window

__all__ = ["backfill"]

_BROUGHT = ("articles", "copies", "stories", "claims", "echoes", "mentions", "alerts")


@flow(name="backfill")
def backfill(
    sources: list[str],
    topics: list[str] | None = None,
    db: str | None = None,
    first: str | None = None,
    last: str | None = None,
    window: str = "7d",
    *,
    notify: bool = False,
    workers: int | None = None,
    dask: str | None = None,
) -> dict[str, int] | State[Any]:
    """
    Take in archives, folders, sitemaps and lists of addresses, the oldest pages first; return what that brought.

    The flow run is Failed when not one source could be read; what could be stored is stored then.

    Args:
        sources: Paths or addresses.
        topics: Paths of topic folders. Default: every folder of seeds/.
        db: Path of the database folder. Default: what CLAIMWATCH_DB says, else var/.
        first: The first day that is wanted, as `--from` of the command.
        last: The last day that is wanted.
        window: How many days are taken in together: 1d, 7d, 4w.
        notify: Alert as a run does. Default: nobody is told of what is old.
        workers: Processes that read. Default: one a core.
        dask: The address of a Dask scheduler whose workers read instead.

    """
    try:
        wanted = wanted_of(first, last, window, clock(), notify=notify, workers=workers, dask=dask)
        settings = Settings.of(db=Path(db) if db else None, topics=[Path(path) for path in topics or ()])
        addresses = [address_of(source) for source in sources]
        found, _ = topics_and_feeds(settings, clock())
        with (
            open_doors(settings) as doors,
            open_hands(found, doors, workers=workers, dask=dask) as hands,
            Filling(found, doors, hands, wanted) as filling,
        ):
            windows = chain.from_iterable(map(filling.windows, addresses))
            for number, size in enumerate(_sizes(), start=1):
                if not take_in(windows, size, number):
                    break
            counts = finish(filling)
    except ClaimwatchError as error:
        return Failed(message=str(error), data=error)
    if counts.outcome == "failed":
        return Failed(message=f"not one of {counts.sources} sources could be read. {counts.report.problems[0]}")
    brought = {name: getattr(counts.report, name) for name in _BROUGHT} | {"drops": counts.report.drops.total()}
    return {
        "sources": counts.sources,
        "failed": counts.failed,
        "pages": counts.pages,
        "put_off": counts.put_off,
    } | brought


@task(task_run_name="take in, part {number}", cache_policy=NO_CACHE)
def take_in(windows: Iterator[Window], size: int, number: int) -> bool:
    """Read, judge and store so many windows; return whether there may be more."""
    taken = [str(window) for window in islice(windows, size)]
    if taken:
        get_run_logger().info("part %s: %s", number, taken[0] if len(taken) == 1 else f"{taken[0]} … {taken[-1]}")
    return len(taken) == size


@task(task_run_name="finish", cache_policy=NO_CACHE)
def finish(filling: Filling) -> Backfill:
    """Name the stories and publish."""
    return filling.finish()


def _sizes() -> Iterator[int]:
    """Windows for each task: one each for the first sixty, then twice as many every time; 75 tasks will always do."""
    return chain(repeat(1, 60), (2**power for power in count(1)))
