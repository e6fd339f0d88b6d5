from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline import resources
from pipeline.topic.folder import read_topic, seed_article
from pipeline.topic.relevance import Judge

if TYPE_CHECKING:
    from datetime import datetime

    from pipeline.models import Article, Relevance

BEST_BUY_HOURS = """\
Best Buy will open its stores at eight on Saturday and close them at nine in the evening, the retailer said. Shoppers
looking for televisions, freezers, cameras and kettles will find the car park free of charge until noon, and a band from
the local school will play at the entrance between ten and eleven.

Gift cards bought before Sunday carry a bonus of ten dollars. Staff in yellow shirts will help with delivery to the
kerb, and anybody who brings an old toaster may leave it in the container behind the building. The café on the first
floor serves pancakes all day. Children under twelve get a balloon. Returns are taken until the end of January with the
receipt, and without it against vouchers.
"""


@pytest.fixture
def judge(now: datetime) -> Judge:
    """Somebody who knows the Huawei topic."""
    return Judge(read_topic(resources.SEEDS / "huawei-us-market", now))


def _judged(judge: Judge, now: datetime, text: str, **about: object) -> Relevance:
    article: Article = seed_article("new.txt", text, now).model_copy(update={"is_seed": False} | about)
    return judge.relevance(article)


def test_an_article_that_tells_the_story_in_other_words_is_on_topic(judge: Judge, now: datetime) -> None:
    """Relevance does not need shared sentences."""
    text = (
        "The American electronics chain Best Buy no longer buys handsets from Huawei, CNET has heard from somebody it"
        " does not name. Carriers such as AT&T had walked away from the Chinese manufacturer earlier, under pressure"
        " from a government that fears spying."
    )
    assert _judged(judge, now, text).kept


def test_sharing_a_word_with_the_topic_is_not_enough(judge: Judge, now: datetime) -> None:
    """Best Buy's opening hours are no news about Huawei, and the reason says which word is missing."""
    verdict = _judged(judge, now, BEST_BUY_HOURS)
    assert not verdict.kept
    assert "none of the words the topic asks for (huawei)" in verdict.reason


def test_naming_the_company_in_passing_is_not_enough(judge: Judge, now: datetime) -> None:
    """The gate lets it through, the score does not."""
    verdict = _judged(judge, now, BEST_BUY_HOURS.replace("kettles", "a kettle by Huawei"))
    assert not verdict.kept
    assert "under the topic's 0.30" in verdict.reason


def test_a_score_is_told_from_the_line_it_fell_short_of(judge: Judge, now: datetime) -> None:
    """As many digits are shown as tell them apart: “0.30 is under the topic's 0.30” says nothing."""
    text = BEST_BUY_HOURS.replace("kettles", "a kettle by Huawei")
    score = _judged(judge, now, text).score
    for above, digits in ((0.2, 2), (0.0004, 4)):
        line = score + above
        thresholds = judge.topic.thresholds.model_copy(update={"relevance": line})
        stricter = Judge(judge.topic.model_copy(update={"thresholds": thresholds}))
        told = f"{score:.{digits}f} is under the topic's {line:.{digits}f}"
        assert _judged(stricter, now, text).reason.endswith(told)


def test_the_reason_names_what_the_article_is_about(judge: Judge, now: datetime, seed_texts: dict[str, str]) -> None:
    """A person reads why, not only how much."""
    assert "names Huawei" in _judged(judge, now, seed_texts["002"]).reason


def test_a_language_the_topic_does_not_read_is_the_reason(
    judge: Judge, now: datetime, seed_texts: dict[str, str]
) -> None:
    """Set aside by language, said so."""
    verdict = _judged(judge, now, seed_texts["002"], language="de")
    assert (verdict.kept, verdict.score) == (False, 0.0)
    assert verdict.reason.startswith("written in de, the topic reads en")


def test_scores_stay_between_nothing_and_one(judge: Judge, now: datetime) -> None:
    """An empty text scores 0, the seeds' words at their densest 1 at most."""
    dense = "huawei best buy at&t carrier smartphones retailer ordering cnet zte verizon"
    assert _judged(judge, now, "").score == 0.0
    assert 0 < _judged(judge, now, dense).score <= 1
