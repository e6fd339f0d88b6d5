from __future__ import annotations

import pytest

from pipeline.claims.rules import statements
from pipeline.models import Mode


@pytest.mark.parametrize(
    "text",
    [
        "As long as Acme pays, the bank will wait.",
        "In case Acme fails, the state will step in.",
        "Without approval, Acme cannot sell the drug.",
        "Acme would close the plant only if the union agreed.",
        "Should Acme win, Beta will appeal.",
        "Were Acme to win, Beta would appeal.",
        "Had Acme known, it would have paid.",
        "So long as the rain holds off, the match will go ahead.",
        "Provided the court agrees, the sale will close in May.",
        "Provided that the court agrees, the sale will close in May.",
        "On condition that the rebels withdraw, the army will halt its attack.",
        "In the event of a strike, trains will stop at noon.",
        "Only if the court agrees will the sale go ahead.",
        "The sale will go ahead only if the court agrees.",
        "The army will halt its attack on condition that the rebels withdraw.",
        "Without rain, the harvest will fail.",
        "Without a loan, the club would go under.",
        "Should the talks fail, the union will strike on Monday.",
        "Had the brakes worked, the driver would have survived.",
        "Were the dam to burst, the town would flood.",
        "Unless the club pays, it will be relegated.",
        "The bank will wait as long as Acme pays.",
        "Acme, provided it wins approval, will open the mine.",
        "Acme, if it wins approval, will open the mine.",
        "Acme will sell the mine provided that the state agrees.",
    ],
)
def test_a_condition_stays_and_makes_a_guess_of_its_claim(text: str) -> None:
    """What holds only if something else does is claimed with that, or not at all."""
    (found,) = statements(text)
    assert (found.claim.replace("Acme", "it"), found.mode) == (text.rstrip(".").replace("Acme", "it"), Mode.SPECULATED)
    assert found.factuality == 0


def test_a_condition_stays_on_somebodys_word() -> None:
    """The minister said no more than that."""
    (found,) = statements("As long as prices rise, the ban will stay, the minister said.")
    assert found.claim == "As long as prices rise, the ban will stay"
    assert found.mode is Mode.SPECULATED


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("Without warning, the wall collapsed.", "The wall"),
        ("Acme bought insurance in case the deal failed.", "Acme bought"),
        ("In this case, the court ruled against Acme.", "The court"),
        ("The bank closed a branch that would have failed if rents had risen.", "The bank closed"),
        ("Acme sued Beta, which will appeal if it loses.", "Acme sued"),
        ("The minister opened the bridge and the mayor will cross it if the rain stops.", "The minister opened"),
        ("Lee, who will resign if the vote fails, opened the bridge on Monday.", "Lee opened"),
        ("The club sold the pitch it had promised to keep if it went up.", "The club sold"),
        ("The judge fined the firm, warning that she would close it if the smell lasted.", "The judge fined"),
        ("It might be one of the largest, but it struggles.", "It struggles"),
        ("The mine might be the oldest in the country, but it still makes money.", "still makes money"),
        ("Even if Best Buy is phasing out the phones, others still sell them.", "Others still sell them"),
        ("Even if prices fall, the mine will close.", "The mine will close"),
        ("The plan was “to leave if we lose,” but the party stayed in power.", "The party stayed"),
    ],
)
def test_a_condition_of_one_part_leaves_the_others_alone(text: str, begins: str) -> None:
    """An "if" in a relative clause, another conjunct or a quotation is not the claim's; "even if" is none."""
    found = [s for s in statements(text) if begins.lower() in s.claim.lower()]
    assert [s.mode for s in found] == [Mode.ASSERTED]
    assert found[0].certainty == "certain"


@pytest.mark.parametrize(
    "text",
    [
        "The clerk asked the mayor on Monday if she would stay.",
        "The firm sacked its chief, even threatening to sue if he spoke.",
        "The firm dug a pit and the town will fill it if the rain stops.",
    ],
)
def test_an_if_that_asks_or_comes_later_is_no_condition(text: str) -> None:
    """Of what somebody did."""
    assert statements(text)[0].mode is not Mode.SPECULATED
