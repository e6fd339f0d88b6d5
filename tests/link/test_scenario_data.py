"""The invented month is sound, and its scorer right about programs whose faults are known."""

from __future__ import annotations

import runpy
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from bench.scenario_gold import (
    SCENARIO,
    Predictions,
    gold_as_predictions,
    lines_of,
    read_predictions,
    scenario,
)
from bench.scenario_scores import baselines, scores

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bench.scenario_gold import Scenario

HARM = ("false corroborations", "of one publisher", "traps")


@pytest.fixture(scope="module")
def gold() -> Scenario:
    """The month with its gold."""
    return scenario()


@pytest.fixture(scope="module")
def problems() -> Callable[[Path], list[str]]:
    """The scenario's own check."""
    found: Callable[[Path], list[str]] = runpy.run_path(str(SCENARIO / "check.py"))["problems"]
    return found


def _put(made: Predictions, place: int, **changed: Any) -> Predictions:
    """The predictions with one mention told otherwise."""
    mentions = list(made.mentions)
    mentions[place] = mentions[place]._replace(**changed)
    return made._replace(mentions=tuple(mentions))


def _claimed(made: Predictions, key: str, **changed: Any) -> Predictions:
    """The predictions with one claim told otherwise."""
    return made._replace(claims=dict(made.claims) | {key: made.claims[key]._replace(**changed)})


def _place(gold: Scenario, article: str, claim: str, mode: str | None = None) -> int:
    return next(
        place
        for place, row in enumerate(gold.mentions)
        if (row.article, row.claim) == (article, claim) and mode in {None, row.mode}
    )


def test_the_gold_follows_from_its_own_rules(problems: Callable[[Path], list[str]]) -> None:
    """Evidence is in the texts, keys resolve, and a replay by the README's rules gives novelty, rungs and counts."""
    assert problems(SCENARIO) == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ('novelty = "new_origin"', 'novelty = "echo"'),
        ("origins = 3", "origins = 2"),
        ('[["a01", "single_unnamed"], ["a05", "corroborated"]', '[["a01", "single_named"], ["a05", "corroborated"]'),
        ('corrected_by = "a13"', 'corrected_by = "a08"'),
    ],
)
def test_gold_that_breaks_a_rule_is_told(
    tmp_path: Path, problems: Callable[[Path], list[str]], right: str, wrong: str
) -> None:
    """One verdict changed, and the replay says which."""
    folder = shutil.copytree(SCENARIO, tmp_path / "scenario")
    text = (folder / "gold.toml").read_text(encoding="utf-8")
    (folder / "gold.toml").write_text(text.replace(right, wrong, 1), encoding="utf-8")
    assert len(problems(folder)) >= 1


def test_the_gold_agrees_with_itself(gold: Scenario) -> None:
    """Every figure of a program that says what the gold says is 1, and it does no harm."""
    figures = scores(gold_as_predictions(gold), gold)
    harm = {name for name in figures if name.startswith(HARM)}
    assert {name: figures[name].value for name in figures if name not in harm} == pytest.approx(
        dict.fromkeys(figures.keys() - harm, 1.0)
    )
    assert len(harm) == 3
    assert sum(figures[name].right for name in harm) == 0


def test_trivial_programs_do_badly(gold: Scenario) -> None:
    """The figures that README.md names for outlets counted as origins, and for everything being new."""
    assert [int(figure.right) for figure in baselines(gold).values()] == [15, 22, 44]


def test_predictions_are_the_same_after_a_file(gold: Scenario) -> None:
    """What is written as JSON Lines is read as it was."""
    made = gold_as_predictions(gold)
    assert read_predictions(list(lines_of(made, gold)), gold) == made


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ('{"article": "a99", "evidence": "Korrin", "claim": 1}', "line 1: there is no article a99"),
        ('{"article": "a01", "evidence": "Korrin sings", "claim": 1}', "line 1: article a01 does not say"),
        ('{"article": "a01", "evidence": "Korrin Appliances", "claim": 1}', "no line tells of the claim 1"),
    ],
)
def test_predictions_that_cannot_be_placed_are_refused(gold: Scenario, line: str, complaint: str) -> None:
    """With the line that is wrong."""
    with pytest.raises(ValueError, match=complaint):
        read_predictions([line], gold)


def test_missed_mentions_are_wrong_and_carried_ones_left_out(gold: Scenario) -> None:
    """A program that finds nothing is right about no mention; sentences that a revision only carries do not count."""
    figures = scores(Predictions((), {}), gold)
    assert (figures["novelty (mentions)"].right, figures["novelty (mentions)"].of) == (0, 170)
    assert figures["origin count exact (claims)"].right == 0


def test_a_denial_may_be_a_claim_of_its_own(gold: Scenario) -> None:
    """Where it contradicts what it denies it counts as a mention of that; where it does not, it is apart."""
    made = gold_as_predictions(gold)
    place = _place(gold, "a17", "PLANT_CLOSES")
    denial = made.claims["PLANT_CLOSES"]._replace(claim="DENIAL", contradicts=frozenset({"PLANT_CLOSES"}))
    apart = _put(made, place, claim="DENIAL")._replace(claims=dict(made.claims) | {"DENIAL": denial})
    linked = _claimed(apart, "PLANT_CLOSES", contradicts=frozenset({"DENIAL"}))
    name = "same claim (pairs of mentions)"
    assert scores(linked, gold)[name].value == 1
    assert scores(linked, gold)["contradicting claims (pairs)"].value == 1
    lost = _claimed(apart, "DENIAL", contradicts=frozenset())
    assert scores(lost, gold)[name].value < 1


def test_the_claim_with_most_mentions_stands_for_a_claim(gold: Scenario) -> None:
    """Of a claim in pieces the largest counts, whatever the others say."""
    made = gold_as_predictions(gold)
    piece = made.claims["PLANT_CLOSES"]._replace(claim="PIECE", status="single_unnamed", origins=1)
    parted = _put(made, _place(gold, "a06", "PLANT_CLOSES"), claim="PIECE")
    figures = scores(parted._replace(claims=dict(made.claims) | {"PIECE": piece}), gold)
    assert figures["status at the end (claims)"].value == 1
    assert figures["same claim (pairs of mentions)"].precision == 1
    assert (figures["same claim (pairs of mentions)"].recall or 0) < 1


def test_one_origin_called_two_is_a_false_corroboration(gold: Scenario) -> None:
    """PLANT_LINE_MOVE rests on two papers of one owner."""
    figures = scores(_claimed(gold_as_predictions(gold), "PLANT_LINE_MOVE", origins=2), gold)
    assert figures["false corroborations (claims with more origins than gold)"].wrong == ("PLANT_LINE_MOVE: 2, not 1",)
    assert figures["of one publisher or one origin"].right == 1


def test_a_third_origin_too_many_is_false_and_yet_not_one_publishers(gold: Scenario) -> None:
    """SITE_BUYER has two."""
    figures = scores(_claimed(gold_as_predictions(gold), "SITE_BUYER", origins=3), gold)
    assert figures["false corroborations (claims with more origins than gold)"].right == 1
    assert figures["of one publisher or one origin"].right == 0


@pytest.mark.parametrize(
    ("place", "claim", "changed", "right"),
    [
        ("a24", "RECALL_KNEW", {"origin": "a spokeswoman for Korrin"}, True),
        ("a24", "RECALL_KNEW", {"origin": None, "via": "Corvane News Agency"}, False),
        ("a35", "PLANT_CLOSES", {"origin": "Lindqvar"}, False),
        ("a16", "CHAIR_OAKES", {"via": "the Compass"}, True),
        ("a16", "CHAIR_OAKES", {"origin": "Ministry of Commerce"}, False),
        ("a16", "CHAIR_OAKES", {"via": None}, False),
        ("a60", "TALKS_COLLAPSED", {"via": "Quarrenby Courier"}, False),
    ],
)
def test_an_origin_is_right_under_any_of_its_names(
    gold: Scenario, place: str, claim: str, changed: dict[str, str | None], *, right: bool
) -> None:
    """Whoever speaks for a party is the party; an outlet's unnamed people go by the outlet, however short its name."""
    made = _put(gold_as_predictions(gold), _place(gold, place, claim), **changed)
    assert (scores(made, gold)["origin (mentions)"].value == 1) is right


def test_a_refusal_taken_for_a_denial_springs_a_trap(gold: Scenario) -> None:
    """Korrin would not comment in a30: no mention of the talks, and no denial."""
    trap = next(trap for trap in gold.traps if (trap.article, trap.claim) == ("a30", "MERGER_TALKS"))
    made = gold_as_predictions(gold)
    other = made.mentions[_place(gold, "a30", "MERGER_TALKS")]
    sprung = made._replace(mentions=(*made.mentions, other._replace(span=trap.span)))
    assert scores(sprung, gold)["traps sprung"].wrong == ("a30/MERGER_TALKS (declined): taken for a mention",)
