"""The command that looks at the whole: feeds, runs, topics, checks, bursts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from pipeline.cli.options import json_option, settings_of_stored, where

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["vigil"]


@click.command()
@where
@json_option
def vigil(topics: Sequence[Path], db: Path | None, *, as_json: bool) -> int:
    """Look for feeds that fail or fell silent, runs that stopped, and bursts; alert what is new."""
    from pipeline.doors import clock, topics_and_feeds
    from pipeline.screen.vigil import exit_code, show_vigil
    from pipeline.store.ledger import Ledger
    from pipeline.vigil import vigil as look

    settings = settings_of_stored(topics, db)
    found, feeds = topics_and_feeds(settings, clock())
    seen = look(found, Ledger(settings.db), clock(), feeds=feeds, every=settings.every)
    show_vigil(seen, as_json=as_json)
    return exit_code(seen)
