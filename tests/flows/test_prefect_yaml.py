from __future__ import annotations

import copy
import importlib
import inspect
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from prefect import Flow
from prefect.cli.deploy._models import DeploymentConfig, PrefectYamlModel, WorkPoolConfig
from prefect.cli.deploy._triggers import _initialize_deployment_triggers
from prefect.client.schemas.objects import ConcurrencyLimitConfig, StateType
from prefect.events import DeploymentEventTrigger
from prefect.events.actions import ChangeFlowRunState
from prefect.events.schemas.automations import AutomationCore, EventTrigger, Posture

import flows
from flows import serve
from flows.events import FEED_FAILING, NEW_CLAIMS
from flows.written import purpose, read_deployments, times
from pipeline.errors import ConfigurationError
from pipeline.resources import AUTOMATIONS_YAML, PREFECT_YAML

if TYPE_CHECKING:
    from pathlib import Path

WRITTEN = yaml.safe_load(PREFECT_YAML.read_text(encoding="utf-8"))
AUTOMATIONS = yaml.safe_load(AUTOMATIONS_YAML.read_text(encoding="utf-8"))["automations"]
DEPLOYMENTS = {deployment["name"]: deployment for deployment in WRITTEN["deployments"]}

_HEARTBEAT = "PREFECT_FLOWS_HEARTBEAT_FREQUENCY"
each_deployment = pytest.mark.parametrize("deployment", DEPLOYMENTS.values(), ids=list(DEPLOYMENTS))


@each_deployment
def test_an_entrypoint_is_a_flow_with_these_parameters(deployment: dict[str, Any]) -> None:
    """The module is importable from anywhere, and every parameter given is one the flow takes."""
    module, name = deployment["entrypoint"].rsplit(".", 1)
    flow = getattr(importlib.import_module(module), name)
    assert isinstance(flow, Flow)
    flow.validate_parameters(deployment["parameters"])
    assert set(deployment["parameters"]) <= set(inspect.signature(flow.fn).parameters)


@each_deployment
def test_every_key_is_one_that_prefect_knows(deployment: dict[str, Any]) -> None:
    """A misspelt key would be ignored in silence."""
    known = {field.alias or name for name, field in PrefectYamlModel.model_fields.items()}
    assert set(WRITTEN) <= known | {"definitions"}
    assert set(deployment) <= set(DeploymentConfig.model_fields)
    assert set(deployment["work_pool"]) <= set(WorkPoolConfig.model_fields)


@each_deployment
def test_its_schedules_are_valid_and_have_a_slug(deployment: dict[str, Any]) -> None:
    """Without a slug every deploy would add the schedule once more; a typing error in a time is found here."""
    (read,) = [one for one in PrefectYamlModel(**WRITTEN).deployments if one.name == deployment["name"]]
    schedules = read.schedules or []
    assert len(schedules) == len(deployment.get("schedules", ()))
    for written, schedule in zip(deployment.get("schedules", ()), schedules, strict=True):
        assert written["slug"]
        assert written["timezone"] == "UTC"
        assert type(schedule).__name__ != "dict"


@each_deployment
def test_its_triggers_are_valid_and_wait_for_events_that_are_emitted(deployment: dict[str, Any]) -> None:
    """Prefect finds a mistake in a trigger only when it deploys, and one in an event's name never."""
    for trigger in _initialize_deployment_triggers(deployment["name"], copy.deepcopy(deployment.get("triggers", []))):
        assert isinstance(trigger, DeploymentEventTrigger)
        assert trigger.expect <= {NEW_CLAIMS, FEED_FAILING}
        assert set(trigger.parameters or {}) <= set(deployment["parameters"])


def test_what_an_event_makes_sooner_a_schedule_makes_anyway() -> None:
    """An event can get lost."""
    triggered = [deployment for deployment in DEPLOYMENTS.values() if deployment.get("triggers")]
    assert triggered
    assert all(deployment["schedules"] for deployment in triggered)


@each_deployment
def test_every_flow_runs_one_at_a_time(deployment: dict[str, Any]) -> None:
    """The database has one writer; only who has something to say waits instead of being left out."""
    limit = ConcurrencyLimitConfig(**deployment["concurrency_limit"])
    assert limit.limit == 1
    assert (limit.collision_strategy == "ENQUEUE") is (deployment["name"] == "notify")


@each_deployment
def test_it_can_be_served_as_it_is_written(deployment: dict[str, Any]) -> None:
    """`claimwatch watch` serves the same file, with another database folder."""
    served = serve.deployment(deployment, {"db": "elsewhere", "nobody": "takes this"})
    assert served.parameters == deployment["parameters"] | {"db": "elsewhere"}
    assert [schedule.slug for schedule in served.schedules or ()] == [
        one["slug"] for one in deployment.get("schedules", ())
    ]
    assert len(served.triggers) == len(deployment.get("triggers", ()))
    assert served.concurrency_limit == 1
    assert served.tags == ["claimwatch"]


@each_deployment
def test_what_it_does_and_when_is_said_in_words(deployment: dict[str, Any]) -> None:
    """`claimwatch watch` prints it; a cron expression that nobody reads would not do."""
    assert purpose(deployment).endswith(".")
    assert "*" not in times(deployment)


@each_deployment
def test_a_worker_is_told_what_flows_tells_prefect(deployment: dict[str, Any]) -> None:
    """A worker imports Prefect before flows/__init__.py can set anything; the two lists must agree."""
    told = deployment["work_pool"]["job_variables"]["env"]
    assert told["DO_NOT_TRACK"] == "1"
    assert told.keys() <= flows._DEFAULTS.keys() | {_HEARTBEAT}
    assert all(value == flows._DEFAULTS.get(name, value) for name, value in told.items())


def test_a_run_is_taken_for_dead_when_six_signs_of_life_are_missing() -> None:
    """With fewer than three, one event that got lost would end a healthy run."""
    (automation,) = AUTOMATIONS
    core = AutomationCore.model_validate(automation)
    assert isinstance(core.trigger, EventTrigger)
    (every,) = {int(one["work_pool"]["job_variables"]["env"][_HEARTBEAT]) for one in DEPLOYMENTS.values()}
    assert core.trigger.within == timedelta(seconds=6 * every)
    assert core.trigger.posture == Posture.Proactive
    assert core.trigger.after == {"prefect.flow-run.heartbeat"}
    (action,) = core.actions
    assert isinstance(action, ChangeFlowRunState)
    assert action.state == StateType.CRASHED


def test_it_looks_after_our_runs_only() -> None:
    """Others may use the same server."""
    (automation,) = AUTOMATIONS
    assert automation["trigger"]["match_related"]["prefect.resource.id"] == "prefect.tag.claimwatch"
    assert all(deployment["tags"] == ["claimwatch"] for deployment in DEPLOYMENTS.values())


def test_no_path_of_any_machine_stands_in_it() -> None:
    """The folder comes from the worker's environment."""
    (step,) = WRITTEN["pull"]
    assert step == {"prefect.deployments.steps.set_working_directory": {"directory": "{{ $CLAIMWATCH_HOME }}"}}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("deployments: [", "is no YAML"),
        ("name: claimwatch", "no list of deployments"),
        ("deployments: [watch]", "no list of deployments"),
    ],
)
def test_a_file_that_is_none_of_the_kind_is_named(text: str, said: str, tmp_path: Path) -> None:
    """The user's own schedule file is read with the same care."""
    path = tmp_path / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError, match=said) as refused:
        read_deployments(path)
    assert "mine.yaml" in str(refused.value)


def test_a_deployment_that_cannot_be_served_is_named() -> None:
    """A flow that is not there, a limit that is none, a trigger with a misspelt key."""
    for wrong in (
        {"entrypoint": "flows.watch.nothing"},
        {"schedules": [{"every": 3}]},
        {"triggers": [{"type": "evnt"}]},
    ):
        with pytest.raises(ConfigurationError, match=r"deployment watch of flows\.watch"):
            serve.deployment(DEPLOYMENTS["watch"] | wrong, {})
