"""
Which story an article belongs to.

Three bands: the same story, related, other. In a mixed stream likeness alone draws the line. Inside one topic nearly
everything is alike (each threshold that groups general news merges the carrier article among the five seeds into the
Best Buy story), so there an article must also share a long run of words with the story or speak of its principals.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.compare.bonds import DAYS_APART, Bond, bonds
from pipeline.compare.features import traits
from pipeline.compare.known_stories import keys, story_id_of
from pipeline.compare.regrouping import regrouped
from pipeline.compare.story_model import MODEL
from pipeline.models import COPIES, Article, Comparison, Placement
from pipeline.text import squeeze

if TYPE_CHECKING:
    from datetime import datetime

    from pipeline.compare.known_stories import KnownStories
    from pipeline.compare.passages import Run

__all__ = ["MIXED", "ONE_TOPIC", "Setting", "place", "place_text", "regrouped", "story_id_of"]


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
_WORDS_SHOWN = 8


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
) -> Placement:
    """The same for a bare text."""
    taken_from = known.article(comparison.copy_of) if comparison.decision in COPIES else None
    if taken_from:
        known.remember_copy(article_id, taken_from.article_id)
        return Placement(
            article_id=article_id,
            story_id=taken_from.story_id,
            nearest=taken_from.article_id,
            score=1.0,
            rule=MODEL.name,
            reason=f"copied from {taken_from.label}",
        )
    article = traits(text, title)
    candidates = known.candidates(keys(article, known.rarity), apart_from=article_id)
    found = bonds(text, article, known, published_at, candidates)
    if not setting.discriminate:
        known.remember(article_id, {met.other.article_id: met.likeness for bond in found for met in bond.meetings})
    joined = next((bond for bond in found if _same_story(bond, setting)), None)
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


def _same_story(bond: Bond, setting: Setting) -> bool:
    if bond.strength >= setting.same + _PLAINLY and not bond.apart:
        return True
    if bond.long_run and bond.strength >= setting.related:
        return not setting.discriminate or bond.parties.agree or bond.parties.unknown
    if bond.strength < setting.same or bond.apart:
        return False
    if not setting.discriminate:
        return True
    if bond.parties.unknown:
        return bond.strength >= setting.same + _WITHOUT_PRINCIPALS and not bond.parties.strange
    return bond.parties.agree


def _reason(joined: Bond | None, related: Bond | None, setting: Setting, known_articles: int) -> str:
    if joined:
        return _why_joined(joined)
    if related:
        return f"a story of its own; nearest is {related.nearest.label}, {_why_not(related, setting)}"
    if not known_articles:
        return "a story of its own: the first article known"
    return f"a story of its own: none of the {known_articles} articles known before it tells anything alike"


def _why_joined(bond: Bond) -> str:
    names = ", ".join(bond.names_in_both())
    both = f"; {names} named by both" if names else ""
    if bond.long_run:
        run, other = bond.long_run
        return f"shares {_shown(bond, run)} with {other.label}{both}"
    return f"tells what {bond.nearest.label} tells (likeness {bond.probability:.2f}){both}"


def _why_not(bond: Bond, setting: Setting) -> str:
    alike = f"likeness {bond.probability:.2f}"
    if bond.strength < setting.same:
        return f"too little alike to be the same ({alike}; the line is {MODEL.probability(setting.same):.2f})"
    if bond.apart:
        return f"alike ({alike}) but published more than {DAYS_APART.days} days apart, with no long run in common"
    if bond.parties.missing:
        return f"alike ({alike}) but hardly speaking of {_written(bond, bond.parties.missing)}"
    if bond.parties.strangers:
        return f"alike ({alike}) but about {_written(bond, bond.parties.strangers)}, of whom that story hardly speaks"
    return f"alike ({alike}) but with no long run of words and no name that ties it to that story alone"


def _shown(bond: Bond, run: Run) -> str:
    told = bond.wording
    shown = min(run.words, _WORDS_SHOWN)
    words = squeeze(told.text[told.starts[run.at] : told.ends[run.at + shown - 1]])
    return f"the {run.words}-word run “{words}{' …' if shown < run.words else ''}”"


def _written(bond: Bond, names: tuple[str, ...]) -> str:
    both = (bond.article, bond.nearest.traits)
    return ", ".join(next(filter(None, (one.as_written(name) for one in both)), name) for name in names)
