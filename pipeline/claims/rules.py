"""
What an article says, statement by statement, in text order: the rules extractor.

    paragraphs -> sentences -> attributions + the author's own voice -> stand-alone claim -> weight, event, time, origin

Pure and deterministic: the same text and vocabulary always give the same statements, and no text makes it raise.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING

from pipeline.claims.article import Reading
from pipeline.claims.drafts import STAMP
from pipeline.claims.extractor import NO_VOCABULARY, Extraction
from pipeline.claims.reading.boilerplate import is_boilerplate, is_byline
from pipeline.claims.reading.datelines import after_dateline
from pipeline.claims.reading.sentences import paragraphs, passage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, datetime

    from pipeline.claims.extractor import Piece
    from pipeline.models import Span, Statement
    from pipeline.topic import Vocabulary

__all__ = ["RULES", "Rules", "statements"]


class Rules:
    """The default extractor: rules over bundled word lists, no model, no download."""

    stamp = STAMP
    languages = frozenset({"en"})

    def foresee(self, pieces: Iterable[Piece]) -> None:
        """Nothing to do: rules answer at once."""

    def __call__(self, piece: Piece) -> Extraction:
        """See `statements`."""
        said = statements(piece.text, title=piece.title, published_at=piece.published_at, vocabulary=piece.vocabulary)
        return Extraction(said)


RULES = Rules()
_AHEAD = 1000
"""Paragraphs whose names are taken in before the first of them makes statements; no news article has more."""


def statements(
    text: str,
    *,
    title: str | None = None,
    published_at: datetime | None = None,
    vocabulary: Vocabulary = NO_VOCABULARY,
) -> tuple[Statement, ...]:
    """
    Return what the text says, one statement for each thing somebody or the author says, in text order.

    Every span holds: `statement.evidence == text[slice(*statement.evidence_span)]`, and so for speaker and cue. Times
    become intervals counted from `published_at`; without it only expressions that carry their own date do. `title`
    helps to know who is meant and makes no statement of its own. Never raises, whatever the text.
    """
    with _no_circles():
        found = _read(text, title, vocabulary, published_at.date() if published_at is not None else None)
    return tuple(sorted(found, key=lambda s: (s.evidence_span, s.cue_span or (0, 0), s.content_span or (0, 0))))


def _read(text: str, title: str | None, vocabulary: Vocabulary, anchor: date | None) -> list[Statement]:
    """What the text says; all that was made on the way is gone before Python searches for circles again."""
    reading = Reading(text, vocabulary, anchor)
    if title:
        reading.hear_title(passage(title, 0, len(title)))
    found: list[Statement] = []
    lines = _telling(text)
    while ahead := [passage(text, start, end) for start, end in islice(lines, _AHEAD)]:
        reading.hear(ahead)
        found += reading.paragraphs(ahead)
    return found


@contextmanager
def _no_circles() -> Iterator[None]:
    """Let Python not search for circles to collect: reading makes none, and the search takes 3 % of it."""
    searches = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searches:
            gc.enable()


def _telling(text: str) -> Iterator[Span]:
    """The paragraphs that may make statements, each once: no credits, no bylines, no "Read more"."""
    biography = False
    seen: set[str] = set()
    for start, end in paragraphs(text):
        line = text[start:end]
        biography = is_byline(line) or (biography and line.startswith(("I ", "He ", "She ")))
        if not (biography or is_boilerplate(line) or line in seen):
            seen.add(line)
            yield after_dateline(text, start, end), end
