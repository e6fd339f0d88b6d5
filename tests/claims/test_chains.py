from __future__ import annotations

import pytest

from pipeline.claims.rules import statements
from pipeline.models import Mode, SpeakerKind


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
            "Daily Lift reported on Friday that the plant will close, citing two bankers.",
            ("Daily Lift", "two bankers"),
            "Daily Lift",
        ),
        (
            "Citing two bankers briefed on the plan, Daily Lift reported that the plant will close.",
            ("Daily Lift", "two bankers briefed on the plan"),
            "Daily Lift",
        ),
        (
            "According to two bankers cited by Daily Lift, the plant will close.",
            ("Daily Lift", "two bankers"),
            "Daily Lift",
        ),
        (
            "The plant will close, according to Daily Lift, which cited two bankers.",
            ("Daily Lift", "two bankers"),
            "Daily Lift",
        ),
        ("As first reported by Daily Lift, the plant will close.", (), "Daily Lift"),
        ("The plant will close, Daily Lift understands.", (), "Daily Lift"),
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


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Acme said it would close the plant, citing weak demand in Europe.", "Acme"),
        ("Citing the weather, Acme said that it would close the plant.", "Acme"),
        ("According to Ann Lee, who cited the cold, the plant will close.", "Ann Lee"),
    ],
)
def test_reasons_are_nobodys_word(text: str, speaker: str) -> None:
    """Who gives a reason cites nobody."""
    assert [said.speaker for said in statements(text)] == [speaker]


@pytest.mark.parametrize(
    "text",
    [
        "It has emerged that the plant will close.",
        "It emerged on Friday that the plant will close.",
        "The plant will close, it has emerged.",
        "The plant will close, it emerged on Friday.",
        "The plant will close, it is understood.",
    ],
)
def test_what_emerges_is_hearsay(text: str) -> None:
    """It is one claim, on nobody's word."""
    (said,) = statements(text)
    assert said.claim == "The plant will close"
    assert (said.mode, said.speaker_kind) == (Mode.REPORTED, SpeakerKind.ANONYMOUS)


@pytest.mark.parametrize(
    "text",
    [
        "Two bankers, who declined to be named, said the plant will close.",
        "The report, which cites two bankers, said the plant will close.",
        "The plant will close, Daily Lift reported on Friday, quoting two people informed of its plans.",
    ],
)
def test_how_a_word_came_about_is_no_claim(text: str) -> None:
    """Only what is said is."""
    assert [said.claim for said in statements(text)] == ["The plant will close"]


def test_per_hands_on_a_word_and_gives_a_rate() -> None:
    """Before a name or a paper it is "according to"."""
    assert statements("The plant will close, per a report in Daily Lift.")[0].speaker == "a report in Daily Lift"
    assert statements("The plant pays 5 euros an hour, per person.")[0].speaker is None


def test_a_name_behind_the_outlets_is_not_the_outlets() -> None:
    """It is that of whom the outlet quotes."""
    (said,) = statements("A banker quoted by Daily Lift, Ann Lee, said the plant will close.")
    assert (said.speaker, said.via) == ("A banker quoted by Daily Lift, Ann Lee", "Daily Lift")
