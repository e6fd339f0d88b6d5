"""
Claims as rows: their mentions, what linking decided on each, and what stands behind every claim.

A mention's row carries the verdict that stands. Where a later one takes its place, ledger.relinks keeps both, so what
the database held on any day can be told. What is counted of claims (ledger.support, ledger.trend) is counted again for
those that a batch touches, in the batch's own transaction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from pipeline import resources
from pipeline.store import rows
from pipeline.store.bulk import append, update

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    import duckdb

    from pipeline.models import Intake
    from pipeline.store.bulk import Row

__all__ = ["append_claims", "settle", "settle_all"]

_VERDICT = ("claim_id", "origin_id", "via", "origin_basis", "novelty", "hedge_dropped", "score", "reason")


def append_claims(
    connection: duckdb.DuckDBPyConnection, moments: Sequence[tuple[Intake, datetime]], run_id: int
) -> None:
    """Store what the articles of a batch say, each with its moment of decision, and count anew what that touches."""
    first, later, quotes = _verdicts(moments, run_id)
    append(connection, "mentions", ("mention_id",), first)
    append(connection, "quotes", ("quote", "mention_id"), quotes)
    left = _relink(connection, later)
    receipts = [rows.extraction_row(i.article, i.receipt, run_id, at) for i, at in moments if i.receipt]
    append(connection, "extractions", ("article_id", "revision", "extractor", "extracted_at"), receipts)
    claims = [rows.claim_row(claim) for intake, _ in moments for claim in intake.claims]
    append(connection, "claims", ("claim_id",), claims)
    origins = [origin.model_dump() | {"first_seen": rows.utc(at)} for i, at in moments for origin in i.origins]
    append(connection, "origins", ("origin_id", "kind"), origins)
    pairs = [pair.model_dump() | {"decided_at": rows.utc(at)} for i, at in moments for pair in i.contradictions]
    append(connection, "contradictions", ("claim_id", "other_id"), pairs)
    steps = [rows.step_row(step, at) for intake, at in moments for step in intake.steps]
    append(connection, "steps", ("step_id",), steps)
    linked = {row["claim_id"] for row in (*first, *later)} | {row["claim_id"] for row in steps} | left
    settle(connection, linked, _days(connection, first, later))


def settle(connection: duckdb.DuckDBPyConnection, claims: Iterable[int], days: Iterable[date]) -> None:
    """Count anew what stands behind these claims, and what was said in the days, weeks and months around these days."""
    connection.register("touched", pa.table({"claim_id": pa.array(sorted(set(claims)), pa.int64())}))
    connection.register("touched_days", pa.table({"day": pa.array(sorted(set(days)), pa.date32())}))
    try:
        _count_anew(connection)
    finally:
        connection.unregister("touched")
        connection.unregister("touched_days")


def settle_all(connection: duckdb.DuckDBPyConnection) -> None:
    """Count everything anew: after a stage was redone, or in a ledger from before anything was counted."""
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE touched AS"
        " SELECT claim_id FROM ledger.claims UNION SELECT claim_id FROM ledger.support"
    )
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE touched_days AS SELECT DISTINCT said_at::DATE AS day FROM ledger.mentions"
        " UNION SELECT bucket::DATE FROM ledger.trend"
    )
    _count_anew(connection)
    connection.execute("DROP TABLE touched")
    connection.execute("DROP TABLE touched_days")


def _count_anew(connection: duckdb.DuckDBPyConnection) -> None:
    for name in ("1_support", "2_trend"):
        connection.execute(resources.query("standing", name))


def _verdicts(moments: Sequence[tuple[Intake, datetime]], run_id: int) -> tuple[list[Row], list[Row], list[Row]]:
    """Return mentions with their first verdict, later verdicts, and the quotations of the mentions."""
    mentions = {mention.mention_id: mention for intake, _ in moments for mention in intake.mentions}
    places = {mention.mention_id: place for i, _ in moments for place, mention in enumerate(i.mentions)}
    first: dict[int, Row] = {}
    later: list[Row] = []
    quotes: list[Row] = []
    for intake, at in moments:
        for link in intake.links:
            mention = mentions.pop(link.mention_id, None)
            if mention is None:
                later.append(rows.relink_row(link, at))
                continue
            place = {"ordinal": places[mention.mention_id], "entered_at": rows.utc(at), "about": mention.about}
            first[mention.mention_id] = rows.mention_row(mention, link, run_id) | place
            quotes += [{"quote": quote, "mention_id": mention.mention_id} for quote in mention.quotes]
    return list(first.values()), later, quotes


def _relink(connection: duckdb.DuckDBPyConnection, later: Sequence[Row]) -> set[int]:
    """Let later verdicts take the place of those that stand, and keep both; return the claims that mentions were of."""
    if not later:
        return set()
    connection.register(
        "relinked", pa.table({"mention_id": pa.array([row["mention_id"] for row in later], pa.int64())})
    )
    left = connection.execute(
        "SELECT DISTINCT claim_id FROM ledger.mentions SEMI JOIN relinked USING (mention_id)"
    ).fetchall()
    connection.execute(
        f"INSERT INTO ledger.relinks SELECT mention_id, {', '.join(_VERDICT)}, entered_at"  # noqa: S608 - names are ours
        " FROM ledger.mentions SEMI JOIN relinked USING (mention_id) ANTI JOIN ledger.relinks USING (mention_id)"
    )
    connection.unregister("relinked")
    append(connection, "relinks", ("mention_id", "decided_at"), later)
    verdicts = [{name: row[name] for name in ("mention_id", *_VERDICT)} for row in later]
    update(connection, "mentions", ("mention_id",), verdicts)
    return {claim_id for (claim_id,) in left}


def _tell_relinked(connection: duckdb.DuckDBPyConnection, later: Sequence[Row]) -> None:
    """Let SQL see which mentions have a later verdict, as the table `relinked`."""
    ids = pa.array([row["mention_id"] for row in later], pa.int64())
    connection.register("relinked", pa.table({"mention_id": ids}))


def _days(connection: duckdb.DuckDBPyConnection, first: Sequence[Row], later: Sequence[Row]) -> set[date]:
    """Return the days of which something is counted otherwise now."""
    connection.register(
        "relinked", pa.table({"mention_id": pa.array([row["mention_id"] for row in later], pa.int64())})
    )
    found = connection.execute(
        "SELECT DISTINCT said_at::DATE FROM ledger.mentions SEMI JOIN relinked USING (mention_id)"
    ).fetchall()
    connection.unregister("relinked")
    return {row["said_at"].date() for row in first} | {day for (day,) in found}
