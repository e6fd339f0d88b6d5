"""What ties an article to each of the stories it might belong to."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from pipeline.compare.likeness import likenesses
from pipeline.compare.passages import Run, runs
from pipeline.compare.principals import Parties, is_scenery, parties, principal_names
from pipeline.compare.rarity import rarity_in_background
from pipeline.compare.wording import wording

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from numpy.typing import NDArray

    from pipeline.compare.features import Traits
    from pipeline.compare.known_stories import KnownArticle, KnownStories, Story
    from pipeline.compare.wording import Wording

__all__ = ["DAYS_APART", "Bond", "Meeting", "bonds"]

DAYS_APART = timedelta(days=14)

# The mean of the five nearest: one odd article must not pull a stranger into a story.
_NEAREST = 5
_LONG_RUN = 10
_LONG_QUOTE = 8
_NAMES_TOLD = 3
# One article speaks of others in passing; several agree on whom their story is about.
_PRINCIPALS_OF_ONE = 2
_PRINCIPALS = 4
_WEIGHTS = np.array((0.3, 0.3, 0.4, 0.2, 0.1, 0.1))
_CONTAINMENT, _RUN = 0.2, 0.1
_PHRASES, _SOME_PHRASES = 2, 0.02


class Meeting(NamedTuple):
    """How an article and a known one go together."""

    other: KnownArticle
    likeness: float
    longest: Run | None

    @property
    def run_words(self) -> int:
        """How long the longest run of words in both is."""
        return self.longest.words if self.longest else 0


@dataclass(frozen=True)
class Bond:
    """How an article stands to one known story."""

    article: Traits
    wording: Wording
    story: Story
    known: KnownStories
    published_at: datetime | None
    meetings: tuple[Meeting, ...]
    """With the articles of the story that came nearest, most alike first."""

    @cached_property
    def strength(self) -> float:
        """The mean likeness to the five nearest articles, or as many as there are."""
        best = [meeting.likeness for meeting in self.meetings[:_NEAREST]]
        return sum(best) / len(best)

    @property
    def nearest(self) -> KnownArticle:
        """The article of the story it is most like."""
        return self.meetings[0].other

    @property
    def long_run(self) -> tuple[Run, KnownArticle] | None:
        """The longest run of words in common, if it is ten words long or quotes eight, and with whom."""
        longest = max(self.meetings, key=lambda meeting: meeting.run_words)
        run = longest.longest
        if run is None or (run.words < _LONG_RUN and run.quoted < _LONG_QUOTE):
            return None
        return run, longest.other

    @cached_property
    def parties(self) -> Parties:
        """How the principals of the article and of the story go together, names of the whole topic left out."""
        own, everywhere = self.article, self.known.is_everywhere
        most = _PRINCIPALS_OF_ONE if len(self.story.articles) == 1 else _PRINCIPALS
        return parties(
            own,
            principal_names(own.prominence, _PRINCIPALS_OF_ONE, apart_from=everywhere),
            [article.traits for article in self.story.articles],
            principal_names(self.story.prominence(), most, apart_from=everywhere),
        )

    @property
    def apart(self) -> bool:
        """Published more than 14 days from every dated article it came near; False where dates are missing."""
        dates = [meeting.other.published_at for meeting in self.meetings]
        dated = [date for date in dates if date is not None]
        if self.published_at is None or not dated:
            return False
        return all(abs(self.published_at - date) > DAYS_APART for date in dated)

    def names_in_both(self) -> list[str]:
        """The most telling names that the article and the nearest of the story share, as the article writes them."""
        ours, theirs = self.article.prominence, self.nearest.traits.prominence
        shared = sorted(
            (name for name in ours if name in theirs and not is_scenery(name)),
            key=lambda name: -ours[name] * theirs[name] * rarity_in_background(name),
        )
        return [self.article.as_written(name) or name for name in shared[:_NAMES_TOLD]]


def bonds(
    text: str,
    article: Traits,
    known: KnownStories,
    published_at: datetime | None,
    candidates: Sequence[KnownArticle],
) -> list[Bond]:
    """Return the article's bonds to the stories of the candidates, strongest first."""
    if not candidates:
        return []
    told = wording(text)
    rows = likenesses(article, [other.traits for other in candidates], known.rarity)
    met: defaultdict[int, list[Meeting]] = defaultdict(list)
    for other, row in zip(candidates, rows, strict=True):
        met[other.story_id].append(_meeting(told, other, row))
    found = [
        Bond(article, told, known.story(story_id), known, published_at, _most_alike_first(meetings))
        for story_id, meetings in met.items()
    ]
    return sorted(found, key=lambda bond: -bond.strength)


def _meeting(told: Wording, other: KnownArticle, row: NDArray[np.float64]) -> Meeting:
    theirs = wording(other.text)
    shared = runs(told, theirs) if row[_PHRASES] > _SOME_PHRASES else []
    longest = max(shared, key=lambda run: run.words, default=None)
    covered = sum(run.words for run in shared) / max(1, min(len(told.words), len(theirs.words)))
    plus = _CONTAINMENT * min(1.0, covered / 0.2) + (_RUN if longest and longest.words >= _LONG_RUN else 0)
    return Meeting(other, float(row @ _WEIGHTS) + plus, longest)


def _most_alike_first(meetings: list[Meeting]) -> tuple[Meeting, ...]:
    return tuple(sorted(meetings, key=lambda meeting: -meeting.likeness))
