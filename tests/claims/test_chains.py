from __future__ import annotations

import pytest

from pipeline.claims.rules import statements


@pytest.mark.parametrize(
    ("text", "chain", "origin"),
    [
        (
            "As Netzblatt reports, citing Radio Fjord, which quoted a person close to it, the plant will close.",
            ("Netzblatt", "Radio Fjord", "a person close to it"),
            "Radio Fjord",
        ),
        (
            "The Prairie Ledger reported last week, citing two bankers, that the plant will close.",
            ("The Prairie Ledger", "two bankers"),
            "The Prairie Ledger",
        ),
        (
            "Daily Lift, citing two bankers, reported that the plant will close.",
            ("Daily Lift", "two bankers"),
            "Daily Lift",
        ),
        (
            "The plant will close, according to a letter seen by Tram & Track.",
            ("Tram & Track", "a letter"),
            "Tram & Track",
        ),
        ("The plant will close, Ann Holt told Packaging Weekly.", ("Packaging Weekly", "Ann Holt"), "Packaging Weekly"),
        (
            "The plant will close, Ann Holt said in an interview with Kickoff Radio.",
            ("Kickoff Radio", "Ann Holt"),
            "Kickoff Radio",
        ),
        ("The mayor told state radio that the plant will close.", ("state radio", "The mayor"), "state radio"),
        ("The plant will close, The Clarion can reveal.", (), "The Clarion"),
        ("The plant will close, Ann Holt said.", (), None),
        ("Ann Holt said the memo seen by Tram & Track was a forgery.", (), None),
        ("Ann Holt told Parliament that the plant will close.", (), None),
    ],
)
def test_everyone_on_the_way_of_the_word_is_named(text: str, chain: tuple[str, ...], origin: str | None) -> None:
    """Nearest to the reader first; the outlet nearest to the source is the origin."""
    found = statements(text)[-1]
    assert (found.chain, found.origin) == (chain, origin)


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        (
            "Ann Holt told Packaging Weekly that the plant will close. She added that 40 people would leave.",
            "Packaging Weekly",
        ),
        (
            "A letter seen by Tram & Track says the plant will close. The letter also says that 40 must go.",
            "Tram & Track",
        ),
        ("Ann Holt told Packaging Weekly that the plant will close. Dan Voss said that 40 people would leave.", None),
        ("Ann Holt told Packaging Weekly that the plant will close. Holt said that 40 people would leave.", None),
    ],
)
def test_who_goes_on_talks_to_the_same_outlet(text: str, origin: str | None) -> None:
    """A pronoun or "the letter" right after goes on; a name begins anew, and somebody else is somebody else."""
    assert statements(text)[-1].origin == origin
