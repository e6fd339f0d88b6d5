"""Lines for a terminal: wrapped, indented, coloured where colour is wanted, and safe to print."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import sys
import textwrap
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Paper", "day", "plain", "plural", "program", "without_password"]

_WIDEST = 100
# A column narrower than this breaks nearly every word: then a row is a block of its own.
_NARROWEST_COLUMN = 12
_USER_AND_PASSWORD = re.compile(r"(?<=://)[^\s/?#]*@")
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn"}
Style = Literal["title", "strong", "quiet", "good", "warn", "quote"]
_STYLES: dict[str, dict[str, object]] = {
    "title": {"bold": True, "underline": True},
    "strong": {"bold": True},
    "quiet": {"dim": True},
    "good": {"fg": "green"},
    "warn": {"fg": "yellow"},
    "quote": {"italic": True},
}


class Paper:
    """
    Writes lines to standard output.

    Colour, bold and the like only on a terminal that knows them, and never with NO_COLOR (no-color.org).
    """

    def __init__(self) -> None:
        self.width = min(shutil.get_terminal_size((_WIDEST, 24)).columns, _WIDEST)
        knows = sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
        self._colour = None if knows and not os.environ.get("NO_COLOR") else False

    def line(self, text: str = "", *, indent: int = 0, style: Style | None = None) -> None:
        """Write a paragraph, wrapped under its own indentation."""
        if not text:
            click.echo()
            return
        space = " " * indent
        wrapped = textwrap.wrap(
            plain(text), self.width, initial_indent=space, subsequent_indent=space, break_on_hyphens=False
        )
        for piece in wrapped:
            click.echo(click.style(piece, **_STYLES[style]) if style else piece, color=self._colour)  # type: ignore[arg-type]  # styles are click's own keywords

    def command(self, text: str, *, indent: int) -> None:
        """Write a command on one line however long, so that it can be pasted."""
        click.echo(" " * indent + text)

    def heading(self, text: str) -> None:
        """Write a heading with a line free above it."""
        self.line()
        self.line(text, style="title")

    def quote(self, text: str, *, indent: int) -> None:
        """Write evidence, verbatim but for line breaks, in quotation marks of its own where it has none."""
        bare = plain(text)
        self.line(bare if bare[:1] in "“\"'" else f"“{bare}”", indent=indent, style="quote")

    def table(self, columns: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
        """Write a table as wide as the terminal; where columns would be too narrow to read, a block for each row."""
        wide, names = shutil.get_terminal_size((120, 24)).columns, [plain(column) for column in columns]
        cells = (["" if cell is None else plain(str(cell)) for cell in row] for row in rows)
        if len(names) * _NARROWEST_COLUMN > wide:
            self._blocks(names, cells)
        else:
            self._table(names, cells, wide)

    def _blocks(self, names: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        for row in rows:
            for name, cell in zip(names, row, strict=True):
                click.echo(f"{name}: {cell}".rstrip())
            click.echo()

    def _table(self, names: Sequence[str], rows: Iterable[Sequence[str]], wide: int) -> None:
        from rich.console import Console  # noqa: PLC0415 - a tenth of a second that only tables need
        from rich.table import Table  # noqa: PLC0415
        from rich.text import Text  # noqa: PLC0415

        table = Table(box=None, pad_edge=False, header_style="bold")
        for name in names:
            table.add_column(Text(name), overflow="fold")
        for row in rows:
            table.add_row(*map(Text, row))
        bare = self._colour is False
        Console(
            width=wide,
            color_system=None if bare else "auto",
            force_terminal=False if bare else None,
            highlight=False,
            markup=False,
            emoji=False,
        ).print(table)


def plain(text: str) -> str:
    """Return the text on one line without control or invisible characters: web text must not steer a terminal."""
    spaced = "".join(" " if letter.isspace() else letter for letter in text)
    return " ".join("".join(letter for letter in spaced if unicodedata.category(letter) not in _HIDDEN).split())


def without_password(text: str) -> str:
    """Return a text with user and password of every web address in it left out: `http://…@host/`."""
    return _USER_AND_PASSWORD.sub("…@", text)


def program() -> str:
    """Return how to call claimwatch from where the user is: by name where that is found, else as it was called."""
    called = Path(sys.argv[0])
    if shutil.which("claimwatch") or called.name != "claimwatch":
        return "claimwatch"
    here = Path.cwd()
    return shlex.quote(str(called.relative_to(here) if called.is_relative_to(here) else called))


def plural(count: int, one: str, many: str | None = None) -> str:
    """Return "1 story", "3 stories"."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def day(moment: object) -> str:
    """Return a moment to the minute in UTC, or a dash."""
    return f"{moment:%Y-%m-%d %H:%M}" if moment else "—"
