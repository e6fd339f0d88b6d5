"""
Bursts found in a generated year: `python -m bench.bursts --seed 1 2 3 [--series 120] [--days 365]`.

The year is stored in the product's own ledger and asked day by day as the vigil asks, `bursts` with what was known by
then, and incidents that last are one. A burst is found when it is noticed while it goes on or within six hours after.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from bench.bursts_made import START, TAUGHT_DAYS, made, rows_of
from pipeline.alerts.vigil.bursts import LOOK_BACK, REST
from pipeline.store.ledger import Ledger

if TYPE_CHECKING:
    from datetime import datetime

    import duckdb
    import pyarrow as pa

    from bench.bursts_made import Made

_MENTIONS = """
INSERT INTO ledger.mentions BY NAME
SELECT place AS mention_id, place AS article_id, place AS revision, 'Outlet' AS outlet, said_at AS seen_at, said_at,
    said_at AS entered_at, false AS is_seed, 'it is so' AS claim, 0 AS "start", 1 AS "end", 'author' AS speaker_kind,
    'asserted' AS mode, '+' AS polarity, 'certain' AS certainty, subject::VARCHAR AS subject, 'other' AS event_type,
    1 AS tier, 'made' AS extractor, place AS claim_id, voice AS origin_id, 'stated' AS origin_basis, 'new' AS novelty,
    false AS hedge_dropped, 1 AS score, '' AS reason, 1 AS run_id
FROM made
"""
_ORIGINS = """
INSERT INTO ledger.origins BY NAME
SELECT DISTINCT voice AS origin_id, 'somebody' AS origin, 'person' AS kind, voice AS voice_id,
    TIMESTAMP '2018-01-01' AS first_seen
FROM made
"""
_AFTERWARDS = 6


class Found(NamedTuple):
    """A burst as it was noticed, and how long it lasted."""

    subject: int
    noticed_at: datetime
    ended_at: datetime


class Scores(NamedTuple):
    """How well bursts were found."""

    bursts: int
    recall: float
    false_a_week: float
    """For each subject."""
    delay: float
    """Hours, median."""
    storms: int
    """Storms of one voice that were called a burst."""


def store(connection: duckdb.DuckDBPyConnection, rows: pa.Table) -> None:
    """Store mentions and the voices they come from."""
    connection.register("made", rows)
    connection.execute(_MENTIONS)
    connection.execute(_ORIGINS)
    connection.unregister("made")


def noticed(connection: duckdb.DuckDBPyConnection, days: int) -> list[Found]:
    """Return the bursts that are noticed when asked at the end of every day; one that goes on is not noticed again."""
    found: dict[int, list[Found]] = {}
    for day in range(TAUGHT_DAYS, days):
        now = START + timedelta(days=day + 1)
        rows = connection.execute(
            "SELECT subject::INTEGER, noticed_at, ended_at FROM bursts($since, until := $now) ORDER BY noticed_at",
            {"since": now - LOOK_BACK, "now": now},
        ).fetchall()
        for subject, noticed_at, ended_at in rows:
            before = found.setdefault(subject, [])
            if before and noticed_at - before[-1].ended_at <= REST:
                before[-1] = before[-1]._replace(ended_at=max(ended_at, before[-1].ended_at))
            elif noticed_at > now - timedelta(days=1):
                before.append(Found(subject, noticed_at, ended_at))
    return [one for every in found.values() for one in every]


def scores(year: Made, found: list[Found]) -> Scores:
    """Return how the bursts found compare with those that were made."""
    hours = [(one.subject, (one.noticed_at - START) / timedelta(hours=1)) for one in found]
    delays, real = [], set[int]()
    for burst in year.bursts:
        until = burst.begins + burst.lasts + _AFTERWARDS
        hits = [place for place, (who, at) in enumerate(hours) if who == burst.subject and burst.begins < at <= until]
        real.update(hits)
        if hits:
            delays.append(min(hours[place][1] for place in hits) - burst.begins)
    false = [one for place, one in enumerate(hours) if place not in real]
    storms = sum(
        any(who == subject and 0 < at - hour <= _AFTERWARDS for who, at in false) for subject, hour in year.storms
    )
    weeks = len(year.voices) * (year.voices.shape[1] / 24 - TAUGHT_DAYS) / 7
    return Scores(
        len(year.bursts), len(delays) / len(year.bursts), len(false) / weeks, float(np.median(delays)), storms
    )


def main() -> None:
    """Print a line a seed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, nargs="+", default=[1])
    parser.add_argument("--series", type=int, default=120)
    parser.add_argument("--days", type=int, default=365)
    asked = parser.parse_args()
    print("seed  bursts  recall  false/series-week  delay (h)  storms called bursts  s a look")
    for seed in asked.seed:
        year = made(seed, asked.series, asked.days)
        with tempfile.TemporaryDirectory() as home, Ledger(Path(home)).database.writing() as connection:
            store(connection, rows_of(year, seed))
            began = time.perf_counter()
            found = noticed(connection, asked.days)
            each = (time.perf_counter() - began) / (asked.days - TAUGHT_DAYS)
        got = scores(year, found)
        print(
            f"{seed:>4}  {got.bursts:>6}  {got.recall:>6.3f}  {got.false_a_week:>17.3f}  {got.delay:>9.1f}"
            f"  {got.storms:>10} of {len(year.storms)}  {each:>8.2f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
