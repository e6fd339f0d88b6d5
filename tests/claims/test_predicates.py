from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.claims.rules import statements

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.models import Statement


def claims(text: str) -> list[str]:
    """What the text says, in order."""
    return [s.claim for s in statements(text)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Solara closed its plant in May and laid off 300 workers.",
            ["Solara closed its plant in May", "Solara laid off 300 workers"],
        ),
        (
            "The bridge is shut in both directions and will not open before June.",
            ["The bridge is shut in both directions", "The bridge will not open before June"],
        ),
        (
            "The storm has killed 20 people and displaced 4,000.",
            ["The storm has killed 20 people", "The storm has displaced 4,000"],
        ),
        (
            "The boat will dock in Bergen and take on fuel.",
            ["The boat will dock in Bergen", "The boat will take on fuel"],
        ),
        (
            "Volker told the court he had as yet locked no door.",
            ["Volker had as yet locked no door"],
        ),
        (
            "The council told residents nothing as yet locked in its files.",
            ["The council told residents nothing as yet locked in its files"],
        ),
        (
            "Norvik, a maker of pumps, lost its chairman but later found a buyer.",
            ["Norvik, a maker of pumps, lost its chairman", "Norvik later found a buyer"],
        ),
        (
            "A court on Friday fined the broker Ann Lee and barred her from trading.",
            ["A court on Friday fined the broker Ann Lee", "A court barred her from trading"],
        ),
        (
            "The visitors finished with ten men but left with a point.",
            ["The visitors finished with ten men", "The visitors left with a point"],
        ),
    ],
)
def test_two_predicates_of_one_subject_are_two_claims(text: str, said: list[str]) -> None:
    """The second takes the subject, and the auxiliary where it has none."""
    assert claims(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "Solara sells used and refurbished phones.",
        "The firm makes a sensor that finds leaks and shuts the valve.",
        "Lee left before the river rose and flooded the road.",
        "The treaty was drafted and signed by both.",
        "Ministers plan to close the mine and sell the land.",
    ],
)
def test_a_verb_whose_subject_is_uncertain_stays_where_it_is(text: str) -> None:
    """It may belong to a clause between, to a noun, or to an infinitive."""
    assert claims(text) == [text.rstrip(".")]


def test_a_shared_subject_keeps_its_speaker_and_each_predicate_its_own_denial() -> None:
    """A "not" in one half says nothing about the other."""
    first, second = statements("The line is open but does not carry freight, Lee said.")
    assert (first.polarity, second.polarity) == ("+", "-")
    assert first.speaker == second.speaker == "Lee"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Lee said that the shop had shut and that no staff would return.",
            ["The shop had shut", "No staff would return"],
        ),
        (
            "Rovers led after six minutes and Luis Bianchi doubled the lead.",
            ["Rovers led after six minutes", "Luis Bianchi doubled the lead"],
        ),
        ("Turnover fell by 8% and its margin was thin.", ["Turnover fell by 8%", "Its margin was thin"]),
        ("The talks between Lee and Wu were short.", ["The talks between Lee and Wu were short"]),
        ("The mayor and Wu were late.", ["The mayor and Wu were late"]),
    ],
)
def test_a_second_subject_with_its_verb_begins_a_claim_and_a_list_does_not(text: str, said: list[str]) -> None:
    """A singular verb, or minutes next to a name, cannot belong to a list."""
    assert claims(text) == said


def test_a_number_and_its_unit_are_one_word(said: Callable[[str], Statement]) -> None:
    """No sentence ends in the middle of 1.8million."""
    assert said("Ratings have slumped to 1.8million from 6.2million.").claim.endswith("from 6.2million")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The vote is not final: firms may appeal.", ["The vote is not final", "Firms may appeal"]),
        (
            "The quay is shut, and about 90 of the boats have left.",
            ["The quay is shut", "About 90 of the boats have left"],
        ),
        ("Since 2019 the fund has paid for ten ports.", ["Since 2019 the fund has paid for ten ports"]),
        ("A storm will race past our planet.", ["A storm will race past our planet"]),
        ("If you own one, don't open it.", []),
        ("But don't panic!", []),
    ],
)
def test_a_sentence_gives_what_it_asserts(text: str, said: list[str]) -> None:
    """A colon may part two clauses; an instruction claims nothing, whatever leads into it."""
    assert claims(text) == said


def test_who_keeps_silent_is_the_speaker_and_not_what_they_spoke_of() -> None:
    """The verb of speaking that is denied has the same subject as "said"."""
    said = claims("A Solara spokesman said no plant had closed and would not discuss wages.")
    assert "A Solara spokesman would not discuss wages" in said
    assert "No plant had closed" in said
    assert not any(claim.startswith("No plant would") for claim in said)


def test_what_somebody_did_before_they_spoke_is_one_claim_and_what_they_said_another() -> None:
    """Neither runs into the other."""
    assert claims("Mayor Ann Lee conceded defeat but said she would stay.") == [
        "Mayor Ann Lee conceded defeat",
        "Mayor Ann Lee would stay",
    ]
