"""For whom somebody without a name speaks."""

from __future__ import annotations

import pytest

from pipeline.claims.rules import statements
from pipeline.models import SpeakerKind
from pipeline.topic import Entity, Vocabulary

TENNIS = Vocabulary(
    entities=(
        Entity(name="Mara Quill", aliases=("Quill",), kind="person", roles=("tennis player", "player")),
        Entity(name="Dunmouth Racquets", aliases=("Dunmouth",), kind="organisation", roles=("racket maker",)),
    )
)


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("The player's agent insisted on Monday that no contract had been signed.", "Mara Quill"),
        ("Quill, whose agent said in May that there was no contract, will travel.", "Mara Quill"),
        ("Tomas Werle failed a test on Friday. His lawyer says the sample was mixed up.", "Tomas Werle"),
        ("Dunmouth has not been sold, its chief executive said on Monday.", "Dunmouth Racquets"),
        ("Mayor Ivo Sand sacked his deputy. The mayor's office denies that it was a quarrel.", "Ivo Sand"),
        ("Tomas Werle was given the pills by a doctor, the runner's lawyer has said.", "Tomas Werle"),
        ("Quill's coach said that she would play.", None),
    ],
)
def test_a_lawyer_an_agent_and_an_office_speak_for_whose_they_are(text: str, entity: str | None) -> None:
    """A coach, a friend and a neighbour speak for themselves."""
    spoken = [said for said in statements(text, vocabulary=TENNIS) if said.cue]
    assert spoken[-1].speaker_entity == entity


def test_accounts_that_close_a_sentence_are_the_word_of_whose_they_are() -> None:
    """What a company's own accounts show, the company has said."""
    (found,) = statements("Dunmouth owed nine million crowns last year, its annual accounts show.", vocabulary=TENNIS)
    assert found.claim == "Dunmouth owed nine million crowns last year"
    assert (found.speaker_entity, found.speaker_kind) == ("Dunmouth Racquets", SpeakerKind.DOCUMENT)


def test_a_name_beside_an_office_says_who_holds_it_here() -> None:
    """The topic's minister is another than the one named."""
    health = Vocabulary(entities=(Entity(name="Ida Holm", kind="person", roles=("minister",)),))
    (found,) = statements("A week ago its minister, Bram Oakley, said there was no loan.", vocabulary=health)
    assert found.speaker_entity == "Bram Oakley"


@pytest.mark.parametrize(
    ("text", "claim", "entity"),
    [
        (
            "The bridge has been closed, Ann Holt told reporters outside her office this morning.",
            "The bridge has been closed",
            "Ann Holt",
        ),
        ("The bridge will go, Ann Holt said in a letter; she has since left.", "The bridge will go", "Ann Holt"),
        ("The bridge will stay shut, Ann Holt told the Courier today.", "The bridge will stay shut", "Ann Holt"),
        (
            "Norvik is not selling, the Kesten Fund said on Tuesday after the Daily Wave reported that it would.",
            "Norvik is not selling",
            "Kesten Fund",
        ),
    ],
)
def test_time_and_place_may_follow_whoever_closes_a_sentence(text: str, claim: str, entity: str) -> None:
    """What stands before is what they said, and no claim of the author's."""
    found = statements(text)[0]
    assert (found.claim, found.speaker_entity) == (claim, entity)


def test_an_adverb_with_a_capital_ends_a_name() -> None:
    """Outlets and products are called "Now", "Today" and "Here"."""
    (found,) = statements("The website Harbour Now had reported that Poll would go.")
    assert found.speaker == "The website Harbour Now"
    assert found.cue == "had reported"


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("Dunmouth police said that the gate was shut.", "Dunmouth police"),
        ("The Dunmouth Ambulance Service said that six were hurt.", "Dunmouth Ambulance Service"),
        ("A Dunmouth spokeswoman said that the gate was shut.", "Dunmouth Racquets"),
    ],
)
def test_the_police_of_a_town_are_not_the_company_called_after_it(text: str, entity: str) -> None:
    """Its spokeswoman speaks for it."""
    assert statements(text, vocabulary=TENNIS)[0].speaker_entity == entity


def test_after_a_semicolon_another_may_speak() -> None:
    """What the club denies is not what the lawyer says."""
    found = statements("His lawyer says that a doctor gave him the pills; Norvik Motors denies this.")
    assert [(said.claim, said.speaker) for said in found] == [
        ("A doctor gave him the pills", "His lawyer"),
        ("Norvik Motors denies this", "Norvik Motors"),
    ]


def test_whose_affair_a_sentence_tells_says_so() -> None:
    """Not whoever the sentence before was about."""
    guild = Vocabulary(entities=(Entity(name="Seafarers' Guild", aliases=("the Guild",), kind="organisation"),))
    text = "The Port Authority recalled a crane. The Guild's walkout is due on Friday, it says."
    assert statements(text, vocabulary=guild)[-1].speaker_entity == "Seafarers' Guild"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("It is worth nine million, a banker who has studied it told the Courier.", "a banker who has studied it"),
        ("Reach Records, which moved the tapes in May, has denied that they were lost.", "Reach Records"),
        ("Reach Records, the firm that Norvik Motors blames for the loss, says it had no key.", "Reach Records"),
    ],
)
def test_a_long_subject_is_one_speaker(text: str, speaker: str) -> None:
    """Its clauses, and who else speaks in them, belong to it."""
    assert statements(text)[-1].speaker == speaker
