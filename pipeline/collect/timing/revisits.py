"""
When to look at an article's page again, in case it was edited without its feed saying so.

Four looks: about an hour after it was first seen, four hours, sixteen, and under three days. Edits come early, and each
look costs its host a request, at first a conditional one where it gave us validators.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from pipeline.models import Validators, VisitedPage

__all__ = ["WATCHED_FOR", "validators_for", "worth_another_look"]

WATCHED_FOR = timedelta(days=8)
"""Pages first seen longer ago are not asked again."""

_FIRST_LOOK = timedelta(hours=1)
_FACTOR = 4
# Servers whose "not modified" lies hide an edit from the early looks only.
_WHOLE_AFTER = timedelta(hours=12)


def worth_another_look(page: VisitedPage, now: datetime) -> bool:
    """Is it time? Each look comes when the article is four times as old as at the look before."""
    age, age_then = now - page.first_seen, page.asked_at - page.first_seen
    return age <= WATCHED_FOR and age >= max(_FIRST_LOOK, _FACTOR * age_then)


def validators_for(page: VisitedPage, now: datetime) -> Validators | None:
    """Return what to ask "has it changed?" with; None at the later looks, which ask for the whole page."""
    return page.validators if now - page.first_seen < _WHOLE_AFTER else None
