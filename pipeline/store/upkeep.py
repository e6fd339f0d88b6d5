"""What is done to the ledger every night: what leads nowhere is marked, what is old is thinned, what is stale goes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline import resources
from pipeline.models import Decision
from pipeline.store.recall import aware_rows
from pipeline.store.rows import utc

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    import duckdb

    from pipeline.models import Schemes

__all__ = ["RecentArticle", "Tidied", "recent_articles", "tidy"]

_RECENT = timedelta(days=30)
_DAYS_OLD, _MONTHS_OLD = timedelta(days=3), timedelta(days=90)
# Some 200 MB in memory while they are compared.
_SEEN_TOGETHER = 20_000
# Below this a scan takes some 50 ms, and thinning would save nothing that anybody notices.
_MANY_ROWS = 20_000_000
# Above this even thinned texts take a second, and those of three months are thinned once more.
_VERY_MANY_ROWS = 150_000_000


# Rows of schemes that are not in force lead nowhere: nothing is looked for under them.
_TABLES = (
    ("shingles", "shingles"),
    ("boilerplate", "shingles"),
    ("fingerprints", "shingles"),
    ("traits", "stories"),
    ("story_keys", "stories"),
    ("rarity", "stories"),
)


class Tidied(NamedTuple):
    """How many rows of marks came and went."""

    boilerplate: int
    """Shingles that were found to lead nowhere."""
    thinned: int
    """Rows that older texts do without."""


class RecentArticle(NamedTuple):
    """An article of a story that is still growing, and whether somebody was alerted of that story."""

    article_id: int
    story_id: int
    url: str
    title: str | None
    published_at: datetime | None
    text: str
    decision: Decision
    copy_of: int | None
    traits: bytes
    alerted: bool


def recent_articles(connection: duckdb.DuckDBPyConnection, schemes: Schemes, now: datetime) -> Iterator[RecentArticle]:
    """Yield the articles of stories that something came to within the last 30 days, in order of arrival."""
    asked = {
        "scheme": schemes.shingles,
        "story_scheme": schemes.stories,
        "since": utc(now - _RECENT),
        "most": _SEEN_TOGETHER,
    }
    for row in aware_rows(connection, resources.query("upkeep", "recent_articles"), asked):
        yield RecentArticle(**row | {"decision": Decision(row["decision"])})


def tidy(connection: duckdb.DuckDBPyConnection, schemes: Schemes, now: datetime) -> Tidied:
    """Tidy up the marks of texts; to be called inside a transaction. Done twice, the second time changes nothing."""
    for table, scheme in _TABLES:
        connection.execute(f"DELETE FROM ledger.{table} WHERE scheme <> ?", [getattr(schemes, scheme)])  # noqa: S608 - ours
    asked: dict[str, Any] = {"scheme": schemes.shingles}
    boilerplate = _changed(connection, "boilerplate", asked | {"now": utc(now)})
    return Tidied(boilerplate, _thinned(connection, asked, now))


def _thinned(connection: duckdb.DuckDBPyConnection, asked: dict[str, Any], now: datetime) -> int:
    ((rows,),) = connection.execute("SELECT count(*) FROM ledger.shingles").fetchall()
    if rows < _MANY_ROWS:
        return 0
    months_ago = (now - _MONTHS_OLD).date() if rows > _VERY_MANY_ROWS else date.min
    ages = {"days_ago": (now - _DAYS_OLD).date(), "months_ago": months_ago}
    return _changed(connection, "thin", asked | ages)


def _changed(connection: duckdb.DuckDBPyConnection, name: str, parameters: dict[str, Any]) -> int:
    ((count,),) = connection.execute(resources.query("upkeep", name), parameters).fetchall()
    return int(count)
