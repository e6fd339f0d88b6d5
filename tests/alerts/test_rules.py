from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline import resources
from pipeline.alerts.rules import watched_claims
from pipeline.compare.overrules import Overrules
from pipeline.desk import Desk
from pipeline.models import Intake
from pipeline.neighbours import Neighbours
from pipeline.store.claims_near import NearClaims
from pipeline.store.near import Near
from pipeline.text import content_id
from pipeline.topic.folder import read_topic, seed_article

if TYPE_CHECKING:
    from datetime import datetime

    from pipeline.models import Alert
    from pipeline.topic import Topic

NEWS = """\
AT&T has hired forty lawyers in Texas to keep Huawei out, a spokeswoman for AT&T said on Thursday.

Huawei declined to comment. The weather in Shenzhen was fine.
"""


@pytest.fixture
def topic(now: datetime) -> Topic:
    """The Huawei topic as it ships."""
    return read_topic(resources.SEEDS / "huawei-us-market", now)


def _taken_in(topic: Topic, now: datetime, text: str) -> list[Intake]:
    """Take the seeds in, then an article from the web; return the intakes."""
    desk = Desk([topic], lambda _: NearClaims(), Neighbours(lambda *_: Near(), None, Overrules()))
    article = seed_article("x", text, now).model_copy(
        update={"is_seed": False, "article_id": content_id("web"), "url": "http://x.example/1", "outlet": "X"}
    )
    arriving = [*topic.seeds, article]
    desk.meet(arriving)
    outcomes = [desk.take_in(one) for one in arriving]
    return [outcome for outcome in outcomes if isinstance(outcome, Intake)]


def _alerts(topic: Topic, now: datetime, text: str = NEWS) -> list[Alert]:
    return list(watched_claims(_taken_in(topic, now, text), [topic], now))


def test_a_new_claim_about_a_watched_party_is_told_with_its_evidence(topic: Topic, now: datetime) -> None:
    """Why, what, the sentence, whose word, where."""
    (alert, *_) = _alerts(topic, now)
    assert alert.title == "New claim about AT&T: AT&T has hired forty lawyers in Texas to keep Huawei out"
    assert "“AT&T has hired forty lawyers in Texas to keep Huawei out, a spokeswoman for AT&T said" in alert.body
    assert "word of: a spokeswoman for AT&T" in alert.body
    assert "X · http://x.example/1" in alert.body


def test_the_seeds_themselves_alert_nobody(topic: Topic, now: datetime) -> None:
    """They are what is known."""
    seeds = [intake for intake in _taken_in(topic, now, NEWS) if intake.article.is_seed]
    assert len(seeds) == 5
    assert list(watched_claims(seeds, [topic], now)) == []


def test_an_echo_alerts_nobody(topic: Topic, now: datetime, seed_texts: dict[str, str]) -> None:
    """A copy of what is known brings nothing to tell."""
    assert _alerts(topic, now, seed_texts["002"] + "\nSign up for our newsletter.") == []


def test_the_same_batch_gives_the_same_alerts(topic: Topic, now: datetime) -> None:
    """Rules are pure, and an alert's number is its rule and its claim."""
    assert [alert.alert_id for alert in _alerts(topic, now)] == [alert.alert_id for alert in _alerts(topic, now)]


def test_nothing_watched_nothing_told(topic: Topic, now: datetime) -> None:
    """An empty watch list is silent."""
    silent = topic.model_copy(update={"watch": type(topic.watch)()})
    assert list(watched_claims(_taken_in(silent, now, NEWS), [silent], now)) == []
