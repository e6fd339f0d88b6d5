"""What other flows may be woken by. An event is a hint that can get lost; the truth is in the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefect.events import emit_event

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.polling import Poll
    from pipeline.report import Report

__all__ = ["FEED_FAILING", "NEW_CLAIMS", "announce", "announce_failing"]

NEW_CLAIMS = "claimwatch.claims.new"
FEED_FAILING = "claimwatch.feed.failing"

_RUNS = 3
"""A feed that failed once or twice may just have been restarted."""


def announce_failing(report: Report, run_id: int, polls: Iterable[Poll]) -> None:
    """
    Emit `claimwatch.feed.failing` when a feed has failed for the third run on end: how many have, and no address.

    Once for each time that a feed goes down; whoever is woken asks the ledger which it was.
    """
    failing = sum(poll.failed and poll.state.failures == _RUNS for poll in polls)
    if failing:
        emit_event(
            event=FEED_FAILING,
            resource={"prefect.resource.id": f"claimwatch.run.{run_id}"},
            payload={"run_id": str(run_id), "failing": failing, "feeds": report.feeds},
        )


def announce(report: Report, run_id: int, topics: Iterable[str]) -> None:
    """
    Emit `claimwatch.claims.new` when a run brought new claims or something to tell of old ones: ids, counts, no text.

    Whoever is woken asks the ledger what is new; `run_id` is that of the view `runs`, as text because JavaScript has no
    64-bit numbers.
    """
    if not (report.claims or report.alerts):
        return
    emit_event(
        event=NEW_CLAIMS,
        resource={"prefect.resource.id": f"claimwatch.run.{run_id}"},
        related=[
            {"prefect.resource.id": f"claimwatch.topic.{topic}", "prefect.resource.role": "topic"} for topic in topics
        ],
        payload={
            "run_id": str(run_id),
            "claims": report.claims,
            "articles": report.articles,
            "stories": report.stories,
            "alerts": report.alerts,
        },
    )
