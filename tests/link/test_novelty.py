from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from pipeline.models import Certainty, Mode, Novelty, SpeakerKind
from pipeline.topic import Entity

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.link.article import Linked
    from pipeline.link.known import KnownClaims
    from pipeline.models import Mention

SOLD = "Norfell Line will sell the ferry Aster to a Danish yard"
SALE = {"subject": "Norfell Line", "event_type": "deal.make"}
UNNAMED = {"speaker": "a person close to the board", "speaker_kind": SpeakerKind.ANONYMOUS, "mode": Mode.REPORTED}
GAZETTE = UNNAMED | {"origin": "Ardle Gazette", "via": "Ardle Gazette"}
POST = UNNAMED | {"origin": "Harbour Post", "via": "Harbour Post"}
LINE = {"speaker": "Norfell Line", "speaker_kind": SpeakerKind.ORGANISATION, "mode": Mode.REPORTED}
AUTHORITY = {"speaker": "the Port Authority", "speaker_kind": SpeakerKind.GOVERNMENT, "mode": Mode.REPORTED}
DENIES = {"mode": Mode.DENIED, "polarity": "-"}


@pytest.fixture
def entities() -> tuple[Entity, ...]:
    """Who is who in a harbour town."""
    return (
        Entity(name="Norfell Line", kind="organisation", roles=("operator",)),
        Entity(name="Port Authority", kind="government"),
        Entity(name="Ardle Gazette", kind="outlet"),
        Entity(name="Harbour Post", kind="outlet"),
    )


def _novelties(*told: Linked) -> list[Novelty]:
    return [linked.links[0].novelty for linked in told]


def test_first_the_claim_then_its_echoes_then_a_second_voice_then_the_party(
    tell: Callable[..., Linked], mention: Callable[..., Mention]
) -> None:
    """What each mention adds, in order of arrival."""
    told = [
        tell(mention(SOLD, outlet="Ardle Gazette", **SALE, **GAZETTE)),
        tell(mention(SOLD, outlet="News Mill", hours=1, **SALE, **GAZETTE)),
        tell(mention(SOLD, outlet="Harbour Post", hours=2, **SALE, **POST)),
        tell(mention(SOLD, outlet="Harbour Post", hours=3, **SALE, **POST)),
        tell(mention(SOLD, outlet="Tide Times", hours=4, **SALE, **LINE)),
        tell(mention(SOLD, outlet="Quay FM", hours=5, **SALE, **LINE)),
    ]
    assert _novelties(*told) == ["new", "echo", "new_origin", "repeated", "on_record", "echo"]


def test_a_partys_first_ever_word_is_new(tell: Callable[..., Linked], mention: Callable[..., Mention]) -> None:
    """Nobody made the claim before; it is on record from the start."""
    linked = tell(mention(SOLD, **SALE, **LINE))
    assert (_novelties(linked), linked.steps[0].status) == (["new"], "on_record")


def test_only_a_deniers_first_denial_is_one(tell: Callable[..., Linked], mention: Callable[..., Mention]) -> None:
    """Retold it is an echo, in the same outlet a repetition; another denier's is one more."""
    tell(mention(SOLD, outlet="Ardle Gazette", **SALE, **GAZETTE))
    denied = f"{SOLD}, Norfell Line denied"
    told = [
        tell(mention(SOLD, evidence=denied, outlet="Tide Times", hours=1, **SALE, **(LINE | DENIES))),
        tell(mention(SOLD, evidence=denied, outlet="Quay FM", hours=2, **SALE, **(LINE | DENIES))),
        tell(mention(SOLD, evidence=denied, outlet="Tide Times", hours=3, **SALE, **(LINE | DENIES))),
        tell(mention(SOLD, outlet="Tide Times", hours=4, **SALE, **(AUTHORITY | DENIES))),
    ]
    assert _novelties(*told) == ["denied", "echo", "repeated", "denied"]


def test_an_outlet_that_carried_only_the_denial_echoes_the_claim(
    tell: Callable[..., Linked], mention: Callable[..., Mention]
) -> None:
    """Repeated is what the same outlet said before on the same side."""
    tell(mention(SOLD, outlet="Ardle Gazette", **SALE, **GAZETTE))
    tell(mention(SOLD, outlet="Quay FM", hours=1, **SALE, **(LINE | DENIES)))
    assert _novelties(tell(mention(SOLD, outlet="Quay FM", hours=2, **SALE, **GAZETTE))) == ["echo"]


def test_another_figure_on_the_same_word_changes_the_claim_once(
    tell: Callable[..., Linked], mention: Callable[..., Mention], known: KnownClaims
) -> None:
    """Twelve, then fourteen: one claim; and fourteen again is an echo."""
    hurt = {"subject": "passengers", "event_type": "harm"}
    claims = [f"{number} passengers were hurt when the ferry Aster struck the quay" for number in (12, 14, 14)]
    told = [
        tell(mention(claim, outlet=f"Outlet {hour}", hours=hour, **hurt, **AUTHORITY))
        for hour, claim in enumerate(claims)
    ]
    assert len(known.claims) == 1
    assert _novelties(*told) == ["new", "changed", "echo"]


def test_a_quotation_that_varies_is_a_change_and_a_piece_of_it_is_none(
    tell: Callable[..., Linked], mention: Callable[..., Mention]
) -> None:
    """The same speaker cannot have said both; a shorter quotation of the same words says the same."""
    said = LINE | {"mode": Mode.QUOTED}
    whole, varied = "the Aster will sail under our flag for ever", "the Aster will sail under our own flag, always"
    told = [
        tell(mention(f"The ferry {words}", evidence=f"“{words},” it said.", outlet=outlet, hours=hour, **SALE, **said))
        for hour, (outlet, words) in enumerate(
            [("Tide Times", whole), ("Quay FM", "the Aster will sail under our flag"), ("Harbour Post", varied)]
        )
    ]
    assert _novelties(*told) == ["new", "echo", "changed"]


def test_an_origin_that_grows_unsure_has_changed_its_word(
    tell: Callable[..., Linked], mention: Callable[..., Mention]
) -> None:
    """In the outlet it speaks to; how others put the same word tells nothing of it."""
    unsure = {"certainty": Certainty.POSSIBLE}
    told = [
        tell(mention(SOLD, outlet="Ardle Gazette", **SALE, **GAZETTE)),
        tell(mention(SOLD, outlet="Quay FM", hours=1, **SALE, **GAZETTE, **unsure)),
        tell(mention(SOLD, outlet="Ardle Gazette", hours=2, **SALE, **GAZETTE, **unsure)),
    ]
    assert _novelties(*told) == ["new", "echo", "changed"]


def test_what_a_mention_added_stays_when_its_origin_becomes_known(
    tell: Callable[..., Linked], mention: Callable[..., Mention], known: KnownClaims
) -> None:
    """The first flat report was new when it came; that it rests on somebody is learnt later."""
    first = mention(SOLD, is_seed=True, **SALE)
    tell(first)
    linked = tell(mention(f"{SOLD}, a person says", is_seed=True, **SALE, **GAZETTE))
    assert _novelties(linked) == ["echo"]
    (again,) = (made for made in linked.links if made.mention_id == first.mention_id)
    assert (again.novelty, again.basis, again.hedge_dropped) == ("new", "wording", True)
    assert known.told(first.mention_id).link == again


def test_once_on_record_a_flat_statement_drops_no_hedge(
    tell: Callable[..., Linked], mention: Callable[..., Mention]
) -> None:
    """Before the party spoke it does."""
    flat = SALE
    tell(mention(SOLD, outlet="Ardle Gazette", **SALE, **GAZETTE))
    before = tell(mention(SOLD, outlet="News Mill", hours=1, **flat))
    tell(mention(SOLD, outlet="Tide Times", hours=2, **SALE, **LINE))
    after = tell(mention(SOLD, outlet="Quay FM", hours=3, **flat))
    assert [linked.links[0].hedge_dropped for linked in (before, after)] == [True, False]


def test_a_long_story_costs_no_more_a_mention_than_a_short_one(
    tell: Callable[..., Linked], mention: Callable[..., Mention]
) -> None:
    """Counted in calls: the 400th mention of one claim and its denial takes about as many as the 200th."""

    def told(number: int) -> None:
        said = LINE | DENIES if number % 2 else GAZETTE if number % 4 else {}
        tell(mention(SOLD, outlet=f"Outlet {number % 90}", **SALE, **said))

    def calls(number: int) -> int:
        events: Counter[str] = Counter()
        sys.setprofile(lambda _, event, __: events.update((event,)))
        try:
            told(number)
        finally:
            sys.setprofile(None)
        return events["call"]

    for number in range(200):
        told(number)
    early = calls(201)
    for number in range(202, 400):
        told(number)
    assert calls(401) < 1.3 * early
