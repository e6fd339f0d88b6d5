from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from pipeline.link.article import link
from pipeline.link.ladder import origins_behind
from pipeline.link.same_claim import find
from pipeline.link.sides import Relation
from pipeline.link.standing import SURE
from pipeline.link.wording import wording
from pipeline.models import Mode, Novelty, SpeakerKind
from pipeline.resources import query
from pipeline.topic import Entity

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.link.article import Linked
    from pipeline.link.known import KnownClaims
    from pipeline.link.same_claim import Found
    from pipeline.models import Mention

YARD, HARBOUR, MEADOW = 1, 2, 3
VOTED = "Workers at Norfell's Ardle yard have voted to walk out"
MAYOR = {"speaker": "Mayor Ida Crane", "speaker_kind": SpeakerKind.PERSON, "mode": Mode.REPORTED}
BISHOP = {"speaker": "Bishop Olm", "speaker_kind": SpeakerKind.PERSON, "mode": Mode.REPORTED}


@pytest.fixture
def entities() -> tuple[Entity, ...]:
    """A shipyard, its product and its town."""
    return (
        Entity(name="Norfell Line", aliases=("Norfell",), kind="organisation"),
        Entity(name="Aster", kind="product", roles=("ferry",)),
        Entity(name="Ardle", kind="place"),
    )


@pytest.fixture
def told_in(known: KnownClaims, mention: Callable[..., Mention]) -> Callable[..., Linked]:
    """Link one mention of an article in a story."""

    def tell(claim: str, story: int = YARD, related: int | None = None, **said: object) -> Linked:
        return link([mention(claim, **said)], story, known, related=related)

    return tell


@pytest.fixture
def near(known: KnownClaims, mention: Callable[..., Mention]) -> Callable[..., Found]:
    """Say what is known near a new mention."""

    def ask(claim: str, story: int = YARD, related: int | None = None, **said: object) -> Found:
        new = mention(claim, **said)
        if related:
            known.kinship.add(story, related)
        return find(new, wording(new, known.canon), story, known)

    return ask


def test_the_same_people_at_the_same_place_is_not_the_same_claim(
    told_in: Callable[..., Linked], near: Callable[..., Found]
) -> None:
    """What happened must be shared, not only whom it happened to and where."""
    told_in(VOTED, subject="Workers at Norfell's Ardle yard")
    bus = "A bus that took workers home from Norfell's Ardle yard ran into a wall"
    assert near(bus, subject="A bus that took workers home from Norfell's Ardle yard").same is None


def test_what_a_product_is_is_no_evidence(told_in: Callable[..., Linked], near: Callable[..., Found]) -> None:
    """Everything in a topic names its ferry."""
    told_in("The last ferry will leave the slip on 4 May", subject="The last ferry")
    assert near("Two thousand ferries were sunk in the war", subject="Two thousand ferries").same is None


def test_a_small_figure_alone_makes_no_claim_one(told_in: Callable[..., Linked], near: Callable[..., Found]) -> None:
    """Twelve spoons of sugar are not twelve injured, though the page has both."""
    told_in("Twelve people were hurt, two of them seriously")
    assert near("The recipe should have called for two spoons of sugar rather than twelve").same is None


def test_what_is_far_and_names_nobody_in_common_is_never_sure(
    told_in: Callable[..., Linked], known: KnownClaims
) -> None:
    """It is listed with the claim, as an echo: a corroboration is missed rather than invented."""
    told_in("The pumps failed and the tunnel was flooded", **MAYOR)
    (link_made,) = told_in("A flooded tunnel, pumps that fail", story=HARBOUR, **BISHOP).links
    (claim_id,) = known.claims
    assert link_made.score < SURE
    assert link_made.novelty is Novelty.ECHO
    assert origins_behind(known.standing(claim_id)) == 1


def test_what_is_said_in_passing_gives_no_voice(told_in: Callable[..., Linked], known: KnownClaims) -> None:
    """A union that votes over a closure does not say that the yard will close."""
    told_in("Norfell will close its Ardle yard in October", subject="Norfell", event_type="supply.stop", **MAYOR)
    voted = "Workers at Norfell's Ardle yard have voted to strike over the closure of the yard"
    told_in(voted, subject="Workers at Norfell's Ardle yard", **BISHOP)
    assert [origins_behind(known.standing(claim_id)) for claim_id in known.claims] == [1] * len(known.claims)


def test_two_words_between_two_stories_are_nothing(told_in: Callable[..., Linked], known: KnownClaims) -> None:
    """“We are still talking” may be anybody's talks."""
    told_in("There was still time for them to negotiate", **MAYOR)
    told_in("We are still at the table", story=HARBOUR, **BISHOP)
    assert len(known.claims) == 2


def test_the_story_it_grew_out_of_is_as_near_as_its_own(
    told_in: Callable[..., Linked], near: Callable[..., Found]
) -> None:
    """The articles on one matter seldom make one story."""
    said = {"subject": "Seventeen people", "event_type": "harm"}
    told_in("Twelve people were injured", subject="Twelve people", event_type="harm", **MAYOR)
    assert near("Seventeen people were injured", story=HARBOUR, related=YARD, **said).same is None
    far, grown = near(VOTED, story=HARBOUR), near("A dozen were hurt", story=HARBOUR, related=YARD, event_type="harm")
    assert far.same is None
    assert grown.same is not None


def test_what_goes_on_contradicts_that_it_is_over(told_in: Callable[..., Linked], near: Callable[..., Found]) -> None:
    """Both say yes, and only one can hold."""
    told_in("Pay talks at the Drill Hall collapsed last night")
    found = near("The pay talks are still going on")
    assert found.same is None
    assert found.against is not None
    assert found.against.relation is Relation.CONTRADICTS


@pytest.mark.parametrize(
    ("folder", "name"),
    [("standing", "1_support"), ("checks", "counts_are_what_mentions_tell"), ("api", "050_as_of")],
)
def test_the_database_counts_from_the_same_bar(folder: str, name: str) -> None:
    """A voice that the ladder does not count is not counted in a table either."""
    assert {float(bar) for bar in re.findall(r"score >= ([\d.]+)", query(folder, name))} == {SURE}
