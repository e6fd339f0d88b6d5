"""
Two months that were written without sight of the product, as well read as before: floors, a little below what is so.

Whoever makes a figure better raises its floor. What is wrong: `python -m bench.scenario --scenario FOLDER --causes`.
"""

from __future__ import annotations

import runpy
from typing import TYPE_CHECKING

import pytest

from bench.scenario_gold import SCENARIO, scenario
from bench.scenario_run import month
from bench.scenario_scores import scores

if TYPE_CHECKING:
    from pathlib import Path

    from bench.scenario_scores import Scores

FLOORS = {
    "scenario-health": {
        "origin count exact (claims)": 0.89,
        "status at the end (claims)": 0.70,
        "contradicting claims (pairs)": 0.53,
        "novelty (mentions)": 0.67,
        "origin (mentions)": 0.85,
        "same claim (pairs of mentions)": 0.55,
    },
    "scenario-football": {
        "origin count exact (claims)": 0.73,
        "status at the end (claims)": 0.62,
        "contradicting claims (pairs)": 0.44,
        "novelty (mentions)": 0.60,
        "origin (mentions)": 0.86,
        "same claim (pairs of mentions)": 0.52,
    },
}
INVENTED = {"scenario-health": 0, "scenario-football": 1}
"""How many claims may have more origins than they have."""


LINKED = {
    "scenario": {"origin count exact (claims)": 1.0, "status at the end (claims)": 1.0, "novelty (mentions)": 0.99},
    "scenario-health": {
        "origin count exact (claims)": 0.95,
        "status at the end (claims)": 0.89,
        "novelty (mentions)": 0.92,
    },
    "scenario-football": {
        "origin count exact (claims)": 0.95,
        "status at the end (claims)": 0.90,
        "novelty (mentions)": 0.93,
    },
}
"""What is reached on the gold's own mentions and links: of whose word, of what is new, and of the ladder alone."""


@pytest.fixture(scope="module", params=FLOORS)
def read(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Scores]:
    """One of the months, read once."""
    folder = SCENARIO.parent / request.param
    gold = scenario(folder)
    return request.param, scores(month(gold, folder / "topic.toml", tmp_path_factory.mktemp("month")), gold)


def test_news_of_other_fields_is_read_as_well_as_before(read: tuple[str, Scores]) -> None:
    """End to end, on real storage."""
    name, figures = read
    assert {
        figure: figures[figure].value for figure, floor in FLOORS[name].items() if figures[figure].value < floor
    } == {}


def test_hardly_a_corroboration_is_invented(read: tuple[str, Scores]) -> None:
    """The first thing that the product must not do."""
    name, figures = read
    harm = figures["false corroborations (claims with more origins than gold)"]
    assert harm.right <= INVENTED[name], harm.wrong


@pytest.mark.parametrize("name", LINKED)
def test_verdicts_on_the_golds_own_links_are_right(name: str, tmp_path: Path) -> None:
    """Whatever is wrong there is wrong about whose word it is, what is new or how far up a claim is."""
    gold = scenario(SCENARIO.parent / name)
    figures = scores(month(gold, SCENARIO.parent / name / "topic.toml", tmp_path, linked=True), gold)
    assert {one: figures[one].wrong for one, floor in LINKED[name].items() if figures[one].value < floor} == {}


@pytest.mark.parametrize("name", FLOORS)
def test_a_months_answers_are_sound(name: str) -> None:
    """By the rules of the first month, replayed."""
    assert runpy.run_path(str(SCENARIO / "check.py"))["problems"](SCENARIO.parent / name) == []
