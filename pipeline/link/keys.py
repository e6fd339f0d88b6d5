"""Under which keys claims of one subject, and mentions of one quotation, find each other in the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.link.wording import about_key, quotations

if TYPE_CHECKING:
    from pipeline.link.canon import Canon
    from pipeline.models import Mention

__all__ = ["subjects_of", "with_keys"]


def subjects_of(mention: Mention, canon: Canon) -> frozenset[int]:
    """Return the keys of whom a mention is about, and of every party that its claim names: they may be one claim's."""
    named = (about_key(part, canon) for part, is_party in canon.parts(mention.statement.claim) if is_party)
    return frozenset(key for key in (mention.about, *named) if key)


def with_keys(mention: Mention, canon: Canon) -> Mention:
    """Return the mention with the keys under which it is found again."""
    quotes = tuple(sorted(set(quotations(mention.statement))))
    return mention.model_copy(update={"about": about_key(mention.statement.subject, canon) or 0, "quotes": quotes})
