from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np
import pytest

from pipeline.link.abreast import worth_comparing
from pipeline.link.columns import Columns
from pipeline.link.likeness import compare, same_event
from pipeline.link.sides import Side
from pipeline.link.wording import likeness, wording
from pipeline.models import Claim, Mode

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipeline.link.known import KnownClaims
    from pipeline.models import Mention

_CLAIM = Claim(
    claim_id=1,
    claim="Tessel Lines will close its yard at Hobb",
    subject="Tessel Lines",
    event_type="labour.closure",
    object=None,
    polarity="+",
    story_id=7,
    first_seen=datetime.now(UTC),
    first_mention=1,
    event_id=1,
)


def _in_columns(sides: Sequence[Side]) -> Columns:
    columns = Columns()
    for side in sides:
        columns.add(side.words, 1, _CLAIM.model_copy(update={"story_id": side.story_id}))
    return columns


def test_what_is_not_worth_comparing_is_nothing_to_it(known: KnownClaims, mention: Callable[..., Mention]) -> None:
    """Compared all the same it is neither the same claim nor a rival nor of one event, in one story or on one word."""
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
    words = [wording(one, known.canon) for one in said]
    passed_over = 0
    for one, own in zip(said, words, strict=True):
        side = Side(one.statement, own, 7, voice=3)
        for story, voice in ((7, None), (8, None), (8, 3)):
            others = [Side(other.statement, theirs, story, voice) for other, theirs in zip(said, words, strict=True)]
            found = worth_comparing(side, np.arange(len(others)), _in_columns(others), others.__getitem__)
            left = [other for place, other in enumerate(others) if place not in found]
            passed_over += len(left)
            assert not any(compare(side, other) or same_event(side, other) for other in left)
    assert passed_over > len(said) ** 2


def test_columns_are_asked_while_they_grow(known: KnownClaims, mention: Callable[..., Mention]) -> None:
    """An article's claims are compared with those before it, and then are among them."""
    columns = Columns()
    said = ["Tessel Lines will close its yard at Hobb", "", "The yard at Hobb will close", "It rained all summer"]
    words = [wording(mention(claim), known.canon) for claim in said]
    for place, own in enumerate(words):
        columns.add(own, claim_id=place, claim=None)
        alike = columns.alike(own, np.arange(place + 1))
        assert alike.tolist() == pytest.approx([likeness(own, other) for other in words[: place + 1]], abs=1e-6)
    assert columns.claims(np.array([2, 0])).tolist() == [2, 0]


def test_with_nobody_near_nothing_is_worth_comparing(known: KnownClaims, mention: Callable[..., Mention]) -> None:
    """The first claim of all is compared with none."""
    said = mention("Tessel Lines will close its yard at Hobb")
    mine = Side(said.statement, wording(said, known.canon), 7)
    assert worth_comparing(mine, np.zeros(0, np.intp), Columns(), known.side) == {}
