"""Statements that somebody takes back."""

from __future__ import annotations

import pytest

from pipeline.claims.rules import statements
from pipeline.models import Mode


@pytest.mark.parametrize(
    ("text", "claim", "who"),
    [
        (
            "The university has taken back its statement that the dean falsified the results.",
            "The dean falsified the results",
            "The university",
        ),
        (
            "The mine withdrew its earlier claim that nobody was underground on Friday.",
            "Nobody was underground on Friday",
            "The mine",
        ),
        ("Orvel Gas now retracts its warning that bills would double.", "Bills would double", "Orvel Gas"),
    ],
)
def test_who_takes_a_statement_back_denies_it(text: str, claim: str, who: str) -> None:
    """The claim is what was stated, denied on the word of whoever withdraws it."""
    (said,) = statements(text)
    assert (said.claim, said.mode, said.polarity, said.speaker) == (claim, Mode.DENIED, "-", who)


@pytest.mark.parametrize(
    "text",
    ["The bank withdrew its offer on Monday.", "The team has withdrawn from the race.", "He took back the keys."],
)
def test_who_withdraws_something_else_denies_nothing(text: str) -> None:
    """An offer, a team and keys are no statements."""
    (said,) = statements(text)
    assert (said.mode, said.polarity) == (Mode.ASSERTED, "+")
