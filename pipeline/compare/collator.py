"""Articles put beside what is known, one after another, in order of arrival."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from pipeline.compare.copies import adds_wording, compare
from pipeline.compare.features import TRAITS, traits
from pipeline.compare.known import KnownText, KnownTexts
from pipeline.compare.known_stories import KnownArticle, KnownStories, day_of, keys
from pipeline.compare.overrules import Overrules
from pipeline.compare.shingles import SCHEME
from pipeline.compare.stories import ONE_TOPIC, Setting, place, within_reach
from pipeline.compare.together import place_together
from pipeline.compare.wording import wording
from pipeline.models import COPIES, Marks, Schemes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.compare.features import Traits
    from pipeline.compare.rarity import Rarity
    from pipeline.compare.shingles import Fingerprint
    from pipeline.models import Article, Comparison, Decision, Placement

__all__ = ["SCHEMES", "Collator", "Filed", "marks"]

SCHEMES = Schemes(shingles=SCHEME, stories=TRAITS)
"""Under which texts are filed and looked for now."""
_TAKEN_FROM = 5
"""Texts that share passages with an article, the nearest: whose words it has stood in their stories before."""


class Filed(NamedTuple):
    """An article as it was filed, for another collator to know it too."""

    text: KnownText
    mark: Fingerprint
    independent: bool
    article: KnownArticle
    keys: tuple[int, ...]
    members: tuple[KnownArticle, ...]
    """The articles of its story that were known before it."""


class Collator:
    """
    The texts and stories known so far; each article that was judged is filed, and known from then on.

    It may hold everything, or of what is stored only what comes near the articles that are next: the answers are the
    same. What a person decided stands over what is found here.
    """

    def __init__(
        self,
        texts: KnownTexts | None = None,
        stories: KnownStories | None = None,
        overrules: Overrules | None = None,
        setting: Setting = ONE_TOPIC,
    ) -> None:
        # An empty one is as good as any: only where there is none at all a new one begins.
        self._texts = KnownTexts() if texts is None else texts
        self._stories = KnownStories() if stories is None else stories
        self._overrules, self._setting = overrules or Overrules(()), setting
        self.filed: list[Filed] = []
        """What was filed here first, in order of arrival."""

    @property
    def rarity(self) -> Rarity:
        """In how few of the articles filed so far each trait stands."""
        return self._stories.rarity

    def compared(self, article: Article) -> Comparison:
        """Return what the article's text is next to those filed before it."""
        return self._overrules.comparison(article.article_id, compare(article, self._texts))

    def placed(self, article: Article, comparison: Comparison) -> Placement:
        """Return the story that the article belongs to."""
        return self._overrules.placement(place(article, comparison, self._stories, self._setting))

    def stories_near(self, article: Article, comparison: Comparison, placement: Placement) -> frozenset[int]:
        """
        Return the story of an article that is not filed yet, the stories nearest to it, and those it takes words from.

        Of those that are left out no claim need be known to link what the article says.
        """
        words = Counter[int]()
        for passage in comparison.passages:
            words[passage.other_id] += passage.words
        # By what is stored of a passage, and not by their order: decided again, an article has the same neighbours.
        shared = sorted(words, key=lambda other: (-words[other], other))[:_TAKEN_FROM]
        known = map(self._stories.article, (comparison.copy_of, *shared))
        own = {placement.story_id, placement.related_to} | {other.story_id for other in known if other}
        near = within_reach(article, self._stories, self._setting)
        return near | {story_id for story_id in own if story_id is not None}

    def file(self, article: Article, comparison: Comparison, placement: Placement) -> Marks:
        """Let later articles be compared with this one; return by what it is to be found again."""
        mark = self._mark(article, comparison)
        told = traits(article.text, article.title)
        found_by, independent = keys(told, self.rarity), comparison.decision not in COPIES
        text, placed = _known_text(article), _known_article(article, placement, told)
        members = self._stories.members(placement.story_id)
        # What can fail is done: what is filed here is filed whole.
        self.filed.append(Filed(text, mark, independent, placed, found_by, members))
        self.file_again(self.filed[-1:])
        self.rarity.add(told)
        return _marks(article, mark, told, found_by, independent=independent)

    def file_again(self, filed: Iterable[Filed]) -> None:
        """Know what was filed elsewhere, of stories that may be unknown here; it is counted into the rarity already."""
        for one in filed:
            if not self._stories.has(one.article.story_id):
                for member in one.members:
                    self._stories.add(member, ())
            self._texts.add(one.text, one.mark, independent=one.independent)
            self._stories.add(one.article, one.keys)

    def together(self, articles: Sequence[Article]) -> list[tuple[Comparison, Placement, Marks]]:
        """
        Return what each of a handful of articles is, in order of arrival; all are filed by then.

        Copies are told in that order, stories from all of them. They are to be counted into the rarity already.
        """
        compared, marked = [], []
        for article in articles:
            comparison = self.compared(article)
            mark = self._mark(article, comparison)
            self._texts.add(_known_text(article), mark, independent=comparison.decision not in COPIES)
            marked.append(mark)
            compared.append((article, comparison))
        placements = place_together(compared, self._stories, len(self.rarity))
        answers = []
        for (article, comparison), mark, found in zip(compared, marked, placements, strict=True):
            placement = self._overrules.placement(found)
            told = traits(article.text, article.title)
            found_by = keys(told, self.rarity)
            self._stories.add(_known_article(article, placement, told), found_by)
            independent = comparison.decision not in COPIES
            answers.append((comparison, placement, _marks(article, mark, told, found_by, independent=independent)))
        return answers

    def _mark(self, article: Article, comparison: Comparison) -> Fingerprint:
        return self._texts.with_room(_mark(article)) if adds_wording(comparison) else _mark(article, nothing=True)


def _known_text(article: Article) -> KnownText:
    return KnownText(
        article.article_id,
        article.revision,
        article.url,
        article.text,
        article.published_at or article.seen_at,
        is_seed=article.is_seed,
        outlet=article.outlet,
    )


def _known_article(article: Article, placement: Placement, told: Traits) -> KnownArticle:
    return KnownArticle(
        article.article_id,
        placement.story_id,
        article.url,
        article.published_at,
        told,
        article.text,
        day_of(article),
    )


def marks(article: Article, decision: Decision, rarity: Rarity) -> Marks:
    """Return by what an article that was decided on before is found again, its traits as rare as they are now."""
    told = traits(article.text, article.title)
    return _marks(article, _mark(article), told, keys(told, rarity), independent=decision not in COPIES)


def _mark(article: Article, *, nothing: bool = False) -> Fingerprint:
    mark = wording(article.text).fingerprint(every=article.is_seed)
    return mark._replace(shingles=()) if nothing else mark


def _marks(article: Article, mark: Fingerprint, told: Traits, found_by: tuple[int, ...], *, independent: bool) -> Marks:
    return Marks(
        article_id=article.article_id,
        revision=article.revision,
        schemes=SCHEMES,
        raw=mark.raw,
        normal=mark.normal,
        words=mark.words,
        shingles=mark.shingles,
        traits=told.packed(),
        keys=found_by,
        independent=independent,
        outlet=article.outlet,
        is_seed=article.is_seed,
        dated_at=article.published_at or article.seen_at,
    )
