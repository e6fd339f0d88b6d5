"""Lines for a terminal: wrapped, indented, coloured where colour is wanted, and safe to print."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import sys
import textwrap
import unicodedata
from bisect import bisect_right
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Paper", "Piece", "day", "plain", "plural", "program", "without_password"]

_WIDEST = 100
# A column narrower than this breaks nearly every word: then a row is a block of its own.
_NARROWEST_COLUMN = 12
_GAP = "  "
_USER_AND_PASSWORD = re.compile(r"(?<=://)[^\s/?#]*@")
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn"}
Style = Literal["title", "strong", "quiet", "good", "warn", "quote", "copied", "speaker", "cue", "content"]
Piece = tuple[str, Style | None]
"""Text of one style."""
_STYLES: dict[str, dict[str, object]] = {
    "title": {"bold": True, "underline": True},
    "strong": {"bold": True},
    "quiet": {"dim": True},
    "good": {"fg": "green"},
    "warn": {"fg": "yellow"},
    "quote": {"italic": True},
    "copied": {"bold": True, "underline": True},
    "speaker": {"bold": True, "fg": "cyan"},
    "cue": {"bold": True, "fg": "yellow"},
    "content": {"bold": True, "italic": True},
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

    @property
    def colourful(self) -> bool:
        """Whether bold and underlined words show as such."""
        return self._colour is not False

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

    def pieces(self, pieces: Iterable[Piece], *, indent: int) -> None:
        """Write one line, no longer than the caller has made it, in several styles."""
        styled = (click.style(plain_piece, **_STYLES[style]) if style else plain_piece for plain_piece, style in pieces)  # type: ignore[arg-type]  # styles are click's own keywords
        click.echo((" " * indent + "".join(styled)).rstrip(), color=self._colour)

    def entry(self, label: str, text: str, *, indent: int, wide: int) -> None:
        """Write what is known under a label, wrapped beside it, or below; `wide` is how much room labels have."""
        if self.width - indent - wide < _NARROWEST_COLUMN:
            near = min(indent, self.width // 4)
            if label.strip():
                self.line(label, indent=near, style="quiet")
            self.line(text, indent=near + 1)
            return
        space = " " * wide
        lines = textwrap.wrap(plain(text), self.width - indent, initial_indent=space, subsequent_indent=space)
        for number, line in enumerate(lines):
            self.pieces([(f"{label:<{wide}}" if number == 0 else space, "quiet"), (line[wide:], None)], indent=indent)

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
            self._blocks(names, cells, wide)
        else:
            self._table(names, cells, wide)

    def _blocks(self, names: Sequence[str], rows: Iterable[Sequence[str]], wide: int) -> None:
        for row in rows:
            for name, cell in zip(names, row, strict=True):
                for line in _folded(f"{name}: {cell}".rstrip(), wide):
                    click.echo(line)
            click.echo()

    def _table(self, names: Sequence[str], rows: Iterable[Sequence[str]], wide: int) -> None:
        from rich.cells import cell_len  # noqa: PLC0415 - only tables need it

        # A table of rich's, which measures and draws each cell by itself, takes three seconds for 5,000 feeds.
        table = [names, *rows]
        widths = _widths([max(map(cell_len, column)) for column in zip(*table, strict=True)], wide)
        for number, row in enumerate(table):
            cells = (_folded(cell, width) for cell, width in zip(row, widths, strict=True))
            for parts in zip_longest(*cells, fillvalue=""):
                padded = (part + " " * (width - cell_len(part)) for part, width in zip(parts, widths, strict=True))
                line = _GAP.join(padded).rstrip()
                click.echo(click.style(line, bold=True) if number == 0 else line, color=self._colour)


def _widths(wanted: Sequence[int], wide: int) -> list[int]:
    """Return the widths of columns on so wide a page: what they want, or so much of it that the widest are alike."""
    room = wide - len(_GAP) * (len(wanted) - 1)
    caps = range(1, max(wanted, default=0) + 1)
    # So many caps leave room for all, and they begin with 1.
    most = bisect_right(caps, room, key=lambda cap: sum(min(one, cap) for one in wanted))
    return [min(one, max(most, 1)) for one in wanted]


def _folded(text: str, width: int) -> list[str]:
    """Return the lines of a cell, broken between words where that can be."""
    from rich.cells import cell_len  # noqa: PLC0415

    if cell_len(text) <= width:
        return [text]
    from rich.console import Console  # noqa: PLC0415 - a tenth of a second that only long cells need
    from rich.text import Text  # noqa: PLC0415

    return [line.plain.rstrip() for line in Text(text).wrap(Console(), width, overflow="fold")]


def plain(text: str) -> str:
    """Return the text on one line without control or invisible characters: web text must not steer a terminal."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
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
