"""What earlier runs left in the ledger, as the records the stages work on."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from pydantic import SkipValidation

from pipeline import resources
from pipeline.models import (
    Claim,
    FeedState,
    HostRecord,
    KnownEntry,
    Link,
    Mention,
    Origin,
    Overrule,
    Record,
    Statement,
    Step,
    TimeReference,
    Validators,
    VisitedPage,
)
from pipeline.store.collected import feed_state, host_record

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb

__all__ = ["Known", "aware_rows", "recall", "statement_of", "visited"]


class Known(Record):
    """What a run needs to know of the runs before it, but for texts and stories: those it asks for batch by batch."""

    feeds: tuple[FeedState, ...] = ()
    entries: SkipValidation[tuple[KnownEntry, ...]] = ()
    """In order of arrival."""
    hosts: tuple[HostRecord, ...] = ()
    overrules: tuple[Overrule, ...] = ()
    """What persons decided otherwise, and did not undo."""
    claims: tuple[Claim, ...] = ()
    mentions: tuple[tuple[Mention, Link], ...] = ()
    """In order of arrival, each with its newest link."""
    origins: tuple[Origin, ...] = ()
    steps: tuple[Step, ...] = ()
    """The newest of each claim."""
    contradictions: frozenset[tuple[int, int]] = frozenset()


def recall(connection: duckdb.DuckDBPyConnection) -> Known:
    """Read the ledger."""
    offered = connection.execute(_ENTRIES).fetchall()
    pairs = connection.execute("SELECT claim_id, other_id FROM ledger.contradictions").fetchall()
    return Known(
        feeds=tuple(map(feed_state, aware_rows(connection, "FROM ledger.feeds"))),
        entries=tuple(map(KnownEntry._make, offered)),
        hosts=tuple(map(host_record, aware_rows(connection, "FROM ledger.hosts"))),
        overrules=tuple(Overrule(**row) for row in aware_rows(connection, _OVERRULES)),
        claims=tuple(map(_claim, aware_rows(connection, "FROM ledger.claims ORDER BY first_seen, claim_id"))),
        mentions=tuple(map(_told, aware_rows(connection, _MENTIONS))),
        origins=tuple(map(_origin, aware_rows(connection, "FROM ledger.origins ORDER BY first_seen, origin_id"))),
        steps=tuple(map(_step, aware_rows(connection, _STEPS))),
        contradictions=frozenset(pairs),
    )


_ENTRIES = """
SELECT feed_url, url, guid, title, published_raw, article_id, fingerprint, page_id
FROM ledger.entries ORDER BY seen_at, entry_id
"""
_OVERRULES = "FROM ledger.overrules WHERE undone_at IS NULL ORDER BY made_at, overrule_id"
_MENTIONS = """
SELECT v.*, m.named_origin, m.named_origin_start, m.named_origin_end, m.named_via, m.score
FROM mentions AS v
JOIN ledger.mentions AS m USING (mention_id)
JOIN (
    SELECT article_id, revision, min(decided_at) AS decided_at FROM ledger.comparisons GROUP BY ALL
) AS arrived ON arrived.article_id = m.article_id AND arrived.revision = m.revision
ORDER BY arrived.decided_at, m.ordinal, v."start", v.mention_id
"""
_STEPS = "FROM ledger.steps QUALIFY row_number() OVER (PARTITION BY claim_id ORDER BY decided_at DESC, step_id) = 1"


def visited(connection: duckdb.DuckDBPyConnection, since: datetime) -> tuple[VisitedPage, ...]:
    """Return the pages on the web that were first seen since then and may be worth another look, oldest first."""
    sql = resources.query("recall", "visited")
    return tuple(map(_visited, aware_rows(connection, sql, {"since": since.replace(tzinfo=None)})))


def _visited(row: dict[str, Any]) -> VisitedPage:
    headers = json.loads(row.pop("headers") or "{}")
    validators = Validators(etag=headers.get("etag"), last_modified=headers.get("last-modified"))
    return VisitedPage(**row, validators=validators)


def aware_rows(
    connection: duckdb.DuckDBPyConnection, sql: str, parameters: dict[str, Any] | None = None
) -> Iterator[dict[str, Any]]:
    """Yield the rows that answer a query, by column; every moment in UTC."""
    found = connection.execute(sql, parameters)
    names = [column[0] for column in found.description or ()]
    for row in found.fetchall():
        yield {name: _aware(value) for name, value in zip(names, row, strict=True)}


def _aware(value: object) -> object:
    """Give a moment its zone back; the ledger's timestamps are all UTC."""
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) else value


def _claim(row: dict[str, Any]) -> Claim:
    return Claim(**row)


def _step(row: dict[str, Any]) -> Step:
    return Step(**{name: row[name] for name in Step.model_fields})


def _origin(row: dict[str, Any]) -> Origin:
    return Origin(**{name: row[name] for name in Origin.model_fields})


_AS_STORED = (
    "claim", "evidence", "speaker", "speaker_entity", "speaker_kind", "cue", "mode", "polarity", "certainty",
    "factuality", "subject", "event_type", "plover", "object", "tier", "extractor",
)  # fmt: skip


def statement_of(row: dict[str, Any]) -> Statement:
    """Return what a row of `mentions`, the origin that its text names beside it, says as it was found."""
    spans = {f"{name}_span": _span(row, name) for name in ("speaker", "cue", "content")}
    return Statement(
        **{name: row[name] for name in _AS_STORED},
        **spans,
        evidence_span=(row["start"], row["end"]),
        origin=row["named_origin"],
        origin_span=_span(row, "named_origin"),
        via=row["named_via"],
        chain=tuple(row["chain"]),
        time=TimeReference(text=row["time_text"], earliest=row["time_earliest"], latest=row["time_latest"])
        if row["time_text"]
        else None,
    )


def _told(row: dict[str, Any]) -> tuple[Mention, Link]:
    kept = ("mention_id", "article_id", "revision", "outlet", "seen_at", "said_at", "is_seed")
    mention = Mention(**{name: row[name] for name in kept}, statement=statement_of(row))
    link = Link(
        mention_id=row["mention_id"],
        claim_id=row["claim_id"],
        origin_id=row["origin_id"],
        via=row["via"],
        basis=row["origin_basis"],
        novelty=row["novelty"],
        hedge_dropped=row["hedge_dropped"],
        score=row["score"],
        reason=row["link_reason"],
    )
    return mention, link


def _span(row: dict[str, Any], name: str) -> tuple[int, int] | None:
    return None if row[f"{name}_start"] is None else (row[f"{name}_start"], row[f"{name}_end"])
