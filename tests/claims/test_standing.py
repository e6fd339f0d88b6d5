from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.claims.clauses.standing import stands_alone
from pipeline.claims.rules import statements
from pipeline.models import Mode

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.claims.reading.sentences import Passage


@pytest.mark.parametrize(
    "text",
    [
        "The shop closed",
        "A maker that learns of a fault has ten days",
        "What happened in April has never been explained",
        "That is why they stood there",
        "Nor is Huawei alone",
    ],
)
def test_a_subject_and_its_own_verb_stand_alone(cut: Callable[[str], Passage], text: str) -> None:
    """A "that" or "what" between them takes a verb for itself."""
    p = cut(text)
    assert stands_alone(p, (0, len(p.words)))


@pytest.mark.parametrize(
    "text",
    [
        "was closed on Monday",
        "to say whether it will close",
        "not to print their names",
        "before the facts are known",
        "which reads Cool and calm",
        "the union while the modules are opened",
        "if it had been",
        "nor denies that it closed",
    ],
)
def test_what_begins_in_the_middle_does_not_stand_alone(cut: Callable[[str], Passage], text: str) -> None:
    """No subject, or no verb of its own."""
    p = cut(text)
    assert not stands_alone(p, (0, len(p.words)))


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Solara declined to say whether it believes Lee.", ["Solara declined to say whether it believes Lee"]),
        ("Lee warned against a verdict before the facts are known.", None),
        ("Solara has promised the union a seat while the plant is closed.", None),
        ("Solara neither confirms nor denies that the plant will close.", None),
    ],
)
def test_a_part_that_does_not_stand_alone_brings_its_whole_sentence(text: str, claims: list[str] | None) -> None:
    """Nothing is claimed that begins in the middle."""
    assert [s.claim for s in statements(text)] == (claims or [text.rstrip(".")])


def test_a_condition_is_kept_whole_and_is_no_claim_that_something_is_so() -> None:
    """Neither half is said by itself."""
    (found,) = statements("“If a talk took place, we want to know about it,” said a Solara spokeswoman.")
    assert (found.claim, found.mode) == ("If a talk took place, Solara wants to know about it", Mode.SPECULATED)
    (found,) = statements("If it does not come, Lee warned, the yard would have to close.")
    assert (found.claim, found.mode) == ("If it does not come, the yard would have to close", Mode.SPECULATED)


def test_a_question_in_a_quotation_claims_nothing() -> None:
    """What stands before it does."""
    found = statements("“The ships are tied up. What would we strike?” Lee asked.")
    assert [s.claim for s in found] == ["The ships are tied up"]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Solara will close on Friday. The company has declined to comment.", "Solara"),
        ("Solara closed ten shops. In May, when the rest is gone, it will sell nothing, CNET reports.", "Solara"),
        ("“She was built for cattle,” Tam Birkett said.", "She"),
        ("They were worried, says the letter, which was seen by Reuters.", "They"),
        ("Officers wait at the depot. It is the first sign of a plan.", "It"),
        ("The Seafarers’ Union demands that no ship sails. It will ask its members.", "Seafarers’ Union"),
    ],
)
def test_a_pronoun_stands_for_nobody_it_cannot_mean(text: str, subject: str) -> None:
    """A day is no company, an outlet not what it reports on, "she" not the man who says so."""
    assert statements(text)[-1].subject == subject
