"""Two texts next to each other, the words that stand in both marked."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import groupby, zip_longest
from typing import TYPE_CHECKING, NamedTuple

from pipeline.screen.paper import plain
from pipeline.text import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.screen.paper import Paper, Piece

__all__ = ["Side", "SideBySide"]

_NARROW = 80
"""Below so many characters two columns are too thin to read."""
_BEGINNING = 30
_END = 10
_AROUND = 6
_BETWEEN = " │ "


class Side(NamedTuple):
    """A passage of one text, and the text around it."""

    before: str
    passage: str
    after: str


class _Token(NamedTuple):
    word: str
    marked: bool


_Line = tuple[_Token, ...]


class SideBySide:
    """
    Writes passages as two texts have them, with a few words around; of a long one its beginning and its end.

    Words that both have are bold and underlined, or in square brackets where the terminal shows no such thing. Where
    two columns would be too thin, one text stands below the other.
    """

    def __init__(self, paper: Paper, one: str, other: str, *, indent: int = 0) -> None:
        self._paper, self._indent = paper, indent
        self._names = plain(one), plain(other)
        self._stacked = paper.width < _NARROW
        self._wide = paper.width - indent - 2 if self._stacked else (paper.width - indent - len(_BETWEEN)) // 2

    def heading(self) -> None:
        """Write what the two columns are."""
        if not self._stacked:
            left, right = (_shortened(name, self._wide) for name in self._names)
            self._paper.pieces([(f"{left:<{self._wide}}{_BETWEEN}{right}", "quiet")], indent=self._indent)

    def passage(self, one: Side, other: Side) -> None:
        """Write one passage."""
        colourful = self._paper.colourful
        columns = [
            _wrapped(_tokens(ours, theirs, colourful=colourful), self._wide)
            for ours, theirs in ((one, other), (other, one))
        ]
        if self._stacked:
            self._below_each_other(columns)
        else:
            self._next_to_each_other(columns)

    def _below_each_other(self, columns: Iterable[list[_Line]]) -> None:
        for name, lines in zip(self._names, columns, strict=True):
            self._paper.line(name, indent=self._indent, style="quiet")
            for line in lines:
                self._paper.pieces(_pieces(line), indent=self._indent + 2)

    def _next_to_each_other(self, columns: Iterable[list[_Line]]) -> None:
        for ours, theirs in zip_longest(*columns, fillvalue=()):
            gap = " " * (self._wide - _width(ours))
            self._paper.pieces([*_pieces(ours), (f"{gap}{_BETWEEN}", "quiet"), *_pieces(theirs)], indent=self._indent)


def _tokens(side: Side, other: Side, *, colourful: bool) -> list[_Token]:
    """Return the words to be shown, those that the other side has too marked."""
    before, passage, after = _glued(side)
    shown, cut = _cut(passage)
    common = _common(shown, _cut(_glued(other)[1])[0])
    marked = [_Token(word, at in common) for at, word in enumerate(shown)]
    if cut:
        marked.insert(_BEGINNING, _Token(f"… {cut} more words …", marked=False))
    lead = ["…", *before[-_AROUND:]] if len(before) > _AROUND else before
    tail = [*after[:_AROUND], "…"] if len(after) > _AROUND else after
    tokens = [*(_Token(word, marked=False) for word in lead), *marked, *(_Token(word, marked=False) for word in tail)]
    return tokens if colourful else _in_brackets(tokens)


def _glued(side: Side) -> tuple[list[str], list[str], list[str]]:
    """Return the words before, in and after a passage; marks that stand next to its first or last word go with it."""
    head = "" if side.before[-1:].isspace() else "".join(side.before.split()[-1:])
    tail = "" if side.after[:1].isspace() else "".join(side.after.split()[:1])
    before, after = side.before[: len(side.before) - len(head)], side.after[len(tail) :]
    return plain(before).split(), plain(head + side.passage + tail).split(), plain(after).split()


def _cut(passage: list[str]) -> tuple[list[str], int]:
    """Return a long passage without its middle, and how many words that has."""
    cut = len(passage) - _BEGINNING - _END
    return (passage[:_BEGINNING] + passage[-_END:], cut) if cut > _END else (passage, 0)


def _common(ours: Sequence[str], theirs: Sequence[str]) -> set[int]:
    """Return which of our words stand in the other text, in the same order; capitals and marks do not matter."""
    keys, others = _keys(ours), _keys(theirs)
    if keys == others:
        return set(range(len(ours)))
    blocks = SequenceMatcher(None, keys, others, autojunk=False).get_matching_blocks()
    return {at for block in blocks for at in range(block.a, block.a + block.size)}


def _keys(written: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(word.text for word in words(one)) for one in written]


def _in_brackets(tokens: Sequence[_Token]) -> list[_Token]:
    bracketed: list[_Token] = []
    for marked, run in groupby(tokens, key=lambda token: token.marked):
        words_of_run = [token.word for token in run]
        if marked:
            words_of_run[0] = f"[{words_of_run[0]}"
            words_of_run[-1] = f"{words_of_run[-1]}]"
        bracketed += [_Token(word, marked) for word in words_of_run]
    return bracketed


def _wrapped(tokens: Sequence[_Token], wide: int) -> list[_Line]:
    """Return the lines; a word longer than a line is broken."""
    lines: list[_Line] = []
    line: _Line = ()
    for token in tokens:
        rest = token
        while _width((*line, rest)) > wide:
            if line:
                lines.append(line)
                line = ()
            else:
                lines.append((_Token(rest.word[:wide], rest.marked),))
                rest = _Token(rest.word[wide:], rest.marked)
        line = (*line, rest)
    return [*lines, line] if line else lines


def _width(line: Sequence[_Token]) -> int:
    from rich.cells import cell_len  # noqa: PLC0415 - only two columns need it

    return cell_len(" ".join(token.word for token in line))


def _pieces(line: Sequence[_Token]) -> list[Piece]:
    """Return a line as runs of one style; the space between two runs has none."""
    pieces: list[Piece] = []
    for marked, run in groupby(line, key=lambda token: token.marked):
        if pieces:
            pieces.append((" ", None))
        pieces.append((" ".join(token.word for token in run), "copied" if marked else "quiet"))
    return pieces


def _shortened(heading: str, wide: int) -> str:
    return heading if len(heading) <= wide else f"{heading[: wide - 1]}…"
