"""A paragraph with the evidence marked that stands in it, and in the evidence who speaks, by which words, and what."""

from __future__ import annotations

import re
from itertools import groupby, pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from pipeline.screen.paper import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.models import Span
    from pipeline.screen.paper import Paper, Piece, Style

__all__ = ["Stretch", "show_marked"]

_WORD = re.compile(r"\S+")
_LONG = 100
"""A paragraph of more words is shown around the evidence only."""
_AROUND = 25
_LONG_EVIDENCE = 160
"""Nobody writes such sentences: a list without full stops, or a trap. Shown are its beginning and its end."""
_BEGINNING = 100
_END = 30
_GUTTER = "│ "


class Stretch(NamedTuple):
    """Characters to be told from the others."""

    start: int
    end: int
    style: Style


class _Chunk(NamedTuple):
    """A word, or a part of one."""

    text: str
    style: Style | None
    evidence: bool


_Word = tuple[_Chunk, ...]


def show_marked(paper: Paper, text: str, evidence: Span, stretches: Sequence[Stretch], *, indent: int) -> None:
    """
    Write a text behind a rule, its `evidence` marked and in it the stretches, of which the first wins where two meet.

    On a terminal that shows styles what is around the evidence is dim; elsewhere the evidence is in square brackets.
    Of a long text only the words near the evidence are shown, of very long evidence its beginning and its end.
    """
    words = _trimmed(list(_words(text, evidence, stretches)))
    if not paper.colourful:
        words = _in_brackets(words)
    for line in _wrapped(words, paper.width - indent - len(_GUTTER)):
        paper.pieces([(_GUTTER, "quiet"), *_pieces(line)], indent=indent)


def _words(text: str, evidence: Span, stretches: Sequence[Stretch]) -> Iterator[_Word]:
    edges = sorted({*evidence, *(edge for stretch in stretches for edge in (stretch.start, stretch.end))})
    for match in _WORD.finditer(text):
        begin, finish = match.span()
        cuts = [begin, *(edge for edge in edges if begin < edge < finish), finish]
        chunks = (_chunk(text, start, end, evidence, stretches) for start, end in pairwise(cuts))
        if word := tuple(chunk for chunk in chunks if chunk.text):
            yield word


def _chunk(text: str, start: int, end: int, evidence: Span, stretches: Iterable[Stretch]) -> _Chunk:
    inside = evidence[0] <= start < evidence[1]
    marked = next((stretch.style for stretch in stretches if stretch.start <= start < stretch.end), None)
    return _Chunk(plain(text[start:end]), marked or ("strong" if inside else "quiet"), inside)


def _trimmed(words: list[_Word]) -> list[_Word]:
    """Cut what is too long to be read: first around the evidence, then in its midst."""
    places = [at for at, word in enumerate(words) if any(chunk.evidence for chunk in word)]
    if not places or len(words) <= _LONG:
        return words
    first, last = places[0], places[-1] + 1
    before, shown, after = words[:first], words[first:last], words[last:]
    if len(before) > _AROUND:
        before = [_note("…"), *before[-_AROUND:]]
    if len(after) > _AROUND:
        after = [*after[:_AROUND], _note("…")]
    if len(shown) > _LONG_EVIDENCE:
        cut = len(shown) - _BEGINNING - _END
        shown = [*shown[:_BEGINNING], _note(f"… {cut} more words …"), *shown[-_END:]]
    return [*before, *shown, *after]


def _note(text: str) -> _Word:
    return (_Chunk(text, "quiet", evidence=False),)


def _in_brackets(words: Sequence[_Word]) -> list[_Word]:
    """Put a bracket before the first letter of the evidence and one after its last."""
    places = [(at, part) for at, word in enumerate(words) for part, chunk in enumerate(word) if chunk.evidence]
    if not places:
        return list(words)
    bracketed = [list(word) for word in words]
    (at, part), (last_at, last_part) = places[0], places[-1]
    bracketed[at][part] = bracketed[at][part]._replace(text=f"[{bracketed[at][part].text}")
    end = bracketed[last_at][last_part]
    bracketed[last_at][last_part] = end._replace(text=f"{end.text}]")
    return [tuple(word) for word in bracketed]


def _wrapped(words: Iterable[_Word], wide: int) -> Iterator[list[_Word]]:
    """Yield the lines; a word longer than a line is broken."""
    line: list[_Word] = []
    room = wide
    for whole in words:
        for word in _broken(whole, wide):
            needed = _width(word) + bool(line)
            if needed > room and line:
                yield line
                line, room, needed = [], wide, _width(word)
            line.append(word)
            room -= needed
    if line:
        yield line


def _broken(word: _Word, wide: int) -> Iterator[_Word]:
    if _width(word) <= wide:
        yield word
        return
    part: list[_Chunk] = []
    for chunk in word:
        for letter in chunk.text:
            if part and _width((*part, chunk._replace(text=letter))) > wide:
                yield tuple(part)
                part = []
            part.append(chunk._replace(text=letter))
    yield tuple(part)


def _width(word: _Word) -> int:
    from rich.cells import cell_len  # noqa: PLC0415 - only a paragraph needs it

    return cell_len("".join(chunk.text for chunk in word))


def _pieces(line: Sequence[_Word]) -> list[Piece]:
    """Return a line as runs of one style; a space between two styles has none."""
    chunks: list[_Chunk] = []
    for number, word in enumerate(line):
        if number:
            same = chunks[-1].style == word[0].style
            chunks.append(_Chunk(" ", word[0].style if same else None, evidence=False))
        chunks += word
    runs = groupby(chunks, key=attrgetter("style"))
    return [("".join(chunk.text for chunk in run), style) for style, run in runs]
