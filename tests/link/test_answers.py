from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.claims.rules import statements
from pipeline.link.answers import is_bare_denial
from pipeline.link.article import link
from pipeline.link.canon import Canon
from pipeline.link.known import KnownClaims
from pipeline.models import Mention, Status
from pipeline.topic import Entity, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from pipeline.link.article import Linked

MOTORS = (Entity(name="Acme Motors", aliases=("Acme",), roles=("carmaker",)), Entity(name="Herald", kind="outlet"))
KNEW = "Acme Motors knew of the fault in 2019, two former engineers told the Herald."


@pytest.fixture
def known() -> KnownClaims:
    """Nothing known yet of a carmaker."""
    return KnownClaims(Canon(MOTORS))


@pytest.fixture
def read(known: KnownClaims, now: datetime) -> Callable[..., Linked]:
    """Read an article with the rules and link what it says; all articles are of one story."""

    def call(text: str, article_id: int = 1) -> Linked:
        found = statements(text, title=None, published_at=now, vocabulary=Vocabulary(entities=MOTORS))
        mentions = [
            Mention(
                mention_id=100 * article_id + number,
                article_id=article_id,
                revision=1,
                outlet=f"Outlet {article_id}",
                seen_at=now,
                said_at=now,
                said_precision="instant",
                statement=said,
            )
            for number, said in enumerate(found)
        ]
        return link(mentions, 7, known)

    return call


def claim_of(known: KnownClaims, words: str) -> int:
    """Return the claim that is told in these words."""
    return next(claim.claim_id for claim in known.claims.values() if words in claim.claim)


@pytest.mark.parametrize(
    "denial",
    [
        "Acme denied the claim.",
        "Acme denies this.",
        "“That is not true,” said Jane Roe, a spokeswoman for Acme.",
        "A spokesman called the report “nonsense”.",
        "The company rejected the allegations.",
        "It says it did not.",
        "The company dismissed the report as false.",
        "Acme said the report was wrong.",
        "Acme disputes the account.",
    ],
)
def test_a_denial_without_words_of_its_own_answers_what_stands_before_it(
    read: Callable[..., Linked], known: KnownClaims, denial: str
) -> None:
    """However newsrooms put it, the claim is disputed from then on."""
    read(f"{KNEW} {denial}")
    assert known.status[claim_of(known, "knew of the fault")] is Status.DISPUTED


def test_two_companies_that_deny_the_claim_do_not_deny_one(read: Callable[..., Linked], known: KnownClaims) -> None:
    """Each denial is told in the words of what it denies: “Acme denied the claim” is said of anything."""
    read(f"{KNEW} Acme denied the claim.")
    read("The carmaker will close its plant in Hobb, a union official told the Herald. Acme denied the claim.", 2)
    denials = [claim for claim in known.claims.values() if claim.polarity == "-"]
    against = [set(known.contradictions.of(claim.claim_id)) for claim in denials]
    assert [claim.claim for claim in denials] == [
        "Acme Motors knew of the fault in 2019",
        "Acme Motors will close its plant in Hobb",
    ]
    assert against == [{claim_of(known, "knew of the fault")}, {claim_of(known, "plant in Hobb")}]


def test_who_denies_twice_makes_one_denial(read: Callable[..., Linked], known: KnownClaims) -> None:
    """The second outlet that carries it brings nothing new."""
    read(f"{KNEW} Acme denied the claim.")
    read("The Herald had reported that Acme Motors knew of the fault in 2019. Acme denied the report.", 2)
    assert len(list(known.contradictions.of(claim_of(known, "knew of the fault")))) == 1


def test_a_denial_far_from_everything_answers_nothing(read: Callable[..., Linked], known: KnownClaims) -> None:
    """What it denies may have been a question, or stand in another paper."""
    read("Acme denied the claim.")
    assert not any(known.contradictions.of(claim_id) for claim_id in known.claims)


def test_a_denial_in_words_of_its_own_is_compared_by_them(read: Callable[..., Linked], now: datetime) -> None:
    """It says what it denies, and may answer something said days ago."""
    (said,) = statements("Acme denied that it knew of the fault.", title=None, published_at=now)
    assert said.polarity == "-"
    assert not is_bare_denial(said)
