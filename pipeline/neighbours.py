"""
What is stored near a batch of articles, brought to the desk: the compare stage knows no database, the store no wording.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.compare.collator import SCHEMES, Collator, marks
from pipeline.compare.features import Traits, traits
from pipeline.compare.known import Indexed, KnownText, KnownTexts, Totals, enough_shared
from pipeline.compare.known_stories import KnownArticle, KnownStories, keys
from pipeline.compare.rarity import Rarity
from pipeline.compare.stories import ONE_TOPIC, Setting
from pipeline.compare.wording import wording
from pipeline.store.marks import NEVER_OLD
from pipeline.store.near import Asked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pipeline.compare.overrules import Overrules
    from pipeline.models import Article, Schemes
    from pipeline.store.ledger import Ledger
    from pipeline.store.near import Near

__all__ = ["Neighbours", "catch_up", "rarity_in"]

_MARKED_AT_ONCE = 500


class Neighbours:
    """Finds for each batch of articles what is near it; what is learned of rarity is kept from batch to batch."""

    def __init__(
        self,
        near: Callable[[Sequence[Asked], Schemes, Iterable[int]], Near],
        rarity: bytes | None,
        overrules: Overrules,
        setting: Setting = ONE_TOPIC,
    ) -> None:
        self._near, self._overrules, self._setting = near, overrules, setting
        self.remember(rarity)

    def remember(self, rarity: bytes | None) -> None:
        """Go on from what is stored of rarity."""
        self.rarity = _unpacked(rarity)

    def count(self, articles: Iterable[Article]) -> None:
        """Count articles into the rarity before they are placed together."""
        for article in articles:
            self.rarity.add(traits(article.text, article.title))

    def of(self, articles: Sequence[Article]) -> tuple[Collator, Near]:
        """Return what the articles are to be compared with, and what the store knows of themselves."""
        originals = filter(None, (self._overrules.original(article.article_id) for article in articles))
        near = self._near([self._asked(article) for article in articles], SCHEMES, originals)
        return Collator(_texts(near), self._stories(near), self._overrules, self._setting), near

    def _asked(self, article: Article) -> Asked:
        told = wording(article.text)
        return Asked(
            article_id=article.article_id,
            day=(article.published_at or article.seen_at).date(),
            normal=told.normal,
            enough=enough_shared(len(told.words)),
            shingles=told.shingles,
            keys=keys(traits(article.text, article.title), self.rarity),
        )

    def _stories(self, near: Near) -> KnownStories:
        known = KnownStories(self.rarity)
        for one in near.articles:
            told = Traits.unpacked(one.traits)
            day = None if one.day == NEVER_OLD else one.day
            text = one.text or ""
            known.add(KnownArticle(one.article_id, one.story_id, one.url, one.published_at, told, text, day), one.keys)
        return known


def catch_up(ledger: Ledger) -> None:
    """
    Give stored texts the marks they lack: those of a ledger from before there were any, or of another scheme.

    What was decided on them stands; they can be found again, that is all. Each portion is stored as one, so a run that
    is interrupted goes on where it was.
    """
    with ledger.turn():
        while waiting := ledger.unmarked(SCHEMES, _MARKED_AT_ONCE):
            rarity = rarity_in(ledger)
            made = []
            for article, decision, counted in waiting:
                made.append(marks(article, decision, rarity))
                if not counted:
                    rarity.add(traits(article.text, article.title))
            ledger.mark(made, rarity.packed())


def rarity_in(ledger: Ledger) -> Rarity:
    """Return in how few of the stored articles each trait stands."""
    return _unpacked(ledger.rarity(SCHEMES.stories))


def _unpacked(packed: bytes | None) -> Rarity:
    return Rarity.unpacked(packed) if packed else Rarity()


def _texts(near: Near) -> KnownTexts:
    place = {one.text_id: place for place, one in enumerate(near.carriers)}
    texts = [
        Indexed(
            KnownText(
                one.article_id, one.revision, one.url or "", one.text or "", one.dated_at, one.is_seed, one.outlet
            ),
            one.normal,
            one.words,
            one.independent,
        )
        for one in near.carriers
    ]
    totals = Totals(
        texts=sum(known for known, _ in near.texts.values()),
        independent=sum(independent for _, independent in near.texts.values()),
        of_outlet={outlet: independent for outlet, (_, independent) in near.texts.items() if outlet is not None},
    )
    return KnownTexts.recalled(texts, [(shingle, place[text_id]) for shingle, text_id in near.carried], totals)
