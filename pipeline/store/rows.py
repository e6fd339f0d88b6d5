"""What is read, compared, claimed and linked, as rows of the ledger's tables."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, overload

from pipeline.text import content_id

if TYPE_CHECKING:
    from datetime import datetime

    from pipeline.models import (
        Alert,
        Article,
        Change,
        Claim,
        Comparison,
        Drop,
        Intake,
        Link,
        Receipt,
        Step,
    )
    from pipeline.store.bulk import Row

__all__ = [
    "alert_row",
    "aware",
    "change_row",
    "claim_row",
    "comparison_row",
    "drop_row",
    "extraction_row",
    "passage_rows",
    "relink_row",
    "revision_row",
    "step_row",
    "topic_rows",
    "utc",
]


@overload
def utc(moment: datetime) -> datetime: ...
@overload
def utc(moment: None) -> None: ...
@overload
def utc(moment: datetime | None) -> datetime | None: ...
def utc(moment: datetime | None) -> datetime | None:
    """Drop the zone of a moment in UTC; the ledger's timestamps are all UTC and carry none."""
    return moment.replace(tzinfo=None) if moment else None


def aware(moment: datetime) -> datetime:
    """Say of a moment of the ledger that it is in UTC."""
    return moment.replace(tzinfo=UTC)


def revision_row(article: Article, run_id: int, taken_in_at: datetime) -> Row:
    """Return the row of one text of an article."""
    row = article.model_dump(mode="python")
    row["quality"] = article.quality.value
    row["authors"], row["links"] = list(article.authors), list(article.links)
    row["published_at"], row["seen_at"] = utc(article.published_at), utc(article.seen_at)
    return row | {"run_id": run_id, "taken_in_at": utc(taken_in_at)}


def comparison_row(comparison: Comparison, revision: int, decided_at: datetime) -> Row:
    """Return the row of a decision; its passages are rows of their own."""
    row = comparison.model_dump(mode="python", exclude={"passages"})
    row["decision"] = comparison.decision.value
    row["direction"] = comparison.direction.value if comparison.direction else None
    return row | {"revision": revision, "decided_at": utc(decided_at)}


def passage_rows(comparison: Comparison, revision: int) -> list[Row]:
    """Return a row for each passage, named by its place on both sides."""
    return [
        passage.model_dump(mode="python")
        | {
            "passage_id": content_id("passage", comparison.article_id, revision, *passage.model_dump().values()),
            "article_id": comparison.article_id,
            "revision": revision,
        }
        for passage in comparison.passages
    ]


def topic_rows(intake: Intake, decided_at: datetime) -> list[Row]:
    """Return a row for each topic an article was kept for."""
    return [
        {
            "topic": verdict.topic,
            "article_id": intake.article.article_id,
            "relevance": verdict.score,
            "reason": verdict.reason,
            "decided_at": utc(decided_at),
        }
        for verdict in intake.relevance
    ]


def claim_row(claim: Claim) -> Row:
    """Return the row of a claim as it was first made."""
    return vars(claim) | {"first_seen": utc(claim.first_seen)}


def relink_row(link: Link, decided_at: datetime) -> Row:
    """Return the row of a later verdict on a mention."""
    return {
        "mention_id": link.mention_id,
        "claim_id": link.claim_id,
        "origin_id": link.origin_id,
        "via": link.via,
        "origin_basis": link.basis.value,
        "novelty": link.novelty.value,
        "hedge_dropped": link.hedge_dropped,
        "score": link.score,
        "reason": link.reason,
        "decided_at": utc(decided_at),
    }


def extraction_row(article: Article, receipt: Receipt, run_id: int, extracted_at: datetime) -> Row:
    """Return the row of what finding the claims of a text took."""
    return receipt.model_dump(mode="python") | {
        "article_id": article.article_id,
        "revision": article.revision,
        "run_id": run_id,
        "extracted_at": utc(extracted_at),
    }


def change_row(article: Article, change: Change, decided_at: datetime) -> Row:
    """Return the row of what an article's new text says otherwise than the one before."""
    return {
        "article_id": article.article_id,
        "revision": article.revision,
        "added": list(change.added),
        "removed": list(change.removed),
        "decided_at": utc(decided_at),
    }


def step_row(step: Step, decided_at: datetime) -> Row:
    """Return the row of a step of a claim."""
    return {
        "step_id": content_id("step", step.claim_id, step.status, step.mention_id, decided_at),
        "claim_id": step.claim_id,
        "status": step.status.value,
        "origins": step.origins,
        "mention_id": step.mention_id,
        "decided_at": utc(decided_at),
    }


def drop_row(drop: Drop, run_id: int) -> Row:
    """Return the row of something left out; the same address dropped again for the same reason is the same row."""
    return drop.model_dump(mode="python") | {
        "drop_id": content_id("drop", drop.url, drop.stage, drop.reason),
        "run_id": run_id,
        "seen_at": utc(drop.seen_at),
    }


def alert_row(alert: Alert) -> Row:
    """Return the row of an alert."""
    row = alert.model_dump(mode="python", exclude={"facts", "trigger"})
    facts = alert.facts.model_dump_json(exclude_defaults=True)
    return row | {"trigger_key": alert.trigger, "facts": facts, "created_at": utc(alert.created_at)}
