"""
What batches brought, told from the ledger: one batch in its own transaction, or all since a moment, long afterwards.

Both ways end in the same queries, so that the rules of alerts are told the same then and now.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa

from pipeline import resources
from pipeline.models import Development, News, Telling
from pipeline.store import rows
from pipeline.store.recall import aware_rows
from pipeline.store.standing import BEGINNING, told

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    import duckdb

    from pipeline.models import Intake, Link

__all__ = ["Looked", "Moved", "looked_at", "moved_by", "news_of", "note_developments", "stored_news"]

_AT_ONCE = 200
"""Batches that are told of at once."""
_SAYS_NOTHING_NEW = frozenset({"echo", "repeated"})


class Moved(NamedTuple):
    """The last verdict of a batch on a mention; `by` is the article that gave it, where that is not its own."""

    link: Link
    earlier: bool
    by: tuple[int, int] | None

    @property
    def brings(self) -> bool:
        """Whether it is more than one more telling of what is known."""
        return self.link.novelty not in _SAYS_NOTHING_NEW or self.link.hedge_dropped


class Looked(NamedTuple):
    """The claims that a batch brings something to, and those that contradict them."""

    at: frozenset[int]
    rivals: frozenset[int]


def looked_at(connection: duckdb.DuckDBPyConnection, moved: Mapping[int, Moved]) -> Looked:
    """Return which claims these verdicts bring something to, and what contradicts them, all of it being stored."""
    claims = frozenset(one.link.claim_id for one in moved.values() if one.brings)
    with told(connection, looked_at=_ids("claim_id", claims)):
        rivals = connection.execute(
            "SELECT other_id FROM ledger.contradictions WHERE claim_id IN (SELECT claim_id FROM looked_at)"
            " UNION SELECT claim_id FROM ledger.contradictions WHERE other_id IN (SELECT claim_id FROM looked_at)"
        ).fetchall()
    return Looked(claims, frozenset(claim_id for (claim_id,) in rivals))


def note_developments(
    connection: duckdb.DuckDBPyConnection, looked: Looked, moments: Sequence[tuple[Intake, datetime]], run_id: int
) -> None:
    """
    Store how the claims that a batch moved stood before and after, and leave them in the table `developed`.

    To be called when they are counted anew, and when `last_counts` has what was counted last of them and of their
    rivals.
    """
    decided = [rows.utc(at) for _, at in moments]
    window = {"began": min(decided), "at": max(decided)}
    claims = {"looked_at": _ids("claim_id", looked.at), "rivals": _ids("claim_id", looked.rivals)}
    with told(connection, **claims):
        connection.execute(resources.query("news", "0_developed"), window | {"run_id": run_id})
        connection.execute(
            "INSERT INTO ledger.developments FROM developed ANTI JOIN"
            " (SELECT claim_id FROM ledger.developments WHERE decided_at = $at AND began = $began) AS known"
            " USING (claim_id)",
            window,
        )


def news_of(connection: duckdb.DuckDBPyConnection, moved: Mapping[int, Moved]) -> News | None:
    """Return what the batch brought whose developments are in the table `developed`; None where that is nothing."""
    ((began, at, run_id),) = connection.execute(
        "SELECT min(began), max(decided_at), min(run_id) FROM developed"
    ).fetchall()
    if began is None:
        return None
    verdicts = list(moved.values())
    links = [one.link for one in verdicts]
    mentions = {
        "mention_id": pa.array([link.mention_id for link in links], pa.int64()),
        "claim_id": pa.array([link.claim_id for link in links], pa.int64()),
        "origin_id": pa.array([link.origin_id for link in links], pa.int64()),
        "via": pa.array([link.via for link in links], pa.string()),
        "origin_basis": pa.array([link.basis.value for link in links], pa.string()),
        "novelty": pa.array([link.novelty.value for link in links], pa.string()),
        "hedge_dropped": pa.array([link.hedge_dropped for link in links], pa.bool_()),
        "reason": pa.array([link.reason for link in links], pa.string()),
        "earlier": pa.array([one.earlier for one in verdicts], pa.bool_()),
        "by_article": pa.array([one.by and one.by[0] for one in verdicts], pa.int64()),
        "by_revision": pa.array([one.by and one.by[1] for one in verdicts], pa.int64()),
    }
    with told(connection, moved=pa.table(mentions), news_batches=_batches([(began, at, run_id)])):
        connection.execute(
            "CREATE OR REPLACE TEMP TABLE news_claims AS"
            " SELECT 0 AS batch, * EXCLUDE (began, decided_at, run_id) FROM developed;"
            " CREATE OR REPLACE TEMP TABLE news_mentions AS"
            " SELECT 0 AS batch, * FROM moved SEMI JOIN news_claims USING (claim_id);"
            " CREATE OR REPLACE TEMP TABLE news_opened AS"
            " SELECT claim_id, decided_at FROM developed WHERE origins_before IS NULL"
        )
        # Mentions that came with the batch entered with it, whatever the clock said before.
        since = BEGINNING if any(one.earlier for one in verdicts) else began
        (news,) = _told_of(connection, [(began, at, run_id)], since)
    return news


def stored_news(connection: duckdb.DuckDBPyConnection, since: datetime) -> Iterator[News]:
    """Yield what each batch since then brought, in their order, as the ledger tells it; to be read to its end."""
    found: list[tuple[datetime, datetime, int]] = connection.execute(
        "SELECT began, decided_at, min(run_id) FROM ledger.developments WHERE decided_at >= $since"
        " GROUP BY began, decided_at ORDER BY decided_at, began",
        {"since": rows.utc(since)},
    ).fetchall()
    for start in range(0, len(found), _AT_ONCE):
        batches = found[start : start + _AT_ONCE]
        window = {
            "began": min(began for began, _, _ in batches),
            "first": batches[0][1],
            "last": batches[-1][1],
        }
        with told(connection, news_batches=_batches(batches)):
            for statement in connection.extract_statements(resources.query("news", "1_stored")):
                named = {name: window[name] for name in window if name in statement.named_parameters}
                connection.execute(statement, named)
            told_of = list(_told_of(connection, batches, BEGINNING))
        yield from told_of


def moved_by(moments: Iterable[tuple[Intake, datetime]], fresh: Container[int]) -> dict[int, Moved]:
    """Return the verdicts of a batch by mention: those of mentions that are `fresh`, and later ones of others."""
    found: dict[int, Moved] = {}
    entered: set[int] = set()
    for intake, _ in moments:
        own = {mention.mention_id for mention in intake.mentions}
        entered |= own
        article = (intake.article.article_id, intake.article.revision)
        for link in intake.links:
            if link.mention_id not in own:
                found[link.mention_id] = Moved(link, link.mention_id not in entered, article)
            elif link.mention_id in fresh:
                found[link.mention_id] = Moved(link, earlier=False, by=None)
    return found


def _told_of(
    connection: duckdb.DuckDBPyConnection, batches: Sequence[tuple[datetime, datetime, int]], since: datetime
) -> Iterator[News]:
    """Yield the news of these batches, whose claims and mentions are in `news_claims` and `news_mentions`."""

    def asked(name: str, **named: datetime) -> list[dict[str, Any]]:
        return list(aware_rows(connection, resources.query("news", name), named or None))

    said = asked("2_tellings", since=since)
    articles = {row[name] for row in said for name in ("article_id", "by_article") if row[name] is not None}
    topics: defaultdict[int, list[str]] = defaultdict(list)
    with told(connection, news_articles=_ids("article_id", articles)):
        for row in asked("3_topics"):
            topics[row["article_id"]].append(row["topic"])
    tellings = _by_batch(said)
    claims = _by_batch(asked("4_claims"))
    rivals = _by_batch(asked("5_rivals"))
    opened = _by_batch(asked("6_opened"))
    for table in ("news_claims", "news_mentions", "news_opened"):
        connection.execute(f"DROP TABLE {table}")
    for batch, (began, at, run_id) in enumerate(batches):
        pairs = {(row["claim_id"], row["other_id"]) for row in rivals[batch]}
        yield News(
            began=rows.aware(began),
            at=rows.aware(at),
            run_id=run_id,
            tellings=tuple(_telling(row, topics) for row in tellings[batch]),
            claims=tuple(map(_development, claims[batch])),
            rivals=frozenset(pairs | {(other, one) for one, other in pairs}),
            opened=frozenset(row["story_id"] for row in opened[batch]),
        )


def _telling(row: dict[str, Any], topics: Mapping[int, Sequence[str]]) -> Telling:
    own = {name: row[name] for name in ("article_id", "revision", "url", "outlet", "title", "is_seed")}
    by = None
    if row["by_article"] is not None:
        by = {
            "article_id": row["by_article"],
            "revision": row["by_revision"],
            "url": row["by_url"],
            "outlet": row["by_outlet"],
            "title": row["by_title"],
            "is_seed": row["by_seed"],
            "topics": tuple(topics[row["by_article"]]),
        }
    source = own | {"topics": tuple(topics[row["article_id"]])}
    said = {name: row[name] for name in Telling.model_fields if name not in {"source", "by"}}
    return Telling.model_validate(said | {"source": source, "by": by})


def _development(row: dict[str, Any]) -> Development:
    kept = {name: row[name] for name in Development.model_fields if name not in {"before", "after"}}
    before = None
    if row["origins_before"] is not None:
        before = {"origins": row["origins_before"], "status": row["status_before"]}
    after = {"origins": row["origins"], "status": row["status"]}
    return Development.model_validate(kept | {"before": before, "after": after})


def _by_batch(found: Iterable[dict[str, Any]]) -> defaultdict[int, list[dict[str, Any]]]:
    parted: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in found:
        parted[row["batch"]].append(row)
    return parted


def _batches(batches: Sequence[tuple[datetime, datetime, int]]) -> pa.Table:
    moment = pa.timestamp("us")
    return pa.table(
        {
            "batch": pa.array(range(len(batches)), pa.int32()),
            "began": pa.array([began for began, _, _ in batches], moment),
            "decided_at": pa.array([at for _, at, _ in batches], moment),
        }
    )


def _ids(name: str, numbers: Collection[int]) -> pa.Table:
    return pa.table({name: pa.array(sorted(numbers), pa.int64())})
