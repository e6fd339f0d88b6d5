"""
What stands behind claims, and how much was said a day: counted when it is stored, not when somebody asks.

A batch counts the claims that it touches, in its own transaction, and reads no more than it has to: counting takes as
long for a large ledger as for a small one, but for a look at the ids of what may be touched. The days that it touches
are counted before anybody may read them.
"""

from __future__ import annotations

import contextlib
from datetime import datetime, time, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pyarrow as pa

from pipeline import resources
from pipeline.store.bulk import append

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    import duckdb

__all__ = ["BEGINNING", "LastCounts", "count_days", "days_of", "settle", "settle_all", "told"]

BEGINNING = datetime(1, 1, 1)  # noqa: DTZ001 - the ledger's moments are UTC and carry no zone
_END = datetime.max  # noqa: DTZ901 - as above
_LATELY = timedelta(days=90)
"""Claims that come up again were mostly first seen so lately: they are looked for there, and then everywhere."""
_AT_ONCE = 2_000_000
"""Mentions that are counted at once where all are."""


class LastCounts:
    """
    What was counted of claims last, as the table `last_counts`: each claim is looked up once, however often asked for.

    `fresh` are claims that the transaction has added, with the moment each was first seen: nothing was counted of them.
    `now` is about when it is; claims that were seen lately are found soonest.
    """

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        fresh: Mapping[int, datetime] | None = None,
        now: datetime | None = None,
    ) -> None:
        self._connection = connection
        self._fresh = fresh or {}
        self._lately = now - _LATELY if now else BEGINNING
        self._asked: set[int] = set()
        connection.execute(resources.query("standing", "0_last_counts"))

    def drop(self) -> None:
        """Drop the table, and `supported`, which has what was counted of its claims since."""
        for table in ("last_counts", "supported"):
            self._connection.execute(f"DROP TABLE IF EXISTS {table}")

    def look_up(self, claims: Iterable[int]) -> None:
        """Add what was counted of these claims to the table."""
        wanted = set(claims) - self._asked - self._fresh.keys()
        self._asked |= wanted
        for query, named in (
            ("0_look_up", {"since": self._lately}),
            ("0_look_up", {"since": BEGINNING}),
            ("0_never_counted", None),
        ):
            if not wanted:
                return
            with told(self._connection, looked_up=_ids(wanted)):
                ((found,),) = self._connection.execute(resources.query("standing", query), named).fetchall()
                missing = "FROM looked_up ANTI JOIN last_counts USING (claim_id)"
                left = self._connection.execute(missing).fetchall() if found < len(wanted) else []
            wanted = {claim_id for (claim_id,) in left}

    def name_touched(self, claims: Iterable[int]) -> None:
        """Make the table `touched` of these claims, each with when it was first seen."""
        asked = set(claims)
        self.look_up(asked)
        fresh = sorted(asked & self._fresh.keys())
        moments = pa.array([self._fresh[claim_id] for claim_id in fresh], pa.timestamp("us"))
        seen = _ids(fresh).append_column("first_seen", moments)
        with told(self._connection, asked_claims=_ids(asked), fresh_claims=seen):
            self._connection.execute(resources.query("standing", "0_touched"))


def settle(
    connection: duckdb.DuckDBPyConnection,
    claims: Iterable[int],
    days: Iterable[date],
    last: LastCounts | None = None,
) -> None:
    """
    Count anew what stands behind these claims, and note that these days are to be counted by `count_days`.

    The days are those of every mention that was added to the claims, or taken from them, since they were last counted.
    What was counted is in the table `supported` until the caller drops `last`; where there is none, it is gone.
    """
    counts = last or LastCounts(connection)
    counts.name_touched(claims)
    touched_days = sorted(set(days))
    append(connection, "uncounted_days", ("day",), [{"day": day} for day in touched_days])
    # No mention that counts is earlier than a claim was first made when it was counted last, or than what is added.
    ((first_said,),) = connection.execute(resources.query("standing", "0_earliest")).fetchall()
    added = [datetime.combine(day, time()) for day in touched_days[:1]]
    _count_claims(connection, min(filter(None, (first_said, *added)), default=BEGINNING))
    connection.execute("DROP TABLE touched")
    if last is None:
        counts.drop()


def settle_all(connection: duckdb.DuckDBPyConnection) -> None:
    """
    Count everything anew: after a stage was redone, or in a ledger from before anything was counted.

    In portions of about two million mentions: ten million at once do not fit into the memory that a run may take.
    """
    connection.execute("DELETE FROM ledger.support")
    connection.execute(resources.query("standing", "0_last_counts"))
    for first, until in _portions(connection):
        connection.execute(
            "CREATE OR REPLACE TEMP TABLE touched AS"
            " SELECT claim_id, first_seen FROM ledger.claims WHERE first_seen >= $first AND first_seen < $until",
            {"first": first, "until": until},
        )
        _count_claims(connection, BEGINNING)
    for table in ("touched", "last_counts", "supported"):
        connection.execute(f"DROP TABLE IF EXISTS {table}")
    connection.execute("DELETE FROM ledger.trend")
    connection.execute("DELETE FROM ledger.uncounted_days")
    connection.execute("INSERT INTO ledger.uncounted_days SELECT DISTINCT said_at::DATE FROM ledger.mentions")
    count_days(connection)


def days_of(connection: duckdb.DuckDBPyConnection, claims: Iterable[int]) -> set[date]:
    """Return the days on which these claims were made."""
    ids = set(claims)
    if not ids:
        return set()
    with told(connection, said_of=_ids(ids)):
        sql = "SELECT DISTINCT said_at::DATE FROM ledger.mentions SEMI JOIN said_of USING (claim_id)"
        return {day for (day,) in connection.execute(sql).fetchall()}


def count_days(connection: duckdb.DuckDBPyConnection) -> None:
    """
    Count what was said on the days that something came to since they were last counted, and in their weeks and months.

    Once a run, not with every batch: a month is all of a month's mentions, and nobody asks before it is published.
    """
    for month, first, until in connection.execute(resources.query("standing", "2_uncounted")).fetchall():
        connection.execute(
            resources.query("standing", "3_trend"), {"month": month, "from": first, "until": until}
        ).fetchall()
    connection.execute("DROP TABLE uncounted")


@contextlib.contextmanager
def told(connection: duckdb.DuckDBPyConnection, **tables: pa.Table) -> Iterator[None]:
    """Let SQL see these tables under their names."""
    for name, table in tables.items():
        connection.register(name, table)
    try:
        yield
    finally:
        for name in tables:
            connection.unregister(name)


def _count_claims(connection: duckdb.DuckDBPyConnection, since: datetime) -> None:
    """Count what stands behind the claims in `touched`, of which no mention that counts is of before then."""
    connection.execute(resources.query("standing", "1_told"), {"from": since})
    connection.execute(resources.query("standing", "1_support"), {"from": since})
    connection.execute("INSERT INTO ledger.support FROM supported ORDER BY first_seen")
    connection.execute("DROP TABLE told")


def _portions(connection: duckdb.DuckDBPyConnection) -> list[tuple[datetime, datetime]]:
    """Part the moments when claims were first seen into spans of about as many claims each."""
    ((mentions,),) = connection.execute("SELECT count(*) FROM ledger.mentions").fetchall()
    begins = connection.execute(
        "SELECT DISTINCT min(first_seen) AS begins FROM"
        " (SELECT first_seen, ntile($many) OVER (ORDER BY first_seen) AS portion FROM ledger.claims)"
        " GROUP BY portion ORDER BY begins",
        {"many": 1 + mentions // _AT_ONCE},
    ).fetchall()
    return list(pairwise([*(moment for (moment,) in begins), _END]))


def _ids(claims: Iterable[int]) -> pa.Table:
    return pa.table({"claim_id": pa.array(sorted(claims), pa.int64())})
