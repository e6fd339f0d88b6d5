"""What a run asks of the database and hands to it, in the run's own words."""

from __future__ import annotations

import contextlib
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from pipeline import resources
from pipeline.models import FeedState
from pipeline.store import collected, rows
from pipeline.store.backfilled import backfilled_row, is_backfilled
from pipeline.store.bulk import append, update
from pipeline.store.claims_near import NOTHING_NEAR, claims_near
from pipeline.store.collector import collector_at_rest
from pipeline.store.database import Database
from pipeline.store.decided import decided, named
from pipeline.store.linked import append_claims
from pipeline.store.marks import append_marks, keep_rarity, rarity_of, unmarked
from pipeline.store.near import near
from pipeline.store.news import news_of
from pipeline.store.outbox import Outbox
from pipeline.store.pages import PageShelf, Swept
from pipeline.store.publish import publish
from pipeline.store.recall import Known, aware_rows, recall, visited
from pipeline.store.standing import count_days
from pipeline.store.transaction import transaction
from pipeline.text import content_id

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    import duckdb

    from pipeline.models import (
        Alert,
        Article,
        Batch,
        Comparison,
        Decision,
        Feed,
        Intake,
        Marks,
        News,
        Placement,
        Schemes,
        VisitedPage,
    )
    from pipeline.store.bulk import Row
    from pipeline.store.claims_near import AskedClaims, NearClaims
    from pipeline.store.near import Asked, Near

__all__ = ["Ledger"]


class Ledger:
    """The ledger of one `--db` folder. Every method that writes is one transaction."""

    def __init__(self, directory: Path) -> None:
        self.database = Database(directory)
        self.shelf = PageShelf(self.database.pages)
        """The bytes of what was fetched. They are put there before `commit` stores their row."""
        self.outbox = Outbox(self.database)
        """What is told, to whom, and how it went."""

    @contextlib.contextmanager
    def run_lock(self, *, alone: bool = True) -> Iterator[None]:
        """Keep other runs out; see `Database.run_lock`."""
        with self.database.run_lock(alone=alone):
            yield

    @property
    def shared(self) -> bool:
        """Whether others may store something between two of our batches."""
        return self.database.shared

    @contextlib.contextmanager
    def turn(self) -> Iterator[None]:
        """Let nobody else store anything between what is looked up inside and what is stored of it."""
        with self.database.turn():
            yield

    def begin(self, topics: Iterable[str], feeds: Iterable[Feed], now: datetime) -> tuple[int, bool]:
        """
        Open a run: return its id, and whether no run of this database ever finished before it.

        A back-fill is none: what feeds offer is as new to the database afterwards as before.
        """
        names = ",".join(sorted(topics))
        run_id = content_id("run", names, now)
        with self._transaction() as connection:
            # fetchall, always: DuckDB 2 refuses other work on a connection with rows left to fetch.
            finished = connection.execute(
                "SELECT run_id FROM ledger.runs WHERE finished_at IS NOT NULL"
                " AND run_id NOT IN (SELECT run_id FROM ledger.backfills)"
            ).fetchall()
            first_run = not finished
            run = {"run_id": run_id, "topics": names, "started_at": rows.utc(now), "first_run": first_run}
            append(connection, "runs", ("run_id",), [run])
            fresh = [collected.feed_row(FeedState(feed=feed), now) for feed in feeds]
            append(connection, "feeds", ("url", "topic"), fresh)
        return run_id, first_run

    def recall(self) -> Known:
        """Return what earlier runs left: feeds, entries, hosts, and what persons decided otherwise."""
        with self.database.writing() as connection:
            return recall(connection)

    def visited(self, since: datetime) -> tuple[VisitedPage, ...]:
        """Return the pages on the web that were first seen since then and may be worth another look."""
        with self.database.writing() as connection:
            return visited(connection, since)

    def near(self, asked: Sequence[Asked], schemes: Schemes, also: Iterable[int] = ()) -> Near:
        """Return what is stored near articles: texts and stories that they are to be compared with; see `near.near`."""
        with self.database.writing() as connection:
            return near(connection, asked, schemes, also)

    def claims_near(self, asked: AskedClaims, before: NearClaims = NOTHING_NEAR) -> NearClaims:
        """Return the stored claims that the articles of a batch may make too; see `claims_near.claims_near`."""
        with self.database.writing() as connection:
            return claims_near(connection, asked, before)

    def rarity(self, scheme: str) -> bytes | None:
        """Return in how few articles each trait stands, packed; None where nothing was counted under this scheme."""
        with self.database.writing() as connection:
            return rarity_of(connection, scheme)

    def decided(self, article_ids: Iterable[int]) -> list[tuple[int, Comparison, Placement]]:
        """Return what was decided on each text of these articles, with its revision."""
        with self.database.writing() as connection:
            return list(decided(connection, article_ids))

    def named(self, articles: Iterable[int], stories: Iterable[int]) -> tuple[dict[int, str], dict[int, str]]:
        """Return the address of each of these articles, and that of the first article of each of these stories."""
        with self.database.writing() as connection:
            return named(connection, articles, stories)

    def unmarked(self, schemes: Schemes, most: int) -> list[tuple[Article, Decision, bool]]:
        """Return texts that cannot be found again under these schemes yet, at most so many; see `marks.unmarked`."""
        with self.database.writing() as connection:
            return list(unmarked(connection, schemes, most))

    def is_backfilled(self, source_id: int) -> bool:
        """Return whether a back-fill took in all of a source as it stands."""
        with self.database.writing() as connection:
            return is_backfilled(connection, source_id)

    def headlines(self, since: datetime) -> list[dict[str, Any]]:
        """Return the headlines of the stories that something came to since then; see sql/recall/headlines.sql."""
        sql = resources.query("recall", "headlines")
        with self.database.writing() as connection:
            return list(aware_rows(connection, sql, {"since": rows.utc(since)}))

    def name_stories(self, chosen: Iterable[tuple[int, str, int]], now: datetime) -> None:
        """Store titles of stories, each with its story and the article whose headline it is."""
        titled = [
            {"story_id": story_id, "title": title, "article_id": article_id, "decided_at": rows.utc(now)}
            for story_id, title, article_id in chosen
        ]
        if titled:
            with self._transaction() as connection:
                append(connection, "story_titles", ("story_id", "decided_at"), titled)

    def mark(self, marks: Sequence[Marks], rarity: bytes) -> None:
        """Store by what texts are found again."""
        with self._transaction() as connection:
            append_marks(connection, marks)
            keep_rarity(connection, marks[0].schemes.stories, rarity)

    def commit(
        self, batch: Batch, run_id: int, tell: Callable[[News], Iterable[Alert]] | None = None
    ) -> tuple[Alert, ...]:
        """
        Store a batch: all of it, or on any error nothing of it.

        `tell` is told what it brought, and the alerts that it answers with are stored with it. Returns the alerts that
        were not there before.
        """
        with collector_at_rest(), self._transaction() as connection:
            moments = _moments(batch)
            stored = _stored_texts(connection, [intake.article.article_id for intake, _ in moments])
            _append_articles(connection, batch, run_id, stored)
            news = _append_said(connection, moments, run_id, stored, asked=tell is not None)
            _append_collected(connection, batch, run_id, stored)
            dropped = [*batch.drops, *(drop for intake in batch.intakes for drop in intake.drops)]
            append(connection, "drops", ("drop_id",), [rows.drop_row(drop, run_id) for drop in dropped])
            portions = [backfilled_row(portion, batch, run_id) for portion in batch.backfilled]
            append(connection, "backfills", ("portion_id",), portions)
            alerts = [*batch.alerts, *(tell(news) if tell and news else ())]
            return _append_alerts(connection, alerts)

    def finish(self, run_id: int, outcome: str, now: datetime) -> None:
        """Note that a run came to its end."""
        with self._transaction() as connection:
            connection.execute(
                "UPDATE ledger.runs SET finished_at = ?, outcome = ? WHERE run_id = ?", [rows.utc(now), outcome, run_id]
            )

    def sweep(self, now: datetime, *, pages: timedelta | None, feeds: timedelta | None) -> Swept:
        """
        Let go of bytes kept for longer than pages and feeds are to be kept (None: for ever); return what that freed.

        Their rows stay and say since when the bytes are gone. Bytes that a younger row needs stay too. To be called
        under the run lock.
        """
        with self._transaction() as connection:
            for kind, kept_for in (("page", pages), ("feed", feeds)):
                if kept_for is not None:
                    connection.execute(
                        "UPDATE ledger.kept SET gone_at = ? WHERE gone_at IS NULL AND kind = ? AND fetched_at <= ?",
                        [rows.utc(now), kind, rows.utc(now - kept_for)],
                    )
            needed = connection.execute("SELECT DISTINCT digest FROM ledger.kept WHERE gone_at IS NULL").fetchall()
        return self.shelf.sweep({digest for (digest,) in needed})

    def publish(self) -> None:
        """Put what is stored where everybody may read it, days counted; in a lake it is there already."""
        with self._transaction() as connection:
            count_days(connection)
        publish(self.database)

    def add_feed(self, feed: Feed, now: datetime) -> bool:
        """Add a feed; return False when it was there."""
        with self._transaction() as connection:
            return bool(append(connection, "feeds", ("url", "topic"), [collected.feed_row(FeedState(feed=feed), now)]))

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[duckdb.DuckDBPyConnection]:
        with self.database.writing() as connection, transaction(connection):
            yield connection


def _append_articles(
    connection: duckdb.DuckDBPyConnection, batch: Batch, run_id: int, stored: Collection[tuple[int, int]]
) -> None:
    moments = _moments(batch)

    fresh = _fresh_articles(batch, stored)

    def is_new(row: Row) -> bool:
        return row["article_id"] in fresh

    revisions = [rows.revision_row(intake.article, run_id, at) for intake, at in moments]
    append(
        connection,
        "revisions",
        ("article_id", "revision"),
        revisions,
        new=lambda row: (row["article_id"], row["revision"]) not in stored,
    )
    let_go = [rows.revision_row(article, run_id, at) for article, at in batch.let_go]
    append(connection, "revisions", ("article_id", "revision"), let_go)
    verdicts = [row for intake, at in moments for row in rows.topic_rows(intake, at)]
    append(connection, "topics", ("topic", "article_id"), verdicts, new=is_new)
    comparisons = [rows.comparison_row(intake.comparison, intake.article.revision, at) for intake, at in moments]
    append(connection, "comparisons", ("article_id", "revision", "rule"), comparisons, new=is_new)
    passages = [row for i in batch.intakes for row in rows.passage_rows(i.comparison, i.article.revision)]
    append(connection, "passages", ("passage_id",), passages, new=is_new)
    append_marks(connection, [intake.marks for intake in batch.intakes if intake.marks])
    for scheme, rarity in batch.rarity:
        keep_rarity(connection, scheme, rarity)
    changes = [rows.change_row(i.article, i.change, at) for i, at in moments if i.change]
    append(connection, "changes", ("article_id", "revision"), changes, new=is_new)
    placements = [dict(intake.placement) | {"decided_at": rows.utc(at)} for intake, at in moments]
    append(connection, "placements", ("article_id", "decided_at"), placements)


def _fresh_articles(batch: Batch, stored: Collection[tuple[int, int]]) -> set[int]:
    """
    Return the articles of which nothing is stored: what is decided of an article enters with its first text or later.

    One that is decided on again may have lost its texts and nothing else; it bears the moment of its first decision.
    """
    anew = {intake.article.article_id for intake in batch.intakes if not intake.decided_at}
    return anew - {article_id for article_id, _ in stored}


def _append_said(
    connection: duckdb.DuckDBPyConnection,
    moments: Sequence[tuple[Intake, datetime]],
    run_id: int,
    stored: Collection[tuple[int, int]],
    *,
    asked: bool,
) -> News | None:
    """Store what the articles say; return what of it is news, where that is `asked`."""
    if not moments:
        return None
    moved = append_claims(connection, moments, run_id, stored)
    return news_of(connection, moved) if asked else None


def _append_alerts(connection: duckdb.DuckDBPyConnection, alerts: Iterable[Alert]) -> tuple[Alert, ...]:
    """Store the alerts that are not there yet, and return them: whatever fires again is told once."""
    fired = {alert.alert_id: alert for alert in alerts}
    if not fired:
        return ()
    sql = "SELECT alert_id FROM ledger.alerts WHERE alert_id IN (SELECT unnest($ids::BIGINT[]))"
    for (alert_id,) in connection.execute(sql, {"ids": list(fired)}).fetchall():
        del fired[alert_id]
    append(connection, "alerts", ("alert_id",), map(rows.alert_row, fired.values()), new=lambda _: True)
    return tuple(fired.values())


def _stored_texts(connection: duckdb.DuckDBPyConnection, article_ids: Iterable[int]) -> set[tuple[int, int]]:
    """Return the texts that are stored of these articles, each by article and revision."""
    sql = "SELECT article_id, revision FROM ledger.revisions WHERE article_id IN (SELECT unnest($ids::BIGINT[]))"
    return set(connection.execute(sql, {"ids": list(article_ids)}).fetchall())


def _append_collected(
    connection: duckdb.DuckDBPyConnection, batch: Batch, run_id: int, stored: Collection[tuple[int, int]]
) -> None:
    fresh = _fresh_articles(batch, stored)
    fetches = [collected.fetch_row(fetch, run_id) for fetch in batch.fetches]
    append(connection, "fetches", ("fetch_id", "started_at"), fetches)
    append(connection, "kept", ("kept_id", "fetched_at"), [collected.kept_row(kept, run_id) for kept in batch.kept])
    append(connection, "entries", ("entry_id",), map(collected.entry_row, batch.entries))
    addresses = map(collected.address_row, batch.addresses)
    append(
        connection,
        "addresses",
        ("article_id", "url"),
        addresses,
        by="article_id",
        new=lambda row: row["article_id"] in fresh,
    )
    append(connection, "moves", ("url", "to_url", "decided_at"), map(collected.move_row, batch.moves))
    # A feed that several topics poll is asked once and is one state.
    states = [collected.feed_row(state, batch.decided_at) for state in batch.feeds]
    update(connection, "feeds", ("url",), states, keep=("topic", "label", "added_at"))
    hosts = [collected.host_row(host) for host in batch.hosts]
    update(connection, "hosts", ("host",), hosts)
    append(connection, "hosts", ("host",), hosts)


def _moments(batch: Batch) -> list[tuple[Intake, datetime]]:
    """Pair each intake with its moment of decision, a microsecond apart: only one verdict can be the newest."""
    return [
        (intake, intake.decided_at or batch.decided_at + timedelta(microseconds=i))
        for i, intake in enumerate(batch.intakes)
    ]
