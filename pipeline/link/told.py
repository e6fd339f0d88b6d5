"""What is remembered of a mention."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pipeline.link.stated import Stated
    from pipeline.link.wording import Wording
    from pipeline.models import Link, Mention, Origin

__all__ = ["Told"]


class Told(NamedTuple):
    """A mention with its words, the origin it names itself, and what linking made of it."""

    mention: Mention
    words: Wording
    states: Origin | None
    link: Link
    heard: Stated | None = None
    """What its article says of whose word it is, surely or not; None for one that has its verdict already."""
