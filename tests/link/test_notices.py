"""Notices as newsrooms write them, each in an article of its own after the report that it takes back."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline import resources
from pipeline.claims.rules import RULES
from pipeline.compare.overrules import Overrules
from pipeline.comparing import Compared, Comparing
from pipeline.desk import Desk
from pipeline.first_reading import FirstReading
from pipeline.link.notices import is_notice, notices_in
from pipeline.models import Article, Intake, Status
from pipeline.neighbours import Neighbours
from pipeline.store.claims_near import NearClaims
from pipeline.store.near import Near
from pipeline.text import content_id
from pipeline.topic import Thresholds
from pipeline.topic.folder import read_topic

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.topic import Topic

FRIDAY = datetime(2018, 3, 23, 9, tzinfo=UTC)
REPORT = """\
Best Buy will close its eleven stores in Nevada in May, two managers at the retailer told the Bay Tribune.

The chain sells Huawei phones."""
NOTICES = tomllib.loads((Path(__file__).parent / "notices.toml").read_text(encoding="utf-8"))
AROUND = "Huawei makes phones in Shenzhen.\n\n{}\n\nPhones of Huawei are sold in many shops."


@pytest.fixture(scope="module")
def topic() -> Topic:
    """The topic that ships, open for every text."""
    shipped = read_topic(resources.SEEDS / "huawei-us-market", FRIDAY)
    return shipped.model_copy(update={"seeds": (), "thresholds": Thresholds(relevance=0)})


@pytest.fixture
def taken_in(topic: Topic) -> Callable[..., list[Intake]]:
    """Take in articles, outlet and text, a day apart."""

    def take(*told: tuple[str, str]) -> list[Intake]:
        articles = []
        for place, (outlet, text) in enumerate(told):
            at = FRIDAY + timedelta(days=place)
            articles.append(
                Article(
                    article_id=content_id(place),
                    revision=place,
                    url=f"https://{place}.example/",
                    text=text,
                    outlet=outlet,
                    published_at=at,
                    published_precision="instant",
                    seen_at=at,
                )
            )
        reading = FirstReading([topic], RULES)
        comparing = Comparing(reading.relevance, lambda: Neighbours(lambda *_: Near(), None, Overrules()))
        outcomes = comparing.compared(articles).outcomes
        compared = [one for one in outcomes if isinstance(one, Compared)]
        desk = Desk(reading, lambda *_: NearClaims())
        desk.meet(compared)
        return [desk.take_in(one) for one in compared]

    return take


def _statuses(intakes: list[Intake]) -> list[Status]:
    """Return the rungs that the claim of the report took."""
    first = intakes[0].claims[0].claim_id
    return [step.status for intake in intakes for step in intake.steps if step.claim_id == first]


@pytest.mark.parametrize("notice", NOTICES["take_back"])
def test_what_an_outlet_found_and_takes_back_is_corrected(taken_in: Callable[..., list[Intake]], notice: str) -> None:
    """In one sentence or over two; and who withdraws a claim does not state it as fact."""
    intakes = taken_in(("Bay Tribune", REPORT), ("Bay Tribune", AROUND.format(notice)))
    assert _statuses(intakes) == [Status.SINGLE_UNNAMED, Status.CORRECTED]
    (report, *_) = intakes[0].links
    links = {link.mention_id: link for link in intakes[1].links}
    assert links[report.mention_id].novelty == "corrected"
    still = [link for link in links.values() if link.claim_id == report.claim_id and link.novelty != "corrected"]
    assert still == []
    assert not any(link.hedge_dropped for link in links.values())


@pytest.mark.parametrize("text", NOTICES["keep"])
def test_what_only_sounds_like_a_notice_takes_nothing_back(taken_in: Callable[..., list[Intake]], text: str) -> None:
    """Only the outlet itself takes back what it printed, and only what it says was wrong."""
    intakes = taken_in(("Bay Tribune", REPORT), ("Bay Tribune", AROUND.format(text)))
    assert Status.CORRECTED not in _statuses(intakes)


def test_the_notice_of_another_outlet_takes_back_nothing_of_ours(taken_in: Callable[..., list[Intake]]) -> None:
    """It speaks of its own report; that it was wrong there is no denial of what others found."""
    intakes = taken_in(("Bay Tribune", REPORT), ("Hill Gazette", AROUND.format(NOTICES["take_back"][0])))
    assert Status.CORRECTED not in _statuses(intakes)
    (report, *_) = intakes[0].links
    assert [link.novelty for link in intakes[1].links if link.claim_id == report.claim_id] == ["corrected"]


def test_a_corrected_figure_leaves_what_is_so(taken_in: Callable[..., list[Intake]]) -> None:
    """What was printed is withdrawn; what is right is a claim of its own."""
    text = (
        "An article on 23 March stated that Best Buy will close its eleven stores in Nevada. Best Buy will close four."
    )
    intakes = taken_in(("Bay Tribune", REPORT), ("Bay Tribune", AROUND.format(f"Correction: {text}")))
    assert _statuses(intakes)[-1] is Status.CORRECTED


def test_a_notice_tells_what_was_printed_and_what_is_so() -> None:
    """Apart from each other, and from what is said about either."""
    text = (
        "An earlier version of this story wrongly said that Roe will go, which he denies. It should have said he stays."
    )
    assert [(one.says, one.rights) for one in notices_in(text)] == [("Roe will go", False)]
    text = "Correction: This story should have said that Roe stays."
    assert [(one.says, one.rights) for one in notices_in(text)] == [("Roe stays", True)]
    assert is_notice("Corrects paragraph 3 to make it forty")
