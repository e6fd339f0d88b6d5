from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.compare.copies import compare_text
from pipeline.compare.features import traits
from pipeline.compare.known import KnownTexts
from pipeline.compare.known_stories import CANDIDATES, CARRIERS, KnownArticle, KnownStories, keys
from pipeline.compare.rarity import Rarity, hash_of
from pipeline.compare.stories import ONE_TOPIC, place_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.compare.conftest import Desk


def test_articles_on_one_event_share_keys(seed_texts: Mapping[str, str]) -> None:
    """That is how they are found."""
    found = [set(keys(traits(text), Rarity())) for text in seed_texts.values()]
    assert all(one & other for one in found for other in found)


def test_strangers_share_no_keys(seed_texts: Mapping[str, str]) -> None:
    """And are never compared."""
    flood = "The Danube rose two metres overnight and flooded the old town of Passau, firefighters and the mayor said."
    ours = set(keys(traits(flood), Rarity()))
    assert not any(ours & set(keys(traits(text), Rarity())) for text in seed_texts.values())


@pytest.mark.parametrize("text", ["", "Huawei", "huawei " * 300, "华为 停止 销售"])
def test_keys_are_few_and_fit_a_row(text: str) -> None:
    """Signed 64-bit integers, at most 22."""
    found = keys(traits(text), Rarity())
    assert len(found) <= 22
    assert all(0 <= key < 1 << 63 for key in found)


def test_a_frequent_word_is_a_key_only_beside_another(seed_texts: Mapping[str, str]) -> None:
    """One that thousands carry brings strangers."""
    rarity, told = Rarity(), traits(seed_texts["000"])
    assert hash_of("huawei") in keys(told, rarity)
    for _ in range(301):
        rarity.add(traits("Huawei"))
    assert hash_of("huawei") not in keys(told, rarity)


def test_of_many_carriers_the_latest_are_looked_at(seed_texts: Mapping[str, str]) -> None:
    """A word of the day does not cost more every hour."""
    known, told = KnownStories(), traits(seed_texts["000"])
    for number in range(CARRIERS + 10):
        known.add(KnownArticle(number, number, str(number), None, told, seed_texts["000"]), [1])
    found = known.candidates([1])
    assert len(found) == CANDIDATES
    assert min(other.article_id for other in found) >= 10


@pytest.mark.parametrize("name", ["shelves", "door", "short", "verizon", "letter", "launch", "results"])
def test_a_neighbourhood_places_an_article_as_everything_known_does(
    desk: Desk,
    name: str,
    retellings: Mapping[str, str],
    carriers: Mapping[str, str],
    others: Mapping[str, str],
) -> None:
    """A database hands over what shares keys with it and the stories of these, no more."""
    text = {**retellings, **carriers, **others}[name]
    for other, told in {**others, **carriers, **retellings}.items():
        if other != name:
            desk.take(other, told)
    whole = desk.stories
    found_by = keys(traits(text), whole.rarity)
    near = KnownStories(whole.rarity)
    stories = {other.story_id for other in whole.candidates(found_by)}
    for article in sorted((a for s in stories for a in whole.story(s).articles), key=lambda a: a.article_id):
        near.add(article, keys(article.traits, whole.rarity))
    comparison = compare_text(99, text, KnownTexts())
    assert place_text(99, text, comparison, near, ONE_TOPIC) == place_text(99, text, comparison, whole, ONE_TOPIC)
