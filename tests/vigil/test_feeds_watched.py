from __future__ import annotations

from datetime import timedelta

from pipeline.models import Feed, Severity
from pipeline.topic import AlertRules, Topic
from pipeline.topic.alert_rules import Rule

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
OTHERS = [Feed(url=f"https://{name}.example/feed", topic="phones") for name in ("one", "two")]
SILENT, FAILS = "Feed went silent: The Example", "Feed fails: The Example"


def test_a_feed_that_falls_silent_is_told_once_and_again_when_it_is_over(history, lively) -> None:
    """It used to bring four a day: a day and a half without is told, once, with what it used to do and how to check."""
    now = history.asked(lively(), 20)
    assert history.told(now) == []
    now = history.asked(now, 16)
    seen = history.look(now)
    (alert,) = seen.alerts
    assert (alert.rule, alert.subject, alert.thread) == ("feed_silent", *["feed:https://news.example/feed"] * 2)
    assert alert.facts.why == "nothing new for 36 hours; it used to bring 4 a day"
    assert any("claimwatch feeds check https://news.example/feed" in line for line in alert.facts.details)
    assert any("it answered 36 times since" in line for line in alert.facts.details)
    assert seen.wrong
    assert history.told(now + HOUR, now + DAY) == []
    history.polled(now + 2 * DAY, new=1)
    history.store()
    (over,) = history.look(now + 2 * DAY + HOUR).alerts
    assert (over.severity, over.title) == (Severity.INFO, f"Over: {SILENT}")
    assert history.told(now + 2 * DAY + 2 * HOUR) == []


def test_a_silence_after_a_silence_is_told_again(history, lively) -> None:
    """The next one has a beginning of its own, and an alert of its own."""
    now = history.asked(lively(), 36)
    first = history.look(now).alerts
    for turn in range(5 * 4):
        history.polled(now + (turn + 1) * 6 * HOUR, new=1)
    history.store()
    now += 5 * DAY
    assert history.told(now) == [("feed_silent", f"Over: {SILENT}")]
    again = history.look(history.asked(now, 72)).alerts
    assert [alert.title for alert in again] == [SILENT]
    assert {alert.alert_id for alert in first}.isdisjoint(alert.alert_id for alert in again)


def test_time_in_which_nobody_asked_is_no_silence(history, lively) -> None:
    """The machine slept for four days: neither before the first poll after that, nor after it, was the feed silent."""
    last = lively()
    history.store()
    assert history.told(last + 4 * DAY) == []
    assert history.told(history.asked(last + 4 * DAY, 3)) == []


def test_a_feed_that_rests_on_weekends_is_not_silent_on_the_next(history) -> None:
    """Six weeks of a paper that publishes on working days: the pause from Friday to Monday is what it does."""
    history.add()
    moments = [history.began + day * DAY + hour * HOUR for day in range(42) for hour in range(6, 18)]
    for at in moments:
        history.polled(at, new=1 if at.weekday() < 5 and at.hour % 4 == 0 else 0)
    history.store()
    assert history.told(moments[-1]) == []


def test_a_feed_that_is_new_or_was_always_silent_is_not_silent(history) -> None:
    """A week tells nothing of what is usual, and one that never brought anything after the first day is as it was."""
    history.add(OTHERS[0])
    history.polled(history.began, OTHERS[0], new=20)
    history.asked(history.began, 40 * 24, OTHERS[0])
    history.add(at=history.began + 30 * DAY)
    for turn in range(7 * 4):
        history.polled(history.began + 30 * DAY + turn * 6 * HOUR, new=1)
    assert history.told(history.asked(history.began + 37 * DAY, 60)) == []


def test_a_feed_that_is_off_the_list_is_not_missed(history, lively) -> None:
    """Whoever removes a feed knows that it brings nothing."""
    now = history.asked(lively(), 36)
    assert history.look(now, feeds=[]).alerts == ()
    assert history.look(now, feeds=[history.feed]).alerts != ()


def test_a_failing_feed_is_told_with_its_last_error_and_is_not_called_silent(history, lively) -> None:
    """Two failures are nothing; three over an hour are told, once, however long it goes on."""
    last = lively()
    assert history.told(history.failed(last, 2)) == []
    now = history.failed(last + 2 * HOUR, 2)
    (alert,) = history.look(now).alerts
    assert (alert.rule, alert.title) == ("feed_failing", FAILS)
    assert alert.facts.why == "it failed 4 times in a row, for 3 hours"
    assert alert.facts.details[0] == "last error: HTTP 500"
    assert history.told(history.failed(now, 96)) == []


def test_a_feed_that_fails_and_answers_in_turn_is_one_message(history, lively) -> None:
    """What fails anew within a day is stored, with why nobody is told; a week later it is told again."""
    now = lively()
    for _ in range(3):
        now = history.failed(now, 4)
        history.look(now)
        history.polled(now + HOUR, new=1)
        history.store()
        now += HOUR
        history.look(now)
    told = [title for _, title, quiet in history.alerts() if quiet is None]
    assert told == [FAILS, f"Over: {FAILS}"]
    assert len(history.alerts()) == 6
    assert history.told(history.failed(now + 7 * DAY, 4)) == [("feed_failing", FAILS)]


def test_three_attempts_within_a_minute_are_no_failing_feed(history, lively) -> None:
    """Somebody runs it by hand, again and again."""
    last = lively()
    for second in (10, 20, 30):
        history.polled(last + timedelta(seconds=second), error="HTTP 500")
    history.store()
    assert history.told(last + timedelta(minutes=1)) == []


def test_a_feed_that_fails_while_silent_stays_an_open_silence(history, lively) -> None:
    """Nobody knows whether it has something new: its silence is neither over nor told again."""
    now = history.asked(lively(), 36)
    assert history.told(now) == [("feed_silent", SILENT)]
    now = history.failed(now, 4)
    assert history.told(now) == [("feed_failing", FAILS)]
    assert history.told(history.asked(now, 1)) == [("feed_failing", f"Over: {FAILS}")]


def test_a_network_that_is_down_is_one_message_not_one_a_feed(history) -> None:
    """Three feeds of three sites fail at the same time: that is on our side."""
    feeds = [history.feed, *OTHERS]
    for feed in feeds:
        history.add(feed)
        history.asked(history.began, 4, feed)
        now = history.failed(history.began + 4 * HOUR, 4, feed)
    (alert,) = history.look(now).alerts
    assert (alert.title, alert.thread, alert.topic) == ("No feed answers", "pipeline", "*")
    for feed in feeds[1:]:
        history.asked(now, 1, feed)
    later = history.failed(now, 1)
    assert history.told(later + HOUR) == [("feed_failing", FAILS), ("feed_failing", "Over: No feed answers")]


def test_a_clock_that_steps_back_tells_nothing(history, lively) -> None:
    """All that is stored lies in the future then; and what goes wrong after that is told all the same."""
    last = lively()
    history.store()
    assert history.told(last - 10 * DAY, last - 200 * DAY, last + 3000 * DAY, last) == []
    assert history.told(history.asked(last, 36)) == [("feed_silent", SILENT)]


def test_a_password_in_an_address_is_not_told(history) -> None:
    """Neither as its subject, nor in what failed, nor in the command that is recommended."""
    feed = Feed(url="https://me:secret@news.example/feed", topic="phones")
    history.add(feed)
    history.polled(history.began, feed, error="https://me:secret@news.example/feed: HTTP 500")
    now = history.failed(history.began, 4, feed)
    (alert,) = history.look(now).alerts
    assert "secret" not in alert.model_dump_json()


def _with(topic: Topic, rule: Rule) -> Topic:
    return topic.model_copy(update={"alerts": AlertRules(feed_failing=rule)})


def test_a_topic_says_which_rules_are_on_and_how_much_they_matter(history) -> None:
    """A rule that is off tells nothing, neither that it fired nor that it is over."""
    history.add()
    (topic,) = history.topics
    now = history.failed(history.began, 4)
    history.topics = [_with(topic, Rule(on=False))]
    assert history.look(now).findings == ()
    history.topics = [_with(topic, Rule(severity=Severity.URGENT))]
    assert [alert.severity for alert in history.look(now).alerts] == [Severity.URGENT]
    history.topics = [_with(topic, Rule(on=False))]
    assert history.told(now + HOUR) == []


def test_a_look_at_one_topic_leaves_the_others_as_they_are(history) -> None:
    """What is wrong elsewhere is not over because nobody asked for it."""
    history.add()
    now = history.failed(history.began, 4)
    (topic,) = history.topics
    other = topic.model_copy(update={"topic": "other"})
    assert history.told(now) == [("feed_failing", FAILS)]
    history.topics = [other]
    assert history.told(now + HOUR) == []
    history.topics = [topic, other]
    assert history.told(now + 2 * HOUR) == []
