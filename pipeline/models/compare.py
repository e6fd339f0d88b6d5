"""What a text is next to others."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Literal, NamedTuple

from pydantic import Field, SkipValidation

from pipeline.models.base import Record

__all__ = [
    "COPIES", "Comparison", "Decision", "Direction", "Marks", "Overrule", "Passage", "Placement", "Schemes",
    "StoryChange",
]  # fmt: skip


class Decision(StrEnum):
    """What a text is, next to the texts known before it."""

    EXACT = "exact"
    NEAR_DUPLICATE = "near_duplicate"
    EDITED_COPY = "edited_copy"
    PARTIAL_REUSE = "partial_reuse"
    INDEPENDENT = "independent"


COPIES = frozenset({Decision.EXACT, Decision.NEAR_DUPLICATE, Decision.EDITED_COPY})


class Direction(StrEnum):
    """Which of two texts stands in the other."""

    CONTAINED_IN = "contained_in"
    """What it says stands there, and more beside."""
    CONTAINS = "contains"
    """What the other says stands here, and more beside."""
    ALIKE = "alike"
    """Either says hardly anything that the other does not."""


class Passage(Record):
    """A run of words that two texts share, with its place in both; `quoted` is the share of it in quotation marks."""

    other_id: int
    other_revision: int = 0
    """The text of the other article that the place is in."""
    start: int
    end: int
    other_start: int
    other_end: int
    words: int
    quoted: float


class Comparison(Record):
    """How a text relates to the nearest text known before it."""

    article_id: int
    decision: Decision
    copy_of: int | None = None
    """The article it was taken from; None when independent."""
    nearest: int | None = None
    """The article it comes nearest to: `copy_of`, or the nearest miss where independent; None: none shares a run."""
    direction: Direction | None = None
    """Which of the two stands in the other; None when independent."""
    copied: float = 0.0
    """Share of unquoted words that stand in the other text too, of whichever text has more of them there; 0 to 1."""
    own_share: float = 0.0
    """Share of its own unquoted words that stand in the nearest text; 0 to 1."""
    other_share: float = 0.0
    """Share of the nearest text's unquoted words that stand in it; 0 to 1."""
    passages: tuple[Passage, ...] = ()
    """With `copy_of` and with every other article that shares a run of words."""
    rule: str
    reason: str


class Placement(Record):
    """The story an article belongs to, and the nearest story it does not belong to though it is related."""

    article_id: int
    story_id: int
    related_to: int | None = None
    nearest: int | None = None
    """The article it is most like, of the story it belongs to or of the related one; None: of neither."""
    score: float
    rule: str = ""
    """What decided: the model of stories with its version, or a person."""
    reason: str


class Schemes(NamedTuple):
    """How texts are found again: rows of different schemes never meet."""

    shingles: str
    stories: str


class Marks(Record):
    """By what a text is found again, as numbers for a table; made by the compare stage, kept by the store."""

    article_id: int
    revision: int
    schemes: Schemes
    raw: int
    normal: int
    words: int
    shingles: SkipValidation[tuple[int, ...]] = Field(repr=False)
    """Those it is to be found by: none where every word of it stands in a text known before."""
    traits: bytes = Field(repr=False)
    keys: SkipValidation[tuple[int, ...]] = Field(repr=False)
    independent: bool
    outlet: str | None = None
    is_seed: bool = False
    dated_at: datetime


class Overrule(Record):
    """What a person decided otherwise; it stands over every rule until it is undone."""

    overrule_id: int
    kind: Literal["independent", "copy_of", "merge", "split", "same_claim", "other_claim"]
    article_id: int | None = None
    """The article that is independent, a copy, taken out of its story, or has a mention taken out of a claim."""
    other_id: int | None = None
    """What it is a copy of; for a merge the story or claim that is no more, for a split the new story."""
    story_id: int | None = None
    """For a merge the story that goes on, for a split the one that the article is taken out of."""
    claim_id: int | None = None
    """The claim that goes on for another, or that a mention is taken out of."""
    mention_id: int | None = None
    """The mention taken out of a claim."""
    words: int | None = None
    """A hash of the words of its evidence: no mention in these words makes that claim."""
    note: str | None = None
    made_at: datetime
    undone_at: datetime | None = None


class StoryChange(Record):
    """Two stories became one, or one became two; while it holds, whoever asks for the other is told so."""

    kind: Literal["merge", "split"]
    story_id: int
    """The story that goes on under its name."""
    other_id: int
    """The story that went into it, or came out of it."""
    reason: str
    made_by: Literal["maintain", "hand"]
    valid_from: datetime
    valid_to: datetime | None = None
