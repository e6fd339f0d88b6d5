"""
The night's work as a Prefect flow: `pipeline.maintain`, a dated copy of what it published, and Prefect's own records.

    see the stories together -> put a copy aside -> have Prefect forget old runs
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.states import Failed

from flows.artifacts import show_night
from flows.forgetting import forget
from flows.telling import let_know
from flows.turns import in_turn
from pipeline import maintain as night
from pipeline.config import Settings
from pipeline.doors import clock, open_doors, topics_and_feeds
from pipeline.errors import ClaimwatchError
from pipeline.store.copies import put_aside
from pipeline.store.database import Database

if TYPE_CHECKING:
    from prefect.client.schemas.objects import State

    from pipeline.maintain import Maintained

__all__ = ["maintain"]

_TURN = 1800.0
"""Seconds to wait for a run to end; one with very much to fetch takes minutes."""


@flow(name="maintain")
def maintain(
    topics: list[str] | None = None, db: str | None = None, copies: int = 0, forget_after: int | None = None
) -> dict[str, int] | State[Any]:
    """
    Look at the stories of the last 30 days again, tidy up, publish, and return what that changed, in numbers.

    It waits for a run that goes on, half an hour at most.

    Args:
        topics: Paths of topic folders. Default: every folder of seeds/.
        db: Path of the database folder. Default: what CLAIMWATCH_DB says, else var/.
        copies: How many dated copies of news.duckdb are kept in the folder backups/ beside it. Default: none is made.
        forget_after: Days after which Prefect forgets runs of these flows. Default: it is left as it is.

    """
    settings = Settings.of(db=Path(db) if db else None, topics=[Path(path) for path in topics or ()])
    try:
        done = see_together(settings)
        kept = put_a_copy_aside(settings, copies)
    except ClaimwatchError as error:
        return Failed(message=str(error), data=error)
    forgotten = 0
    if forget_after is not None:
        forgotten = forget_old_runs(datetime.now(tz=UTC) - timedelta(days=forget_after))
    numbers = {
        "articles seen together": done.articles,
        "articles moved": done.moved,
        "stories changed": len(done.changes),
        "rows thinned out": done.tidied.thinned,
        "copies of the database": kept,
        "runs forgotten": forgotten,
    }
    let_know(lambda: show_night(numbers, done.changes))
    return numbers


@task(task_run_name="see the stories together", cache_policy=NO_CACHE)
def see_together(settings: Settings) -> Maintained:
    """Group what came within 30 days anew, let go of old bytes, and publish."""
    topics, _ = topics_and_feeds(settings, clock())
    with open_doors(settings) as doors:
        return in_turn(lambda: night.maintain(topics, doors), _TURN)


@task(task_run_name="put a copy aside", cache_policy=NO_CACHE)
def put_a_copy_aside(settings: Settings, copies: int) -> int:
    """Copy the published database; return how many copies there are."""
    return len(put_aside(Database(settings.db), clock().date(), copies))


@task(task_run_name="have Prefect forget old runs", cache_policy=NO_CACHE)
def forget_old_runs(before: datetime) -> int:
    """Take runs that ended before then off the server; return how many."""
    return forget(before)
