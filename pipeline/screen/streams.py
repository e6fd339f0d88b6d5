"""Standard output and standard error, whatever they can carry."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING, Any

import click

from pipeline.json_line import json_line
from pipeline.screen.paper import without_password

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["complain", "print_json", "print_what_can_be_printed"]


def print_what_can_be_printed() -> None:
    """From now on a letter that a terminal or pipe cannot carry is a question mark there, and the rest is printed."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def print_json(rows: Iterable[Mapping[str, Any]]) -> None:
    """Write one JSON object a line to standard output."""
    for row in rows:
        click.echo(json_line(row, sys.stdout.encoding))


def complain(error: BaseException) -> None:
    """Write an error to standard error in one line, secrets left out."""
    text = str(error)
    if isinstance(error, UnicodeEncodeError):
        letters = error.object[error.start : error.end]
        text = f"{letters!a} is no text that can be stored or printed here; is the locale set to UTF-8?"
    click.echo(f"claimwatch: {without_password(text)}", err=True)
