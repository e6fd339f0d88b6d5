"""
Claims as rows: their mentions, what linking decided on each, and what stands behind every claim.

A mention's row carries the verdict that stands. Where a later one takes its place, ledger.relinks keeps both, so what
the database held on any day can be told. What is counted of claims (ledger.support, ledger.trend) is counted again for
those that a batch touches, in the batch's own transaction.
"""

from __future__ import annotations

import contextlib
from datetime import datetime
from typing import TYPE_CHECKING

import pyarrow as pa

from pipeline import resources
from pipeline.store import rows
from pipeline.store.bulk import append
from pipeline.store.families import give_voices

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence
    from datetime import date

    import duckdb

    from pipeline.models import Intake
    from pipeline.store.bulk import Row

__all__ = ["append_claims", "count_spans", "days_of", "settle", "settle_all"]

_VERDICT = ("claim_id", "origin_id", "via", "origin_basis", "novelty", "hedge_dropped", "score", "reason")
_BEGINNING = datetime(1, 1, 1)  # noqa: DTZ001 - the ledger's moments are UTC and carry no zone


def append_claims(
    connection: duckdb.DuckDBPyConnection,
    moments: Sequence[tuple[Intake, datetime]],
    run_id: int,
    stored: Container[tuple[int, int]],
) -> None:
    """
    Store what the articles of a batch say, each with its moment of decision, and count anew what that touches.

    `stored` are the texts, by article and revision, that were there before the batch. A mention enters with its text or
    after it, so those of other texts are looked for nowhere.
    """
    first, later, quotes = _verdicts(moments, run_id)
    fresh = {row["mention_id"] for row in first if (row["article_id"], row["revision"]) not in stored}
    append(connection, "mentions", ("mention_id",), first, new=lambda row: row["mention_id"] in fresh)
    append(connection, "quotes", ("quote", "mention_id"), quotes, new=lambda row: row["mention_id"] in fresh)
    left, days = _relink(connection, later)
    receipts = [rows.extraction_row(i.article, i.receipt, run_id, at) for i, at in moments if i.receipt]
    append(connection, "extractions", ("article_id", "revision", "extractor", "extracted_at"), receipts)
    claims = [rows.claim_row(claim) for intake, _ in moments for claim in intake.claims]
    append(connection, "claims", ("claim_id",), claims)
    origins = [origin.model_dump() | {"first_seen": rows.utc(at)} for i, at in moments for origin in i.origins]
    append(connection, "origins", ("origin_id", "kind"), origins)
    # For whom somebody speaks may be told later than what they say; that they speak for themselves is told by nobody.
    told = {row["origin_id"]: row["voice_id"] for row in origins if row["voice_id"] != row["origin_id"]}
    revoiced = give_voices(connection, told, moments[-1][1]) if told else set()
    pairs = [pair.model_dump() | {"decided_at": rows.utc(at)} for i, at in moments for pair in i.contradictions]
    append(connection, "contradictions", ("claim_id", "other_id"), pairs)
    steps = [rows.step_row(step, at) for intake, at in moments for step in intake.steps]
    append(connection, "steps", ("step_id", "decided_at"), steps)
    linked = {row["claim_id"] for row in (*first, *later)} | {row["claim_id"] for row in steps}
    days |= {row["said_at"].date() for row in first} | days_of(connection, revoiced)
    settle(connection, linked | left | revoiced, days)


def settle(connection: duckdb.DuckDBPyConnection, claims: Iterable[int], days: Iterable[date]) -> None:
    """
    Count anew what stands behind these claims, and what was said on these days.

    The days are those of every mention that was added to the claims, or taken from them, since they were last counted.
    The weeks and months around these days are not counted until `count_spans`.
    """
    touched = pa.table({"claim_id": pa.array(sorted(set(claims)), pa.int64())})
    touched_days = pa.table({"day": pa.array(sorted(set(days)), pa.date32())})
    with _told(connection, touched=touched, touched_days=touched_days):
        _count_anew(connection)


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
    count_spans(connection)


def days_of(connection: duckdb.DuckDBPyConnection, claims: Iterable[int]) -> set[date]:
    """Return the days on which these claims were made."""
    ids = pa.table({"claim_id": pa.array(sorted(claims), pa.int64())})
    if not len(ids):
        return set()
    with _told(connection, said_of=ids):
        sql = "SELECT DISTINCT said_at::DATE FROM ledger.mentions SEMI JOIN said_of USING (claim_id)"
        return {day for (day,) in connection.execute(sql).fetchall()}


def count_spans(connection: duckdb.DuckDBPyConnection) -> None:
    """
    Count what was said in the weeks and months that something came to since they were last counted.

    Once a run, not with every batch: a month is all of a month's mentions, and nobody asks before it is published.
    """
    connection.execute(resources.query("standing", "3_uncounted"))
    ((first, until),) = connection.execute('SELECT min(bucket), max("until") FROM uncounted').fetchall()
    if first is not None:
        connection.execute(resources.query("standing", "4_spans"), {"from": first, "until": until})
    connection.execute("DROP TABLE uncounted")


def _count_anew(connection: duckdb.DuckDBPyConnection) -> None:
    """Count what `touched` and `touched_days` name, reading mentions from the earliest on that may count."""
    ((earliest, first, last),) = connection.execute(resources.query("standing", "0_earliest")).fetchall()
    connection.execute(resources.query("standing", "1_support"), {"from": earliest})
    if first is not None:
        connection.execute(resources.query("standing", "2_days"), {"from": first, "until": last})


def _verdicts(moments: Sequence[tuple[Intake, datetime]], run_id: int) -> tuple[list[Row], list[Row], list[Row]]:
    """Return mentions with their first verdict, later verdicts, and the quotations of the mentions."""
    mentions = {mention.mention_id: mention for intake, _ in moments for mention in intake.mentions}
    places = {mention.mention_id: place for i, _ in moments for place, mention in enumerate(i.mentions)}
    first: dict[int, Row] = {}
    later: dict[tuple[int, datetime], Row] = {}
    quotes: list[Row] = []
    for intake, at in moments:
        for link in intake.links:
            mention = mentions.pop(link.mention_id, None)
            if mention is not None:
                place = {"ordinal": places[mention.mention_id], "entered_at": rows.utc(at), "about": mention.about}
                first[mention.mention_id] = rows.mention_row(mention, link, run_id) | place
                quotes += [{"quote": quote, "mention_id": mention.mention_id} for quote in mention.quotes]
            else:
                later[link.mention_id, at] = rows.relink_row(link, at)
    return list(first.values()), list(later.values()), quotes


def _relink(connection: duckdb.DuckDBPyConnection, later: Sequence[Row]) -> tuple[set[int], set[date]]:
    """Let later verdicts take the place of those that stand, and keep both; return whose mentions, and when said."""
    if not later:
        return set(), set()
    _find_standing(connection, later)
    connection.execute(
        f"INSERT INTO ledger.relinks SELECT mention_id, {', '.join(_VERDICT)}, entered_at"  # noqa: S608 - names are ours
        " FROM standing ANTI JOIN ledger.relinks USING (mention_id)"
    )
    append(connection, "relinks", ("mention_id", "decided_at"), later)
    connection.execute(
        f"UPDATE ledger.mentions SET {', '.join(f'{name} = newest.{name}' for name in _VERDICT)}"  # noqa: S608 - names are ours
        " FROM (SELECT place, relinks.* FROM ledger.relinks JOIN standing USING (mention_id)"
        " QUALIFY row_number() OVER (PARTITION BY mention_id ORDER BY decided_at DESC) = 1) AS newest"
        " WHERE mentions.rowid = newest.place"
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
    with _told(connection, **asked):
        ((earliest,),) = connection.execute(
            "SELECT min(first_said) FROM ledger.support SEMI JOIN linked_to USING (claim_id)"
        ).fetchall()
        for since in filter(None, (earliest, _BEGINNING)):
            connection.execute(resources.query("standing", "relinked"), {"since": since})
            ((found,),) = connection.execute("SELECT count(*) FROM standing").fetchall()
            if found == len(asked["relinked"]):
                return


@contextlib.contextmanager
def _told(connection: duckdb.DuckDBPyConnection, **tables: pa.Table) -> Iterator[None]:
    """Let SQL see these tables under their names."""
    for name, table in tables.items():
        connection.register(name, table)
    try:
        yield
    finally:
        for name in tables:
            connection.unregister(name)
