"""What an article has in common with each of the articles it might share a story with."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.compare.likeness import TRAITS_COMPARED, likenesses
from pipeline.compare.passages import Run, runs
from pipeline.compare.story_model import MODEL, compared
from pipeline.compare.wording import wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from pipeline.compare.features import Traits
    from pipeline.compare.known_stories import KnownArticle
    from pipeline.compare.rarity import Rarity

__all__ = ["Meeting", "meetings", "rows"]

_PHRASES = TRAITS_COMPARED.index("phrases")
# Texts with a run of six words in common have neighbouring content words in common.
_SOME_PHRASES = 0.15
_NONE_IN_BOTH = (None, 0.0)


class Meeting(NamedTuple):
    """How an article and a known one go together."""

    other: KnownArticle
    likeness: float
    """Log odds that they tell the same story, as far as likeness goes."""
    longest: Run | None
    """The longest run of words in both."""

    @property
    def run_words(self) -> int:
        """How long the longest run of words in both is."""
        return self.longest.words if self.longest else 0


def meetings(text: str, article: Traits, others: Sequence[KnownArticle], rarity: Rarity) -> list[Meeting]:
    """Return how an article and each of the others go together, most alike first."""
    found, longest = rows(text, article, others, rarity)
    likeness = MODEL.likenesses(found).tolist()
    met = [Meeting(*each) for each in zip(others, likeness, longest, strict=True)]
    return sorted(met, key=lambda meeting: -meeting.likeness)


def rows(
    text: str, article: Traits, others: Sequence[KnownArticle], rarity: Rarity
) -> tuple[NDArray[np.float64], list[Run | None]]:
    """Return a row of `story_model.COMPARED` for each of the others, and the longest run of words in both."""
    found = likenesses(article, [other.traits for other in others], rarity)
    met = [
        _runs_in_both(text, other.text) if phrases > _SOME_PHRASES else _NONE_IN_BOTH
        for other, phrases in zip(others, found[:, _PHRASES].tolist(), strict=True)
    ]
    longest = [run for run, _ in met]
    return compared(found, [run.words if run else 0 for run in longest], [share for _, share in met]), longest


def _runs_in_both(text: str, other: str) -> tuple[Run | None, float]:
    """Return the longest run of words in both texts, and how much of the shorter one stands in such runs."""
    ours, theirs = wording(text), wording(other)
    shared = runs(ours, theirs)
    if not shared:
        return _NONE_IN_BOTH
    covered = sum(run.words for run in shared) / min(len(ours.words), len(theirs.words))
    return max(shared, key=lambda run: run.words), covered
