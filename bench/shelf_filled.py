"""A ledger filled with articles made of numbers: the product's own tables, written in bulk and in order of days."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from bench.shelf_articles import SHINGLES, Shelf, mixed
from pipeline.models import Schemes
from pipeline.store.database import Database

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import duckdb

    from bench.shelf_articles import Numbers

__all__ = ["SCHEMES", "TRAITS_SIZE", "fill"]

SCHEMES = Schemes("w5-xxh3-v2", "traits-1")
"""As long as the product's names: of text DuckDB knows the first eight characters before it looks."""

_AT_ONCE = 50_000
_OUTLETS = 500
_COPIES = 0.3
_TEXT = 2_500
TRAITS_SIZE = 1_500
_WORDS = 30_000
_PROSE = 8_000_000

_PLAIN = """
INSERT INTO ledger.fingerprints BY NAME
SELECT text_id, $scheme AS scheme, article_id, 1 AS revision, raw, normal, 404 AS words, outlet, false AS is_seed,
    independent, day::TIMESTAMP AS dated_at
FROM arriving;
INSERT INTO ledger.comparisons BY NAME
SELECT article_id, 1 AS revision, if(independent, 'independent', 'edited_copy') AS decision, 0.0 AS copied,
    'bench' AS rule, 'none' AS reason, day::TIMESTAMP AS decided_at
FROM arriving;
INSERT INTO ledger.placements BY NAME
SELECT article_id, story_id, 1.0 AS score, 'none' AS reason, day::TIMESTAMP AS decided_at
FROM arriving;
"""
_WHOLE = """
INSERT INTO ledger.revisions BY NAME
SELECT article_id, 1 AS revision, 'https://' || outlet || '/' || article_id AS url, outlet, text[:60] AS title,
    []::VARCHAR[] AS authors, day::TIMESTAMP AS published_at, day::TIMESTAMP AS seen_at, 'full' AS quality,
    []::VARCHAR[] AS links, false AS is_seed, text, 1 AS run_id, day::TIMESTAMP AS taken_in_at
FROM arriving;
INSERT INTO ledger.traits BY NAME SELECT text_id, $story_scheme AS scheme, traits FROM arriving;
"""


def fill(directory: Path, shelf: Shelf, *, whole_from: int, keys_from: int, whole: Numbers) -> None:
    """
    Write the marks of all articles; text and traits from one number on and of those named, story keys from another on.

    What is asked about stands on its day like the rest: nothing makes it easier to find.
    """
    prose = _Prose()
    with Database(directory).writing() as connection:
        for numbers in _portions(shelf):
            _put(connection, _articles(shelf, numbers), _PLAIN)
            _spread(connection, shelf, numbers, "shingle", shelf.shingles(numbers, shelf.rate_of(int(numbers[0]))))
            if numbers[0] >= keys_from:
                _spread(connection, shelf, numbers, "story_key", shelf.keys(numbers))
            told = numbers if numbers[0] >= whole_from else numbers[np.isin(numbers, whole)]
            if len(told):
                _put(connection, prose.told(_articles(shelf, told)), _WHOLE)


def _portions(shelf: Shelf) -> Iterator[Numbers]:
    """Yield the numbers of all articles, those of the last days, of the last month and older ones apart."""
    bounds = sorted({0, shelf.first_of_month(), *(shelf.first_of(days) for days, _ in shelf.rates), shelf.articles})
    for first, until in pairwise(bounds):
        for start in range(first, until, _AT_ONCE):
            yield np.arange(start, min(start + _AT_ONCE, until), dtype=np.uint64)


def _articles(shelf: Shelf, numbers: Numbers) -> dict[str, pa.Array]:
    hashes = mixed(numbers * np.uint64(512) + np.uint64(SHINGLES))
    outlets = pa.array([f"outlet-{number}.example" for number in range(_OUTLETS)])
    return {
        "article_id": pa.array(shelf.article_ids(numbers)),
        "text_id": pa.array(shelf.text_ids(numbers)),
        "story_id": pa.array(shelf.article_ids(shelf.story_of(numbers))),
        "day": pa.array(shelf.days(numbers)),
        "raw": pa.array(hashes.view(np.int64)),
        "normal": pa.array(mixed(hashes).view(np.int64)),
        "independent": pa.array(mixed(hashes + np.uint64(1)) >= np.uint64(_COPIES * 2**64)),
        "outlet": outlets.take(pa.array((hashes % np.uint64(_OUTLETS)).astype(np.int64))),
    }


def _put(connection: duckdb.DuckDBPyConnection, columns: dict[str, pa.Array], statements: str) -> None:
    connection.register("arriving", pa.table(columns))
    for statement in statements.split(";")[:-1]:
        named = {"scheme": SCHEMES.shingles, "story_scheme": SCHEMES.stories}
        connection.execute(statement, {name: scheme for name, scheme in named.items() if f"${name}" in statement})
    connection.unregister("arriving")


def _spread(
    connection: duckdb.DuckDBPyConnection, shelf: Shelf, numbers: Numbers, column: str, hashes: Numbers
) -> None:
    """Write one row for each hash, a text's rows one after the other."""
    rows = {
        "day": pa.array(np.repeat(shelf.days(numbers), hashes.shape[1])),
        column: pa.array(hashes.ravel()),
        "text_id": pa.array(np.repeat(shelf.text_ids(numbers), hashes.shape[1])),
    }
    scheme = {"shingle": "$scheme", "story_key": "$story_scheme"}[column]
    names = f"day, {column}, text_id"
    _put(connection, rows, f"INSERT INTO ledger.{column}s BY NAME SELECT {scheme} AS scheme, {names} FROM arriving;")


class _Prose:
    """Text that packs about as news does: words of a vocabulary, the frequent ones often (Zipf)."""

    def __init__(self) -> None:
        chance = np.random.default_rng(1)
        letters = chance.integers(ord("a"), ord("z") + 1, (_WORDS, 12), dtype=np.uint8)
        lengths = chance.integers(2, 13, _WORDS)
        words = [bytes(row[:length]).decode() for row, length in zip(letters, lengths, strict=True)]
        ranks = (np.exp(chance.random(_PROSE) * np.log(_WORDS)) - 1).astype(np.int64)
        self._prose = " ".join([words[rank] for rank in ranks.tolist()])
        self._noise = chance.bytes(8_000_000)

    def told(self, columns: dict[str, pa.Array]) -> dict[str, pa.Array]:
        """Add a text of 2,500 characters and packed traits of 1,500 bytes to each article."""
        starts = [number % (len(self._noise) - TRAITS_SIZE) for number in columns["raw"].to_pylist()]
        spots = [number % (len(self._prose) - _TEXT) for number in columns["normal"].to_pylist()]
        return columns | {
            "text": pa.array([self._prose[spot : spot + _TEXT] for spot in spots], pa.large_string()),
            "traits": pa.array([self._noise[start : start + TRAITS_SIZE] for start in starts], pa.large_binary()),
        }
