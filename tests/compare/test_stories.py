from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import permutations
from typing import TYPE_CHECKING

import pytest

from pipeline.compare.stories import MIXED, ONE_TOPIC, story_id_of
from pipeline.models import Decision

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.compare.conftest import Desk

BEST_BUY = ("000", "001", "002", "003")
MARCH = datetime(2018, 3, 21, tzinfo=UTC)


@pytest.mark.parametrize("order", list(permutations(["000", "001", "002", "003", "004"])))
def test_four_seeds_are_one_story_and_the_fifth_another_in_any_order(
    seed_texts: Mapping[str, str], new_desk: type[Desk], order: tuple[str, ...]
) -> None:
    """Best Buy's step and the carriers' are two events, whichever article comes first."""
    desk = new_desk(ONE_TOPIC)
    for name in order:
        desk.take(name, seed_texts[name])
    assert len(desk.stories_of(BEST_BUY)) == 1
    assert desk.story("004") not in desk.stories_of(BEST_BUY)


def test_the_fifth_seed_is_related_to_the_story_of_the_others(desk: Desk) -> None:
    """And the reason says what keeps it out."""
    placement = desk.placements["004"]
    assert placement.related_to == desk.story("000")
    assert "hardly speaking of Best Buy" in placement.reason


@pytest.mark.parametrize("name", ["shelves", "door", "short"])
def test_a_retelling_in_other_words_joins_the_story(desk: Desk, retellings: Mapping[str, str], name: str) -> None:
    """Not one long run of words is shared, and still it is the same event."""
    placement = desk.take(name, retellings[name])
    assert desk.comparisons[name].decision is Decision.INDEPENDENT
    assert placement.story_id == desk.story("000")
    assert "Best Buy" in placement.reason
    assert "Huawei" in placement.reason


@pytest.mark.parametrize("name", ["verizon", "letter"])
def test_the_carrier_story_does_not_join_best_buy(desk: Desk, carriers: Mapping[str, str], name: str) -> None:
    """AT&T and Verizon are mentioned in passing by every Best Buy article; that makes them no part of that story."""
    assert desk.take(name, carriers[name]).story_id == desk.story("004")


@pytest.mark.parametrize("name", ["launch", "results"])
def test_the_same_companies_with_other_news_are_another_story(desk: Desk, others: Mapping[str, str], name: str) -> None:
    """A new phone by Huawei and Best Buy's results tell neither story."""
    assert desk.take(name, others[name]).story_id == story_id_of(5)


def test_the_reason_shows_the_shared_words(desk: Desk) -> None:
    """A person can check why two articles were put together."""
    assert desk.placements["001"].reason.startswith(
        "shares the 22-word run “We don’t comment on specific contracts with vendors …” with 000; "
    )
    assert "Best Buy" in desk.placements["001"].reason


def test_a_copy_stays_with_what_it_copies(desk: Desk, seed_texts: Mapping[str, str]) -> None:
    """Whatever was put around it."""
    placement = desk.take("copy", f"Home News Sport Subscribe\n{seed_texts['004']}\nAll rights reserved.")
    assert placement.story_id == desk.story("004")
    assert placement.reason == "copied from 004"


def test_a_story_is_named_by_its_first_article_for_good(desk: Desk) -> None:
    """Later articles never change the name."""
    assert desk.stories_of(BEST_BUY) == {story_id_of(0)}
    assert desk.story("004") == story_id_of(4)


def test_the_first_article_of_all_is_a_story(new_desk: type[Desk], seed_texts: Mapping[str, str]) -> None:
    """It is related to nothing."""
    placement = new_desk(ONE_TOPIC).take("000", seed_texts["000"])
    assert (placement.related_to, placement.score) == (None, 0.0)
    assert "first" in placement.reason


def test_a_retelling_long_after_is_another_story(
    new_desk: type[Desk], seed_texts: Mapping[str, str], retellings: Mapping[str, str]
) -> None:
    """Alike but forty days apart: what happened again is news; within two weeks it is the same."""
    desk = new_desk(ONE_TOPIC)
    desk.take("002", seed_texts["002"], published_at=MARCH)
    desk.take("003", seed_texts["003"], published_at=MARCH)
    late = desk.take("late", retellings["shelves"], published_at=MARCH + timedelta(days=40))
    assert late.story_id != desk.story("002")
    assert late.related_to == desk.story("002")
    assert "14 days" in late.reason


def test_a_long_shared_run_holds_a_story_together_over_time(
    new_desk: type[Desk], seed_texts: Mapping[str, str]
) -> None:
    """Who prints the same 22 words a month later still tells the same story."""
    desk = new_desk(ONE_TOPIC)
    desk.take("000", seed_texts["000"], published_at=MARCH)
    assert desk.take("003", seed_texts["003"], published_at=MARCH + timedelta(days=40)).story_id == desk.story("000")


def test_a_title_counts_as_part_of_the_article(new_desk: type[Desk], seed_texts: Mapping[str, str]) -> None:
    """Where the text begins without its subject, the title tells it."""
    title, _, body = seed_texts["003"].partition("\n")
    desk = new_desk(ONE_TOPIC)
    desk.take("002", seed_texts["002"])
    assert desk.take("003", body, title=title).story_id == desk.story("002")


@pytest.mark.parametrize("setting", [MIXED, ONE_TOPIC])
@pytest.mark.parametrize("text", ["", "Huawei", "华为 停止 销售", "huawei " * 300, "HUAWEI AND BEST BUY PART WAYS"])
def test_texts_with_little_in_them_are_placed(new_desk: type[Desk], setting: object, text: str) -> None:
    """Empty, one word, another script, one word many times, capitals: each gets a story and a reason."""
    desk = new_desk(setting)  # type: ignore[arg-type]  # parametrised over both settings
    for name in ("one", "two"):
        placement = desk.take(name, text)
        assert placement.story_id
        assert placement.reason


def test_a_mixed_stream_keeps_strangers_apart_and_companions_together(
    new_desk: type[Desk], seed_texts: Mapping[str, str]
) -> None:
    """Without a topic, likeness draws the line."""
    desk = new_desk(MIXED)
    for name in BEST_BUY:
        desk.take(name, seed_texts[name])
    desk.take(
        "flood",
        "The Danube rose two metres overnight and flooded the old town of Passau. Firefighters carried forty people "
        "from their homes, the mayor said, and the bridge to Austria was closed. More rain is forecast for Sunday.",
    )
    desk.take(
        "flood again",
        "Forty residents of Passau had to be taken from their homes by firefighters as the Danube flooded the old "
        "town. The river rose by two metres during the night. The bridge that leads to Austria stays closed, "
        "said the mayor.",
    )
    assert len(desk.stories_of(BEST_BUY)) == 1
    assert desk.stories_of(["flood", "flood again"]) == {story_id_of(4)}
