from __future__ import annotations

from datetime import timedelta

import pytest

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
STOPPED = ("pipeline_stale", "Runs stopped")


@pytest.fixture
def regular(history):
    """Let a run begin every ten minutes, for three hours; return when the last one ended."""
    for turn in range(18):
        history.ran(history.began + turn * 10 * MINUTE)
    return history.began + 171 * MINUTE


def test_runs_that_stop_are_told_once_and_again_when_they_go_on(history, regular) -> None:
    """Half an hour after the last of runs that come every ten minutes, when that was seen to last."""
    assert history.told(regular + 15 * MINUTE, regular + 25 * MINUTE) == []
    (alert,) = history.look(regular + 35 * MINUTE).alerts
    assert (alert.rule, alert.thread, alert.topic) == ("pipeline_stale", "pipeline", "*")
    assert alert.facts.why == "no run ended well for 35 minutes; they used to every 10 minutes"
    assert "none has begun since" in alert.facts.details
    assert history.told(regular + HOUR, regular + 9 * HOUR) == []
    history.ran(regular + 10 * HOUR)
    assert history.told(regular + 10 * HOUR + 2 * MINUTE) == [("pipeline_stale", "Over: Runs stopped")]


def test_a_machine_that_slept_tells_nothing_when_it_wakes(history, regular) -> None:
    """It looks before it runs, and every schedule was missed; ten minutes later all is well."""
    assert history.told(regular + 5 * MINUTE, regular + 8 * HOUR) == []
    history.ran(regular + 8 * HOUR + MINUTE)
    assert history.told(regular + 8 * HOUR + 10 * MINUTE) == []
    assert history.alerts() == []


def test_runs_of_which_every_feed_failed_are_not_well(history, regular) -> None:
    """Runs go on and bring nothing: that says the alert."""
    for turn in range(1, 5):
        history.ran(regular + turn * 9 * MINUTE, outcome="failed")
    history.look(regular + 40 * MINUTE)
    (alert,) = history.look(regular + 50 * MINUTE).alerts
    assert any(line.startswith("4 runs since; the latest began") for line in alert.facts.details)
    assert any(line.endswith("every feed failed") for line in alert.facts.details)


def test_runs_by_hand_have_no_schedule_to_miss(history) -> None:
    """Twice in a morning, and again after days."""
    moments = [0, 20, 3000, 3010, 3025, 9000, 9100, 15000, 15300, 15310, 20000, 26000, 26010, 33000]
    for minutes in moments:
        history.ran(history.began + minutes * MINUTE)
    now = history.began + 33000 * MINUTE
    assert history.told(*(now + day * DAY for day in range(1, 9))) == []


def test_a_daily_run_is_missed_after_two_days(history) -> None:
    """Its schedule is what it does, where it comes less often than the settings say."""
    for day in range(20):
        history.ran(history.began + day * DAY)
    last = history.began + 19 * DAY
    assert history.told(*(last + hours * HOUR for hours in range(6, 48, 12))) == []
    assert history.told(*(last + hours * HOUR for hours in range(50, 80, 12))) == [STOPPED]


def test_a_schedule_that_is_told_is_waited_for(history, regular) -> None:
    """Who runs every two hours from now on says so."""
    for minutes in range(20, 230, 60):
        assert history.look(regular + minutes * MINUTE, every=timedelta(hours=2)).alerts == ()
    looks = [history.look(regular + minutes * MINUTE, every=timedelta(hours=2)) for minutes in range(250, 500, 60)]
    assert [alert.rule for look in looks for alert in look.alerts] == ["pipeline_stale"]


@pytest.fixture
def followed(history):
    """Let two articles a day come in on a topic for four weeks, with a run each; return when the last came."""
    history.add()
    for half in range(56):
        history.ran(history.began + half * 12 * HOUR)
        history.wrote(history.began + half * 12 * HOUR, "Someone")
    history.store()
    return history.began + 55 * 12 * HOUR


def _of_topics(history, at) -> list[str]:
    return [alert.facts.why for alert in history.look(at).alerts if alert.rule == "topic_stale"]


def test_a_topic_on_which_nothing_comes_any_more_is_told(history, followed) -> None:
    """Two a day, and then none for four days in which feeds were asked; not while nobody asked."""
    assert _of_topics(history, followed + 4 * DAY) == []
    for half in range(1, 9):
        history.ran(followed + half * 12 * HOUR)
    assert _of_topics(history, followed + 4 * DAY + HOUR) == ["nothing on topic for 4 days; it used to be 2 a day"]
    assert _of_topics(history, followed + 5 * DAY) == []


def test_checks_that_return_rows_are_told(closed) -> None:
    """By name and number, once, from what is published."""
    closed.add()
    closed.wrote(closed.began, "Someone")
    closed.store()
    assert closed.look(closed.began + HOUR).findings == ()
    closed.ledger.publish()
    assert closed.look(closed.began + HOUR).findings == ()
    with closed.ledger.database.writing() as connection:
        connection.execute("INSERT INTO ledger.addresses SELECT 1, 'https://a.example', 'asked', now() FROM range(2)")
    closed.ledger.publish()
    (alert,) = closed.look(closed.began + 2 * HOUR).alerts
    assert (alert.rule, alert.title) == ("checks_failed", "Checks of the ledger failed")
    assert "one_row_an_id: 1 row" in alert.facts.details
    assert closed.told(closed.began + 3 * HOUR) == []
