"""Prefect's own records of runs: old ones are forgotten, and those of runs that nobody makes any more are closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterTags,
    FlowRunFilter,
    FlowRunFilterEndTime,
    FlowRunFilterNextScheduledStartTime,
    FlowRunFilterState,
    FlowRunFilterStateType,
    FlowRunFilterTags,
)
from prefect.client.schemas.objects import StateType
from prefect.states import Crashed

if TYPE_CHECKING:
    from datetime import datetime

    from prefect.client.schemas.objects import FlowRun

__all__ = ["close_abandoned", "forget"]

_OURS = DeploymentFilter(tags=DeploymentFilterTags(all_=["claimwatch"]))
_PAGE = 200
_MOST = 20_000
"""In one go; three weeks of a schedule make as many."""
_UNDER_WAY = [StateType.RUNNING, StateType.PENDING, StateType.CANCELLING]


def forget(before: datetime) -> int:
    """Delete the records of our deployments' runs that ended before then, with their tasks; return how many."""
    wanted = FlowRunFilter(end_time=FlowRunFilterEndTime(before_=before))
    return _delete(wanted)


def close_abandoned(now: datetime) -> tuple[int, int]:
    """
    Close the records of runs under way, delete those of scheduled runs overdue, and return how many of each.

    Only for a server whose runs are all made by whoever calls this, before it begins to: an abandoned record keeps the
    next runs out, and of ten runs that were slept through one is enough.
    """
    with get_client(sync_client=True) as client:
        states = FlowRunFilterState(type=FlowRunFilterStateType(any_=_UNDER_WAY))
        abandoned = _page(client, FlowRunFilter(state=states))
        for run in abandoned:
            # Not forced: the rules that are left out then are those that free its place.
            client.set_flow_run_state(run.id, Crashed(message="It ended with the process that made it."))
    waiting = FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.SCHEDULED]))
    due = FlowRunFilterNextScheduledStartTime(before_=now)
    # Not those that a person asked for.
    by_schedule = FlowRunFilterTags(all_=["auto-scheduled"])
    return len(abandoned), _delete(FlowRunFilter(state=waiting, next_scheduled_start_time=due, tags=by_schedule))


def _delete(wanted: FlowRunFilter) -> int:
    deleted = 0
    with get_client(sync_client=True) as client:
        while deleted < _MOST and (runs := _page(client, wanted)):
            for run in runs:
                client.delete_flow_run(run.id)
            deleted += len(runs)
    return deleted


def _page(client: SyncPrefectClient, wanted: FlowRunFilter) -> list[FlowRun]:
    return client.read_flow_runs(flow_run_filter=wanted, deployment_filter=_OURS, limit=_PAGE)
