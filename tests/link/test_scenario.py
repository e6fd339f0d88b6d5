"""
A month of invented news through the whole product, scored against its gold: floors, a little below what is reached.

What the figures mean is in tests/data/scenario/README.md; `python -m bench.scenario --causes` tells what is wrong.
Whoever makes a figure better raises its floor.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bench.scenario_gold import SCENARIO, scenario
from bench.scenario_run import month
from bench.scenario_scores import scores

if TYPE_CHECKING:
    from bench.scenario_scores import Scores

FLOORS = {
    "origin count exact (claims)": 0.81,
    "status at the end (claims)": 0.58,
    "steps (article and rung)": 0.60,
    "contradicting claims (pairs)": 0.59,
    "mentions found": 0.97,
    "novelty (mentions)": 0.68,
    "origin (mentions)": 0.91,
    "basis (mentions)": 0.91,
    "hedge_dropped": 0.70,
    "corrected_by": 0.95,
    "same claim (pairs of mentions)": 0.62,
    "same event (pairs of mentions)": 0.48,
}
MOST = {
    # None, or the product invents corroborations: the first thing that it must not do.
    "false corroborations (claims with more origins than gold)": 0,
    "of one publisher or one origin": 0,
    "traps sprung": 1,
}


@pytest.fixture(scope="session")
def figures(tmp_path_factory: pytest.TempPathFactory) -> Scores:
    """What the product reaches on the month, read once."""
    gold = scenario()
    return scores(month(gold, SCENARIO / "topic.toml", tmp_path_factory.mktemp("month")), gold)


@pytest.mark.parametrize("name", FLOORS)
def test_the_month_is_read_as_well_as_before(figures: Scores, name: str) -> None:
    """End to end, on real storage."""
    assert figures[name].value >= FLOORS[name], figures[name].wrong


@pytest.mark.parametrize("name", MOST)
def test_no_more_harm_is_done_than_before(figures: Scores, name: str) -> None:
    """Corroborations that are none, and sentences taken for somebody's word."""
    assert figures[name].right <= MOST[name], figures[name].wrong
