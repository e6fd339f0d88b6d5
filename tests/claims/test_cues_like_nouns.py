from __future__ import annotations

import pytest

from pipeline.claims.rules import statements


@pytest.mark.parametrize(
    ("text", "speaker", "claim"),
    [
        (
            "Freight rates rose for a fifth week, Drayton data show.",
            "Drayton data",
            "Freight rates rose for a fifth week",
        ),
        (
            "The council sold the pool, a report presented to the hearing showed.",
            "a report presented to the hearing",
            "The council sold the pool",
        ),
        ("Rovers insiders claim the players had given up.", "Rovers insiders", "The players had given up"),
        ("The label claims the syrup can cure coughs.", "The label", "The syrup can cure coughs"),
        (
            "Her neighbour, Dan Voss, fears his shop may never open again.",
            "Dan Voss",
            "Her neighbour, Dan Voss, fears his shop may never open again",
        ),
        ("The driver died of a stroke, a coroner has ruled.", "a coroner", "The driver died of a stroke"),
        ("“I did not spill a drop of it,” she laughed.", "she", "She did not spill a drop of it"),
        ("Coroner: the driver died of a stroke", "Coroner", "The driver died of a stroke"),
    ],
)
def test_a_verb_that_looks_like_a_noun_hands_a_word_on(text: str, speaker: str, claim: str) -> None:
    """After a document, after people, after an apposition, at the end of the sentence; and a headline's office."""
    (found,) = statements(text)
    assert found.speaker is not None
    assert (found.speaker.endswith(speaker), found.claim) == (True, claim)


@pytest.mark.parametrize(
    "text",
    [
        "The toy firm recalls 14,000 lamps after a fire.",
        "The canoe goes on sale in 212 shops on Monday.",
        "ROVERS SHOCK: boss Gavin Roe sacked by text",
    ],
)
def test_what_somebody_does_is_the_authors_word(text: str) -> None:
    """Lamps are called back, canoes sold; a shout before a colon is nobody."""
    (found,) = statements(text)
    assert found.speaker is None
