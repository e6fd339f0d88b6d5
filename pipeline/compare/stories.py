"""
Which story an article belongs to.

Three bands: the same story, related, other. In a mixed stream likeness alone draws the line. Inside one topic nearly
everything is alike (each threshold that groups general news merges the carrier article among the five seeds into the
Best Buy story), so there an article must also share a long run of words with the story or speak of its principals.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.compare.bonds import Bond, bonds
from pipeline.compare.features import traits
from pipeline.compare.known_stories import day_of, keys, story_id_of
from pipeline.compare.story_model import MODEL
from pipeline.compare.story_reasons import why_in, why_not_in
from pipeline.models import COPIES, Article, Comparison, Placement

if TYPE_CHECKING:
    from datetime import date, datetime

    from pipeline.compare.known_stories import KnownArticle, KnownStories

__all__ = ["MIXED", "ONE_TOPIC", "Setting", "belongs", "copied", "place", "place_text", "story_id_of", "within_reach"]


@dataclass(frozen=True)
class Setting:
    """Where the lines between the bands are drawn."""

    same: float
    """Log odds from which two articles tell the same story, as far as likeness goes."""
    related: float
    """Log odds from which stories are said to be related."""
    discriminate: bool
    """Whether likeness needs the story's principals, or a long run of words, beside it."""


MIXED = Setting(same=MODEL.line, related=MODEL.line - 2.0, discriminate=False)
ONE_TOPIC = Setting(same=MODEL.line, related=MODEL.line - 2.0, discriminate=True)

# Where the story has no principals of its own, only much likeness is enough.
_WITHOUT_PRINCIPALS = 1.5
_PLAINLY = 5.0
# Of the stories within reach an article belongs to one, and is related to another.
_NEAREST = 4
# Log odds below those from which stories are related.
_TO_SPARE = 1.0


def place(article: Article, comparison: Comparison, known: KnownStories, setting: Setting = ONE_TOPIC) -> Placement:
    """
    Return the story the article belongs to, and the nearest one it does not belong to though it is related.

    A copy belongs to the story of what it was taken from. The first article of a story names it for good. `score` is
    the probability that it tells the story it joins, or else the related one, as far as likeness goes: the reason says
    what else decided. `known` may hold a neighbourhood only; see `KnownStories`.
    """
    return place_text(
        article.article_id,
        article.text,
        comparison,
        known,
        setting,
        title=article.title,
        published_at=article.published_at,
        day=day_of(article),
    )


def place_text(
    article_id: int,
    text: str,
    comparison: Comparison,
    known: KnownStories,
    setting: Setting,
    *,
    title: str | None = None,
    published_at: datetime | None = None,
    day: date | None = None,
) -> Placement:
    """The same for a bare text; `day` as in KnownArticle."""
    taken_from = known.article(comparison.copy_of) if comparison.decision in COPIES else None
    if taken_from:
        return copied(article_id, taken_from)
    found = _bonds(article_id, text, title, known, published_at, day)
    joined = next((bond for bond in found if belongs(bond, setting)), None)
    related = next((bond for bond in found if bond is not joined and bond.strength >= setting.related), None)
    shown = joined or related
    return Placement(
        article_id=article_id,
        story_id=joined.story.story_id if joined else story_id_of(article_id),
        related_to=related.story.story_id if related else None,
        nearest=shown.nearest.article_id if shown else None,
        score=round(shown.probability, 4) if shown else 0.0,
        rule=MODEL.name,
        reason=_reason(joined, related, setting, len(known.rarity)),
    )


def within_reach(article: Article, known: KnownStories, setting: Setting = ONE_TOPIC) -> frozenset[int]:
    """Return the stories whose claims an article may tell: the nearest few of those that it is nearly related to."""
    found = _bonds(article.article_id, article.text, article.title, known, article.published_at, day_of(article))
    return frozenset(bond.story.story_id for bond in found[:_NEAREST] if bond.strength >= setting.related - _TO_SPARE)


def _bonds(
    article_id: int, text: str, title: str | None, known: KnownStories, published_at: datetime | None, day: date | None
) -> list[Bond]:
    """Return what ties an article to the stories of those that share its keys, strongest first."""
    told = traits(text, title)
    candidates = known.candidates(keys(told, known.rarity), apart_from=article_id, day=day)
    return bonds(text, told, known, published_at, candidates)


def copied(article_id: int, original: KnownArticle) -> Placement:
    """Return where a copy belongs."""
    return Placement(
        article_id=article_id,
        story_id=original.story_id,
        nearest=original.article_id,
        score=1.0,
        rule=MODEL.name,
        reason=f"copied from {original.label}",
    )


def belongs(bond: Bond, setting: Setting) -> bool:
    """Return whether an article tells a story."""
    if bond.strength >= setting.same + _PLAINLY and not bond.apart:
        return True
    if bond.long_run and bond.strength >= setting.related:
        # Who repeats its words and speaks of all its principals may quote somebody new.
        told_whole = bond.strength >= setting.same and not bond.parties.missing
        return not setting.discriminate or bond.parties.agree or bond.parties.unknown or told_whole
    if bond.strength < setting.same or bond.apart:
        return False
    if not setting.discriminate:
        return True
    if bond.parties.unknown:
        return bond.strength >= setting.same + _WITHOUT_PRINCIPALS and not bond.parties.strange
    return bond.parties.agree


def _reason(joined: Bond | None, related: Bond | None, setting: Setting, known_articles: int) -> str:
    if joined:
        return why_in(joined)
    if related:
        short = why_not_in(related, setting.same, discriminate=setting.discriminate)
        return f"a story of its own; nearest is {related.nearest.label}, {short}"
    if not known_articles:
        return "a story of its own: the first article known"
    return f"a story of its own: none of the {known_articles} articles known before it tells anything alike"
