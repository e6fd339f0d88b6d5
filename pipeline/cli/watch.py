"""The command that stays: everything on schedule, until it is stopped."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.options import where

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["watch"]


@click.command()
@where
@click.option(
    "--schedule", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="FILE",
    help="What is made when. Default: the prefect.yaml that comes with claimwatch.",
)  # fmt: skip
def watch(topics: Sequence[Path], db: Path | None, schedule: Path | None) -> None:
    """Keep watching: start a local Prefect server and make every run on schedule, until Ctrl-C."""
    given = [*(f"--topic={topic}" for topic in topics)]
    given += [f"--db={db}"] if db else []
    given += [f"--schedule={schedule}"] if schedule else []
    # Another program in this one's place, for nothing in here knows Prefect (docs/deploy.md). It gets the signals, and
    # its code comes from where this came from, whatever the current folder holds.
    ours = str(Path(__file__).parents[2])
    path = os.pathsep.join(filter(None, [ours, os.environ.get("PYTHONPATH")]))
    sys.stdout.flush()
    os.execve(  # noqa: S606 - our own interpreter, our own module, no shell
        sys.executable, [sys.executable, "-P", "-m", "flows.foreground", *given], os.environ | {"PYTHONPATH": path}
    )
