"""Denials and numbers that leave out what they are about: the claim is the one told before."""

from __future__ import annotations

import pytest

from pipeline.claims.rules import statements
from pipeline.models import Mode


@pytest.mark.parametrize(
    ("text", "denied", "who"),
    [
        (
            "The orchestra has dismissed its conductor, two players told the Herald. Its board denies it.",
            "The orchestra has dismissed its conductor",
            "board",
        ),
        (
            "The mine's owners say the shaft was flooded by rain. The miners' union says that is untrue.",
            "The shaft was flooded by rain",
            "union",
        ),
        (
            "Ines Roth said the coach hid the letter in May. “He had it,” she added. Tarn Rovers rejected the claims.",
            "The coach hid the letter in May",
            "Tarn Rovers",
        ),
        (
            "Anglers accused Halden Water of a leak. They said the river smelt. Halden Water rejected the accusation.",
            "Anglers accused Halden Water of a leak",
            "Halden Water",
        ),
        (
            "The museum said a report in the Echo that the vase was stolen was not correct.",
            "The vase was stolen",
            "museum",
        ),
    ],
)
def test_a_bare_denial_denies_what_was_told_before(text: str, denied: str, who: str) -> None:
    """What "it", "that" and "the claims" stand for is the sentence that somebody else said, with its type of event."""
    said = next(one for one in reversed(statements(text)) if one.claim == denied)
    assert (said.mode, said.polarity, said.factuality) == (Mode.DENIED, "-", -3.0)
    assert who in (said.speaker or "")
    assert said.evidence in text


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Brill Foods closed its plant. The company denied it was in trouble.", "Brill Foods was in trouble"),
        ("Lee was seen in court. Lee denied the charges.", "Lee denied the charges"),
        ("The mill burned, Ann Lee said. Acme rejected the offer.", "Acme rejected the offer"),
        ("Acme denied it.", "Acme denied it"),
    ],
)
def test_a_denial_keeps_its_own_words_where_they_say_what_is_denied(text: str, claim: str) -> None:
    """So does that of a charge in court, the refusal of an offer, and a denial before which nothing was told."""
    assert statements(text)[-1].claim == claim


@pytest.mark.parametrize(
    ("text", "claim", "who"),
    [
        (
            "Fifteen people were hurt when the bus overturned, the hospital said. Police spoke of nine.",
            "Nine people were hurt when the bus overturned",
            "Police",
        ),
        (
            "The council says 340 homes lost power. The network operator has given a lower figure of 212.",
            "212 homes lost power",
            "network operator",
        ),
        (
            "About 60 hens are ill, the farmer said. The ministry puts the number at 41.",
            "41 hens are ill",
            "ministry",
        ),
        ("Six people were hurt, police said. The hospital says there were 17.", "17 people were hurt", "hospital"),
        (
            "The gang said it held 1.2 million records. The bank's own figure, for the record, is 740,000.",
            "The gang held 740,000 records",
            "bank",
        ),
        (
            "The fire service's count of the injured stands at 14. The hospital says there were 17.",
            "Count of the injured stands at 17",
            "hospital",
        ),
    ],
)
def test_a_bare_number_counts_what_was_counted_before(text: str, claim: str, who: str) -> None:
    """The claim says what is counted, in the words of the claim before it, on the word of whoever gives the number."""
    said = statements(text)[-1]
    assert (said.claim, said.polarity) == (claim, "+")
    assert who in (said.speaker or "")


def test_a_number_that_was_wrong_is_denied() -> None:
    """Who says that a figure was wrong denies the claim that had it."""
    text = "The airline said 212 flights were cancelled. Its earlier figure of 84 was wrong, the airline said."
    said = statements(text)[-1]
    assert (said.claim, said.mode, said.polarity) == ("84 flights were cancelled", Mode.DENIED, "-")


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (
            "The tour takes two other singers along, the label said. The Echo spoke of 35 million.",
            "The Echo spoke of 35 million",
        ),
        ("Nine hens are ill, the farmer said. He spoke of two reasons.", "He spoke of two reasons"),
    ],
)
def test_a_number_of_something_else_counts_nothing_told_before(text: str, claim: str) -> None:
    """Millions are no singers, and a number that has its noun keeps it."""
    assert statements(text)[-1].claim == claim


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("The fire service's count of the injured stands at 14.", "Count of the injured stands at 14"),
        ("It rained. The bank's own figure is 740,000.", "The bank's own figure is 740,000"),
    ],
)
def test_whose_figure_it_is_says_so(text: str, claim: str) -> None:
    """It is that body's word; set against no other figure, the claim says whose it is."""
    said = statements(text)[-1]
    assert (said.claim, said.mode) == (claim, Mode.REPORTED)
    assert (said.speaker or "").removeprefix("The ") in {"fire service", "bank"}


@pytest.mark.parametrize(
    "text", ["Acme's count of votes is under way.", "The union's total is 12 percent.", "The bank's number was wrong."]
)
def test_a_count_without_a_number_is_nobodys_word(text: str) -> None:
    """Nor is one of which the number counts something."""
    assert statements(text)[-1].speaker is None
