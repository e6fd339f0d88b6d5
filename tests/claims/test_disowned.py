from __future__ import annotations

import pytest

from pipeline.claims.rules import statements
from pipeline.models import Mode


@pytest.mark.parametrize(
    "text",
    [
        "Trump falsely claimed that he had won the election.",
        "Trump wrongly said that he had won the election.",
        "The post incorrectly stated that the bank had closed.",
        "Roe lied when she said Acme had paid.",
        "Roe lied that Acme had paid the workers.",
        "A hoax claimed that Tom Hanks had died.",
        "Roe apologised for saying that Acme paid bribes.",
        "Correction: An earlier version of this story said that Acme paid bribes.",
        "The mayor mistakenly told reporters that the bridge had fallen.",
        "The advert misleadingly claimed the drink cured colds.",
        "The senator claimed falsely that the vote had been rigged.",
        "A false report said the king had died.",
        "A rumour claimed that the bank had run out of cash.",
        "Fake posts said that the polls had closed early.",
        "The paper retracted a story saying that the mayor took bribes.",
        "The broadcaster apologized for reporting that the minister had resigned.",
        "An earlier version of this article said that the plant had closed.",
        "The firm misled investors by saying that sales had doubled.",
        "Roe was fined for claiming that the vaccine causes autism.",
        "The film falsely suggests that the queen knew and that the king lied.",
        "The minister wrongly believed that the dam was safe.",
        "Poe was wrong to say that wages had risen.",
        "The posts erroneously reported the actor had died.",
        "An online hoax said that schools would close on Friday.",
    ],
)
def test_what_the_author_calls_false_is_not_claimed(text: str) -> None:
    """That it was said falsely is the author's claim; what was said is nobody's."""
    (found,) = statements(text)
    assert (found.claim, found.speaker, found.cue) == (text.rstrip("."), None, None)
    assert (found.mode, found.polarity) == (Mode.ASSERTED, "+")


def test_a_quotation_that_the_author_calls_false_is_not_its_speakers_claim() -> None:
    """The sentence is the claim."""
    (found,) = statements("“The drink cures colds,” the advert falsely claimed.")
    assert found.claim.endswith("the advert falsely claimed")
    assert found.speaker is None


@pytest.mark.parametrize(
    "text",
    [
        "Poe said Roe had falsely claimed that the bank was safe.",
        "Poe said Roe had lied when she said the bank was safe.",
        "Poe said the minister was wrong to say that wages had risen.",
    ],
)
def test_what_somebody_calls_false_is_on_their_word_with_that(text: str) -> None:
    """One claim, on the word of who calls it false."""
    (found,) = statements(text)
    claim = text.removeprefix("Poe said ").rstrip(".")
    assert (found.claim, found.speaker, found.mode) == (claim[0].upper() + claim[1:], "Poe", Mode.REPORTED)


def test_what_stands_before_a_falsehood_is_a_claim_of_its_own() -> None:
    """What follows it may be part of it, and stays with it."""
    found = statements("Her lawyer resigned on Monday, and Roe falsely alleged that millions had voted twice.")
    assert [(s.claim, s.speaker) for s in found] == [
        ("Her lawyer resigned on Monday", None),
        ("Roe falsely alleged that millions had voted twice", None),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "A false-alarm report by the fire service said the hall was safe.",
        "The prosecutor, an expert on hoaxes, said the letter was real.",
        "Roe, who was wrongly jailed, said the hall was safe.",
    ],
)
def test_who_only_stands_near_a_falsehood_keeps_their_word(text: str) -> None:
    """Neither an expert on hoaxes nor who was wrongly jailed says what is false."""
    found = statements(text)
    kept = ("The hall was safe", "The letter was real")
    assert [s.speaker is not None for s in found if s.claim.startswith(kept)] == [True]
