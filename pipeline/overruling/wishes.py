"""
What a person who overrules asks for, held against what is on record: the rows to be made or undone, or why not.

Stories are meant by any name they ever had, articles by number or address.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, Protocol

from pipeline.errors import NotFoundError, UsageError
from pipeline.models import Overrule
from pipeline.overruling.objections import refuse_copy, refuse_merge, refuse_other_word, refuse_split
from pipeline.text import content_id, squeeze

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from pipeline.store.overrules import Decisions, KnownAs

__all__ = [
    "CopyOf", "Independent", "Merge", "Split", "Undo", "Wanted", "Wish", "overrule_row", "standing_overrules",
]  # fmt: skip

# As many digits as an id can have: it is a BIGINT.
_NUMBER = re.compile(r"\d{1,19}", re.ASCII)
_BEYOND = 1 << 63


class Wanted(NamedTuple):
    """The rows of one overrule, and the articles whose decisions it may change."""

    rows: tuple[Overrule, ...]
    concerned: frozenset[int] = frozenset()
    stands: bool = False
    """It had been made before, and there is nothing to do."""
    undone: bool = False
    """The rows are to stand no longer."""


class Wish(Protocol):
    """Something asked for."""

    def wanted(self, decisions: Decisions, now: datetime) -> Wanted:
        """Return what there is to do; raises NotFoundError or UsageError that says why it cannot be."""


class Merge(NamedTuple):
    """The articles of `other_id` are articles of `story_id`, those to come too."""

    story_id: int
    other_id: int
    note: str | None = None

    def wanted(self, decisions: Decisions, now: datetime) -> Wanted:
        """Refused for a story that never was, for one with itself, and where a person had split the two."""
        if self.story_id == self.other_id:
            raise UsageError(f"story {self.story_id} cannot go into itself")
        stays, goes = _story(decisions, self.story_id), _story(decisions, self.other_id)
        standing = standing_overrules(decisions)
        if stays == goes:
            named = {self.story_id, self.other_id}
            return Wanted(tuple(row for row in standing if row.kind == "merge" and row.other_id in named), stands=True)
        refuse_merge(decisions, standing, stays, goes)
        row = overrule_row("merge", now, self.note, story_id=stays, other_id=goes)
        return Wanted((row,), decisions.articles_of(goes))


class Split(NamedTuple):
    """Articles of a story are a story of their own."""

    story_id: int
    articles: Sequence[str]
    note: str | None = None

    def wanted(self, decisions: Decisions, now: datetime) -> Wanted:
        """Refused where one is not in that story, where none would stay, and where a person had decided otherwise."""
        story_id, standing = _story(decisions, self.story_id), standing_overrules(decisions)
        leaving = {one.article_id: one for one in (_article(decisions, what) for what in self.articles)}
        before = tuple(row for row in standing if row.kind == "split" and row.story_id in {story_id, self.story_id})
        if leaving.keys() <= {row.article_id for row in before}:
            return Wanted(tuple(row for row in before if row.article_id in leaving), stands=True)
        refuse_split(standing, story_id, leaving.values(), decisions.histories(decisions.articles_of(story_id)))
        first = overrule_row("split", now, self.note, article_id=min(leaving), story_id=story_id)
        own = {"other_id": content_id("split", first.overrule_id)}
        rows = (first.model_copy(update={"article_id": article_id, **own}) for article_id in sorted(leaving))
        return Wanted(tuple(rows), frozenset(leaving))


class Independent(NamedTuple):
    """An article is a copy of nothing."""

    article: str
    note: str | None = None

    def wanted(self, decisions: Decisions, now: datetime) -> Wanted:
        """Refused where a person said what it is a copy of."""
        this, standing = _article(decisions, self.article), standing_overrules(decisions)
        if made := _made(standing, "independent", this.article_id):
            return Wanted(made, stands=True)
        refuse_other_word(standing, this)
        row = overrule_row("independent", now, self.note, article_id=this.article_id)
        return Wanted((row,), frozenset({this.article_id}))


class CopyOf(NamedTuple):
    """An article is a copy of another, and so belongs to its story."""

    article: str
    other: str
    note: str | None = None

    def wanted(self, decisions: Decisions, now: datetime) -> Wanted:
        """Refused for a copy of itself, of its own copy, of what came later, and where a person decided otherwise."""
        this, original = _article(decisions, self.article), _article(decisions, self.other)
        standing = standing_overrules(decisions)
        if made := _made(standing, "copy_of", this.article_id, original.article_id):
            return Wanted(made, stands=True)
        refuse_copy(decisions, standing, this, original)
        refuse_other_word(standing, this)
        row = overrule_row("copy_of", now, self.note, article_id=this.article_id, other_id=original.article_id)
        return Wanted((row,), frozenset({this.article_id}))


class Undo(NamedTuple):
    """An overrule stands no longer: its articles go back to where the rules and the other overrules put them."""

    overrule_id: int

    def wanted(self, decisions: Decisions, now: datetime) -> Wanted:  # noqa: ARG002 - wishes are asked alike
        """Refused when there is none of that number, and when it was undone before."""
        rows = tuple(row for row in decisions.overrules() if row.overrule_id == self.overrule_id)
        if not rows:
            raise NotFoundError(f"no overrule {self.overrule_id}; they are listed by: claimwatch overrules")
        if undone_at := rows[0].undone_at:
            raise UsageError(f"overrule {self.overrule_id} was undone already ({undone_at:%Y-%m-%d %H:%M} UTC)")
        return Wanted(rows, _concerned(decisions, rows), undone=True)


def _concerned(decisions: Decisions, rows: Iterable[Overrule]) -> frozenset[int]:
    """Return the articles that an overrule names, and those of the stories and claims it made, or made bigger."""
    concerned: set[int] = set()
    for row in rows:
        grown = row.story_id if row.kind == "merge" else row.other_id if row.kind == "split" else None
        if grown is not None and (today := decisions.story(grown)) is not None:
            concerned |= decisions.articles_of(today)
        if row.article_id is not None:
            concerned.add(row.article_id)
        if row.claim_id is not None:
            concerned |= decisions.articles_saying(decisions.claim_today(row.claim_id))
    return frozenset(concerned)


def standing_overrules(decisions: Decisions) -> tuple[Overrule, ...]:
    """Return the overrules that nobody undid."""
    return tuple(row for row in decisions.overrules() if row.undone_at is None)


def _made(
    standing: Iterable[Overrule], kind: str, article_id: int, other_id: int | None = None
) -> tuple[Overrule, ...]:
    wanted = (kind, article_id, other_id)
    return tuple(row for row in standing if (row.kind, row.article_id, row.other_id) == wanted)


def overrule_row(kind: str, now: datetime, note: str | None, **named: int) -> Overrule:
    """Return the row of an overrule made now, with what it names."""
    overrule_id = content_id("overrule", kind, *named.values(), now)
    return Overrule(overrule_id=overrule_id, kind=kind, note=squeeze(note or "") or None, made_at=now, **named)


def _story(decisions: Decisions, story_id: int) -> int:
    """Return what a story goes by today."""
    if story_id >= _BEYOND or (today := decisions.story(story_id)) is None or not decisions.articles_of(today):
        raise NotFoundError(f"no story {story_id}; claimwatch new lists stories with their numbers")
    return today


def _article(decisions: Decisions, what: str) -> KnownAs:
    number = int(what) if _NUMBER.fullmatch(what) else None
    if (found := decisions.article(number, what)) is None:
        raise NotFoundError(f"no article “{what}”; give its address or its number, as claimwatch why shows them")
    return found
