from __future__ import annotations

import pytest

from pipeline.claims.rules import statements


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Norvik, which employs 340 people, posted a loss.",
            ["Norvik employs 340 people", "Norvik posted a loss"],
        ),
        (
            "The boat carried two pumps for Oslo, which were insured for €9 million.",
            ["The boat carried two pumps for Oslo", "Two pumps for Oslo were insured for €9 million"],
        ),
        (
            "Norvik, founded in 1911, has never missed a dividend.",
            ["Norvik has never missed a dividend", "Norvik was founded in 1911"],
        ),
        (
            "Police arrested Ann Lee, 58, who runs a shop, a bar and a mill, on Friday.",
            ["Ann Lee runs a shop, a bar and a mill", "Police arrested Ann Lee, 58"],
        ),
        (
            "The list of firms, which runs to ten pages, is out.",
            ["The list of firms is out", "The list of firms runs to ten pages"],
        ),
    ],
)
def test_an_aside_is_a_claim_and_the_claim_around_it_does_without(text: str, said: list[str]) -> None:
    """It is about the noun phrase before it that its verb can go with."""
    found = statements(text)
    assert sorted(s.claim for s in found) == sorted(said)


def test_an_aside_is_the_authors_and_background() -> None:
    """Also where it describes who speaks."""
    found = {s.claim: s for s in statements("“We are full,” said Ann Lee, who leads the hospital in Oslo.")}
    aside = found["Ann Lee leads the hospital in Oslo"]
    assert (aside.speaker, aside.tier) == (None, 2)
    assert {s.speaker for s in found.values()} == {None, "Ann Lee"}


@pytest.mark.parametrize(
    "text",
    [
        "Oslo is a port, which means it never closes.",
        "A nurse, who asked not to be named, said the ward was full.",
        "Ann Lee and Ola Berg, who won in May, lost on Friday.",
        "Ann Lee’s “law and order” speech, which pleased nobody, is over.",
        "Who runs Norvik, which employs 340 people?",
    ],
)
def test_an_aside_that_nobody_in_particular_is_said_to_do_claims_nothing(text: str) -> None:
    """About a clause, about two names, about why someone has no name; in a question."""
    said = [s.claim for s in statements(text)]
    assert len(said) <= 1
    assert not any(claim.startswith(("Ola Berg won", "Order speech", "A port means")) for claim in said)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The shop withdrew 90 lamps after a child was burned.", "A child was burned"),
        ("The gala is off because the roof is still not safe.", "The roof is still not safe"),
    ],
)
def test_what_the_main_clause_takes_for_granted_is_a_claim_too(text: str, said: str) -> None:
    """Background, in the author's voice; the main clause keeps its words."""
    main, ground = sorted(statements(text), key=lambda s: len(s.claim), reverse=True)
    assert (main.claim, ground.claim, ground.tier, ground.speaker) == (text.rstrip("."), said, 2, None)


@pytest.mark.parametrize(
    "text",
    [
        "The shop did not close because it was poor.",
        "Rovers led after six minutes.",
        "Lee will retire after she may have won.",
    ],
)
def test_what_is_left_open_is_not_taken_for_granted(text: str) -> None:
    """A denied reason, a time, a guess."""
    assert [s.claim for s in statements(text)] == [text.rstrip(".")]
