from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bench.kills import miscounted
from bench.ledger_batches import Batches
from bench.ledger_filled import fill
from pipeline.models import Novelty
from pipeline.store import standing
from pipeline.store.ledger import Ledger
from pipeline.store.migrate import failed_checks

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pipeline.models import Batch

ARTICLES = 15


@pytest.fixture
def batches() -> Callable[[int], Batch]:
    """Make the batch of that number; each links mentions of the one before anew."""
    made: set[int] = set()
    maker = Batches(3_000, lambda ids: ids & made)

    def numbered(number: int) -> Batch:
        first = number * ARTICLES
        batch = maker.batch(first, ARTICLES, range(max(0, first - ARTICLES), first))
        made.update(claim.claim_id for intake in batch.intakes for claim in intake.claims)
        return batch

    return numbered


def test_what_batches_count_is_what_counting_everything_anew_finds(
    ledger: Ledger, batches: Callable[[int], Batch]
) -> None:
    """A batch reads only the mentions that may count for it, and no claim or day is counted otherwise for that."""
    for number in range(3):
        ledger.commit(batches(number), run_id=1)
    ledger.publish()
    with ledger.database.writing() as connection:
        assert failed_checks(connection) == {}
        assert miscounted(connection) == 0


def test_counting_everything_in_portions_finds_the_same(
    ledger: Ledger, batches: Callable[[int], Batch], monkeypatch: pytest.MonkeyPatch
) -> None:
    """However few mentions are counted at once: a ledger of any size is counted in the memory that a run may take."""
    for number in range(2):
        ledger.commit(batches(number), run_id=1)
    ledger.publish()
    monkeypatch.setattr(standing, "_AT_ONCE", 40)
    with ledger.database.writing() as connection:
        assert miscounted(connection) == 0
        assert failed_checks(connection) == {}


def test_the_same_batch_again_adds_no_row(ledger: Ledger, batches: Callable[[int], Batch]) -> None:
    """Rows are looked for only as far back as they may stand, and are found there."""
    stored = [batches(0), batches(1)]
    for batch in stored:
        ledger.commit(batch, run_id=1)
    before = _rows(ledger)
    for batch in stored:
        ledger.commit(batch, run_id=1)
    assert _rows(ledger) == before
    assert before["mentions"] > 300
    assert before["relinks"] > 0


def test_a_mention_found_again_under_a_later_run_is_stored_once(
    ledger: Ledger, batches: Callable[[int], Batch]
) -> None:
    """A text that is read again days later enters when it first did."""
    batch = batches(0)
    ledger.commit(batch, run_id=1)
    before = _rows(ledger)
    late = batch.intakes[0].article.seen_at.replace(year=2030)
    again = [
        intake.model_copy(update={"article": intake.article.model_copy(update={"seen_at": late}), "steps": ()})
        for intake in batch.intakes
    ]
    placed = before["placements"]
    ledger.commit(batch.model_copy(update={"decided_at": late, "intakes": tuple(again), "fetches": ()}), run_id=2)
    assert _rows(ledger) == before | {"placements": placed + ARTICLES}


def test_a_later_verdict_in_the_same_batch_stands_and_both_are_kept(
    ledger: Ledger, batches: Callable[[int], Batch]
) -> None:
    """The second article of a batch shows a mention of the first in another light."""
    batch = batches(0)
    one, other, *rest = batch.intakes
    link = one.links[0].model_copy(update={"novelty": Novelty.CORRECTED})
    other = other.model_copy(update={"links": (*other.links, link)})
    ledger.commit(batch.model_copy(update={"intakes": (one, other, *rest)}), run_id=1)
    with ledger.database.writing() as connection:
        asked = [link.mention_id]
        stands = connection.execute("SELECT novelty FROM ledger.mentions WHERE mention_id = ?", asked).fetchall()
        sql = "SELECT novelty FROM ledger.relinks WHERE mention_id = ? ORDER BY decided_at"
        kept = connection.execute(sql, asked).fetchall()
    assert stands == [("corrected",)]
    assert kept == [(one.links[0].novelty.value,), ("corrected",)]


def test_the_last_of_two_verdicts_of_one_moment_stands(ledger: Ledger, batches: Callable[[int], Batch]) -> None:
    """An article that links a mention twice means what it says last."""
    first, second = batches(0), batches(1)
    mention = first.intakes[0].links[0]
    twice = [mention.model_copy(update={"novelty": novelty}) for novelty in (Novelty.CHANGED, Novelty.CORRECTED)]
    opening, *rest = second.intakes
    linked = opening.model_copy(update={"links": (*opening.links, *twice)})
    ledger.commit(first, run_id=1)
    ledger.commit(second.model_copy(update={"intakes": (linked, *rest)}), run_id=1)
    with ledger.database.writing() as connection:
        asked = [mention.mention_id]
        stands = connection.execute("SELECT novelty FROM ledger.mentions WHERE mention_id = ?", asked).fetchall()
    assert stands == [("corrected",)]


def test_a_mention_moved_to_another_claim_is_counted_there_and_no_longer_here(
    ledger: Ledger, batches: Callable[[int], Batch]
) -> None:
    """Also where it was said long before anything else of that claim: the window reaches back to it."""
    first, later = batches(0), batches(20)
    moved = next(link for intake in first.intakes for link in intake.links)
    goal = later.intakes[0].links[0]
    opening, *rest = later.intakes
    link = moved.model_copy(update={"claim_id": goal.claim_id})
    linked = opening.model_copy(update={"links": (*opening.links, link)})
    ledger.commit(first, run_id=1)
    ledger.commit(later.model_copy(update={"intakes": (linked, *rest)}), run_id=1)
    with ledger.database.writing() as connection:
        assert miscounted(connection) == 0


def test_days_weeks_and_months_are_counted_when_they_are_published(
    ledger: Ledger, batches: Callable[[int], Batch]
) -> None:
    """Between, those that something came to are as they were, which no check takes for an error."""
    ledger.commit(batches(0), run_id=1)
    ledger.publish()
    ledger.commit(batches(1), run_id=1)
    with ledger.database.writing() as connection:
        assert failed_checks(connection) == {}
        behind = connection.execute("SELECT DISTINCT sum(mentions) FROM ledger.trend GROUP BY grain").fetchall()
    ledger.publish()
    with ledger.database.writing() as connection:
        assert failed_checks(connection) == {}
        sql = "SELECT grain, sum(mentions) FROM ledger.trend GROUP BY grain ORDER BY grain"
        counted = dict(connection.execute(sql).fetchall())
        ((mentions,),) = connection.execute("SELECT count(*) FROM ledger.mentions").fetchall()
    assert [0 < counted_then < mentions for (counted_then,) in behind] == [True]
    assert counted == {"day": mentions, "week": mentions, "month": mentions}


def test_a_filled_ledger_is_a_ledger(tmp_path: Path) -> None:
    """What measurements run on passes every check of the product."""
    fill(tmp_path / "var", 2_000)
    with Ledger(tmp_path / "var").database.writing() as connection:
        assert failed_checks(connection) == {}


def _rows(ledger: Ledger) -> dict[str, int]:
    with ledger.database.writing() as connection:
        sql = "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'ledger'"
        names = [name for (name,) in connection.execute(sql).fetchall()]
        return {name: connection.execute(f"SELECT count(*) FROM ledger.{name}").fetchall()[0][0] for name in names}  # noqa: S608 - ours
