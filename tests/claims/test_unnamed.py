from __future__ import annotations

import pytest

from pipeline.claims.rules import statements
from pipeline.claims.who.unnamed import is_unnamed, refers_back
from pipeline.models import SpeakerKind


@pytest.mark.parametrize(
    "phrase",
    [
        "Two harbour pilots",
        "a former Corvane engineer, who asked not to be identified",
        "a person briefed on the decision",
        "officials who declined to be named",
        "Two of its officers",
        "residents",
        "a UBS analyst",
        "several Solara employees",
    ],
)
def test_people_without_a_name_of_their_own_are_anonymous(phrase: str) -> None:
    """A company's name before the noun is not theirs."""
    assert is_unnamed(phrase)


@pytest.mark.parametrize(
    "phrase",
    [
        "Ann Lee",
        "UBS analyst Ann Lee",
        "An engineer, Ann Lee",
        "the engineer",
        "Solara’s lawyers",
        "the Engineers’ Union",
    ],
)
def test_a_name_or_a_definite_noun_is_not(phrase: str) -> None:
    """Whom "the engineer" means was said before."""
    assert not is_unnamed(phrase)


def test_a_definite_noun_means_the_one_left_without_a_name() -> None:
    """The engineer after an engineer, the person after anybody."""
    assert refers_back("the engineer", {"engineer"})
    assert refers_back("the person", {"engineer"})
    assert not refers_back("the engineer", {"pilot"})
    assert not refers_back("an engineer", {"engineer"})


def test_the_engineer_stays_anonymous_in_the_next_sentence() -> None:
    """Both sentences rest on somebody without a name."""
    found = statements(
        "A former Solara engineer, who asked not to be identified, said that the memo was discussed. "
        "“Nobody said it was wrong,” the engineer said."
    )
    assert [s.speaker_kind for s in found] == [SpeakerKind.ANONYMOUS] * 2


@pytest.mark.parametrize("speaker", ["A Best Buy spokesperson", "the company’s spokeswoman", "A spokesman for Solara"])
def test_spokespeople_stay_spokespeople(speaker: str) -> None:
    """Without a name of their own they still speak for somebody who has one."""
    (found,) = statements(f"{speaker} said that the shop closed.")
    assert found.speaker_kind is SpeakerKind.SPOKESPERSON


def test_who_asks_not_to_be_printed_is_no_organisation() -> None:
    """The pilots say it, and it is they who were booked."""
    found = statements(
        "Two harbour pilots, who asked us not to print their names, say they have been booked to bring the ships in."
    )
    assert found[-1].claim == "Two harbour pilots have been booked to bring the ships in"
    assert {s.speaker_kind for s in found} == {SpeakerKind.ANONYMOUS}
