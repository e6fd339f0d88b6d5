"""What a person decided otherwise, as rows; and what was decided of articles and stories before it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from pipeline import resources
from pipeline.models import Comparison, Overrule, Placement
from pipeline.store import rows
from pipeline.store.bulk import append
from pipeline.store.recall import aware_rows
from pipeline.text import content_id

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    import duckdb

    from pipeline.models import StoryChange

__all__ = ["Decided", "Decisions", "Evidence", "History", "KnownAs", "KnownClaim"]

Verdict = TypeVar("Verdict", Comparison, Placement)


class KnownAs(NamedTuple):
    """An article as a person who overrules it needs to know it."""

    article_id: int
    url: str
    story_id: int
    decision: str
    copy_of: int | None
    first_at: datetime
    """When it was first decided on: the order in which articles became known."""


class KnownClaim(NamedTuple):
    """A claim as a person who overrules it needs to know it."""

    claim_id: int
    claim: str
    polarity: str
    first_mention: int
    first_entered: datetime
    """When its first mention was stored: the order in which claims became known."""


class Evidence(NamedTuple):
    """Where a mention says so, and in which words."""

    article_id: int
    evidence: str


class Decided(NamedTuple, Generic[Verdict]):
    """A decision and its moment."""

    decision: Verdict
    at: datetime


class History(NamedTuple):
    """All that was decided of one article, oldest first."""

    comparisons: dict[int, list[Decided[Comparison]]]
    """By revision."""
    placements: list[Decided[Placement]]

    @property
    def first_at(self) -> datetime:
        """When it was first decided on."""
        return min(decided[0].at for decided in self.comparisons.values())


class Decisions:
    """The decisions in an open ledger; what is entered belongs into one transaction of the caller's."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def overrules(self) -> tuple[Overrule, ...]:
        """Return every overrule ever made, oldest first; one that concerns several articles is a row for each."""
        return tuple(
            Overrule(**row)
            for row in aware_rows(self._connection, "FROM ledger.overrules ORDER BY made_at, article_id")
        )

    def topics(self) -> frozenset[str]:
        """Return the topics that there are articles of."""
        found = self._connection.execute("SELECT DISTINCT topic FROM ledger.topics").fetchall()
        return frozenset(name for (name,) in found)

    def article(self, article_id: int | None, url: str) -> KnownAs | None:
        """Return the article of this number or address."""
        found = aware_rows(self._connection, resources.query("overruling", "article"), {"id": article_id, "url": url})
        return next((KnownAs(**row) for row in found), None)

    def story(self, story_id: int) -> int | None:
        """Return what a story goes by today; None where there never was one of that number."""
        found = self._connection.execute(resources.query("overruling", "story"), {"id": story_id}).fetchall()
        return found[0][0] if found else None

    def articles_of(self, story_id: int) -> frozenset[int]:
        """Return the articles that are in a story today."""
        found = self._connection.execute("SELECT article_id FROM articles WHERE story_id = ?", [story_id]).fetchall()
        return frozenset(article_id for (article_id,) in found)

    def claim(self, claim_id: int) -> KnownClaim | None:
        """Return the claim of this number."""
        found = aware_rows(self._connection, resources.query("overruling", "claim"), {"id": claim_id})
        return next((KnownClaim(**row) for row in found), None)

    def claim_today(self, claim_id: int) -> int:
        """Return what a claim goes by today: itself, or the one it went into."""
        sql = "SELECT claim_id FROM claim_names WHERE old_id = $id"
        found = self._connection.execute(sql, {"id": claim_id}).fetchall()
        return int(found[0][0]) if found else claim_id

    def mentions_of(self, claim_id: int) -> dict[int, Evidence]:
        """Return the mentions of a claim."""
        sql = "SELECT mention_id, article_id, evidence FROM mentions WHERE claim_id = $id"
        found = self._connection.execute(sql, {"id": claim_id}).fetchall()
        return {mention_id: Evidence(article_id, evidence) for mention_id, article_id, evidence in found}

    def articles_saying(self, claim_id: int) -> frozenset[int]:
        """Return the articles that make a claim."""
        sql = "SELECT DISTINCT article_id FROM ledger.mentions WHERE claim_id = $id"
        return frozenset(article_id for (article_id,) in self._connection.execute(sql, {"id": claim_id}).fetchall())

    def claims(self) -> int:
        """Return how many claims there are."""
        ((count,),) = self._connection.execute("SELECT count(*) FROM ledger.claims").fetchall()
        return int(count)

    def histories(self, articles: Iterable[int]) -> dict[int, History]:
        """Return what was decided of articles, by article."""
        ids = {"ids": sorted(articles)}
        found: defaultdict[int, History] = defaultdict(lambda: History(defaultdict(list), []))
        for row in aware_rows(self._connection, resources.query("overruling", "comparisons"), ids):
            fields = {name: row[name] for name in Comparison.model_fields if name != "passages"}
            history = found[row["article_id"]]
            history.comparisons[row["revision"]].append(Decided(Comparison(**fields), row["decided_at"]))
        for row in aware_rows(self._connection, resources.query("overruling", "placements"), ids):
            fields = {name: row[name] for name in Placement.model_fields}
            found[row["article_id"]].placements.append(Decided(Placement(**fields), row["decided_at"]))
        return dict(found)

    def make(self, overrules: Iterable[Overrule]) -> None:
        """Enter overrules."""
        made = [
            overrule.model_dump() | {"made_at": rows.utc(overrule.made_at), "undone_at": None} for overrule in overrules
        ]
        append(self._connection, "overrules", ("overrule_id", "article_id", "mention_id"), made)

    def change(self, change: StoryChange) -> None:
        """Enter that two stories became one, or one became two."""
        name = content_id("change", change.kind, change.story_id, change.other_id, change.valid_from)
        row = change.model_dump() | {"change_id": name, "valid_from": rows.utc(change.valid_from), "valid_to": None}
        append(self._connection, "story_changes", ("change_id",), [row])

    def undo(self, overrule_id: int, now: datetime) -> None:
        """Let an overrule stand no longer, nor the change of stories that it made."""
        moment = {"now": rows.utc(now), "id": overrule_id}
        self._connection.execute(
            "UPDATE ledger.story_changes SET valid_to = $now FROM ledger.overrules AS o WHERE o.overrule_id = $id"
            " AND story_changes.kind = o.kind AND story_changes.story_id = o.story_id"
            " AND story_changes.other_id = o.other_id AND story_changes.valid_from = o.made_at",
            moment,
        )
        self._connection.execute("UPDATE ledger.overrules SET undone_at = $now WHERE overrule_id = $id", moment)

    def keep_title(self, story_id: int, now: datetime) -> None:
        """Let a story go on under the headline it has, whatever comes to it now; one without a headline has none."""
        self._connection.execute(resources.query("overruling", "keep_title"), {"id": story_id, "now": rows.utc(now)})

    def decide(
        self, comparisons: Iterable[tuple[int, Decided[Comparison]]], placements: Iterable[Decided[Placement]]
    ) -> None:
        """Enter decisions beside those that stand, comparisons with the revision they are of; the newest stands."""
        compared = [rows.comparison_row(decision, revision, at) for revision, (decision, at) in comparisons]
        append(self._connection, "comparisons", ("article_id", "revision", "decided_at"), compared)
        placed = [decision.model_dump() | {"decided_at": rows.utc(at)} for decision, at in placements]
        append(self._connection, "placements", ("article_id", "decided_at"), placed)
