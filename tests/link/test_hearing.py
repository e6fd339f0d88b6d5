"""Whose word the sentences of one article say it is."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from pipeline.claims.rules import statements
from pipeline.link.canon import Canon
from pipeline.link.cast import Cast
from pipeline.link.families import Families
from pipeline.link.hearing import heard_in
from pipeline.link.known import KnownClaims
from pipeline.link.stated import Listener
from pipeline.models import Mention
from pipeline.topic import Entity, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.models import Article

MORNING = datetime(2024, 5, 2, 6, 0, tzinfo=UTC)
PARTIES = (
    Entity(name="Dunmouth Racquets", aliases=("Dunmouth",), kind="organisation", roles=("racket maker",)),
    Entity(name="Port Board", kind="government", roles=("board",)),
)
OUTLETS = ("Evening Wave", "Harbour Now", "Dunmouth Herald", "Daily Racket")


def _heard(text: str, outlet: str | None = "Evening Wave") -> list[tuple[str, str | None] | None]:
    listener = Listener(Cast(outlet, PARTIES, Families(), OUTLETS, text=text, published=OUTLETS))
    found = [listener.hear(said) for said in statements(text, vocabulary=Vocabulary(entities=PARTIES))]
    return [(one.origin.origin, one.origin.via) if one else None for one in found]


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("Three men were held, Dunmouth police said.", ("Dunmouth police", None)),
        ("Three men were held, police in the town said on Sunday.", ("police", None)),
        ("The website Harbour Now had reported that the gate was shut.", ("Harbour Now", "Harbour Now")),
        ("The gate is shut, according to a report in the Dunmouth Herald.", ("Dunmouth Herald", "Dunmouth Herald")),
        ("The gate is shut, Evening Wave understands.", ("Evening Wave", "Evening Wave")),
        ("The gate is shut, a set of papers examined by the Evening Wave shows.", ("document", "Evening Wave")),
        ("Our correspondent Ann Lee saw the gate fall into the dock.", ("Evening Wave", "Evening Wave")),
        ("The gate was shut, the airline said.", None),
        ("The Daily Racket said the gate was shut.", ("Daily Racket", "Daily Racket")),
        ("The gate was shut, a police spokesman said.", ("police", None)),
        ("Police have given a lower figure of six.", ("police", None)),
        ("Ann Lee, the diver who found the wreck, puts the number of barrels at 900.", ("Ann Lee", None)),
        ("Ann Lee, who represents the divers, said it was over.", None),
        ("Stalls are being cleared on the orders of the Port Board.", ("Port Board", None)),
        ("Dunmouth stands by its claim that the frame was stolen.", ("Dunmouth Racquets", None)),
        ("Dunmouth's debt stood at nine million crowns, according to the accounts.", ("Dunmouth Racquets", None)),
        ("The mayor's people say that nobody was sacked.", ("mayor", None)),
        ("The mayor named a deputy on Monday, he said in a statement.", ("mayor", None)),
        ("The Wave reported on Monday that the gate was shut.", ("Evening Wave", "Evening Wave")),
        ("The gate was shut, the Dunmouth board said.", ("Dunmouth Racquets", None)),
    ],
)
def test_a_sentence_says_whose_word_it_is(text: str, origin: tuple[str, str | None] | None) -> None:
    """A town's police are not its club, a website is an outlet, and a body without a name is no unnamed source."""
    assert _heard(text)[0] == origin


def test_a_body_that_spoke_is_known_again_by_its_last_word() -> None:
    """It need not be one that the topic knows."""
    found = _heard(
        "Ann Lee failed a test, the Clean Sport Office said on Friday. A hearing will follow, the office said."
    )
    assert found == [("Clean Sport Office", None)] * 2


def test_the_reporters_me_stands_outside_a_quotation() -> None:
    """Whoever quotes "she wrote to me" was told nothing by himself."""
    listener = Listener(Cast("Evening Wave", PARTIES, Families(), OUTLETS))
    (said,) = statements('"She wrote to me last week," one of the dockers had said.')
    heard = listener.hear(said)
    assert heard is not None
    assert not heard.surely


def test_those_who_say_it_together_are_all_heard() -> None:
    """Which of them stands behind a claim is for the claim to tell."""
    listener = Listener(Cast("Evening Wave", PARTIES, Families(), OUTLETS))
    (said,) = statements("Six people were hurt, according to police and the ambulance service.")
    heard = listener.hear(said)
    assert heard is not None
    assert [one.origin for one in heard.together] == ["police", "ambulance service"]


def test_a_pronoun_counts_for_whoever_spoke_before() -> None:
    """By whose count it is, the sentence before tells."""
    found = _heard("Ann Lee told reporters the wreck leaks. By her count it holds 900 barrels.")
    assert found == [("Ann Lee", None)] * 2


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("The bridge is to close. The Port Board announced it on Monday in a notice.", "Port Board"),
        ("Ida Holm is out. Ivo Sand told reporters that he had accepted it this morning.", "Ivo Sand"),
        ("The toll has no basis. In a ruling on Monday, Judge Ivo Sand found that the law was void.", "Ivo Sand"),
        ("The bridge is to close. The Port Board said on Monday that it needs new cranes.", None),
        ("The bridge is to close.\n\nThe Port Board announced it on Monday in a notice.", None),
    ],
)
def test_the_next_sentence_may_tell_who_announced_it(
    text: str, origin: str | None, article: Callable[..., Article]
) -> None:
    """Only where it says so, and in the same paragraph."""
    said = statements(text, vocabulary=Vocabulary(entities=PARTIES))
    mentions = [
        Mention(
            mention_id=place,
            article_id=1,
            revision=1,
            outlet="Evening Wave",
            seen_at=MORNING,
            said_at=MORNING,
            statement=one,
        )
        for place, one in enumerate(said)
    ]
    heard = heard_in(mentions, 7, KnownClaims(Canon(PARTIES)), OUTLETS, article(text, "Evening Wave"))
    assert (heard[0].origin.origin if 0 in heard else None) == origin
