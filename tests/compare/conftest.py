from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from pipeline.compare.copies import compare
from pipeline.compare.features import traits
from pipeline.compare.known import KnownText, KnownTexts
from pipeline.compare.known_stories import KnownArticle, KnownStories, keys
from pipeline.compare.stories import ONE_TOPIC, Setting, place
from pipeline.compare.wording import wording
from pipeline.models import COPIES, Article, Comparison, Placement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

PLANTED = datetime(2018, 3, 20, tzinfo=UTC)


def add(
    known: KnownTexts,
    number: int,
    label: str,
    text: str,
    at: datetime | None = PLANTED,
    *,
    is_seed: bool = False,
    is_copy: bool = False,
    outlet: str | None = None,
) -> None:
    """Let later articles be compared with this text."""
    text_known = KnownText(number, 1, label, text, at, is_seed=is_seed, outlet=outlet)
    known.add(text_known, wording(text).fingerprint(every=is_seed), independent=not is_copy)


@pytest.fixture
def remember() -> Callable[..., None]:
    """Add a text to known texts: number, label, text, moment."""
    return add


@pytest.fixture
def known_seeds(seed_texts: Mapping[str, str]) -> KnownTexts:
    """The five seeds as known texts; seed 000 has the number 0, and so on."""
    known = KnownTexts()
    for name, text in seed_texts.items():
        add(known, int(name), f"seed:{name}", text, PLANTED, is_seed=True)
    return known


class Desk:
    """Takes articles in as a run does: compare, place, remember."""

    def __init__(self, setting: Setting = ONE_TOPIC) -> None:
        self.setting = setting
        self.texts = KnownTexts()
        self.stories = KnownStories()
        self.comparisons: dict[str, Comparison] = {}
        self.placements: dict[str, Placement] = {}

    def take(
        self, name: str, text: str, *, title: str | None = None, published_at: datetime | None = None
    ) -> Placement:
        """Compare and place one article; its number is how many came before it."""
        number = len(self.placements)
        article = Article(
            article_id=number,
            revision=1,
            url=f"https://news.example/{number}",
            text=text,
            title=title,
            published_at=published_at,
            seen_at=PLANTED,
        )
        comparison = compare(article, self.texts)
        placement = place(article, comparison, self.stories, self.setting)
        add(self.texts, number, name, text, is_copy=comparison.decision in COPIES)
        told = traits(text, title)
        self.stories.add(
            KnownArticle(number, placement.story_id, name, published_at, told, text), keys(told, self.stories.rarity)
        )
        self.stories.rarity.add(told)
        self.comparisons[name], self.placements[name] = comparison, placement
        return placement

    def story(self, name: str) -> int:
        """The story an article was put into."""
        return self.placements[name].story_id

    def stories_of(self, names: Iterable[str]) -> set[int]:
        """The stories some articles were put into."""
        return {self.story(name) for name in names}


@pytest.fixture
def desk(seed_texts: Mapping[str, str]) -> Desk:
    """A desk that has read the five seeds in order."""
    reading = Desk()
    for name, text in seed_texts.items():
        reading.take(name, text)
    return reading


RETELLINGS = {
    "shelves": (
        "Best Buy drops Huawei from its shelves\n\n"
        "America's biggest electronics chain is parting ways with Huawei. Best Buy has stopped placing orders for the "
        "Chinese company's phones, laptops and watches and will let its stock run out within weeks, CNET reported on "
        "Thursday, citing a person with knowledge of the plan.\n\n"
        "The retailer would not explain itself. Huawei said it valued its relationship with the chain but would not go "
        "into detail.\n\n"
        "The step leaves Huawei, the number three in handsets worldwide, with few places to sell in the United States. "
        "AT&T walked away from a plan to carry the Mate 10 Pro in January, and Verizon is said to have done the same "
        "under pressure from Washington."
    ),
    "door": (
        "Another door closes on Huawei in America. According to a CNET report that relies on one unnamed insider, "
        "Best Buy will no longer sell handsets made by the Chinese group: purchasing has come to a halt, and what is "
        "left in the stores is being sold off.\n\n"
        "Shoppers can still turn to Amazon or Newegg for a Mate 10 Pro. For Huawei, though, losing Best Buy hurts, "
        "because American buyers like to hold a phone before they pay for it. Intelligence chiefs told a Senate panel "
        "in February that they would not use the firm's products. The company denies that it spies for Beijing."
    ),
    "short": (
        "Best Buy ends Huawei sales\n\n"
        "Best Buy stops selling phones from Huawei. The chain has ceased to order devices and its shops will be empty "
        "of them soon. The Chinese manufacturer had hoped that the retailer would make up for carriers that turned it "
        "away."
    ),
}
"""The Best Buy story in other words."""

CARRIERS = {
    "verizon": (
        "Verizon follows AT&T in dropping Huawei phone\n\n"
        "Verizon has given up plans to sell the Huawei Mate 10 Pro after pressure from the U.S. government, people "
        "familiar with the matter said, weeks after AT&T pulled out of a similar deal on the eve of CES in Las "
        "Vegas.\n\n"
        "Lawmakers had written to the Federal Communications Commission with worries about Chinese spying. The two "
        "carriers are the largest in the country, and most Americans buy their phones from a carrier. Huawei's "
        "consumer chief Richard Yu called it a loss for consumers. The phone will be sold unlocked instead."
    ),
    "letter": (
        "AT&T abandons Huawei phone deal under political pressure. AT&T has walked away from an agreement to sell "
        "Huawei smartphones in the United States, after members of the Senate and House intelligence committees wrote "
        "to regulators about Chinese espionage. The carrier was to announce the Mate 10 Pro at CES. Huawei had hoped a "
        "US carrier would at last open the market. Reuters reported that the letter, signed by 18 lawmakers, raised "
        "security concerns."
    ),
}
"""The carrier story in other words."""

OTHERS = {
    "launch": (
        "Huawei unveiled the P20 and P20 Pro in Paris on Tuesday, putting three cameras made with Leica on the back of "
        "the larger phone. The P20 Pro shoots with a 40-megapixel sensor and goes on sale in Europe in April for 899 "
        "euros. There is no word of a launch in the United States, where the company has trouble finding partners."
    ),
    "results": (
        "Best Buy beat expectations for the holiday quarter, as shoppers bought consoles and smart speakers. The "
        "retailer said comparable sales rose 9 percent and raised its dividend. It will close its 250 small mobile "
        "phone shops in malls by the end of May, because margins on phones have shrunk. Shares rose four percent."
    ),
}
"""Neither story, though the same companies."""


@pytest.fixture
def new_desk() -> type[Desk]:
    """A desk that has read nothing, when called."""
    return Desk


@pytest.fixture
def retellings() -> dict[str, str]:
    """The Best Buy story in other words, three times."""
    return RETELLINGS


@pytest.fixture
def carriers() -> dict[str, str]:
    """The carrier story in other words, twice."""
    return CARRIERS


@pytest.fixture
def others() -> dict[str, str]:
    """Two articles that share names with both stories and belong to neither."""
    return OTHERS
