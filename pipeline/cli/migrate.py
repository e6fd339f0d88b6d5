"""The command that moves a ledger: from its files into a lake, or back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.options import json_option, settings_of, where
from pipeline.screen.streams import print_json

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["migrate"]


@click.command()
@where
@json_option
@click.option(
    "--to", "target", required=True, metavar="ADDRESS|DIR",
    help="Where to: ducklake:postgres:…?data=…, or a folder without a ledger.",
)  # fmt: skip
def migrate(topics: Sequence[Path], db: Path | None, target: str, *, as_json: bool) -> None:
    """Move the ledger into DuckLake, or back into files; every table is compared, the old one stays (docs/lake.md)."""
    from pipeline.lake_address import LakeAddress, is_address
    from pipeline.screen.paper import plural
    from pipeline.store.transfer import to_files, to_lake

    folder = settings_of(topics, db).db
    if is_address(target):
        copied = to_lake(folder, LakeAddress.of(target))
        left = f"{folder / 'live.duckdb'} and {folder / 'news.duckdb'}"
        now = f"the ledger of {folder} is there from now on; {left} stay as they were, move them away when you like"
    else:
        copied = to_files(folder, Path(target))
        now = f"it is published in {target}; kept pages stay in {folder / 'pages'}, move that folder too to have them"
    if as_json:
        print_json([{"table": table, "rows": rows} for table, rows in copied.items()])
    click.echo(f"{plural(sum(copied.values()), 'row')} of {len(copied)} tables copied and found the same", err=True)
    click.echo(now, err=True)
