"""The batch commands: JSON lines in, one line out for each."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from pipeline.cli.comparing import compare
from pipeline.cli.defaults import GroupWithDefault
from pipeline.cli.options import settings_of, where

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["claims", "extract", "group"]

_lines = click.option("--jsonl", is_flag=True, required=True, help="Read JSON lines, answer one line each.")


@click.command()
@where
@_lines
def extract(topics: Sequence[Path], db: Path | None, *, jsonl: bool) -> None:
    """Read pages: {"id","url","path"} in, the clean article out."""
    from pipeline.jsonl import extract_lines

    extract_lines(sys.stdin.buffer, sys.stdout)


@click.command()
@where
@_lines
def group(topics: Sequence[Path], db: Path | None, *, jsonl: bool) -> None:
    """
    Compare texts in order of arrival: {"id","text"} in, copy decision and story out.

    What came before is forgotten in the end, unless --db names a folder to remember it in. Texts that come within a
    fifth of a second, at most 200, are put into stories together; copies are told one by one.
    """
    from pipeline.jsonl import group_lines

    group_lines(sys.stdin.buffer, sys.stdout, db)


@click.group(cls=GroupWithDefault, subcommand_metavar="--jsonl | COMMAND [ARGS]...")
def claims() -> None:
    """Find what texts say (claimwatch claims --jsonl), or see where two extractors differ."""


@claims.command("lines")
@where
@_lines
@click.option("--extractor", metavar="rules|llm", help="What finds them. Default: CLAIMWATCH_EXTRACTOR, else rules.")
def claims_of_lines(topics: Sequence[Path], db: Path | None, extractor: str | None, *, jsonl: bool) -> None:
    """Find what texts say: {"id","text"} in, claims with evidence out."""
    from pipeline.doors import extractor_of
    from pipeline.jsonl import claims_lines

    settings = settings_of(topics, db)
    claims_lines(sys.stdin.buffer, sys.stdout, settings, extractor_of(settings, extractor))


claims.add_command(compare)
