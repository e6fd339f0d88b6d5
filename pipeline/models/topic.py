"""What is on topic."""

from __future__ import annotations

from pipeline.models.base import Record

__all__ = ["Relevance"]


class Relevance(Record):
    """Whether an article is on a topic: `score` from 0 to 1 and a reason a person understands."""

    topic: str
    kept: bool
    score: float
    reason: str
