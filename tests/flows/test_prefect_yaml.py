from __future__ import annotations

import importlib
import inspect
from typing import Any

import pytest
import yaml
from prefect import Flow
from prefect.cli.deploy._models import DeploymentConfig, PrefectYamlModel, WorkPoolConfig
from prefect.client.schemas.objects import ConcurrencyLimitConfig

import flows
from pipeline.resources import PREFECT_YAML

WRITTEN = yaml.safe_load(PREFECT_YAML.read_text(encoding="utf-8"))
DEPLOYMENTS = {deployment["name"]: deployment for deployment in WRITTEN["deployments"]}

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
    """Without a slug every deploy would add the schedule once more."""
    (read,) = [one for one in PrefectYamlModel(**WRITTEN).deployments if one.name == deployment["name"]]
    assert read.schedules
    assert len(read.schedules) == len(deployment["schedules"])
    for written, schedule in zip(deployment["schedules"], read.schedules, strict=True):
        assert written["slug"]
        assert written["timezone"] == "UTC"
        assert type(schedule).__name__ != "dict"


@each_deployment
def test_a_flow_that_writes_runs_one_at_a_time(deployment: dict[str, Any]) -> None:
    """The database has one writer; a run that comes too early is cancelled and not queued."""
    assert ConcurrencyLimitConfig(**deployment["concurrency_limit"]).limit == 1
    assert deployment["concurrency_limit"]["collision_strategy"] == "CANCEL_NEW"


@each_deployment
def test_a_worker_is_told_what_flows_tells_prefect(deployment: dict[str, Any]) -> None:
    """A worker imports Prefect before flows/__init__.py can set anything; the two lists must agree."""
    told = deployment["work_pool"]["job_variables"]["env"]
    assert told["DO_NOT_TRACK"] == "1"
    assert told.items() <= flows._DEFAULTS.items()


def test_no_path_of_any_machine_stands_in_it() -> None:
    """The folder comes from the worker's environment."""
    (step,) = WRITTEN["pull"]
    assert step == {"prefect.deployments.steps.set_working_directory": {"directory": "{{ $CLAIMWATCH_HOME }}"}}
