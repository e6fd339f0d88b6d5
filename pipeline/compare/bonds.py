"""What ties an article to each of the stories it might belong to."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.compare.likeness import Likeness, likeness
from pipeline.compare.principals import Parties, is_scenery, parties, principal_names

if TYPE_CHECKING:
    from datetime import datetime

    from pipeline.compare.features import Weighed
    from pipeline.compare.known_stories import KnownArticle, KnownStories, Story
    from pipeline.compare.passages import Run

__all__ = ["DAYS_APART", "Bond", "bonds"]

DAYS_APART = timedelta(days=14)

# The mean of the five nearest: one odd article must not pull a stranger into a story.
_NEAREST = 5
_LONG_RUN = 10
_LONG_QUOTE = 8
_ARTICLES_READ = 20
_NAMES_TOLD = 3
# One article speaks of others in passing; several agree on whom their story is about.
_PRINCIPALS_OF_ONE = 2
_PRINCIPALS = 4


@dataclass(frozen=True)
class _Meeting:
    other: KnownArticle
    likeness: Likeness

    @property
    def run_words(self) -> int:
        return self.likeness.longest.words if self.likeness.longest else 0


@dataclass(frozen=True)
class Bond:
    """How an article stands to one known story."""

    article: Weighed
    story: Story
    known: KnownStories
    published_at: datetime | None
    meetings: tuple[_Meeting, ...]
    """With the articles of the story that came nearest, most alike first."""

    @cached_property
    def strength(self) -> float:
        """The mean likeness to the five nearest articles, or as many as there are."""
        best = [meeting.likeness.score for meeting in self.meetings[:_NEAREST]]
        return sum(best) / len(best)

    @property
    def nearest(self) -> KnownArticle:
        """The article of the story it is most like."""
        return self.meetings[0].other

    @property
    def long_run(self) -> tuple[Run, KnownArticle] | None:
        """The longest run of words in common, if it is ten words long or quotes eight, and with whom."""
        longest = max(self.meetings, key=lambda meeting: meeting.run_words)
        run = longest.likeness.longest
        if run is None or (run.words < _LONG_RUN and run.quoted < _LONG_QUOTE):
            return None
        return run, longest.other

    @cached_property
    def parties(self) -> Parties:
        """How the principals of the article and of the story go together, names of the whole topic left out."""
        own, everywhere = self.article.profile, self.known.is_everywhere
        most = _PRINCIPALS_OF_ONE if len(self.story.articles) == 1 else _PRINCIPALS
        return parties(
            own,
            principal_names(own.prominence(), _PRINCIPALS_OF_ONE, apart_from=everywhere),
            [article.weighed.profile for article in self.story.articles[-_ARTICLES_READ:]],
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
        ours, theirs = self.article.names, self.nearest.weighed.names
        shared = sorted(
            (name for name in ours if name in theirs and not is_scenery(name)),
            key=lambda name: -ours[name] * theirs[name],
        )
        return [self.article.profile.names.written.get(name, name) for name in shared[:_NAMES_TOLD]]


def bonds(
    article: Weighed, known: KnownStories, published_at: datetime | None, *, apart_from: int | None = None
) -> list[Bond]:
    """Return the article's bonds to the stories that have an article like it, strongest first."""
    met: defaultdict[int, list[_Meeting]] = defaultdict(list)
    for other in known.candidates(article, apart_from=apart_from):
        met[other.story_id].append(_Meeting(other, likeness(article, other.weighed)))
    found = [
        Bond(article, known.story(story_id), known, published_at, _most_alike_first(meetings))
        for story_id, meetings in met.items()
    ]
    return sorted(found, key=lambda bond: -bond.strength)


def _most_alike_first(meetings: list[_Meeting]) -> tuple[_Meeting, ...]:
    return tuple(sorted(meetings, key=lambda meeting: -meeting.likeness.score))
