"""What ties an article to each of the stories it might belong to."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.compare.meetings import Meeting, meetings
from pipeline.compare.principals import PRINCIPALS_OF_ONE, Parties, is_scenery, parties, principal_names
from pipeline.compare.rarity import rarity_in_background
from pipeline.compare.story_model import MODEL, story_likeness
from pipeline.compare.wording import wording

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from pipeline.compare.features import Traits
    from pipeline.compare.known_stories import KnownArticle, KnownStories, Story
    from pipeline.compare.passages import Run
    from pipeline.compare.wording import Wording

__all__ = ["DAYS_APART", "Bond", "Context", "bonds"]

DAYS_APART = timedelta(days=14)

_LONG_RUN = 10
_LONG_QUOTE = 8
_NAMES_TOLD = 3
_PRINCIPALS = 4
_SEVERAL = 2
_EVERYWHERE = 0.75


@dataclass(frozen=True)
class Context:
    """The stories an article comes near to: what they all are about tells none of them from the others."""

    stories: tuple[Story, ...]

    def is_everywhere(self, name: str) -> bool:
        """Whether a name is a principal in three of four of the stories, and of two at least."""
        stories = sum(name in principals for principals in self._principals)
        return stories >= _SEVERAL and stories >= _EVERYWHERE * len(self.stories)

    @cached_property
    def _principals(self) -> list[frozenset[str]]:
        return [frozenset[str]().union(*(article.principals for article in story.articles)) for story in self.stories]


@dataclass(frozen=True)
class Bond:
    """How an article stands to one known story."""

    article: Traits
    text: str
    story: Story
    context: Context
    published_at: datetime | None
    meetings: tuple[Meeting, ...]
    """With the articles of the story that came nearest, most alike first."""

    @property
    def wording(self) -> Wording:
        """The article's words, which only a reason that shows them needs."""
        return wording(self.text)

    @cached_property
    def strength(self) -> float:
        """How like the story it is, as log odds."""
        return story_likeness([meeting.likeness for meeting in self.meetings])

    @property
    def probability(self) -> float:
        """How probably it tells the story, as far as likeness goes."""
        return MODEL.probability(self.strength)

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
        own, everywhere = self.article, self.context.is_everywhere
        most = PRINCIPALS_OF_ONE if len(self.story.articles) == 1 else _PRINCIPALS
        return parties(
            own,
            principal_names(own.prominence, PRINCIPALS_OF_ONE, apart_from=everywhere),
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
    met: defaultdict[int, list[Meeting]] = defaultdict(list)
    for meeting in meetings(text, article, candidates, known.rarity):
        met[meeting.other.story_id].append(meeting)
    context = Context(tuple(known.story(story_id) for story_id in met))
    found = [
        Bond(article, text, known.story(story_id), context, published_at, tuple(met_there))
        for story_id, met_there in met.items()
    ]
    return sorted(found, key=lambda bond: -bond.strength)
