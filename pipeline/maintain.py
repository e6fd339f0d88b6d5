"""
What is done every night: stories looked at again all together, and what is kept for searching tidied up.

While articles come in one by one, each goes to the story that is nearest then. Seen together afterwards, two stories
may prove to be one, or one to be two. Every such change is a row with its reason; names stay wherever they can.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.compare.collator import SCHEMES
from pipeline.compare.features import Traits
from pipeline.compare.known_stories import KnownArticle
from pipeline.compare.overrules import Overrules
from pipeline.compare.regrouping import regrouped
from pipeline.compare.renaming import Renamed, renamed
from pipeline.compare.story_model import MODEL
from pipeline.models import COPIES, Placement, StoryChange
from pipeline.naming import name_stories
from pipeline.neighbours import catch_up, rarity_in
from pipeline.reprocess import decide_again
from pipeline.store.overrules import Decided, Decisions
from pipeline.store.transaction import transaction
from pipeline.store.upkeep import Tidied, recent_articles, tidy

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from pipeline.compare.rarity import Rarity
    from pipeline.run import Doors
    from pipeline.store.upkeep import RecentArticle
    from pipeline.topic import Topic

__all__ = ["Maintained", "maintain"]


class Maintained(NamedTuple):
    """What a night's work changed."""

    articles: int
    """Looked at again: those of stories that something came to within the last 30 days."""
    moved: int
    """Articles that are in another story now."""
    changes: tuple[StoryChange, ...]
    tidied: Tidied


def maintain(topics: Sequence[Topic], doors: Doors) -> Maintained:
    """
    Group the articles of stories that grew within the last 30 days again, tidy up, and publish.

    Where articles changed their story, claims are linked again from the first of them on. Done twice, the second time
    changes nothing. Raises LockedError when a run holds the database, ConfigurationError when claims are to be linked
    again and the ledger has articles of a topic that is not among `topics`, and other StoreErrors.
    """
    ledger, began = doors.ledger, doors.now()
    with ledger.run_lock():
        catch_up(ledger)
        rarity = rarity_in(ledger)
        with ledger.database.writing() as connection, transaction(connection):
            decisions = Decisions(connection)
            overrules = Overrules(decisions.overrules())
            # What a person made of a story is left alone.
            growing = recent_articles(connection, SCHEMES, began)
            recent = [one for one in growing if one.story_id not in overrules.stories]
            found = _seen_together(recent, rarity)
            moved = list(_moved(found, recent, decisions))
            decisions.decide((), [Decided(placement, began) for placement in moved])
            changes = tuple(_changes(found, began))
            for change in changes:
                decisions.change(change)
            tidied = tidy(connection, SCHEMES, began)
            histories = decisions.histories(placement.article_id for placement in moved)
        if moved:
            since = min(history.first_at for history in histories.values())
            decide_again(topics, doors, "link", since)
            name_stories(ledger, began, doors.now())
        ledger.sweep(doors.now(), pages=doors.keep_pages, feeds=doors.keep_feeds)
        ledger.database.compact()
        ledger.publish()
    return Maintained(len(recent), len(moved), changes, tidied)


def _seen_together(recent: Sequence[RecentArticle], rarity: Rarity) -> Renamed:
    """Return what changes when the articles are grouped all at once."""
    articles = [
        KnownArticle(one.article_id, one.story_id, one.url, one.published_at, Traits.unpacked(one.traits), one.text)
        for one in recent
    ]
    story_of = {one.article_id: one.story_id for one in recent}
    groups = regrouped(articles, _copied(recent), rarity=rarity)
    return renamed(groups, story_of, {one.story_id for one in recent if one.alerted})


def _copied(recent: Sequence[RecentArticle]) -> Iterator[tuple[int, int]]:
    """Yield pairs that are not to be parted: copies and their originals."""
    known = {one.article_id for one in recent}
    for one in recent:
        if one.decision in COPIES and one.copy_of in known:
            yield one.article_id, one.copy_of


def _moved(found: Renamed, recent: Sequence[RecentArticle], decisions: Decisions) -> Iterator[Placement]:
    """Yield the placements of what goes elsewhere: recent articles, and older ones of stories that went into others."""
    before = {one.article_id: one.story_id for one in recent}
    goes = dict(found.moved)
    for story_id, into in found.merged.items():
        for article_id in decisions.articles_of(story_id):
            before[article_id] = story_id
            goes.setdefault(article_id, into)
    for article_id, story_id in goes.items():
        came_out = story_id in found.split
        yield Placement(
            article_id=article_id,
            story_id=story_id,
            related_to=before[article_id] if came_out else None,
            score=1.0,
            rule=f"{MODEL.name}, seen together",
            reason=_reason(before[article_id], story_id, found),
        )


def _reason(before: int, now: int, found: Renamed) -> str:
    seen = "seen together with all that came in the last 30 days"
    if before in found.merged:
        return f"{seen}, story {before} and story {now} tell the same event"
    if now in found.split:
        return f"{seen}, it tells another event than the rest of story {before}"
    return f"{seen}, it is nearer to story {now} than to story {before}"


def _changes(found: Renamed, now: datetime) -> Iterator[StoryChange]:
    for other_id, story_id in sorted(found.merged.items()):
        reason = "seen together with all that came in the last 30 days, they tell the same event"
        yield StoryChange(
            kind="merge", story_id=story_id, other_id=other_id, reason=reason, made_by="maintain", valid_from=now
        )
    for other_id, story_id in sorted(found.split.items()):
        reason = "seen together with all that came in the last 30 days, they tell two events"
        yield StoryChange(
            kind="split", story_id=story_id, other_id=other_id, reason=reason, made_by="maintain", valid_from=now
        )
