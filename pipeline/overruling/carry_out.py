"""
What a person decides otherwise: an overrule is stored, obeyed at once and by every later run, and can be undone.

    the overrule as a row -> decisions beside those that stand -> claims linked again from the first article concerned

Nothing is taken away: what the rules had decided stays on record, and undoing goes back to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.compare.overrules import Overrules
from pipeline.errors import ClaimwatchError, ConfigurationError, NotFoundError, StoreError
from pipeline.models import Overrule, StoryChange
from pipeline.overruling.settling import Home, Settled, settle
from pipeline.reprocess import decide_again
from pipeline.store.overrules import Decisions
from pipeline.store.transaction import transaction

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from pipeline.models import Stage
    from pipeline.overruling.wishes import Wanted, Wish
    from pipeline.run import Doors
    from pipeline.topic import Topic

__all__ = ["Effect", "ask_for_all", "overrule"]


_OF_CLAIMS = {"same_claim", "other_claim"}
"""Overrules that change no decision on an article: claims are linked again, that is all."""


class Effect(NamedTuple):
    """What came of a wish."""

    wanted: Wanted
    settled: Settled
    claims_before: int
    claims: int


def overrule(topics: Sequence[Topic], doors: Doors, wish: Wish) -> Effect:
    """
    Do as a person wishes, link the claims again that rest on it, and publish; nothing is done of what stands already.

    Where no decision of the rules is on record to go back to, all from there on is compared again.

    Raises what the wish raises, LockedError when a run holds the database, ConfigurationError when the ledger has
    articles of a topic that is not among `topics`, and StoreError when claims cannot be linked again: the overrule
    stands then all the same.
    """
    ledger = doors.ledger
    if not ledger.database.begun:
        raise NotFoundError(f"{ledger.database.directory}: nothing stored there yet; start with: claimwatch run")
    with ledger.run_lock():
        with ledger.database.writing() as connection:
            decisions, now = Decisions(connection), doors.now()
            wanted, before = wish.wanted(decisions, now), decisions.claims()
            if wanted.stands:
                return Effect(wanted, Settled([], [], None, lost=False), before, before)
            ask_for_all(topics, decisions)
            with transaction(connection):
                settled = _entered(decisions, wanted, now)
        _obey(topics, doors, settled)
        with ledger.database.writing() as connection:
            return Effect(wanted, settled, before, Decisions(connection).claims())


def ask_for_all(topics: Sequence[Topic], decisions: Decisions) -> None:
    """Claims are linked again with the names of all topics."""
    if missing := decisions.topics() - {topic.topic for topic in topics}:
        raise ConfigurationError(
            f"the database has articles of the topic “{min(missing)}” too; name its folder with --topic as well"
        )


def _entered(decisions: Decisions, wanted: Wanted, now: datetime) -> Settled:
    first = wanted.rows[0]
    if wanted.undone:
        decisions.undo(first.overrule_id, now)
    else:
        if first.kind == "merge" and first.story_id is not None:
            decisions.keep_title(first.story_id, now)
        decisions.make(wanted.rows)
        if change := _story_change(first):
            decisions.change(change)
    overrules = Overrules(decisions.overrules())
    settled = settle(
        decisions.histories(wanted.concerned),
        overrules,
        _homes(decisions, wanted.concerned),
        now,
        undone=wanted.rows if wanted.undone else (),
    )
    if first.kind in _OF_CLAIMS:
        histories = decisions.histories(wanted.concerned)
        settled = settled._replace(since=min((history.first_at for history in histories.values()), default=None))
    if not settled.lost:
        decisions.decide(settled.comparisons, settled.placements)
    return settled


def _story_change(row: Overrule) -> StoryChange | None:
    if row.story_id is None or row.other_id is None or row.kind not in {"merge", "split"}:
        return None
    kind = "merge" if row.kind == "merge" else "split"
    reason = f"by hand{f': {row.note}' if row.note else ''}"
    return StoryChange(
        kind=kind, story_id=row.story_id, other_id=row.other_id, reason=reason, made_by="hand", valid_from=row.made_at
    )


def _homes(decisions: Decisions, concerned: frozenset[int]) -> dict[int, Home]:
    """Return of each article that is a copy by hand what it is a copy of, and where that is."""
    homes = {}
    for row in decisions.overrules():
        if row.kind != "copy_of" or row.undone_at or row.article_id not in concerned or row.other_id is None:
            continue
        if original := decisions.article(row.other_id, ""):
            homes[row.article_id] = Home(original.article_id, original.story_id)
    return homes


def _obey(topics: Sequence[Topic], doors: Doors, settled: Settled) -> None:
    if settled.since is None:
        doors.ledger.publish()
        return
    stage: Stage = "compare" if settled.lost else "link"
    try:
        decide_again(topics, doors, stage, settled.since)
    except ClaimwatchError as error:
        raise StoreError(
            f"it is on record, but what follows from it could not be worked out ({error}); mend that, and:"
            f" claimwatch reprocess --from {stage}"
        ) from error
