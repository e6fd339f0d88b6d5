from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from pipeline.bookkeeping import FIRST_RUN
from pipeline.replaying import replay, with_rules
from pipeline.topic import AlertRules

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from pipeline.topic import Topic

CLOSES = "Korrin will close its heater plant in Quarrenby before the winter"
REPORT = f"{CLOSES}, a person familiar with the plans told the Ledger."
SECOND = f"A manager at the works told the Courier that {CLOSES}."
DENIAL = "Korrin will not close its heater plant in Quarrenby, Jory Pentland, the commerce minister, said on Thursday."
HOUR = timedelta(hours=1)


def test_a_restart_tells_nothing_again(newsroom: Callable[..., Any], now: datetime) -> None:
    """The same articles, as a run brings them that was cut off before it noted what it had seen."""
    room = newsroom()
    told = [room.take_in("Ledger", REPORT, now + HOUR), room.take_in("Courier", SECOND, now + 2 * HOUR)]
    assert [len(alerts) for alerts in told] == [1, 1]
    again = [room.take_in("Ledger", REPORT, now + HOUR), room.take_in("Courier", SECOND, now + 2 * HOUR)]
    assert again == [[], []]


def test_a_clock_that_steps_back_tells_nothing_again(newsroom: Callable[..., Any], now: datetime) -> None:
    """What comes after the step is told once too, with what was there before it as what was there before it."""
    room = newsroom()
    room.take_in("Ledger", REPORT, now + 5 * HOUR)
    (alert,) = room.take_in("Courier", SECOND, now + 2 * HOUR)
    assert alert.facts.why == "2nd independent origin"
    assert room.take_in("Courier", SECOND + " More follows.", now + HOUR, url="https://courier.example/again") == []


def test_an_outlet_that_dates_its_articles_anew_tells_nothing_again(
    newsroom: Callable[..., Any], now: datetime
) -> None:
    """Same text, today's date, under its old address and under a new one."""
    room = newsroom()
    room.take_in("Ledger", REPORT, now + HOUR, url="https://ledger.example/1")
    later = now + timedelta(days=30)
    assert room.take_in("Ledger", REPORT, later, url="https://ledger.example/1") == []
    assert room.take_in("Ledger", REPORT, later + HOUR, url="https://ledger.example/1?again") == []


def test_what_fires_in_a_quiet_run_is_stored_with_the_reason_and_never_told(
    newsroom: Callable[..., Any], now: datetime
) -> None:
    """A first run sets the state; the step after it is told, and the one of then not even when it comes again."""
    room = newsroom()
    assert room.take_in("Ledger", REPORT, now + HOUR, quiet=FIRST_RUN) == []
    assert [(rule, quiet) for rule, quiet, _ in room.told()] == [("new_story", FIRST_RUN)]
    assert [alert.rule for alert in room.take_in("Courier", SECOND, now + 2 * HOUR)] == ["corroborated"]
    assert len(room.told()) == 2


def test_replaying_tells_what_was_told(newsroom: Callable[..., Any], now: datetime) -> None:
    """Word for word; since a moment, only what was told since."""
    room = newsroom()
    articles = (("Ledger", REPORT), ("Courier", SECOND), ("Radio", DENIAL))
    told = [
        alert
        for place, (outlet, text) in enumerate(articles)
        for alert in room.take_in(outlet, text, now + (place + 1) * HOUR)
    ]
    replayed = replay(room.published, [room.topic], now)
    assert list(replayed.alerts) == told
    assert replayed.counts == {("works", "corroborated"): 1, ("works", "denied"): 1, ("works", "new_story"): 1}
    late = replay(room.published, [room.topic], now + 3 * HOUR)
    assert [alert.rule for alert in late.alerts] == ["denied"]


def test_other_rules_can_be_tried_on_what_happened(
    newsroom: Callable[..., Any], now: datetime, tmp_path: Path, works: Topic
) -> None:
    """A file with nothing but rules will do, and what it says counts in the place of the topic's own."""
    room = newsroom(works.model_copy(update={"alerts": AlertRules.model_validate({"denied": {"on": False}})}))
    for place, (outlet, text) in enumerate((("Ledger", REPORT), ("Radio", DENIAL))):
        room.take_in(outlet, text, now + (place + 1) * HOUR)
    tried = tmp_path / "tried.toml"
    tried.write_text("[alerts.new_story]\non = false\n", encoding="utf-8")
    assert replay(room.published, with_rules([room.topic], tried), now).counts == {("works", "denied"): 1}
    assert [rule for rule, _, _ in room.told()] == ["new_story"]
