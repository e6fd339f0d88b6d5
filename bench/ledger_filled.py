"""
A ledger filled with as many mentions as asked for: the product's own tables, in order of arrival, over three years.

What is told of it is made of numbers, and right in what matters to a database. Ids are random 64-bit numbers. An
article makes 10 to 20 mentions and is one of about four of its story; every tenth belongs to a story that goes on for a
thousand articles. Half of an article's claims are those that its story is about, which comes to about three mentions a
claim, a few claims with many (Zipf). Outlets, subjects and speakers are few and frequent or many and rare (Zipf too).
Three mentions in a hundred were linked anew once, one in eight quotes. Texts are short stand-ins of 1,300 characters,
where news has two or three times as many; what finds copies again (shingles, traits) is bench.shelf's and left out.
"""

from __future__ import annotations

import string
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from pipeline.store.database import Database
from pipeline.store.standing import settle_all
from pipeline.store.transaction import transaction

if TYPE_CHECKING:
    import duckdb

__all__ = ["LAST_DAY", "Maker", "articles_of", "fill"]

LAST_DAY = "2024-12-31"
_PER_ARTICLE = 15
_ARTICLES_AT_ONCE = 25_000
_TEXT = 1_300
_WORDS = 30_000
_PROSE = 2_000_000
_SQL = Path(__file__).parent / "ledger_sql"
_YEARS = 3


def fill(directory: Path, mentions: int, seed: int = 1) -> None:
    """Write a ledger of about so many mentions; the same number and seed make the same rows."""
    articles = articles_of(mentions)
    with Database(directory).writing() as connection:
        maker = Maker(connection, articles, seed)
        for first in range(0, articles, _ARTICLES_AT_ONCE):
            with transaction(connection):
                maker.make(np.arange(first, min(first + _ARTICLES_AT_ONCE, articles)))
                maker.run("stored")
        with transaction(connection):
            maker.run("concluded")
        with transaction(connection):
            settle_all(connection)
        maker.clear()


def articles_of(mentions: int) -> int:
    """Return how many articles a ledger of so many mentions holds."""
    return -(-mentions // _PER_ARTICLE)


class Maker:
    """Makes articles and what they say out of their numbers; it takes three temporary tables of the connection."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, articles: int, seed: int) -> None:
        self._connection = connection
        self._prose = _Prose(seed, min(_PROSE, articles * _TEXT))
        self._named = {"$seed": str(seed), "$step": str(_YEARS * 365 * 86_400 * 1_000_000 / articles)}
        self.run("macros")

    def make(self, numbers: np.ndarray) -> None:
        """Put the articles of these numbers into `new_articles`, what they say into `new_mentions` and `as_stored`."""
        self._connection.register("arriving", pa.table({"n": numbers, "text": self._prose.texts(numbers)}))
        self.run("articles")
        self._connection.unregister("arriving")
        self.run("mentions")
        self.run("as_stored")

    def run(self, name: str) -> None:
        """Run a file of bench/ledger_sql."""
        sql = (_SQL / f"{name}.sql").read_text(encoding="utf-8")
        for parameter, value in self._named.items():
            sql = sql.replace(parameter, value)
        self._connection.execute(sql)

    def clear(self) -> None:
        """Drop the temporary tables."""
        for table in ("new_articles", "new_mentions", "as_stored"):
            self._connection.execute(f"DROP TABLE {table}")


class _Prose:
    """Text that packs about as news does: words of a vocabulary, the frequent ones often (Zipf)."""

    def __init__(self, seed: int, letters: int) -> None:
        chance = np.random.default_rng(seed)
        alphabet = np.array(list(string.ascii_lowercase))
        many = min(_WORDS, letters // 100)
        words = ["".join(chance.choice(alphabet, length)) for length in chance.integers(2, 13, many)]
        ranks = (np.exp(chance.random(letters // 4) * np.log(many)) - 1).astype(np.int64)
        self._prose = " ".join([words[rank] for rank in ranks.tolist()])

    def texts(self, numbers: np.ndarray) -> list[str]:
        """Return the text of each article."""
        spots = (numbers * 2_654_435_761) % (len(self._prose) - _TEXT)
        return [self._prose[spot : spot + _TEXT] for spot in spots.tolist()]
