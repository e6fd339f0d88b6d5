"""The options that several commands have, and what they stand for."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipeline.config import Settings
    from pipeline.store.published import Published

__all__ = ["PARTLY", "Folder", "again", "json_option", "published_in", "settings_of", "settings_of_stored", "where"]

PARTLY = 3
"""The exit code when some of it went wrong."""


class Folder(click.Path):
    """A database folder, or the address of a lake, which binds a folder to it (docs/lake.md)."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Return the folder."""
        from pipeline.lake_address import folder_of

        return folder_of(str(super().convert(value, param, ctx)))


def where(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that every command has."""
    topic = click.option(
        "--topic", "topics", multiple=True, type=click.Path(path_type=Path), metavar="DIR",
        help="Topic folder; may be repeated. Default: every folder of seeds/.",
    )  # fmt: skip
    db = click.option("--db", type=Folder(), metavar="DIR", help="Database folder. Default: var/.")
    return topic(db(command))


def again(topics: Sequence[Path], db: Path | None) -> str:
    """Return the options that the user gave, so that a command shown can be pasted and finds the same database."""
    given = [*(("--topic", topic) for topic in topics), *([("--db", db)] if db else [])]
    return "".join(f" {option} {shlex.quote(str(value))}" for option, value in given)


json_option = click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")


def settings_of(topics: Sequence[Path], db: Path | None, alert_to: str | None = None) -> Settings:
    """Return the settings that options, environment and defaults make."""
    from pipeline.config import Settings

    return Settings.of(db=db, topics=topics, alert_to=alert_to)


def settings_of_stored(topics: Sequence[Path], db: Path | None) -> Settings:
    """Return the settings for what works on a database that is there; the demo's has topics that come with it."""
    from pipeline.demo.play import demo_topics

    settings = settings_of(topics, db)
    return settings if topics else settings_of(demo_topics(settings.db), db)


def published_in(db: Path | None) -> Published:
    """Return the published database of the folder meant."""
    from pipeline.store.database import Database
    from pipeline.store.published import Published

    return Published(Database(settings_of((), db).db).published)
