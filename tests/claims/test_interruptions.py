from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.models import Statement


@pytest.mark.parametrize(
    ("text", "claim", "speaker"),
    [
        ("The plan, Lee said, was never meant to work.", "The plan was never meant to work", "Lee"),
        (
            "It was the third time, she said, that the dam had failed.",
            "It was the third time that the dam had failed",
            "she",
        ),
        ("The plant, according to Ann Lee, the owner, will close in June.", "The plant will close in June", "Ann Lee"),
        ("The dam failed, she said, after heavy rain in March.", "The dam failed after heavy rain in March", "she"),
        ("Sixty of his workers, Lee said, had been hired for it.", "Sixty of his workers had been hired for it", "Lee"),
        ("The guard, according to Lee, replied that it was late.", "The guard replied that it was late", "Lee"),
        ("If it rains, Lee warned, the dam will break.", "If it rains, the dam will break", "Lee"),
        ("The club, fans say, should not have sold him.", "The club should not have sold him", "fans"),
    ],
)
def test_a_statement_is_whole_where_its_speaker_breaks_in(
    said: Callable[[str], Statement], text: str, claim: str, speaker: str
) -> None:
    """The claim is put together again; its evidence is the sentence as it stands."""
    found = said(text)
    assert (found.claim, found.speaker) == (claim, speaker)
    assert found.evidence == text
    assert found.cue is not None


def test_what_is_not_so_stays_so_when_the_speaker_breaks_in(said: Callable[[str], Statement]) -> None:
    """The verb is the statement's, not the one of saying."""
    assert said("The drug, its maker admits, does not work in children.").polarity == "-"


@pytest.mark.parametrize(
    "text",
    [
        "The bank will close, Lee said, adding that 300 jobs would go.",
        "Lee is ill, she said, but he will come.",
        "The bank will close, Lee said, while its owner denied it.",
    ],
)
def test_what_follows_a_closing_speaker_is_no_part_of_it(text: str, claims: Callable[[str], list[str]]) -> None:
    """Another statement, or a remark of the author's."""
    assert claims(text)[0] in {"The bank will close", "Lee is ill"}


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Not all of the workers will be dismissed, the company said.", "Not all of the workers will be dismissed"),
        (
            "Not everyone in the village agrees with the plan, Lee said.",
            "Not everyone in the village agrees with the plan",
        ),
        ("Not everyone welcomed the verdict.", "Not everyone welcomed the verdict"),
        ("Not a single vote was cast.", "Not a single vote was cast"),
    ],
)
def test_a_claim_keeps_the_not_that_it_begins_with(said: Callable[[str], Statement], text: str, claim: str) -> None:
    """Without it the claim would say the opposite."""
    found = said(text)
    assert (found.claim, found.polarity) == (claim, "-")


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (
            "“She was built for salt,” Poe said, “in that order.”",
            "She was built for salt in that order",
        ),
        ("“That, sadly,” he said, “is part of life at sea.”", "That, sadly is part of life at sea"),
    ],
)
def test_a_quotation_in_two_halves_is_one_claim(claims: Callable[[str], list[str]], text: str, claim: str) -> None:
    """Where one half is no clause, the speaker between them is left out."""
    assert claims(text) == [claim]
