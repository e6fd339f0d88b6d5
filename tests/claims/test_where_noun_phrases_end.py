"""Where the subject of a claim, and whoever speaks, begins and ends."""

from __future__ import annotations

import pytest

from pipeline.claims.rules import statements


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("On Sunday the orchard said it had sold out of pears.", "the orchard"),
        ("Two hours later the ministry admitted that it had lost the file.", "the ministry"),
        ("In its notice on Tuesday the harbour board said the pier was shut.", "the harbour board"),
        ("In a press notice the watchdog said the kettle was unsafe.", "the watchdog"),
    ],
)
def test_a_time_or_place_that_leads_in_is_no_part_of_the_speaker(text: str, speaker: str) -> None:
    """Whoever speaks begins with their own determiner."""
    assert {said.speaker for said in statements(text)} == {speaker}


def test_a_clause_without_its_that_ends_the_noun_phrase() -> None:
    """Who knew it is not the subject of what "the first" they knew was."""
    text = "“The first this office knew of any crack was a call from the diver on 3 May,” the registrar said."
    (said,) = statements(text)
    assert said.claim == "The first this office knew of any crack was a call from the diver on 3 May"


def test_a_gerund_keeps_its_object() -> None:
    """A determiner behind "closing" begins what is closed, not another phrase."""
    (said,) = statements("Closing the ward would be wrong, Ann Lee said.")
    assert said.subject == "Closing the ward"


def test_a_place_that_leads_in_without_a_comma_is_left_out() -> None:
    """Two clauses after it are two claims."""
    text = "In Lund a retired judge has taken over the inquiry, and the teachers are not marching after all."
    assert [said.claim for said in statements(text)] == [
        "A retired judge has taken over the inquiry",
        "The teachers are not marching after all",
    ]


def test_what_has_an_object_is_no_second_passive() -> None:
    """Who was shown a thing and passed it on was not passed it."""
    text = "The curator was shown the invoice a week later and passed it on to the police."
    assert [said.claim for said in statements(text)][1] == "The curator passed it on to the police"


def test_what_is_done_without_authority_is_done() -> None:
    """To be without water is to have none; what was collected without authority was collected."""
    first, second = statements("The levy was collected without legal authority. The village was without water.")
    assert (first.polarity, second.polarity) == ("+", "-")


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The board met on Friday, and Ann Lee, the chair, said the plan was dead.", "Ann Lee"),
        ("The council allows ferries at its pier, and Ann Lee, who leads it, said the vote stands.", "Ann Lee"),
        ("The NSA, FBI, and CIA said the plan was dead.", "NSA"),
    ],
)
def test_an_and_behind_a_comma_joins_speakers_where_it_ends_a_list(text: str, speaker: str) -> None:
    """Else another clause begins there."""
    said = statements(text)[-1]
    assert said.speaker_entity == speaker
    assert (said.speaker or "").startswith(("Ann Lee", "The NSA, FBI, and CIA"))


def test_what_two_do_is_not_about_one_of_them() -> None:
    """Each may be met alone elsewhere in the article."""
    text = "Acme makes pumps. Norda makes valves. Acme and Norda are discussing a merger."
    assert statements(text)[-1].subject == "Acme and Norda"


@pytest.mark.parametrize("name", ["Ostrey Fire and Rescue", "HM Revenue and Customs"])
def test_an_and_may_stand_in_the_name_of_one_office(name: str) -> None:
    """It speaks as one."""
    (said,) = statements(f"{name} said the plan was dead.")
    assert said.speaker_entity == name


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("A 34-year-old man has been arrested after the fire.", "A 34-year-old man"),
        ("Three 17-year-old boys died, police said.", "Three 17-year-old boys"),
        ("A 10-mile race was won by Ann Lee.", "A 10-mile race"),
    ],
)
def test_an_age_is_part_of_whom_it_is_about(text: str, subject: str) -> None:
    """Not "A 34"."""
    assert statements(text)[0].subject == subject


def test_an_aside_about_somebody_of_an_age_names_them_whole() -> None:
    """Else it is about a "year-old man"."""
    claims = {said.claim for said in statements("The 34-year-old man, who lives in Leeds, said that he was fine.")}
    assert "The 34-year-old man lives in Leeds" in claims
