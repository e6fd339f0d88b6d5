from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from pipeline.link.abreast import worth_comparing
from pipeline.link.known import Told
from pipeline.link.likeness import compare, same_event
from pipeline.link.sides import Side
from pipeline.link.wording import wording
from pipeline.models import Link, Mode, Novelty, OriginBasis

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipeline.link.known import KnownClaims
    from pipeline.models import Mention

_LINK = Link(
    mention_id=1, claim_id=1, origin_id=None, via=None, basis=OriginBasis.NONE, novelty=Novelty.NEW, score=1, reason=""
)


def _taking(told: Sequence[Told], sides: Sequence[Side], one: Told) -> Side:
    return next(side for other, side in zip(told, sides, strict=True) if other is one)


def test_what_is_not_worth_comparing_is_nothing_to_it(known: KnownClaims, mention: Callable[..., Mention]) -> None:
    """Compared all the same it is neither the same claim nor a rival nor of one event, in one story or in two."""
    said = [
        mention("Tessel Lines will close its yard at Hobb", subject="Tessel Lines", event_type="labour.closure"),
        mention("The Hobb yard is to be shut by Tessel Lines in May", subject="The yard", event_type="labour.closure"),
        mention("The walkout at Hobb begins in May", subject="The walkout", event_type="labour.strike"),
        mention("The yard at Hobb goes on building ferries", subject="The yard", event_type="plan"),
        mention("The contract for ferries built at Hobb was called off", subject="The contract", event_type="deal.end"),
        mention("40 passengers were hurt at the quay", subject="Forty passengers", event_type="harm.accident"),
        mention("41 passengers were hurt when the ferry hit the quay", event_type="harm.accident"),
        mention("We were told of it far too late to act", mode=Mode.QUOTED, subject="We"),
        mention("No such order has reached the yard", polarity="-", subject="No such order"),
        mention("An order has come from Orsk", subject="An order"),
        mention("It rained all summer", subject="It"),
        mention("It rained all summer", subject="the yard", event_type="labour.closure"),
        mention("", subject=None),
    ]
    told = [Told(one, wording(one, known.canon), None, _LINK) for one in said]
    passed_over = 0
    for mine in told:
        for story in (7, 8):
            others = [Side(one.mention.statement, one.words, story) for one in told]
            side = Side(mine.mention.statement, mine.words, 7)
            found = worth_comparing(side, told, partial(_taking, told, others))
            left = [other for place, other in enumerate(others) if place not in found]
            passed_over += len(left)
            assert not any(compare(side, other) or same_event(side, other) for other in left)
    assert passed_over > len(said) ** 2


def test_with_nobody_near_nothing_is_worth_comparing(known: KnownClaims, mention: Callable[..., Mention]) -> None:
    """The first claim of all is compared with none."""
    said = mention("Tessel Lines will close its yard at Hobb")
    assert worth_comparing(Side(said.statement, wording(said, known.canon), 7), [], known.side) == {}
