"""What analysts ask of a full ledger, and what a run asks of it, each with the time it may take."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline import resources
from pipeline.store.claims_near import AskedClaims

if TYPE_CHECKING:
    from pipeline.models import Batch

__all__ = ["MONTH", "Asked", "asked_claims", "questions", "trends", "views"]

MONTH = "2024-12-02"
_TODAY = "2024-12-31 12:00"
_BUSIEST = "(SELECT claim_id FROM ledger.support ORDER BY mentions DESC, claim_id LIMIT 1)"


class Asked(NamedTuple):
    """A query, and in how many milliseconds it is to be answered; None: it is only told."""

    name: str
    sql: str
    limit: float | None = None


def trends(moment: str) -> list[Asked]:
    """Return the queries that a limit was set for; what is new is new since that moment."""
    return [
        Asked("day by event type, all time", "FROM trend_claims()", 300),
        Asked("day by event type, last 30 days", f"FROM trend_claims('{MONTH}')", 30),
        Asked("claims new since a moment", f"FROM claims WHERE first_seen >= TIMESTAMP '{moment}'", 10),
        Asked("new_claims since a moment", f"FROM new_claims('{moment}')", 10),
        Asked(
            "origins a claim, 30 days",
            f"SELECT claim_id, count(DISTINCT voice_id) AS origins FROM mentions WHERE said_at >= TIMESTAMP '{MONTH}'"
            " GROUP BY claim_id ORDER BY origins DESC LIMIT 100",
            150,
        ),
    ]


def views() -> list[Asked]:
    """Return what is typically asked of each view and macro; an analyst's page is a hundred rows."""
    return [
        Asked("articles of a day", "FROM articles WHERE seen_at >= TIMESTAMP '2024-12-31'"),
        Asked("claims, most origins", "FROM claims ORDER BY origins DESC, articles DESC LIMIT 100"),
        Asked("mentions of the busiest claim", f"FROM mentions WHERE claim_id = {_BUSIEST}"),
        Asked("history of the busiest claim", f"FROM claim_history({_BUSIEST})"),
        Asked("mentions of a day", "FROM mentions WHERE said_at >= TIMESTAMP '2024-12-31'"),
        Asked("origins, most claims", "FROM origins ORDER BY claims DESC LIMIT 100"),
        Asked("stories, latest", "FROM stories ORDER BY last_seen DESC LIMIT 100"),
        Asked("support as of a day", "FROM support_as_of('2024-12-01') LIMIT 100"),
        Asked("bursts, 30 days", f"FROM bursts('{MONTH}')"),
        Asked("trend by month", "FROM trend_claims(grain := 'month')"),
    ]


def questions() -> list[Asked]:
    """Return every saved question, asked on the day on which the ledger ends; the claim asked about is the busiest."""
    found = sorted((resources.SQL / "questions").rglob("*.sql"))
    today, busiest = f"TIMESTAMP '{_TODAY}'", f"coalesce(getvariable('claim')::BIGINT, {_BUSIEST})"
    return [
        Asked(
            path.stem,
            path.read_text(encoding="utf-8")
            .replace("now() AT TIME ZONE 'UTC'", today)
            .replace("coalesce(getvariable('claim')::BIGINT, -1)", busiest),
            1_000,
        )
        for path in found
    ]


def asked_claims(batch: Batch) -> AskedClaims:
    """Return by what the articles of a batch look for the claims near them, as a run does."""
    mentions = [mention for intake in batch.intakes for mention in intake.mentions]
    days = [mention.said_at.date() for mention in mentions]
    return AskedClaims(
        stories=frozenset(intake.placement.story_id for intake in batch.intakes),
        subjects=frozenset(mention.about for mention in mentions if mention.about),
        quotes=frozenset(quote for mention in mentions for quote in mention.quotes),
        articles=frozenset(intake.article.article_id for intake in batch.intakes),
        days=(min(days), max(days)),
    )
