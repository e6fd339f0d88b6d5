"""Under which keys claims of one subject, and mentions of one quotation, find each other in the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.link.wording import wording
from pipeline.text import content_id

if TYPE_CHECKING:
    from pipeline.link.canon import Canon
    from pipeline.models import Mention

__all__ = ["with_keys"]

_BITS = 0xFFFFFFFF


def with_keys(mention: Mention, canon: Canon) -> Mention:
    """Return the mention with the keys under which it is found again."""
    words = wording(mention, canon)
    about = content_id(*sorted(words.subject)) & _BITS if words.subject else 0
    return mention.model_copy(update={"about": about, "quotes": tuple(sorted(words.quotes))})
