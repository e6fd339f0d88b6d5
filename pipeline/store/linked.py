"""
Claims as rows: their mentions, what linking decided on each, and what stands behind every claim.

A mention's row carries the verdict that stands. Where a later one takes its place, ledger.relinks keeps both, so what
the database held on any day can be told. What is counted of claims (pipeline/store/standing.py) is counted again for
those that a batch touches, in the batch's own transaction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from pipeline import resources
from pipeline.store import rows
from pipeline.store.bulk import append, append_columns
from pipeline.store.news import looked_at, moved_by, note_developments
from pipeline.store.origins import append_origins, give_voices
from pipeline.store.said import Said, said_columns
from pipeline.store.standing import BEGINNING, LastCounts, days_of, settle, told
from pipeline.text import content_id

if TYPE_CHECKING:
    from collections.abc import Container, Sequence
    from datetime import date, datetime

    import duckdb

    from pipeline.models import Intake
    from pipeline.store.bulk import Row
    from pipeline.store.news import Moved

__all__ = ["append_claims"]

_VERDICT = ("claim_id", "origin_id", "via", "origin_basis", "novelty", "hedge_dropped", "score", "reason")


def append_claims(
    connection: duckdb.DuckDBPyConnection,
    moments: Sequence[tuple[Intake, datetime]],
    run_id: int,
    stored: Container[tuple[int, int]],
) -> dict[int, Moved]:
    """
    Store what the articles of a batch say, each with its moment of decision, and count anew what that touches.

    Returns the verdicts of the batch by mention; how its claims stood before and after is in the table `developed`.
    `stored` are the texts, by article and revision, that were there before the batch. A mention enters with its text or
    after it, and a claim with its first mention, so those of other texts are looked for nowhere.
    """
    first, later = _verdicts(moments)
    fresh = {one.mention.mention_id for one in first if one.text not in stored}
    new = [one.text not in stored for one in first]
    append_columns(connection, "mentions", "mention_id", said_columns(first, run_id), new)
    quotes = [{"quote": quote, "mention_id": one.mention.mention_id} for one in first for quote in one.mention.quotes]
    append(connection, "quotes", ("quote", "mention_id"), quotes, new=lambda row: row["mention_id"] in fresh)
    claims = [rows.claim_row(claim) for intake, _ in moments for claim in intake.claims]
    added = _append_claims(connection, claims, fresh)
    steps = [rows.step_row(step, at) for intake, at in moments for step in intake.steps]
    append(connection, "steps", ("step_id", "decided_at"), steps)
    pairs = [vars(pair) | {"decided_at": rows.utc(at)} for i, at in moments for pair in i.contradictions]
    # A claim that was not there contradicted none.
    append(
        connection,
        "contradictions",
        ("claim_id", "other_id"),
        pairs,
        new=lambda row: row["claim_id"] in added or row["other_id"] in added,
    )
    touched = {one.link.claim_id for one in first} | {row["claim_id"] for row in (*later, *steps)}
    moved = moved_by(moments, fresh)
    looked = looked_at(connection, moved)
    last = LastCounts(connection, added, min((rows.utc(one.entered_at) for one in first), default=None))
    last.look_up(touched | looked.rivals)
    left, days = _relink(connection, later)
    receipts = [rows.extraction_row(i.article, i.receipt, run_id, at) for i, at in moments if i.receipt]
    append(connection, "extractions", ("article_id", "revision", "extractor", "extracted_at"), receipts)
    origins = [vars(origin) | {"first_seen": rows.utc(at)} for i, at in moments for origin in i.origins]
    # For whom somebody speaks may be told later than what they say; that they speak for themselves is told by nobody.
    told_anew = {row["origin_id"]: row["voice_id"] for row in origins if row["voice_id"] != row["origin_id"]}
    append_origins(connection, origins)
    revoiced = give_voices(connection, told_anew, moments[-1][1]) if told_anew else set()
    days |= {one.mention.said_at.date() for one in first} | days_of(connection, revoiced)
    settle(connection, touched | left | revoiced, days, last)
    note_developments(connection, looked, moments, run_id)
    last.drop()
    return moved


def _append_claims(
    connection: duckdb.DuckDBPyConnection, claims: Sequence[Row], fresh: Container[int]
) -> dict[int, datetime]:
    """Store the claims that are not there yet; return them, each with when it was first seen."""
    distinct = {row["claim_id"]: row for row in reversed(claims)}
    # A claim is named after its first mention, so with a fresh one it is new itself. Others are looked for.
    doubted = [
        name
        for name, row in distinct.items()
        if row["first_mention"] not in fresh or name != content_id("claim", row["first_mention"])
    ]
    stored: set[int] = set()
    if doubted:
        sql = "SELECT claim_id FROM ledger.claims WHERE claim_id IN (SELECT unnest($ids::BIGINT[]))"
        stored = {name for (name,) in connection.execute(sql, {"ids": doubted}).fetchall()}
    added = [row for name, row in reversed(distinct.items()) if name not in stored]
    append(connection, "claims", ("claim_id",), added, new=lambda _: True)
    return {row["claim_id"]: row["first_seen"] for row in added}


def _verdicts(moments: Sequence[tuple[Intake, datetime]]) -> tuple[list[Said], list[Row]]:
    """Return mentions with their first verdict, and later verdicts."""
    mentions = {one.mention_id: (one, place) for i, _ in moments for place, one in enumerate(i.mentions)}
    first: list[Said] = []
    later: dict[tuple[int, datetime], Row] = {}
    for intake, at in moments:
        for link in intake.links:
            mention, place = mentions.pop(link.mention_id, (None, 0))
            if mention is not None:
                first.append(Said(mention, link, place, at))
            else:
                later[link.mention_id, at] = rows.relink_row(link, at)
    return first, list(later.values())


def _relink(connection: duckdb.DuckDBPyConnection, later: Sequence[Row]) -> tuple[set[int], set[date]]:
    """
    Let later verdicts take the place of those that stand, and keep both; return whose mentions, and when said.

    What was counted last of the claims that they are linked to is in the table `last_counts`.
    """
    if not later:
        return set(), set()
    _find_standing(connection, later)
    # No verdict on a mention is older than its entering, so those of longer ago are not looked at.
    ((entered,),) = connection.execute("SELECT min(entered_at) FROM standing").fetchall()
    since = {"since": entered or BEGINNING}
    connection.execute(
        f"INSERT INTO ledger.relinks SELECT mention_id, {', '.join(_VERDICT)}, entered_at"  # noqa: S608 - names are ours
        " FROM standing ANTI JOIN (SELECT mention_id FROM ledger.relinks WHERE decided_at >= $since) AS known"
        " USING (mention_id)",
        since,
    )
    append(connection, "relinks", ("mention_id", "decided_at"), later)
    connection.execute(
        f"UPDATE ledger.mentions SET {', '.join(f'{name} = newest.{name}' for name in _VERDICT)}"  # noqa: S608 - names are ours
        " FROM (SELECT place, relinks.* FROM ledger.relinks JOIN standing USING (mention_id)"
        " WHERE relinks.decided_at >= $since"
        " QUALIFY row_number() OVER (PARTITION BY mention_id ORDER BY decided_at DESC) = 1) AS newest"
        " WHERE mentions.rowid = newest.place",
        since,
    )
    left = connection.execute("SELECT DISTINCT claim_id, said_at::DATE FROM standing").fetchall()
    connection.execute("DROP TABLE standing")
    return {claim_id for claim_id, _ in left}, {day for _, day in left}


def _find_standing(connection: duckdb.DuckDBPyConnection, later: Sequence[Row]) -> None:
    """
    Make the table `standing` of the verdicts that later ones take the place of, each with the place of its mention.

    Nearly all of them are of the same claims as the later ones, so they are looked for from the earliest mention of
    these on, and only where some are not found there everywhere.
    """
    asked = {
        "relinked": pa.table({"mention_id": pa.array(sorted({row["mention_id"] for row in later}), pa.int64())}),
        "linked_to": pa.table({"claim_id": pa.array(sorted({row["claim_id"] for row in later}), pa.int64())}),
    }
    with told(connection, **asked):
        ((earliest,),) = connection.execute(
            "SELECT min(first_said) FROM last_counts SEMI JOIN linked_to USING (claim_id)"
        ).fetchall()
        for since in filter(None, (earliest, BEGINNING)):
            connection.execute(resources.query("standing", "relinked"), {"since": since})
            ((found,),) = connection.execute("SELECT count(*) FROM standing").fetchall()
            if found == len(asked["relinked"]):
                return
