"""The commands of families: which outlets have one owner, and therefore one voice."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.defaults import GroupWithDefault
from pipeline.cli.options import again, json_option, settings_of, settings_of_stored, where
from pipeline.screen.streams import print_json

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["families"]

_note = click.option("--note", metavar="TEXT", help="Why; it is kept with it.")


@click.group(cls=GroupWithDefault, subcommand_metavar="[COMMAND [ARGS]...]")
def families() -> None:
    """List which outlets have one owner and count as one voice (claimwatch families), or say so."""


@families.command("list")
@where
@json_option
def families_list(topics: Sequence[Path], db: Path | None, *, as_json: bool) -> None:
    """List the families: those that are widely known, and what people said."""
    from pipeline.screen.families import family_records, show_families
    from pipeline.screen.paper import Paper

    records = family_records(settings_of(topics, db).db)
    if as_json:
        print_json(records)
    else:
        show_families(Paper(), records)


@families.command("join")
@where
@_note
@click.argument("outlet", metavar="OUTLET")
@click.argument("family", metavar="FAMILY")
def families_join(topics: Sequence[Path], db: Path | None, outlet: str, family: str, note: str | None) -> None:
    """Say that OUTLET belongs to FAMILY (the owner's name, or what you call it)."""
    _say(topics, db, [(outlet, family)], note)


@families.command("leave")
@where
@_note
@click.argument("outlet", metavar="OUTLET")
def families_leave(topics: Sequence[Path], db: Path | None, outlet: str, note: str | None) -> None:
    """Say that OUTLET belongs to no family, and is a voice of its own."""
    _say(topics, db, [(outlet, None)], note)


@families.command("import")
@where
@_note
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
def families_import(topics: Sequence[Path], db: Path | None, path: Path, note: str | None) -> None:
    """Say what a TOML file says: [[families]], each with its name and outlets."""
    from pipeline.link.families import families_in

    _say(topics, db, [(outlet, family.name) for family in families_in(path) for outlet in family.outlets], note)


def _say(topics: Sequence[Path], db: Path | None, kin: list[tuple[str, str | None]], note: str | None) -> None:
    from pipeline.doors import known_topics, open_doors
    from pipeline.link.families import refuse_no_name
    from pipeline.overruling.families import say
    from pipeline.screen.families import show_said
    from pipeline.screen.paper import Paper

    for outlet, family in kin:
        refuse_no_name(outlet, "the outlet")
        refuse_no_name("none" if family is None else family, "the family")
    settings = settings_of_stored(topics, db)
    with open_doors(settings) as doors:
        said = say(known_topics(settings), doors, kin, note)
    show_said(Paper(), said, kin, again(topics, db))
