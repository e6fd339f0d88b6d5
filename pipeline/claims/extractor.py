"""What turns a text into statements: one protocol, several extractors, told apart on every row by name and version."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol, runtime_checkable

from pipeline.topic import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from pipeline.models import Receipt, Statement

__all__ = ["NO_VOCABULARY", "Extraction", "Extractor", "Piece"]

NO_VOCABULARY = Vocabulary()
"""No topic: only the bundled words."""


class Piece(NamedTuple):
    """What an extractor reads. `title` helps to know who is meant; times are counted from `published_at`."""

    text: str
    title: str | None = None
    published_at: datetime | None = None
    vocabulary: Vocabulary = NO_VOCABULARY


class Extraction(NamedTuple):
    """Statements in text order, every span on the text as it was given; and what finding them took, if anything."""

    statements: tuple[Statement, ...]
    receipt: Receipt | None = None


@runtime_checkable
class Extractor(Protocol):
    """Anything that turns a text into statements. Never raises, whatever the text."""

    @property
    def stamp(self) -> str:
        """Name and version, "rules-2": it changes whenever the same text would give other statements."""

    @property
    def languages(self) -> frozenset[str] | None:
        """The languages it reads, two-letter codes; None: whatever it is given."""

    def foresee(self, pieces: Iterable[Piece]) -> None:
        """Hear what is asked for next; one that waits for answers may ask for several at once."""

    def __call__(self, piece: Piece) -> Extraction:
        """Return what the text says."""
