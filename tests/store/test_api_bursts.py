from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pytest

from pipeline.store.published import Published

if TYPE_CHECKING:
    import duckdb

    from pipeline.store.ledger import Ledger

START = datetime(2018, 1, 1)  # noqa: DTZ001 - the ledger's moments are UTC without a zone
TAUGHT = 42 * 24
"""Hours before the first invented burst: season, level and scatter can be learned."""
HOURS = 70 * 24
DAY = np.array(
    [
        0.3,
        0.25,
        0.2,
        0.2,
        0.3,
        0.5,
        0.8,
        1.1,
        1.5,
        1.7,
        1.7,
        1.6,
        1.5,
        1.6,
        1.7,
        1.7,
        1.6,
        1.4,
        1.2,
        1,
        0.8,
        0.6,
        0.5,
        0.4,
    ]
)
WEEK = np.array([1.15, 1.2, 1.2, 1.15, 1.1, 0.6, 0.6])
_ROWS = """
INSERT INTO ledger.mentions BY NAME
SELECT place AS mention_id, place AS article_id, place AS revision, 'Outlet' AS outlet, said_at AS seen_at, said_at,
    said_at AS entered_at, false AS is_seed, 'it is so' AS claim, 0 AS "start", 1 AS "end", 'author' AS speaker_kind,
    'asserted' AS mode, '+' AS polarity, 'certain' AS certainty, subject, 'other' AS event_type, 1 AS tier,
    'hand' AS extractor, place AS claim_id, voice AS origin_id, CASE WHEN voice IS NULL THEN 'none' ELSE 'stated' END
    AS origin_basis, 'new' AS novelty, false AS hedge_dropped, 1 AS score, '' AS reason, 1 AS run_id
FROM invented
"""
_VOICES = """
INSERT INTO ledger.origins BY NAME
SELECT DISTINCT voice AS origin_id, 'somebody' AS origin, 'person' AS kind, voice AS voice_id,
    TIMESTAMP '2018-01-01' AS first_seen
FROM invented WHERE voice IS NOT NULL
"""


def _store(connection: duckdb.DuckDBPyConnection, rows: dict[str, Any]) -> None:
    connection.register("invented", pa.table(rows))
    connection.execute(_ROWS)
    connection.execute(_VOICES)
    connection.unregister("invented")


def _series(rng: np.random.Generator) -> tuple[np.ndarray, list[tuple[int, int, int]]]:
    """Hourly counts of thirty subjects, with the rhythm of days and weeks, drift, wide scatter, and one burst each."""
    clock = np.arange(HOURS)
    season = (DAY / DAY.mean())[clock % 24] * (WEEK / WEEK.mean())[(clock // 24) % 7]
    counts, bursts = [], []
    for subject, rate in enumerate(np.exp(rng.uniform(np.log(0.05), np.log(2), 30))):
        drift = np.exp(np.cumsum(rng.normal(0, 0.03, HOURS // 24)))
        usual = rate * season * np.repeat(drift / drift.mean(), 24)
        hourly = rng.poisson(rng.gamma(2.0, usual / 2.0))
        begins, lasts = int(rng.integers(TAUGHT, HOURS - 48)), int(rng.integers(6, 36))
        hourly[begins : begins + lasts] += rng.poisson(max(rate * rng.uniform(3, 8), rng.uniform(1.5, 3)), lasts)
        counts.append(hourly)
        bursts.append((subject, begins, lasts))
    return np.array(counts), bursts


def test_bursts_are_found_and_the_rhythm_of_news_is_none(ledger: Ledger) -> None:
    """Of thirty invented bursts nine in ten are found, and next to nothing that is none: mornings, weekdays, drift."""
    rng = np.random.default_rng(11)
    counts, invented = _series(rng)
    subjects, hours = (np.repeat(which, counts[counts > 0]) for which in np.nonzero(counts))
    rows = {
        "place": np.arange(len(subjects)),
        "subject": [f"S{subject}" for subject in subjects],
        "said_at": [START + timedelta(hours=int(hour)) for hour in hours],
        "voice": rng.integers(1, 2**40, len(subjects)),
    }
    with ledger.database.writing() as connection:
        _store(connection, rows)
        found = connection.execute(
            "SELECT subject, began_at, ended_at FROM bursts($since)", {"since": START + timedelta(hours=TAUGHT)}
        ).fetchall()
    real = {
        place
        for place, (subject, began, ended) in enumerate(found)
        for name, begins, lasts in invented
        if subject == f"S{name}"
        and began <= START + timedelta(hours=begins + lasts)
        and ended >= START + timedelta(hours=begins)
    }
    hit = {found[place][0] for place in real}
    weeks = len(invented) * (HOURS - TAUGHT) / 168
    assert len(hit) >= 0.9 * len(invented)
    assert (len(found) - len(real)) / weeks <= 0.1


@pytest.mark.parametrize(("voices", "bursts"), [(None, 0), (1, 0), (30, 1)])
def test_a_storm_of_rewrites_is_no_burst(ledger: Ledger, voices: int | None, bursts: int) -> None:
    """Sixty articles in an afternoon: on the word of one, or of nobody knows whom, none; on that of thirty, one."""
    quiet = [START + timedelta(hours=12 * half) for half in range(120)]
    storm = [START + timedelta(days=50, minutes=5 * article) for article in range(60)]
    spoken = [None if voices is None else 1000 + article % voices for article in range(60)]
    rows = {
        "place": list(range(180)),
        "subject": ["S"] * 180,
        "said_at": [*quiet, *storm],
        "voice": pa.array([*([1] * 120), *spoken], pa.int64()),
    }
    with ledger.database.writing() as connection:
        _store(connection, rows)
        found = connection.execute("SELECT subject, origins, articles FROM bursts('2018-02-10')").fetchall()
    assert len(found) == bursts
    assert [articles > origins for _, origins, articles in found] == [True] * bursts
    ledger.publish()
    told = Published(ledger.database.published).saved("bursting", {"since": "2018-02-10"}).dicts()
    assert [(row["subject"], row["articles"] >= 60) for row in told] == [("S", True)] * bursts


def test_a_young_ledger_knows_no_bursts(ledger: Ledger) -> None:
    """In its first week everything would be one."""
    rows = {
        "place": list(range(60)),
        "subject": ["S"] * 60,
        "said_at": [START + timedelta(days=3, minutes=article) for article in range(60)],
        "voice": list(range(60)),
    }
    with ledger.database.writing() as connection:
        _store(connection, rows)
        assert connection.execute("FROM bursts()").fetchall() == []
