"""A look at the whole as a Prefect flow: `pipeline.vigil`, whose findings are alerts that `notify` hands over."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.states import Failed

from flows.artifacts import show_vigil
from flows.telling import let_know
from flows.turns import in_turn
from pipeline.config import Settings
from pipeline.doors import clock, topics_and_feeds
from pipeline.errors import ClaimwatchError
from pipeline.store.ledger import Ledger
from pipeline.vigil import vigil as look

if TYPE_CHECKING:
    from prefect.client.schemas.objects import State

    from pipeline.vigil import Vigil

__all__ = ["vigil"]

_TURN = 120.0
"""Seconds to wait for whoever has the database open; the next look sees what this one could not."""


@flow(name="vigil")
def vigil(topics: list[str] | None = None, db: str | None = None) -> dict[str, int] | State[Any]:
    """
    Look for feeds, topics, runs and checks with which something is wrong, store that as alerts, and return how many.

    Args:
        topics: Paths of topic folders. Default: every folder of seeds/.
        db: Path of the database folder. Default: what CLAIMWATCH_DB says, else var/.

    """
    settings = Settings.of(db=Path(db) if db else None, topics=[Path(path) for path in topics or ()])
    try:
        found = look_at_the_whole(settings)
    except ClaimwatchError as error:
        return Failed(message=str(error), data=error)
    if found.findings or found.alerts:
        let_know(lambda: show_vigil(found))
    return {"wrong": len(found.wrong), "going on": len(found.going_on), "alerts": len(found.alerts)}


@task(task_run_name="look at the whole", cache_policy=NO_CACHE)
def look_at_the_whole(settings: Settings) -> Vigil:
    """See what is wrong, and store what is new about it."""
    topics, feeds = topics_and_feeds(settings, clock())
    return in_turn(lambda: look(topics, Ledger(settings.db), clock(), feeds=feeds, every=settings.every), _TURN)
