from __future__ import annotations

from datetime import timedelta

import pytest

from pipeline.models import Severity
from pipeline.topic import Watch

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def quiet(history):
    """Let Huawei be spoken of twice a day for forty days; return the noon after."""
    history.add()
    for half in range(80):
        history.wrote(history.began + half * 12 * HOUR, f"Voice {half % 7}")
    return history.began + 40 * DAY + 12 * HOUR


def _storm(history, at, voices: int, **said: object) -> None:
    for voice in range(voices):
        history.wrote(at + 10 * voice * MINUTE, f"Witness {voice}", **said)
    history.store()


def test_a_burst_is_told_once_while_it_lasts(history, quiet) -> None:
    """Ten voices in two hours of somebody who is spoken of twice a day; the message has a claim, and its words."""
    _storm(history, quiet, 10)
    seen = history.look(quiet + 2 * HOUR)
    (alert,) = seen.alerts
    assert (alert.rule, alert.title, alert.severity) == ("burst", "Burst: Huawei", Severity.NOTABLE)
    assert (alert.subject, alert.thread) == ("entity:Huawei", "story:1")
    assert alert.facts.why == "10 independent voices in six hours; 0.5 are usual at this time"
    assert alert.facts.claim == "Huawei stops"
    assert alert.facts.evidence == "Witness 0 says that Huawei stops."
    assert not seen.wrong
    _storm(history, quiet + 14 * HOUR, 9)
    assert history.told(*(quiet + hours * HOUR for hours in (3, 9, 16, 20, 30, 50))) == []


def test_a_second_burst_is_told_when_the_first_was_over_for_a_day(history, quiet) -> None:
    """It has a beginning of its own."""
    _storm(history, quiet, 10)
    assert len(history.told(quiet + 2 * HOUR)) == 1
    assert history.told(quiet + 2 * DAY) == []
    _storm(history, quiet + 3 * DAY, 12)
    assert history.told(quiet + 3 * DAY + 3 * HOUR) == [("burst", "Burst: Huawei")]


@pytest.mark.parametrize("voices", [1, 3])
def test_forty_articles_on_few_words_are_no_burst(history, quiet, voices: int) -> None:
    """One word that everybody carries is one voice, and three are what a quiet day may bring."""
    for article in range(40):
        history.wrote(quiet + 2 * article * MINUTE, f"Witness {article % voices}")
    history.store()
    assert history.told(quiet + 2 * HOUR) == []


def test_what_a_new_feed_brings_is_no_burst(history) -> None:
    """A feed was added yesterday: what it says was said before, unheard. The ledger is old, the feed is not."""
    for half in range(80):
        history.ran(history.began + half * 12 * HOUR)
    now = history.began + 40 * DAY
    history.add(at=now - DAY)
    _storm(history, now, 10)
    assert history.told(now + 2 * HOUR) == []


def test_a_silence_in_which_nobody_asked_does_not_make_bursts(history) -> None:
    """Collecting stopped for twelve days: what comes then is much only beside the days that are missing."""
    history.add()
    for day in range(50):
        if not 30 <= day < 42:
            history.ran(history.began + day * DAY)
            for turn in range(6):
                history.wrote(history.began + day * DAY + (6 + 2 * turn) * HOUR, f"Voice {turn}")
    history.store()
    looks = [history.began + day * DAY + 20 * HOUR for day in range(42, 50)]
    assert history.told(*looks) == []


def test_a_kind_of_event_bursts_where_it_is_watched(history, quiet) -> None:
    """Ten voices tell of recalls, each of another company: nobody bursts, recalls do."""
    for voice in range(10):
        history.wrote(
            quiet + voice * MINUTE, f"Witness {voice}", subject=f"Company {voice}", event_type="product.recall"
        )
    history.store()
    assert history.told(quiet + HOUR) == []
    (topic,) = history.topics
    history.topics = [topic.model_copy(update={"watch": Watch(event_types=("product.recall",))})]
    (alert,) = history.look(quiet + HOUR).alerts
    assert (alert.title, alert.subject) == ("Burst: product.recall (a kind of event)", "event:product.recall")


def test_a_burst_of_a_topic_that_is_not_followed_is_not_told(history, quiet) -> None:
    """Nor is anything else of it."""
    _storm(history, quiet, 10)
    history.topics = []
    assert history.told(quiet + 2 * HOUR) == []


def test_the_voices_of_one_article_are_no_burst(history, quiet) -> None:
    """A long report quotes ten people: one article is no more than one voice."""
    history.wrote(quiet, *[f"Witness {voice}" for voice in range(10)])
    history.store()
    assert history.told(quiet + 2 * HOUR) == []
