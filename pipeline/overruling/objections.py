"""Why an overrule cannot be made: what it names is not there, it makes no sense, or it contradicts one that stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from pipeline.models import Overrule
    from pipeline.store.overrules import Decisions, History, KnownAs

__all__ = ["contradiction", "refuse_copy", "refuse_merge", "refuse_other_word", "refuse_split"]


def refuse_merge(decisions: Decisions, standing: Sequence[Overrule], story_id: int, other_id: int) -> None:
    """Raise UsageError where a person took one of the two stories out of the other."""
    for row in standing:
        split_in_two = {decisions.story(row.story_id or 0), decisions.story(row.other_id or 0)}
        if row.kind == "split" and split_in_two == {story_id, other_id}:
            raise contradiction(row, f"story {row.other_id} was taken out of story {row.story_id}")


def refuse_split(
    standing: Sequence[Overrule], story_id: int, articles: Collection[KnownAs], histories: Mapping[int, History]
) -> None:
    """
    Raise UsageError where an article is not in the story, all of them would leave it, or a person decided otherwise.

    `histories` are those of every article in the story.
    """
    leaving = {article.article_id for article in articles}
    for article in articles:
        if article.story_id != story_id:
            raise UsageError(f"{article.url} is in story {article.story_id}, not in story {story_id}")
    if leaving == histories.keys():
        raise UsageError(f"these are all the articles of story {story_id}; one at least has to stay in it")
    for row in standing:
        if row.kind == "split" and row.article_id in leaving:
            raise contradiction(row, f"article {row.article_id} was taken out of story {row.story_id}")
        if row.kind == "copy_of" and row.article_id in leaving and row.other_id in histories.keys() - leaving:
            raise contradiction(row, f"article {row.article_id} is a copy of {row.other_id}, which stays in the story")
        if row.kind == "merge" and leaving == _came_with(row.other_id, histories):
            raise contradiction(row, f"these are the articles of story {row.other_id}, which went into this one")


def refuse_copy(decisions: Decisions, standing: Sequence[Overrule], article: KnownAs, other: KnownAs) -> None:
    """Raise UsageError where an article cannot be a copy of the other."""
    if article.article_id == other.article_id:
        raise UsageError(f"{article.url} cannot be a copy of itself")
    chain = [other]
    while (taken_from := chain[-1].copy_of) and taken_from not in {one.article_id for one in chain}:
        if taken_from == article.article_id:
            raise UsageError(
                f"{chain[-1].url} is held for a copy of {article.url}, which would make a circle; say first:"
                f" claimwatch article independent {chain[-1].article_id}"
            )
        found = decisions.article(taken_from, "")
        if found is None:
            break
        chain.append(found)
    if other.first_at > article.first_at:
        raise UsageError(
            f"{other.url} became known later ({other.first_at:%Y-%m-%d %H:%M:%S} UTC) than {article.url}"
            f" ({article.first_at:%Y-%m-%d %H:%M:%S} UTC); a copy is of what was there before it"
        )
    for row in standing:
        pinned = row.kind == "split" and row.article_id == article.article_id
        if pinned and decisions.story(row.other_id or 0) != other.story_id:
            raise contradiction(row, f"article {row.article_id} was taken out of story {row.story_id}")


def refuse_other_word(standing: Sequence[Overrule], article: KnownAs) -> None:
    """Raise UsageError where a person decided otherwise whether an article is a copy, and of what."""
    for row in standing:
        if row.article_id == article.article_id and row.kind in {"independent", "copy_of"}:
            said = "is independent" if row.kind == "independent" else f"is a copy of {row.other_id}"
            raise contradiction(row, f"article {row.article_id} {said}")


def _came_with(story_id: int | None, histories: Mapping[int, History]) -> set[int]:
    """Return the articles of a story that went into this one."""
    return {
        article_id
        for article_id, history in histories.items()
        if any(placed.decision.story_id == story_id for placed in history.placements)
    }


def contradiction(row: Overrule, said: str) -> UsageError:
    """Return the error that names the overrule in the way, and how to undo it."""
    return UsageError(
        f"by hand, {said} ({row.made_at:%Y-%m-%d %H:%M} UTC); undo that first:"
        f" claimwatch overrules undo {row.overrule_id}"
    )
