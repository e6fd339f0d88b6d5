from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.claims.extractor import statements
from pipeline.models import SpeakerKind

if TYPE_CHECKING:
    from pipeline.topic import Vocabulary


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("According to the sources of Cnet, Best Buy will stop selling phones.", "CNET"),
        ("As CNET reports, citing an unnamed source, Best Buy has ceased ordering phones.", "CNET"),
        ("A letter seen by Reuters confirms that politicians sank the deal.", "Reuters"),
        ("It is a big loss for consumers, the chief executive said—According to Techcrunch report.", "TechCrunch"),
        ("A person close to the board told Reuters that the shop will close.", "Reuters"),
        ("The Ledger reports that the shop will close.", "The Ledger"),
        ("Solara will close its plant, the Daily Bugle reported, citing two people.", "the Daily Bugle"),
        ("Solara will close its plant, the manager told the Evening Herald.", "the Evening Herald"),
    ],
)
def test_the_outlet_that_the_text_names_is_the_origin(text: str, origin: str, phones: Vocabulary) -> None:
    """Known, aliased and invented outlets; the span is where the name stands."""
    (found,) = statements(text, vocabulary=phones)
    assert (found.origin, found.via) == (origin, origin)
    assert found.origin_span is not None
    assert text[slice(*found.origin_span)].lower() in {origin.lower(), "cnet", "techcrunch"}


@pytest.mark.parametrize(
    "text",
    [
        "An unnamed source said the shop will close.",
        "Best Buy has ceased ordering phones.",
        "The minister told Parliament that the shop will close.",
        "AT&T reportedly canceled the deal.",
    ],
)
def test_where_no_outlet_is_named_there_is_no_origin(text: str) -> None:
    """What the text does not say is None, never guessed."""
    (found,) = statements(text)
    assert (found.origin, found.origin_span, found.via) == (None, None, None)


def test_cnets_unnamed_source_keeps_its_place_in_the_chain(phones: Vocabulary) -> None:
    """The speaker is the source, the outlet is what it came through."""
    text = "As CNET reports, citing an unnamed source familiar with the matter, Best Buy has ceased ordering phones."
    (found,) = statements(text, vocabulary=phones)
    assert found.speaker == "an unnamed source familiar with the matter"
    assert found.speaker_kind is SpeakerKind.ANONYMOUS
    assert found.claim == "Best Buy has ceased ordering phones"
