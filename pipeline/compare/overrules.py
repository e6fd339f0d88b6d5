"""What a person decided otherwise: it stands over what the rules say of copies and stories until it is undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.models import COPIES, Comparison, Decision, Overrule, Placement

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["BY_HAND", "Overrules"]

BY_HAND = "by hand"
"""The rule of what a person decided."""


class Overrules:
    """
    The overrules that stand, ready to be laid over decisions; those that were undone are left aside.

    Laid over a decision that obeys them already they change nothing, so they may be laid over anything, any number of
    times. A split goes before merges: an article that a person took out of a story stays out of it.
    """

    def __init__(self, rows: Iterable[Overrule] = ()) -> None:
        standing = sorted((row for row in rows if row.undone_at is None), key=lambda row: row.made_at)
        self._articles = _by_article(standing, "independent", "copy_of")
        self._splits = _by_article(standing, "split")
        self._merges = {row.other_id: row for row in standing if row.kind == "merge" and row.other_id is not None}
        self.apart = frozenset((article_id, row.story_id) for article_id, row in self._splits.items() if row.story_id)
        """Articles, each with the story that it is to stay out of."""

    @property
    def stories(self) -> frozenset[int]:
        """What stories go by today that a person made of others: by a merge, or both sides of a split."""
        named = (row.story_id for row in (*self._merges.values(), *self._splits.values()))
        taken_out = (row.other_id for row in self._splits.values())
        return frozenset(self.story(story_id) for story_id in (*named, *taken_out) if story_id is not None)

    def comparison(self, article_id: int, comparison: Comparison) -> Comparison:
        """Return the comparison of an article as it stands: as a person decided, else as it is."""
        row = self._articles.get(article_id)
        if row and row.kind == "copy_of" and row.other_id is not None:
            return _copied(comparison, row, row.other_id)
        circle = comparison.decision in COPIES and self._taken_from(comparison.copy_of, article_id)
        if row is None and circle:
            row = circle
        if row is None or comparison.decision is Decision.INDEPENDENT:
            return comparison
        return _independent(comparison, row)

    def placement(self, placement: Placement) -> Placement:
        """Return the placement of an article as it stands: in the story a person chose, else as it is."""
        split = self._splits.get(placement.article_id)
        chosen = placement.story_id if split is None or split.other_id is None else split.other_id
        story_id = self.story(chosen)
        if story_id == placement.story_id:
            return placement
        row = split or self._merges[placement.story_id]
        related = None if placement.related_to is None else self.story(placement.related_to)
        return placement.model_copy(
            update={
                "story_id": story_id,
                # An article that was taken out of a story is still near it.
                "related_to": row.story_id if row.kind == "split" else None if related == story_id else related,
                "rule": BY_HAND,
                "reason": _why_there(placement, row),
            }
        )

    def original(self, article_id: int) -> int | None:
        """Return what an article is a copy of, as a person decided; None where nobody did."""
        row = self._articles.get(article_id)
        return row.other_id if row and row.kind == "copy_of" else None

    def story(self, story_id: int) -> int:
        """Return what a story goes by after all merges that a person made; without any, itself."""
        gone = {story_id}
        while (row := self._merges.get(story_id)) and row.story_id is not None and row.story_id not in gone:
            story_id = row.story_id
            gone.add(story_id)
        return story_id

    def _taken_from(self, article_id: int | None, original: int) -> Overrule | None:
        """Return the overrule by which an article was, by way of others perhaps, taken from `original`."""
        passed: set[int] = set()
        while article_id is not None and article_id not in passed:
            passed.add(article_id)
            row = self._articles.get(article_id)
            if row is None or row.kind != "copy_of":
                return None
            if row.other_id == original:
                return row
            article_id = row.other_id
        return None


def _by_article(rows: Iterable[Overrule], *kinds: str) -> dict[int, Overrule]:
    """Return the newest overrule of these kinds by article; rows come oldest first."""
    return {row.article_id: row for row in rows if row.kind in kinds and row.article_id is not None}


def _copied(comparison: Comparison, row: Overrule, original: int) -> Comparison:
    if comparison.decision in COPIES and comparison.copy_of == original:
        return comparison
    measured = comparison.nearest == original
    return comparison.model_copy(
        update={
            "decision": Decision.EDITED_COPY,
            "copy_of": original,
            "nearest": original,
            "direction": comparison.direction if measured else None,
            # How much it shares was measured with another text.
            **({} if measured else {"copied": 0.0, "own_share": 0.0, "other_share": 0.0}),
            "rule": BY_HAND,
            "reason": f"a copy, decided {_when_and_why(row)}; {_rule_said(comparison)}",
        }
    )


def _independent(comparison: Comparison, row: Overrule) -> Comparison:
    decided = f"decided {_when_and_why(row)}"
    if row.kind == "copy_of":
        decided = f"what it was held for a copy of is a copy of it, {decided}"
    return comparison.model_copy(
        update={
            "decision": Decision.INDEPENDENT,
            "copy_of": None,
            "nearest": comparison.nearest or comparison.copy_of,
            "direction": None,
            "rule": BY_HAND,
            "reason": f"{decided}; {_rule_said(comparison)}",
        }
    )


def _why_there(placement: Placement, row: Overrule) -> str:
    done = f"taken out of story {row.story_id}" if row.kind == "split" else f"story {row.other_id} went into this one"
    return f"{done}, decided {_when_and_why(row)}; the rule had said: {placement.reason}"


def _rule_said(comparison: Comparison) -> str:
    return f"the rule had said {comparison.decision.value}: {comparison.reason}"


def _when_and_why(row: Overrule) -> str:
    return f"{BY_HAND} on {row.made_at:%Y-%m-%d %H:%M} UTC{f' (“{row.note}”)' if row.note else ''}"
