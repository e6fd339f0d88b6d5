from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from bench.linking_gold import month, seeds
from bench.linking_scores import Linked, contradictions, linked, opposite_merges, score_linked, sides
from pipeline.claims.rules import statements
from pipeline.link.canon import Canon
from pipeline.link.likeness import compare
from pipeline.link.sides import BARS, Relation, Side
from pipeline.link.wording import wording
from pipeline.models import Mention
from pipeline.text import content_id

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bench.linking_gold import GoldLinks

MONTH = Path(__file__).parent.parent / "data" / "scenario"
SHARED = Path(__file__).parents[3] / "shared" / "data"
OF_SEEDS = [SHARED] if (SHARED / "claims" / "seed_gold.jsonl").exists() else []


class Put(NamedTuple):
    """Gold mentions, as they are compared, and what they were linked to."""

    gold: GoldLinks
    compared: list[Side]
    made: Linked


def _put(gold: GoldLinks) -> Put:
    compared = sides(gold)
    return Put(gold, compared, linked(compared, BARS))


@pytest.fixture(scope="module")
def invented() -> Put:
    """The invented month."""
    return _put(month(MONTH))


def test_no_claim_of_the_month_holds_both_sides(invented: Put) -> None:
    """Opposite polarity is never merged, though half of the month is about who denies what."""
    assert opposite_merges(invented.gold, invented.made) == 0


def test_the_month_is_linked_as_well_as_before(invented: Put) -> None:
    """Floors just below what `python -m bench.linking` prints: one claim, one event, denials and contradictions."""
    assert score_linked(invented.gold, invented.made).f1 >= 0.75
    assert score_linked(invented.gold, invented.made).precision >= 0.85
    assert score_linked(invented.gold, invented.made, event=True).f1 >= 0.59
    assert contradictions(invented.gold, invented.compared, BARS).precision >= 0.75
    assert contradictions(invented.gold, invented.compared, BARS).recall >= 0.33


@pytest.mark.parametrize("data", OF_SEEDS)
def test_the_gold_claims_of_seeds_are_linked_as_well_as_asked(data: Path) -> None:
    """Where that data is at hand."""
    put = _put(seeds(data))
    assert opposite_merges(put.gold, put.made) == 0
    assert score_linked(put.gold, put.made).f1 >= 0.70
    assert score_linked(put.gold, put.made, event=True).f1 >= 0.70


def test_the_seeds_say_one_thing_of_best_buy_and_never_two_sides_of_it(
    seed_texts: Mapping[str, str], now: datetime
) -> None:
    """End to end on the real articles: four tell that Best Buy stops, and no yes is merged with a no."""
    canon = Canon()
    told = [
        (name, Side(said, wording(_mention(name, said, now), canon), story_id=1))
        for name, text in sorted(seed_texts.items())
        for said in statements(text)
    ]
    stops = [
        (name, side)
        for name, side in told
        if side.said.event_type == "supply.stop" and "Huawei" in side.said.claim and side.said.polarity == "+"
    ]
    together = {
        name
        for i, (name, side) in enumerate(stops)
        if any(_same(side, other) for j, (another, other) in enumerate(stops) if i != j and another != name)
    }
    assert {name[:3] for name in together} >= {"000", "001", "002", "003"}
    assert not any(
        _same(one, other) for _, one in told for _, other in told if one.said.polarity != other.said.polarity
    )


def _mention(name: str, said: object, now: datetime) -> Mention:
    return Mention.model_validate(
        {
            "mention_id": content_id(name, said),
            "article_id": content_id(name),
            "revision": 1,
            "outlet": None,
            "seen_at": now,
            "said_at": now,
            "statement": said,
        }
    )


def _same(one: Side, other: Side) -> bool:
    found = compare(one, other)
    return found is not None and found.relation is Relation.SAME
