"""
Deciding again: a copy of the ledger from which a stage and all that follow it are taken out, to be filled anew.

The live database stays as it is until the copy is whole and takes its place in one step, so an interrupted redo has
changed nothing.
"""

from __future__ import annotations

import contextlib
import shutil
from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

from pipeline import resources
from pipeline.models import COPIES, Article, Decided, Relevance, Stage
from pipeline.store import rows
from pipeline.store.claims_near import mentions_of_redone
from pipeline.store.collected import kept_page
from pipeline.store.decided import comparison_of, placement_of
from pipeline.store.ledger import Ledger
from pipeline.store.recall import aware_rows
from pipeline.store.standing import settle_all
from pipeline.store.transaction import transaction

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    import duckdb

    from pipeline.models import KeptPage, Statement

__all__ = ["Redo", "Text", "redoing"]

_ORDER: tuple[Stage, ...] = get_args(Stage)
# Of several articles met under one address, the one met last.
_KNOWN_AS = "SELECT url, article_id FROM ledger.addresses ORDER BY seen_at, article_id"
# The folder beside the live database in which its successor is made.
_WORKSHOP = "redo"


class Text(NamedTuple):
    """A stored text to decide on again, what is to stand of earlier decisions, and when and in which run it came."""

    article: Article
    decided: Decided
    run_id: int
    at: datetime


class Redo(NamedTuple):
    """What there is to do again, and where to."""

    ledger: Ledger
    texts: tuple[Text, ...]
    """In the order in which they were decided on."""
    pages: tuple[tuple[KeptPage, int], ...]
    """Pages to read again, each with the run that fetched it."""
    known_as: dict[str, int]
    """The article that an address was found to be."""
    topics: frozenset[str]
    """Those that the ledger has articles of."""
    traits: tuple[tuple[str, bytes], ...]
    """Of texts that are compared anew, each under its scheme: they are counted in no longer."""


@contextlib.contextmanager
def redoing(ledger: Ledger, stage: Stage, since: datetime | None) -> Iterator[Redo]:
    """
    Hand out a copy of the ledger without what `stage` and later ones decided on texts seen since then (None: ever).

    The copy takes the ledger's place when the block ends well; on any error it is thrown away. Deliveries, feeds,
    fetches, kept pages, and alerts but for those found when deciding again, stay. To be used under the run lock.
    """
    copy = Ledger(ledger.database.directory / _WORKSHOP)
    shutil.rmtree(copy.database.directory, ignore_errors=True)
    try:
        ledger.database.copy_to(copy.database.live)
        with copy.database.held_open():
            with copy.database.writing() as connection:
                redo = _taken_out(copy, connection, stage, since)
            yield redo
        ledger.database.take_over(copy.database.live)
    finally:
        shutil.rmtree(copy.database.directory, ignore_errors=True)


def _taken_out(copy: Ledger, connection: duckdb.DuckDBPyConnection, stage: Stage, since: datetime | None) -> Redo:
    moment = rows.utc(since)
    connection.execute(resources.query("redo", "0_redone"), {"since": moment, "let_go": stage in {"read", "topic"}})
    texts, pages = tuple(_texts(connection, stage)), tuple(_pages(connection, stage, moment))
    known_as = dict(connection.execute(_KNOWN_AS).fetchall())
    topics = frozenset(name for (name,) in connection.execute("SELECT DISTINCT topic FROM ledger.topics").fetchall())
    redone = _ORDER[_ORDER.index(stage) :]
    traits = connection.execute(resources.query("redo", "traits")).fetchall() if "compare" in redone else []
    with transaction(connection):
        for name in ("link", "compare", "topic"):
            if name in redone:
                connection.execute(resources.query("redo", name))
        _take_out_drops(connection, redone, [kept.fetched_at for kept, _ in pages])
        settle_all(connection)
    connection.execute("DROP TABLE redone")
    return Redo(copy, texts, pages, known_as, topics, tuple(traits))


def _take_out_drops(
    connection: duckdb.DuckDBPyConnection, stages: tuple[Stage, ...], read_again: list[datetime]
) -> None:
    """Take out the drops that are made anew: of texts decided on again and of pages read again, by when they came."""
    connection.execute(
        "DELETE FROM ledger.drops WHERE list_contains($stages, stage)"
        " AND (seen_at IN (SELECT seen_at FROM redone) OR list_contains($again::TIMESTAMP[], seen_at))",
        {"stages": list(stages), "again": [rows.utc(moment) for moment in read_again]},
    )


def _texts(connection: duckdb.DuckDBPyConnection, stage: Stage) -> Iterator[Text]:
    statements = _statements(connection) if stage == "link" else {}
    for row in aware_rows(connection, resources.query("redo", "texts")):
        fields = {name: row[name] for name in Article.model_fields}
        decided = _decided(row, stage, statements.get((row["article_id"], row["revision"]), []))
        yield Text(Article(**fields), decided, row["run_id"], row["decided_at"])


def _statements(connection: duckdb.DuckDBPyConnection) -> dict[tuple[int, int], list[Statement]]:
    said: defaultdict[tuple[int, int], list[Statement]] = defaultdict(list)
    for mention in mentions_of_redone(connection):
        said[mention.article_id, mention.revision].append(mention.statement)
    return said


def _decided(row: dict[str, Any], stage: Stage, said: list[Statement]) -> Decided:
    """Return what stands of a text's earlier decisions: those of the stages before `stage`; it may have none."""
    if row["decision"] is None:
        return Decided()
    stands = _ORDER[: _ORDER.index(stage)]
    # Of a copy only what others had said before it is on record: what is none any more is asked again what it says.
    heard_out = row["decision"] in COPIES or not row["ever_a_copy"]
    return Decided(
        relevance=tuple(Relevance(kept=True, **verdict) for verdict in row["relevance"]) if "topic" in stands else None,
        comparison=comparison_of(row) if "compare" in stands else None,
        # Beside the articles of another story, the rules would not find back to the one that a person made of both.
        placement=placement_of(row) if "compare" in stands or row["merged_by_hand"] else None,
        statements=tuple(said) if "claims" in stands and heard_out else None,
    )


def _pages(
    connection: duckdb.DuckDBPyConnection, stage: Stage, since: datetime | None
) -> Iterator[tuple[KeptPage, int]]:
    if stage not in {"read", "topic"}:
        return
    for row in aware_rows(connection, resources.query("redo", "pages"), {"since": since, "every": stage == "read"}):
        run_id = row.pop("run_id")
        yield kept_page(row), run_id
