"""What was read."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from pydantic import Field

from pipeline.models.base import PublishedPrecision, Record

__all__ = ["Article", "Quality"]


class Quality(StrEnum):
    """How much of an article the page gave us."""

    FULL = "full"
    PARTIAL = "partial"
    """A paywall stub or teaser: kept, never called new."""
    NOT_AN_ARTICLE = "not_an_article"
    """A soft 404, consent wall, captive page or list page: dropped, never makes a claim."""


class Article(Record):
    """
    Clean text of a page with what the page says about itself. What it does not say is None, never guessed.

    A changed text at the same address is a new revision: same `article_id`, another `revision`.
    """

    article_id: int
    revision: int
    url: str
    text: str = Field(repr=False)
    outlet: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    published_at: datetime | None = None
    """UTC."""
    published_precision: PublishedPrecision | None = None
    published_raw: str | None = None
    seen_at: datetime
    """Fixed at fetch (UTC), for seeds at the moment they were first planted."""
    language: str | None = None
    quality: Quality = Quality.FULL
    quality_reason: str | None = None
    links: tuple[str, ...] = Field(default=(), repr=False)
    """Addresses the body links to: evidence of where a story came from."""
    is_seed: bool = False
