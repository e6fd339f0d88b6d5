"""Questions and exclamations claim nothing among the sentences of a quotation; that somebody asked is context."""

from __future__ import annotations

import pytest

from pipeline.claims.rules import statements


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("“Amazing,” Roe said.", []),
        ("“Is it over? Hardly. But it is close to the end,” said Ann Lee.", ["It is close to the end"]),
        ("“Who would want that? He is a bully,” Lee said.", ["He is a bully"]),
        ("“Ann, can you count? The port is losing money,” Roe said.", ["The port is losing money"]),
        (
            "“Great speech. She never quits. The strike will go on,” Roe said.",
            ["She never quits", "The strike will go on"],
        ),
    ],
)
def test_of_a_quotation_only_what_tells_something_is_claimed(text: str, told: list[str]) -> None:
    """A question mark or the want of a verb takes one sentence out, and leaves the others as claims of their own."""
    assert [said.claim for said in statements(text)] == told


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("“Where is the money?” Lee said.", "Where is the money? Lee said"),
        ("“Can I keep it?” Roe asked.", "Can I keep it? Roe asked"),
    ],
)
def test_that_somebody_asked_is_context(text: str, asked: str) -> None:
    """Who only asks, word for word, claims nothing; the text tells that they asked, which is worth no alert."""
    (told,) = statements(text)
    assert (told.claim, told.tier) == (asked, 2)


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (
            "Roe, the eldest of five, “was caught between two friends,” Lee said.",
            "Roe, the eldest of five, was caught between two friends",
        ),
        ("“The base in Ft. Worth is closed,” Lee said.", "The base in Ft. Worth is closed"),
        ("“They compete with non-U.S. rivals at home,” Lee said.", "They compete with non-U.S. rivals at home"),
        ("Roe liked the “Hands off our port!” banner and bought it.", "Roe liked the Hands off our port! banner"),
        ("Lee said if elected she would close the port.", "If elected she would close the port"),
    ],
)
def test_what_is_told_beside_a_question_or_an_abbreviation_stays_whole(text: str, claim: str) -> None:
    """A question within, a shortened word, or a condition that opens it does not break a statement up."""
    assert claim in [said.claim for said in statements(text)]
