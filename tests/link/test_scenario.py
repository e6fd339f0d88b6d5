"""
A month of invented news through the whole product, scored against its gold: floors, a little below what is reached.

What the figures mean is in tests/data/scenario/README.md; `python -m bench.scenario --causes` tells what is wrong.
Whoever makes a figure better raises its floor.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from bench.scenario_gold import SCENARIO, scenario
from bench.scenario_run import month
from bench.scenario_scores import scores
from pipeline.store.published import Published

if TYPE_CHECKING:
    from datetime import datetime

    from bench.scenario_scores import Scores
    from pipeline.store.ledger import Ledger

FLOORS = {
    "origin count exact (claims)": 0.90,
    "status at the end (claims)": 0.90,
    "steps (article and rung)": 0.80,
    "contradicting claims (pairs)": 0.90,
    "mentions found": 0.97,
    "novelty (mentions)": 0.82,
    "origin (mentions)": 0.93,
    "basis (mentions)": 0.93,
    "hedge_dropped": 0.81,
    "corrected_by": 0.95,
    "same claim (pairs of mentions)": 0.80,
    "same event (pairs of mentions)": 0.54,
}
MOST = {
    # None, or the product invents corroborations: the first thing that it must not do.
    "false corroborations (claims with more origins than gold)": 0,
    "of one publisher or one origin": 0,
    "traps sprung": 1,
}


COUNTED = (
    "SELECT claim_id, claim, denied, articles, outlets, origins, mentions, first_said, last_said, certainty, status,"
    " tier, hedge_dropped FROM {} ORDER BY claim_id"
)


class Read(NamedTuple):
    """The month as the product read it, and what its claims counted at the end of each day."""

    figures: Scores
    held: dict[datetime, list[tuple[Any, ...]]]
    published: Published


@pytest.fixture(scope="session")
def read(tmp_path_factory: pytest.TempPathFactory) -> Read:
    """The month, read once."""
    held: dict[datetime, list[tuple[Any, ...]]] = {}

    def hold(ledger: Ledger, moment: datetime) -> None:
        with ledger.database.writing() as connection:
            held[moment] = connection.execute(COUNTED.format("claims")).fetchall()

    gold, folder = scenario(), tmp_path_factory.mktemp("month")
    told = month(gold, SCENARIO / "topic.toml", folder, after_each=hold)
    return Read(scores(told, gold), held, Published(folder / "db" / "news.duckdb"))


@pytest.fixture(scope="session")
def figures(read: Read) -> Scores:
    """What the product reaches on the month."""
    return read.figures


def test_what_was_known_on_any_day_is_what_was_held_then(read: Read) -> None:
    """Replayed day by day: nothing that came later, a verdict, an owner or an office, changes what had been known."""
    assert len(read.held) > 20
    for moment, rows in read.held.items():
        then = f"support_as_of('{moment:%Y-%m-%d %H:%M:%S.%f}')"
        assert read.published.ask(COUNTED.format(then)).rows == rows, moment


@pytest.mark.parametrize("name", FLOORS)
def test_the_month_is_read_as_well_as_before(figures: Scores, name: str) -> None:
    """End to end, on real storage."""
    assert figures[name].value >= FLOORS[name], figures[name].wrong


@pytest.mark.parametrize("name", MOST)
def test_no_more_harm_is_done_than_before(figures: Scores, name: str) -> None:
    """Corroborations that are none, and sentences taken for somebody's word."""
    assert figures[name].right <= MOST[name], figures[name].wrong
