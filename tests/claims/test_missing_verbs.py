from __future__ import annotations

import pytest

from pipeline.claims.rules import statements


@pytest.mark.parametrize(
    "text",
    [
        "The chain no longer orders new phones from Huawei.",
        "The Aurelle, the Brightwater and the Cormorant carry most of the traffic.",
        "Together they cost €96 million.",
        "Timetables published by Solara show no change between November and April.",
        "Fans of the brand need not despair.",
        "Users only get deals on data.",
        "Carriers, including Solara, backed out of a deal to sell phones.",
        "Five months later a module overheated on the Aurelle with passengers on board.",
        "Solara has not replied.",
        "Chad last recorded a flood in May.",
        "The oldest trams date from 1984.",
        "The collapse of the broker cost banks €9 million.",
        "The filing lists a larger battery.",
        "Two firms that licensed the drug ended their trials.",
        "A surgeon who operated while under sedation has been jailed.",
        "Help may be on its way.",
    ],
)
def test_a_sentence_whose_verb_the_lexicon_takes_for_a_noun_is_not_lost(text: str) -> None:
    """Nothing in it is hedged or asked: it claims what it says."""
    assert [s.claim for s in statements(text)] == [text.rstrip(".")]


@pytest.mark.parametrize(
    "text",
    ["Court fines Solara nine million", "Thousands march in Oslo over fuel", "Solara shares tumble as rates rise"],
)
def test_a_headline_has_its_verb_in_the_present(text: str) -> None:
    """Also where the lexicon takes it for a noun."""
    assert [s.claim for s in statements(text)] == [text]


@pytest.mark.parametrize(
    "text",
    [
        "The Challenges in the US",
        "huawei-store logo",
        "Ask Solara and you learn little.",
        "A list of new phones from Solara",
        "Savings bank in the old town of Bergen",
    ],
)
def test_no_verb_is_put_where_none_is_missing(text: str) -> None:
    """A heading has no full stop; an instruction has its verb in front."""
    assert statements(text) == ()


@pytest.mark.parametrize(
    ("sentence", "speaker", "claim"),
    [
        ("Lopes said the plant would close.", "Lopes", "The plant would close"),
        ("Marks says its shops are safe.", "Marks", "Its shops are safe"),
        ("Hate destroys those who harbour it, she said.", "she", "Hate destroys those who harbour it"),
    ],
)
def test_a_name_that_could_be_a_verb_is_somebody_before_a_verb(sentence: str, speaker: str, claim: str) -> None:
    """The lexicon knows that who lopes runs."""
    (said,) = statements(sentence)
    assert (said.speaker, said.claim) == (speaker, claim)
