from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.link.article import link
from pipeline.link.same_claim import find, spoken_for
from pipeline.link.sides import Relation
from pipeline.link.wording import wording
from pipeline.models import Mode

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.link.known import KnownClaims
    from pipeline.link.same_claim import Found
    from pipeline.models import Mention

STORY = 7
CEASED = "Best Buy has ceased ordering new smartphones from Huawei"
SUPPLY = {"subject": "Best Buy", "event_type": "supply.stop"}


@pytest.fixture
def found(known: KnownClaims, mention: Callable[..., Mention]) -> Callable[..., Found]:
    """Say what is known near a new mention, after one of `CEASED`."""
    link([mention(CEASED, **SUPPLY)], STORY, known)

    def near(claim: str, story: int = STORY, **said: object) -> Found:
        new = mention(claim, **said)
        return find(new, wording(new, known.canon), story, known)

    return near


def test_the_same_claim_is_found_with_its_event(found: Callable[..., Found], known: KnownClaims) -> None:
    """By the party's role, in other words."""
    near = found(
        "The retailer will no longer order phones from Huawei", subject="the retailer", event_type="supply.stop"
    )
    (claim,) = known.claims.values()
    assert near.same is not None
    assert near.same.told.link.claim_id == claim.claim_id
    assert near.event_id == claim.event_id


def test_a_denial_is_found_beside_what_it_denies(found: Callable[..., Found], known: KnownClaims) -> None:
    """It is of the same event, and not the same claim."""
    near = found("Best Buy has ceased ordering phones from Huawei", polarity="-", mode=Mode.DENIED, **SUPPLY)
    (claim,) = known.claims.values()
    assert near.same is None
    assert near.against is not None
    assert near.against.relation is Relation.DENIES
    assert not near.against.same
    assert near.event_id == claim.event_id


def test_another_claim_about_the_same_event_is_of_that_event(found: Callable[..., Found], known: KnownClaims) -> None:
    """What else is told of Best Buy's stop."""
    near = found("Best Buy took the decision to end the relationship", subject="Best Buy", event_type="deal.end")
    assert near.same is None
    assert near.event_id == next(iter(known.claims.values())).event_id


def test_another_matter_is_neither(found: Callable[..., Found]) -> None:
    """Of the same party, in another story."""
    near = found("Best Buy has painted its roofs green", story=8, subject="Best Buy")
    assert near == (None, None, None)


def test_one_mention_does_not_speak_for_a_claim_of_many() -> None:
    """Or claims grow together, mention by mention; the likest of those that most speak for is taken."""
    assert spoken_for({1: [0.9, 0.0, 0.0, 0.0, 0.0]}) is None
    assert spoken_for({1: [0.9, 0.0]}) == 1
    assert spoken_for({1: [0.9, 0.0], 2: [0.6, 0.5]}) == 2
    assert spoken_for({1: [0.0]}) is None
    assert spoken_for({}) is None
