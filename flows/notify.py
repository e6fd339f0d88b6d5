"""
Hand over what there is to tell, as a Prefect flow: `pipeline.notify`, all channels side by side.

Woken by new claims, and on schedule anyway; two at once do no harm, since a message is leased before it is sent.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.states import Failed

from flows.artifacts import show_told
from flows.telling import let_know
from flows.turns import in_turn
from pipeline.alerts.channels import channels_of
from pipeline.config import Settings
from pipeline.doors import clock, known_topics
from pipeline.errors import ClaimwatchError
from pipeline.notify import notify as tell
from pipeline.store.ledger import Ledger

if TYPE_CHECKING:
    from prefect.client.schemas.objects import State

    from pipeline.notify import Notified

__all__ = ["notify"]

_TURN = 60.0
"""Seconds to wait for whoever has the database open; the next run tells what this one could not."""


@flow(name="notify")
def notify(
    topics: list[str] | None = None, db: str | None = None, alert_to: str | None = None
) -> dict[str, int] | State[Any]:
    """
    Hand over the messages that are due and return how many went out, in numbers.

    The flow run is Failed when nothing went out though something should have; every message waits for its next attempt.

    Args:
        topics: Paths of topic folders, for their names. Default: every folder of seeds/.
        db: Path of the database folder. Default: what CLAIMWATCH_DB says, else var/.
        alert_to: An address to be told beside those of channels.toml. Default: what CLAIMWATCH_ALERT_TO says.

    """
    settings = Settings.of(db=Path(db) if db else None, topics=[Path(path) for path in topics or ()], alert_to=alert_to)
    try:
        told = hand_over(settings)
    except ClaimwatchError as error:
        return Failed(message=str(error), data=error)
    if told.composed or told.sent or told.problems:
        let_know(lambda: show_told(told))
    if told.problems and not told.sent:
        return Failed(message=told.problems[0])
    return {"composed": told.composed, "sent": told.sent, "failed": told.failed, "given up": told.dead}


@task(task_run_name="hand over", cache_policy=NO_CACHE)
def hand_over(settings: Settings) -> Notified:
    """Plan what is told now, and hand it over."""
    names = {topic.topic: topic.name for topic in known_topics(settings)}
    ledger, channels = Ledger(settings.db), channels_of(settings.db, settings.alert_to)
    return in_turn(lambda: tell(ledger, channels, clock, names=names), _TURN)
