"""
What an article says, statement by statement, in text order: the rules extractor.

    paragraphs -> sentences -> attributions + the author's own voice -> stand-alone claim -> weight, event, time, origin

Pure and deterministic: the same text and vocabulary always give the same statements, and no text makes it raise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from pipeline.claims.article import Reading
from pipeline.claims.boilerplate import is_boilerplate, is_byline
from pipeline.claims.datelines import after_dateline
from pipeline.claims.sentences import paragraphs, passage
from pipeline.topic import Vocabulary

if TYPE_CHECKING:
    from datetime import datetime

    from pipeline.models import Statement

__all__ = ["NO_VOCABULARY", "Extractor", "RulesExtractor", "rules", "statements"]

NO_VOCABULARY = Vocabulary()
"""No topic: only the bundled words."""


@runtime_checkable
class Extractor(Protocol):
    """Anything that turns a text into statements; `name` and `version` are stamped on every one of them."""

    @property
    def name(self) -> str:
        """What kind of extractor it is."""

    @property
    def version(self) -> str:
        """Changes whenever the same text would give other statements."""

    def __call__(
        self,
        text: str,
        *,
        title: str | None = None,
        published_at: datetime | None = None,
        vocabulary: Vocabulary = NO_VOCABULARY,
    ) -> tuple[Statement, ...]:
        """Return the statements of the text in text order."""


class RulesExtractor:
    """The default: rules over bundled word lists, no model, no download."""

    name = "rules"
    version = "1"

    def __call__(
        self,
        text: str,
        *,
        title: str | None = None,
        published_at: datetime | None = None,
        vocabulary: Vocabulary = NO_VOCABULARY,
    ) -> tuple[Statement, ...]:
        """See `statements`."""
        return statements(text, title=title, published_at=published_at, vocabulary=vocabulary)


rules = RulesExtractor()
"""The default extractor."""


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
    reading = Reading(text, vocabulary, published_at.date() if published_at is not None else None)
    if title:
        reading.hear(passage(title, 0, len(title)))
    found: list[Statement] = []
    biography = False
    seen: set[str] = set()
    for start, end in paragraphs(text):
        line = text[start:end]
        biography = is_byline(line) or (biography and line.startswith(("I ", "He ", "She ")))
        if biography or is_boilerplate(line) or line in seen:
            continue
        seen.add(line)
        found += reading.paragraph(passage(text, after_dateline(text, start, end), end))
    return tuple(sorted(found, key=lambda s: (s.evidence_span, s.cue_span or (0, 0), s.content_span or (0, 0))))
