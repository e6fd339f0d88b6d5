from __future__ import annotations

import pytest

from pipeline.claims.rules import statements
from pipeline.models import Mode


@pytest.mark.parametrize(
    "sentence",
    [
        "The Harbour Inspectorate would not say whether it had opened an investigation.",
        "Best Buy did not say why it had ended the contract.",
        "Huawei declined to comment on the report.",
    ],
)
def test_who_would_not_say_has_declined(sentence: str) -> None:
    """A refusal confirms nothing and denies nothing, so it can contradict nobody."""
    assert {said.mode for said in statements(sentence)} == {Mode.DECLINED}


def test_who_did_not_say_that_it_is_so_has_not_declined() -> None:
    """Not having said that something is so tells what was said, and is no refusal."""
    said = statements("The minister did not say that the port would close.")
    assert Mode.DECLINED not in {one.mode for one in said}


@pytest.mark.parametrize(
    "sentence",
    [
        "The report found no evidence that the drug causes harm.",
        "Officials gave no sign that talks would resume.",
        "The study did not show that the drug works.",
        "Prosecutors have presented little clear proof that the mayor knew.",
    ],
)
def test_what_was_not_found_is_not_claimed(sentence: str) -> None:
    """The finding is the claim, with its "no" in it."""
    (said,) = statements(sentence)
    assert said.claim == sentence.rstrip(".")
