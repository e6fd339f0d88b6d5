from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from pipeline.claims.rules import statements
from pipeline.models import SpeakerKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.models import Statement


@pytest.mark.parametrize(
    "text",
    [
        "Could the state step in?",
        "Why Is Huawei Hitting Walls In The US?",
        "Check the list before you buy.",
        "Never, ever believe that they will stop selling.",
        "huawei-store logo",
        "The Challenges in the US",
        "I think this was a mistake.",
        "What a game!",
    ],
)
def test_questions_instructions_captions_and_opinions_assert_nothing(text: str) -> None:
    """Nothing in them is said to be so."""
    assert statements(text) == ()


def test_a_plain_sentence_is_the_authors_own_claim(said: Callable[[str], Statement]) -> None:
    """No speaker, no cue."""
    found = said("Rovers signed striker Luca Bianchi.")
    assert (found.speaker, found.cue, found.speaker_kind) == (None, None, SpeakerKind.AUTHOR)


@pytest.mark.parametrize(
    ("text", "tier"),
    [
        ("Verizon ended its plans to sell Huawei phones.", 1),
        ("Ann Lee said the shop is the largest in town.", 1),
        ("Huawei is the third largest smartphone maker.", 2),
        ("The move is a severe blow to Huawei.", 2),
        ("The relations between the two are tense.", 2),
        ("The firm may be hiding something.", 2),
        ("Solara is flying home its guests.", 1),
        ("A relief drive is expected to begin on Monday.", 1),
        ("The telescope stands on a hill near Oslo.", 2),
        ("Rover leaves its crater", 1),
        ("The post had been attacked twice before.", 2),
        ("The yard has stood empty since the war.", 2),
        ("The yard has since hired two guards.", 1),
        ("“We are proud of our people,” Ann Lee said.", 2),
        ("“There are 40 people in the hall,” Ann Lee said.", 1),
    ],
)
def test_what_happened_is_worth_an_alert_and_context_is_not(
    said: Callable[[str], Statement], text: str, tier: int
) -> None:
    """Anybody's word and what somebody did: 1; rank, mood, consequences and guesses: 2."""
    assert said(text).tier == tier


@pytest.mark.parametrize(("year", "tier"), [(2024, 2), (2026, 1)])
def test_what_happened_in_another_year_is_context(year: int, tier: int) -> None:
    """Counted from the day of publication."""
    (found,) = statements(f"The fund sold its shares in {year}.", published_at=datetime(2026, 3, 1, tzinfo=UTC))
    assert found.tier == tier


def test_what_the_author_says_around_somebodys_word_is_kept() -> None:
    """The main clause of seed 000's sentence on US-China relations is the author's."""
    text = "The move comes at a delicate time where officials continue to express concern that the phones leak data."
    found = statements(text)
    assert [(s.claim, s.speaker) for s in found] == [
        ("The move comes at a delicate time", None),
        ("The phones leak data", "officials"),
    ]


def test_a_headline_repeated_is_said_once() -> None:
    """Pages print their headline twice."""
    assert len(statements("Solara closes its plant\n\nSolara closes its plant")) == 1


def test_a_plan_in_a_headline_is_a_claim(said: Callable[[str], Statement]) -> None:
    """Headlines leave out the verb of "is to stop"."""
    assert said("Best Buy To Stop Selling Huawei Phones").claim == "Best Buy To Stop Selling Huawei Phones"
