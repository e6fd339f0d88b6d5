"""Whose words they are where no name stands beside a verb of saying: printed papers, "it said", "they said"."""

from __future__ import annotations

import pytest

from pipeline.claims.rules import statements
from pipeline.models import SpeakerKind
from pipeline.topic import Entity, Vocabulary


def who_says(text: str, vocabulary: Vocabulary | None = None) -> list[tuple[str | None, str]]:
    """Speaker and claim of every statement of a text."""
    found = statements(text, vocabulary=vocabulary) if vocabulary is not None else statements(text)
    return [(said.speaker, said.claim) for said in found]


@pytest.mark.parametrize(
    ("before", "issuer"),
    [
        ("Statement from Marlow Ferries, issued at noon:", "Marlow Ferries"),
        ("The following letter was sent out on Friday by Marlow Ferries.", "Marlow Ferries"),
        ("Marlow Ferries' statement in full:", "Marlow Ferries"),
        ("Marlow Ferries has issued the following notice.", "Marlow Ferries"),
    ],
)
def test_a_paper_printed_in_full_is_its_issuers_word(before: str, issuer: str) -> None:
    """Newspapers open every paragraph of a long quotation and close only the last."""
    quoted = '"The night boat will stop in May. Tickets keep their worth.\n\n"Forty crew have been hired elsewhere."'
    text = f"{before}\n\n{quoted}"
    said = who_says(text)
    assert (issuer, "The night boat will stop in May") in said
    assert (issuer, "Tickets keep their worth") in said
    assert (issuer, "Forty crew have been hired elsewhere") in said


def test_a_quotation_that_nobody_announces_stays_unread() -> None:
    """A notice spoken of in passing announces nothing."""
    text = 'Passengers had seen no notice from Marlow Ferries.\n\n"The night boat will stop in May, and that is final."'
    assert "The night boat will stop in May" not in [claim for _, claim in who_says(text)]


def test_an_it_that_speaks_is_whoever_spoke_in_the_sentence_before() -> None:
    """Also where the sentence names another body that it only tells of."""
    text = "The Harbour Union said that talks had failed. The boats of Marlow Ferries will stay in port, it said."
    assert ("The Harbour Union", "The boats of Marlow Ferries will stay in port") in who_says(text)


def test_an_it_that_speaks_is_first_of_all_the_subject_of_its_sentence() -> None:
    """Whom an order goes to does not announce it."""
    text = "The Transport Agency has ordered Marlow Ferries to mend its ramps, it said on Monday."
    assert who_says(text)[0][0] == "the Transport Agency"


def test_a_product_of_the_topic_does_not_speak() -> None:
    """It is never the phone that says so, though the sentence before was about it."""
    topic = Vocabulary(
        entities=(
            Entity(name="Corvo Nine", kind="product", roles=("phone",)),
            Entity(name="Corvo Telecom", kind="organisation", roles=("company",)),
        )
    )
    text = (
        "Corvo Telecom said the Corvo Nine would be dropped. The last phone leaves the line in May, it says. "
        "It speaks of 80 job losses."
    )
    speakers = {said.speaker_entity for said in statements(text, vocabulary=topic)}
    assert speakers == {"Corvo Telecom"}
    assert "The last phone leaves the line in May" in [claim for _, claim in who_says(text, topic)]


def test_people_without_a_name_go_on_as_they() -> None:
    """The two who spoke right before say "they said"."""
    text = "Two nurses at the clinic told reporters the ward had closed. The beds were moved on Sunday, they said."
    last = statements(text)[-1]
    assert (last.speaker, last.speaker_kind) == ("Two nurses at the clinic", SpeakerKind.ANONYMOUS)


@pytest.mark.parametrize(
    "speaker",
    [
        "A senior figure at the ministry",
        "Two supervisors at the Marlow yard",
        "Somebody briefed on the plan",
        "Our mole",
    ],
)
def test_nobody_who_is_described_only_is_a_body(speaker: str) -> None:
    """A yard's supervisors are not the yard, and a figure is no document when it is senior."""
    assert statements(f"{speaker} said the pier would close.")[0].speaker_kind is SpeakerKind.ANONYMOUS


def test_a_group_goes_by_the_name_it_calls_itself() -> None:
    """And it is no person, though its name could be one's."""
    said = statements("A group calling itself Amber Fox says it has copied the files.")[0]
    assert (said.speaker, said.speaker_kind) == ("Amber Fox", SpeakerKind.ORGANISATION)
    assert said.claim == "Amber Fox has copied the files"


@pytest.mark.parametrize(
    ("text", "speaker", "claim"),
    [
        (
            "The yard has laid off ninety men, Ann Holt of the Harbour Union said as the gates were shut.",
            "Ann Holt of the Harbour Union",
            "The yard has laid off ninety men",
        ),
        (
            "The Prairie agency reports, from two people on its board, that the yard is up for sale.",
            "two people on its board",
            "The yard is up for sale",
        ),
        (
            "Viewers heard on the ninth, from two bankers, that the yard was up for sale.",
            "two bankers",
            "The yard was up for sale",
        ),
        ("Yesterday Marlow said the yard was sold.", "Marlow", "The yard was sold"),
        (
            "The yard must pay two million crowns, Judge Ann Holt ordered.",
            "Judge Ann Holt",
            "The yard must pay two million crowns",
        ),
        (
            "The group that took the files, Amber Fox, claims to hold every name.",
            "The group that took the files, Amber Fox",
            None,
        ),
        (
            "A crane fell on the quay a little after nine, according to police.",
            "police",
            "A crane fell on the quay a little after nine",
        ),
        ("09.14 Police now say the quay is open.", "Police", "The quay is open"),
        ("Marlow has since said the yard was sold.", "Marlow", "The yard was sold"),
        (
            'Police have just told us nobody has drowned: "He is dry and well," Sergeant Ann Holt said.',
            "Police",
            "Nobody has drowned",
        ),
        ("Reminded that she had denied it in May, Ann Holt said the yard was sold.", "Ann Holt", "The yard was sold"),
    ],
)
def test_words_are_found_whatever_stands_around_the_verb(text: str, speaker: str, claim: str | None) -> None:
    """Days before the name, how and from whom it was heard, a clock, an apposition between name and verb."""
    assert any(name == speaker and (claim is None or said == claim) for name, said in who_says(text))


def test_what_is_reported_to_somebody_is_no_hearsay() -> None:
    """Whoever is reported to own is on nobody's word; "was reported to the agency" tells what the agency knows."""
    assert statements("Nine leaks have been reported to the agency so far.")[0].speaker is None


def test_there_is_nobody_who_speaks() -> None:
    """No speaker is named by "there is another version"."""
    said = statements("There is another version: “The boat never left the harbour on Sunday.”")
    assert all((s.speaker or "").lower() != "there" for s in said)


@pytest.mark.parametrize(
    "text",
    [
        "Marlow Ferries said talks went on. It is the union's third ballot this year.",
        "Marlow Ferries said talks went on. It is official: the pier is to close.",
    ],
)
def test_an_it_that_tells_of_the_event_is_nobody(text: str) -> None:
    """A ballot is not the company named last."""
    assert not any(claim.startswith("Marlow Ferries is") for _, claim in who_says(text))


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("About 900 jobs would go, Ann Holt said.", "About 900 jobs"),
        ("More than a third of the boats have been sold, Ann Holt said.", "More than a third of the boats"),
        ("An outside firm has been shown the yard, Ann Holt said.", "An outside firm"),
    ],
)
def test_a_rounded_figure_is_part_of_the_subject(text: str, subject: str) -> None:
    """Claims are found again by whom or what they are about."""
    assert statements(text)[0].subject == subject


def test_an_it_in_a_quotation_is_what_its_speaker_spoke_of_right_before() -> None:
    """Not what somebody else spoke of, and no it that stands for nothing."""
    topic = Vocabulary(entities=(Entity(name="Ludd Yard", kind="place", roles=("yard",)),))
    before = "The minister, Ann Holt, told reporters that the Ludd Yard is staying open. "
    assert "Ludd Yard is not closing" in [c for _, c in who_says(before + '"It is not closing," Holt said.', topic)]
    assert "It is not closing" in [c for _, c in who_says(before + '"It is not closing," Tom Reed said.', topic)]
    assert "It is hard to say more" in [c for _, c in who_says(before + '"It is hard to say more," Holt said.', topic)]


def test_a_plant_is_the_it_of_its_own_people() -> None:
    """Whoever speaks from inside a place that the topic knows speaks of it."""
    topic = Vocabulary(entities=(Entity(name="Ludd Yard", kind="place", roles=("yard",)),))
    text = "A manager inside the Ludd Yard has confirmed that it is to be sold."
    assert "Ludd Yard is to be sold" in [claim for _, claim in who_says(text, topic)]


def test_a_plan_has_a_doer() -> None:
    """Who "is to merge" will do so; what "is hard to merge" is nobody."""
    text = "Marlow Ferries said talks were over. It is to merge with a rival, it said."
    assert ("Marlow Ferries", "Marlow Ferries is to merge with a rival") in who_says(text)


def test_who_is_named_after_their_office_is_the_speaker() -> None:
    """Though the topic gives the office to a ministry."""
    topic = Vocabulary(entities=(Entity(name="Port Ministry", kind="government", roles=("ministry", "minister")),))
    said = statements("The port minister, Ann Holt, said the pier would stay.", vocabulary=topic)[0]
    assert (said.speaker, said.speaker_entity) == ("Ann Holt", "Ann Holt")


@pytest.mark.parametrize(
    ("speaker", "is_outlet"),
    [
        ("the Prairie Ledger", True),
        ("The newspaper Ostblick", True),
        ("Ostblick, a newsletter,", True),
        ("Prairie News Agency", True),
        ("Black Ledger", False),
        ("Nord Post", False),
    ],
)
def test_a_paper_is_known_by_what_papers_are_called(speaker: str, *, is_outlet: bool) -> None:
    """A company and a gang may bear the same word, but no "the" stands before it."""
    said = statements(f"{speaker} said the pier would close.")[0]
    assert (said.speaker_kind is SpeakerKind.OUTLET) is is_outlet


def test_a_noun_that_opens_a_sentence_bids_nobody() -> None:
    """The word for pay is a verb as well, and the sentence has another."""
    assert who_says("Pay talks at the Ludd Yard collapsed last night.") == [
        (None, "Pay talks at the Ludd Yard collapsed last night")
    ]
    assert who_says("Take boats off the ramp before the storm comes.") == []


def test_a_topic_inside_somebodys_words_is_no_claim_of_its_own() -> None:
    """What they complained of is not a claim beside that they complained."""
    assert who_says("Drivers had complained about that ramp for a month, Ann Holt said.") == [
        ("Ann Holt", "Drivers had complained about that ramp for a month")
    ]
