"""
Serve every deployment of prefect.yaml in this process: `python -m flows.serve FILE [--db DIR] [--topic DIR …]`.

It needs a server that runs already; `flows.foreground` brings one along.
"""

from __future__ import annotations

import argparse
import importlib
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prefect import serve
from prefect.client.schemas.objects import ConcurrencyLimitConfig
from prefect.events import DeploymentTriggerTypes
from prefect.schedules import Schedule
from prefect.types.entrypoint import EntrypointType
from pydantic import TypeAdapter

from flows.forgetting import close_abandoned
from flows.written import read_deployments
from pipeline.doors import clock
from pipeline.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from prefect.deployments.runner import RunnerDeployment

    from flows.written import Written

__all__ = ["deployment", "main"]

_TRIGGER: TypeAdapter[DeploymentTriggerTypes] = TypeAdapter(DeploymentTriggerTypes)


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve until a signal ends it; whoever starts it sees to that."""
    parser = argparse.ArgumentParser(prog="python -m flows.serve", description=(__doc__ or "").strip())
    parser.add_argument("file", type=Path)
    parser.add_argument("--db", type=Path, required=True)
    parser.add_argument("--topic", dest="topics", type=Path, action="append")
    parser.add_argument("--alone", action="store_true", help="nobody else makes runs for this server")
    options = parser.parse_args(arguments)
    given = {"db": str(options.db)} | ({"topics": [str(path) for path in options.topics]} if options.topics else {})
    deployments = [deployment(written, given) for written in read_deployments(options.file)]
    if options.alone:
        close_abandoned(clock())
    # Schedules stay on while nobody serves them: pausing them would need the server, which may be what has gone.
    serve(*deployments, pause_on_shutdown=False, print_starting_message=False)


def deployment(written: Written, parameters: Mapping[str, Any]) -> RunnerDeployment:
    """
    Return a deployment that can be served; `parameters` stand in for those of the file, where the flow takes them.

    Raises ConfigurationError when what is written cannot be deployed.
    """
    module, _, name = str(written["entrypoint"]).rpartition(".")
    try:
        flow = getattr(importlib.import_module(module), name)
        limit = written.get("concurrency_limit")
        taken = {key: value for key, value in parameters.items() if key in flow.parameters.properties}
        made: RunnerDeployment = flow.to_deployment(
            written["name"],
            description=written.get("description"),
            tags=written.get("tags"),
            parameters=written.get("parameters", {}) | taken,
            schedules=[_schedule(one) for one in written.get("schedules", ())],
            triggers=[_TRIGGER.validate_python(one) for one in written.get("triggers", ())],
            concurrency_limit=ConcurrencyLimitConfig(**limit) if isinstance(limit, dict) else limit,
            entrypoint_type=EntrypointType.MODULE_PATH,
        )
    except (ImportError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise ConfigurationError(f"deployment {written.get('name')} of {written['entrypoint']}: {error}") from error
    return made


def _schedule(written: Written) -> Schedule:
    interval = written.get("interval")
    return Schedule(**(written | ({"interval": timedelta(seconds=float(interval))} if interval else {})))


if __name__ == "__main__":
    main()
