from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.claims.rules import statements
from pipeline.claims.who.origins import outlets_of
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


def test_the_document_that_tells_what_a_company_told_is_whose_word_it_is() -> None:
    """The Daily Bugle saw the notice; Solara itself has said nothing in public."""
    (found,) = statements(
        "Solara has told its crews that all ships will be laid up, "
        "according to an internal notice seen by the Daily Bugle."
    )
    assert (found.speaker, found.speaker_kind) == (
        "an internal notice seen by the Daily Bugle",
        SpeakerKind.DOCUMENT,
    )
    assert (found.claim, found.via) == ("All ships will be laid up", "the Daily Bugle")


def test_an_outlet_that_only_passes_a_word_on_leaves_it_to_who_gave_it() -> None:
    """What a report of Reuters says Solara told is on Solara's word."""
    (found,) = statements("Solara told its crews that the ships will be laid up, according to a Reuters report.")
    assert (found.speaker, found.via) == ("Solara", "Reuters")


def test_what_an_outlet_has_learned_from_somebody_is_on_their_word() -> None:
    """And on the outlet's own where it names nobody."""
    (found,) = statements("Solara will close its plant, the Daily Bugle has learned from a person briefed on the plan.")
    assert (found.speaker, found.cue, found.via) == ("a person briefed on the plan", "has learned", "the Daily Bugle")
    assert found.claim == "Solara will close its plant"
    (found,) = statements("Solara will close its plant, the Daily Bugle has learned.")
    assert (found.speaker, found.speaker_kind) == ("the Daily Bugle", SpeakerKind.OUTLET)
    assert found.claim == "Solara will close its plant"


@pytest.mark.parametrize(
    "told",
    [
        "The manager told the Evening Herald that it is over.",
        "It is over, the Evening Herald first reported.",
        "It is over, the Evening Herald reported, citing two people.",
        "The Evening Herald quotes a worker as saying it is over.",
    ],
)
def test_an_outlet_is_known_however_far_into_the_text_it_is_named(told: str) -> None:
    """Before a long text, in the middle of one and after it, the same names are found."""
    filler = "Solara closed its plant in spring. " * 40
    found = [outlets_of(text, ()).lowered for text in (told + filler, filler + told + filler, filler + told)]
    assert all("the evening herald" in names for names in found)
