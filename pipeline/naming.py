"""Stories that something came to get the headline of one of their articles for a name."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from pipeline.compare.titles import Headline, chosen_title

if TYPE_CHECKING:
    from datetime import datetime

    from pipeline.store.ledger import Ledger

__all__ = ["name_stories"]


def name_stories(ledger: Ledger, since: datetime, now: datetime) -> None:
    """
    Choose the titles of the stories that something came to since then, where another one is clearly better.

    A story that somebody was alerted of keeps the name it had.
    """
    chosen = []
    for story_id, rows in groupby(ledger.headlines(since), key=lambda row: row["story_id"]):
        members = list(rows)
        present = members[0]["present"]
        if present is not None and members[0]["alerted"]:
            continue
        headlines = [Headline(row["article_id"], row["title"], row["beginning"], row["is_copy"]) for row in members]
        best = chosen_title(headlines, present)
        if best is not None and best.article_id != present:
            chosen.append((story_id, best.title, best.article_id))
    ledger.name_stories(chosen, now)
