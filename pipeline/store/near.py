"""
What a batch of articles is compared with: of everything stored, only the texts and stories that come near one of them.

One scan of the shingles and one of the story keys for the whole batch; what is not near is never read. So a run costs
the same memory whether ten thousand articles are stored or ten million, and starts at once.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from pipeline import resources
from pipeline.models import Article
from pipeline.store.marks import NEVER_OLD
from pipeline.store.recall import aware_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    import duckdb

    from pipeline.models import Schemes

__all__ = ["Asked", "Carrier", "Near", "NearArticle", "near"]

# Copies: at most 20 are compared in full; 64 are read, for boilerplate is judged more finely there than here.
_READ = 64
_SAME = 3
# Stories: news is compared with the news of the weeks around it.
_DAYS = 30
_MOST = 20
_CARRIERS = 64
_MEMBERS = 20


class Asked(NamedTuple):
    """By what an article looks for those like it."""

    article_id: int
    day: date
    normal: int
    shingles: Sequence[int]
    keys: Sequence[int]
    enough: int = 2
    """How many shingles a text has to share with it to be compared in full."""


class Carrier(NamedTuple):
    """A stored text that carries shingles asked about; its text only where it is near enough to be compared in full."""

    text_id: int
    article_id: int
    revision: int
    normal: int
    words: int
    outlet: str | None
    is_seed: bool
    independent: bool
    dated_at: datetime
    url: str | None
    text: str | None


class NearArticle(NamedTuple):
    """An article whose story may be that of one asked about; its text only where it shares keys itself."""

    article_id: int
    story_id: int
    url: str
    title: str | None
    published_at: datetime | None
    traits: bytes
    text: str | None
    keys: Sequence[int]
    day: date | None
    """The day it is filed under; NEVER_OLD for a seed, None where it shares no keys itself."""


class Near(NamedTuple):
    """What is stored near the articles asked about."""

    revisions: tuple[Article, ...] = ()
    """Every text they have carried themselves, newest first."""
    carriers: tuple[Carrier, ...] = ()
    """In order of their dates."""
    carried: tuple[tuple[int, int], ...] = ()
    """Shingles asked about, each with a text that carries it."""
    texts: dict[str | None, tuple[int, int]] = {}  # noqa: RUF012 - read only
    """How many texts each outlet has, and how many of them are nobody's copy."""
    articles: tuple[NearArticle, ...] = ()
    """In order of arrival."""


def near(
    connection: duckdb.DuckDBPyConnection, asked: Sequence[Asked], schemes: Schemes, also: Iterable[int] = ()
) -> Near:
    """Return what is stored near the articles asked about, under these schemes, and the stories of these others."""
    if not asked:
        return Near()
    _tell(connection, asked)
    scheme = {"scheme": schemes.shingles, "story_scheme": schemes.stories}
    revisions = tuple(map(_article, _asked_in_turn(connection, "before", {})))
    found = _asked_in_turn(connection, "texts", {**scheme, "most": _READ, "same": _SAME})
    texts = tuple(Carrier(**row) for row in found)
    carried = tuple(connection.execute("FROM carriers").fetchall())
    counts = connection.execute("FROM counted").fetchall()
    copied = {text.article_id for text in texts if text.text}.union(also)
    connection.register("asked_also", pa.table({"article_id": pa.array(sorted(copied), pa.int64())}))
    articles = _asked_in_turn(connection, "stories", scheme | _window([one.day for one in asked]))
    near_by = Near(
        revisions=revisions,
        carriers=texts,
        carried=carried,
        texts={outlet: (known, own) for outlet, known, own in counts},
        articles=tuple(NearArticle(**row) for row in articles),
    )
    for table in ("asked_texts", "asked_also"):
        connection.unregister(table)
    return near_by


def _asked_in_turn(
    connection: duckdb.DuckDBPyConnection, folder: str, parameters: dict[str, Any]
) -> Iterator[dict[str, Any]]:
    """Ask the queries of a folder of sql/recall, of which each builds on those before; yield what the last answers."""
    *steps, last = (
        path.read_text(encoding="utf-8") for path in sorted((resources.SQL / "recall" / folder).glob("*.sql"))
    )
    for step in steps:
        connection.execute(step, _named_in(step, parameters))
    yield from aware_rows(connection, last, _named_in(last, parameters))


def _named_in(sql: str, parameters: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in parameters.items() if re.search(rf"\${name}\b", sql)}


def _tell(connection: duckdb.DuckDBPyConnection, asked: Sequence[Asked]) -> None:
    """Let SQL see what is asked, as the tables `asked_texts`, `asked_shingles` and `asked_keys`."""
    names = pa.array([one.article_id for one in asked], pa.int64())
    days = pa.array([one.day for one in asked], pa.date32())
    normals = pa.array([one.normal for one in asked], pa.int64())
    enough = pa.array([one.enough for one in asked], pa.int32())
    texts = {"article_id": names, "day": days, "normal": normals, "enough": enough}
    connection.register("asked_texts", pa.table(texts))
    for table, column, lists in (
        ("asked_shingles", "shingle", [one.shingles for one in asked]),
        ("asked_keys", "story_key", [one.keys for one in asked]),
    ):
        numbers = pa.array(lists, pa.list_(pa.uint64()))
        whose = pc.list_parent_indices(numbers)
        columns = {"article_id": names.take(whose), "day": days.take(whose), column: pc.list_flatten(numbers)}
        # As a table of DuckDB's own: 1.5 would push numbers beyond 63 bits into a scan of Arrow, which fails on them.
        connection.register("asked", pa.table(columns))
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS FROM asked")
        connection.unregister("asked")


def _window(days: Sequence[date]) -> dict[str, Any]:
    """Return of which days articles are looked for, and how many."""
    around = timedelta(days=_DAYS)
    return {
        "from": _moved(min(days), -around),
        "until": _moved(max(days), around),
        "never_old": NEVER_OLD,
        "days": _DAYS,
        "most": _MOST,
        "carriers": _CARRIERS,
        "members": _MEMBERS,
    }


def _moved(day: date, by: timedelta) -> date:
    """Return a day so many days away, or the first or last there is."""
    try:
        return day + by
    except OverflowError:
        return date.min if by < timedelta(0) else date.max


def _article(row: dict[str, Any]) -> Article:
    return Article(**{name: row[name] for name in Article.model_fields})
