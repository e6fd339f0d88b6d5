from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from bench.scenario_alerts import WATCH, against_gold, against_own, tell
from bench.scenario_gold import SCENARIO, scenario
from pipeline.replaying import replay
from pipeline.topic.folder import read_rules, read_topic

if TYPE_CHECKING:
    from pathlib import Path

    from bench.scenario_alerts import Told
    from bench.scenario_gold import Scenario
    from pipeline.topic import Topic


@pytest.fixture(scope="module")
def gold() -> Scenario:
    """The invented month."""
    return scenario()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the month is taken in."""
    return tmp_path_factory.mktemp("told")


@pytest.fixture(scope="module")
def told(gold: Scenario, folder: Path) -> Told:
    """The month, told of day by day."""
    return tell(gold, folder)


@pytest.fixture(scope="module")
def topic(told: Told, folder: Path) -> Topic:
    """Its topic, as the month was taken in with it."""
    return read_topic(folder / "topic", datetime(2025, 3, 1, tzinfo=UTC)).model_copy(update={"watch": WATCH})


def test_every_step_that_was_seen_is_told_once_and_no_echo_is(told: Told) -> None:
    """What the rules answer for: against the views, which know nothing of rules."""
    figures = against_own(told)
    assert figures.steps > 40
    assert (figures.missed, figures.false) == ((), ())


def test_steps_of_the_gold_are_told_as_well_as_before(told: Told, gold: Scenario) -> None:
    """Here the mistakes of reading and linking count too."""
    figures = against_gold(told, gold)
    assert len(figures.missed) <= 13, figures.missed
    assert len(figures.false) <= 7, figures.false


def test_of_what_is_read_and_linked_as_the_gold_has_it_every_step_is_told(gold: Scenario, tmp_path: Path) -> None:
    """Within its batch; what contradicts a claim may be context. Two stories are opened that the gold has as one."""
    figures = against_gold(tell(gold, tmp_path, linked=True), gold)
    assert figures.steps > 50
    assert figures.missed == ()
    assert len(figures.false) <= 2, figures.false


def test_replaying_the_month_tells_what_was_told(told: Told, topic: Topic) -> None:
    """Every alert with every fact, though verdicts were changed and claims grew since."""
    stored = told.published.ask("SELECT alert_id, title, body, facts, thread, severity FROM alerts").rows
    replayed = replay(told.published, [topic], datetime(2025, 1, 1, tzinfo=UTC))
    assert sorted(stored) == sorted(
        (
            one.alert_id,
            one.title,
            one.body,
            one.facts.model_dump_json(exclude_defaults=True),
            one.thread,
            one.severity.value,
        )
        for one in replayed.alerts
    )


def test_the_rules_of_a_topic_can_be_read_alone() -> None:
    """For trying them before they are switched on."""
    watch, rules = read_rules(SCENARIO / "topic.toml")
    assert not watch.entities
    assert rules.denied.on
