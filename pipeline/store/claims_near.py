"""
What the claims of a batch are linked to: of all that is stored, only the claims that one of its articles may make too.

A handful of scans for the whole batch; claims that are not near are never read. What was said about the same subject is
looked for in the weeks around, what was said in the same story or in the same quoted words whenever it was said.
"""

from __future__ import annotations

from datetime import date, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa

from pipeline import resources
from pipeline.models import Claim, Link, Mention, Origin, Statement, Step
from pipeline.store.collector import collector_at_rest
from pipeline.store.families import families_said
from pipeline.store.recall import aware_records, aware_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    import duckdb

__all__ = ["LINKS", "NOTHING_NEAR", "AskedClaims", "NearClaims", "claims_near", "mentions_of_redone", "statement_of"]

_DAYS = 90
"""What is said of a subject half a year later is something new, unless in the same story or the same words."""
LINKS = 50
"""The first so many addresses that an article links to are remembered with what it says; more is a list of links."""
_LATELY = 45
"""Days in which what was claimed may be told again by an article that shares neither story nor subject with it."""
_LATEST = 400
"""Of those claims, the latest so many: a topic's news of a week or two."""
_MOST = 150
"""Claims of one kind in one story, or mentions about one subject: the latest so many."""


class AskedClaims(NamedTuple):
    """By what the articles of a batch look for claims that they may make too."""

    stories: frozenset[int] = frozenset()
    subjects: frozenset[int] = frozenset()
    quotes: frozenset[int] = frozenset()
    articles: frozenset[int] = frozenset()
    claims: frozenset[int] = frozenset()
    """Those that a person decided something of."""
    origins: frozenset[int] = frozenset()
    """Whose word it may be: of these it is told what voice they are, wherever they spoke."""
    days: tuple[date, date] = (date.max, date.min)
    """The first and the last day on which they say something."""


class Rows(NamedTuple):
    """What was made of which row."""

    claims: Mapping[tuple[Any, ...], Claim] = MappingProxyType({})
    links: Mapping[tuple[Any, ...], Link] = MappingProxyType({})


class NearClaims(NamedTuple):
    """The stored claims near a batch, whole: with every mention, and what was concluded of them."""

    claims: tuple[Claim, ...] = ()
    mentions: tuple[tuple[Mention, Link], ...] = ()
    """In order of arrival, each with the verdict that stands."""
    origins: tuple[Origin, ...] = ()
    steps: tuple[Step, ...] = ()
    """The newest of each claim."""
    contradictions: frozenset[tuple[int, int]] = frozenset()
    kinship: frozenset[tuple[int, int]] = frozenset()
    """Stories, each with the one that it grew out of."""
    families: tuple[tuple[str, str | None], ...] = ()
    """Every outlet of which a person said that it is of a family, or (None) of none; the newest last."""
    rows: Rows = Rows()
    """Of which rows the claims and links were made."""


NOTHING_NEAR = NearClaims()


def claims_near(
    connection: duckdb.DuckDBPyConnection, asked: AskedClaims, before: NearClaims = NOTHING_NEAR
) -> NearClaims:
    """
    Return the stored claims near what is asked.

    Mentions that were near `before` are not read again, their verdicts are; what stands as it did is the same record.
    """
    at_hand = {mention.mention_id: mention for mention, _ in before.mentions}
    tables = {
        "asked_stories": ("story_id", asked.stories, pa.int64()),
        "asked_subjects": ("about", asked.subjects, pa.uint32()),
        "asked_quotes": ("quote", asked.quotes, pa.int64()),
        "asked_articles": ("article_id", asked.articles, pa.int64()),
        "asked_claims": ("claim_id", asked.claims, pa.int64()),
        "asked_origins": ("origin_id", asked.origins, pa.int64()),
        "at_hand": ("mention_id", at_hand, pa.int64()),
    }
    for table, (column, ids, kind) in tables.items():
        connection.register(table, pa.table({column: pa.array(sorted(ids), kind)}))
    try:
        window = {"from": _moved(asked.days[0], -_DAYS), "until": _moved(asked.days[1], _DAYS + 1)}
        lately = {"lately": _moved(asked.days[0], -_LATELY), "latest": _LATEST, "most": _MOST}
        connection.execute(resources.query("recall/claims", "1_found"), window | lately)
        with collector_at_rest():
            return _found(connection, at_hand, before.rows)
    finally:
        for table in tables:
            connection.unregister(table)


def mentions_of_redone(connection: duckdb.DuckDBPyConnection) -> Iterator[Mention]:
    """Yield the mentions of the texts in the table `redone`, in order of arrival."""
    for row in aware_rows(connection, resources.query("redo", "mentions")):
        yield _mention(row)


def statement_of(row: dict[str, Any]) -> Statement:
    """Return what a row of `mentions`, the origin that its text names beside it, says as it was found."""
    return Statement.model_validate(_said(row))


def _said(row: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of a statement as a row of `mentions` holds them."""
    said = {name: row[name] for name in _AS_STORED}
    said["evidence_span"] = (row["start"], row["end"])
    for name, begins, ends in _SPANS:
        if row[begins] is not None:
            said[name] = (row[begins], row[ends])
    said["origin"], said["via"] = row["named_origin"], row["named_via"]
    said["chain"] = tuple(row["chain"] or ())
    if row["time_text"]:
        said["time"] = {"text": row["time_text"], "earliest": row["time_earliest"], "latest": row["time_latest"]}
    return said


_AS_STORED = (
    "claim", "evidence", "speaker", "speaker_entity", "speaker_kind", "cue", "mode", "polarity", "certainty",
    "factuality", "subject", "event_type", "plover", "object", "tier", "extractor",
)  # fmt: skip
_SPANS = tuple(
    (f"{name}_span", f"{column}_start", f"{column}_end")
    for name, column in (("speaker", "speaker"), ("cue", "cue"), ("content", "content"), ("origin", "named_origin"))
)
_MENTIONED = ("mention_id", "article_id", "revision", "outlet", "seen_at", "said_at", "said_precision", "is_seed")


def _found(connection: duckdb.DuckDBPyConnection, at_hand: Mapping[int, Mention], before: Rows) -> NearClaims:
    since = connection.execute(resources.query("recall/claims", "2_since")).fetchall()[0][0]

    def asked(name: str, **named: datetime) -> Iterable[dict[str, Any]]:
        return aware_rows(connection, resources.query("recall/claims", name), named or None)

    connection.execute(resources.query("recall/claims", "3_places"), {"since": since})
    mentions = {**at_hand, **{row["mention_id"]: _mention(row) for row in asked("4_mentions")}}
    rows = Rows(
        claims=aware_records(connection, resources.query("recall/claims", "6_claims"), Claim, before.claims),
        links=aware_records(connection, resources.query("recall/claims", "5_verdicts"), Link, before.links),
    )
    near = NearClaims(
        claims=tuple(rows.claims.values()),
        mentions=tuple((mentions[link.mention_id], link) for link in rows.links.values()),
        origins=tuple(_of(Origin, row) for row in asked("7_origins")),
        steps=tuple(_of(Step, row) for row in asked("8_steps", since=since)),
        contradictions=frozenset((row["claim_id"], row["other_id"]) for row in asked("9_contradictions")),
        kinship=frozenset((row["story_id"], row["related_to"]) for row in asked("10_kinship")),
        families=families_said(connection),
        rows=rows,
    )
    connection.execute("DROP TABLE found_claims")
    connection.execute("DROP TABLE found_places")
    return near


def _of(record: Any, row: dict[str, Any]) -> Any:
    return record(**{name: row[name] for name in record.model_fields})


def _mention(row: dict[str, Any]) -> Mention:
    """Return what a row of `mentions` holds; the record is checked in one go, with those inside it."""
    mention = {name: row[name] for name in _MENTIONED}
    mention["statement"] = _said(row)
    mention["about"] = row["about"] or 0
    mention["links"] = tuple(row["links"][:LINKS])
    told = Mention.model_validate(mention).lean()
    told.statement.lean()
    return told


def _moved(day: date, days: int) -> date:
    """Return a day so many days away, or the first or last there is."""
    try:
        return day + timedelta(days)
    except OverflowError:
        return date.min if days < 0 else date.max
