from __future__ import annotations

import os
import subprocess
import sys

import flows

IMPORT_EVERYTHING = """
import importlib, pkgutil, sys
sys.modules["prefect"] = None  # any import of it raises ModuleNotFoundError
import pipeline
names = [found.name for found in pkgutil.walk_packages(pipeline.__path__, "pipeline.")]
for name in names:
    importlib.import_module(name)
print(len(names))
"""


def test_the_pipeline_needs_no_prefect() -> None:
    """Every module of pipeline/ can be imported where Prefect cannot: what it does is right without it."""
    assert int(said_by(IMPORT_EVERYTHING)) > 50


SETTINGS = """
import os
import flows
from prefect.settings import get_current_settings
found = get_current_settings()
recorder = found.server.services.task_run_recorder
print(os.environ["DO_NOT_TRACK"], found.server.analytics_enabled, found.server.ephemeral.startup_timeout_seconds,
      recorder.batch_size, recorder.read_batch_size, *found.logging.extra_loggers)
"""


def test_flows_turns_telemetry_off_and_waits_for_a_slow_start() -> None:
    """Importing flows gives Prefect its settings, and Prefect takes them."""
    assert settings_with({}) == "1 False 90 200 200 pipeline"


def test_what_the_environment_says_stands() -> None:
    """The settings are defaults only."""
    assert settings_with({"PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "300"}).split()[2] == "300"


def settings_with(given: dict[str, str]) -> str:
    """What a new process prints whose environment says nothing of what flows sets by default."""
    return said_by(SETTINGS, {name: os.environ[name] for name in os.environ if name not in flows._DEFAULTS} | given)


def said_by(script: str, environment: dict[str, str] | None = None) -> str:
    """What a script prints in a Python of its own."""
    done = subprocess.run(  # noqa: S603 - the script stands above
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, env=environment
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()
