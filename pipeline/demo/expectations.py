"""
What claimwatch is expected to make of the example items.

The expectations stand beside the items, in `items.toml`, so that whoever reads the demo can check its digest, and the
tests hold the whole way to them. They say only what is sure: a field left out promises nothing.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pipeline.models import Decision, Mode, Novelty, OriginBasis, Polarity, Quality, Record, SpeakerKind, Status

__all__ = ["Expectation", "ExpectedClaim", "ExpectedSupport", "Support"]


class ExpectedClaim(Record):
    """One thing an item says, found by some words of its evidence. Names match a part of what was found."""

    evidence: str
    speaker: str | None = None
    speaker_kind: SpeakerKind | None = None
    mode: Mode | None = None
    polarity: Polarity | None = None
    origin: str | None = None
    via: str | None = None
    basis: OriginBasis | None = None
    novelty: Novelty | None = None
    hedge_dropped: bool | None = None


class Expectation(Record):
    """What becomes of an item: an article, or a drop at a stage."""

    outcome: Literal["article", "drop"] = "article"
    stage: Literal["collect", "read", "topic"] | None = None
    """Where it is dropped."""
    reason_contains: str | None = None
    """Words that the reason of the drop or its detail holds."""
    decision: Decision | None = None
    copy_of: str | None = None
    """A seed's file name or an item's id."""
    story: str | None = None
    """A label: articles with the same one are one story, articles with different ones are not."""
    related_to: str | None = None
    """The label of the story it is related to without belonging to it."""
    quality: Quality | None = None
    published: date | Literal["none"] | None = None
    """Its day in UTC; "none" where no date can be trusted."""
    text_contains: str | None = None
    """Words the clean text holds, letter for letter."""
    revisions: int = 1
    """How many versions of it are kept in the end."""
    claims: tuple[ExpectedClaim, ...] = ()


class Support(Record):
    """How many independent origins a claim has and where it stands, after a day."""

    origins: int | None = None
    status: Status | None = None


class ExpectedSupport(Record):
    """What becomes of one claim, found by some words of its evidence in a seed or an item."""

    label: str
    document: str
    evidence: str
    day_1: Support
    day_2: Support
