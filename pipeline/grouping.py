"""
Texts grouped as they come: copies told from their originals, stories from each other; `group --jsonl`.

What came before is remembered in memory, or in a database of its own, so that tomorrow's texts meet today's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.compare.collator import SCHEMES, Collator
from pipeline.compare.features import traits
from pipeline.compare.overrules import Overrules
from pipeline.compare.stories import MIXED
from pipeline.compare.stream import Answer, Grouped, Name, TextRecord, answered, arrived, name_of, put_together
from pipeline.models import Batch, Intake
from pipeline.neighbours import Neighbours, catch_up

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from datetime import datetime

    from pipeline.models import Article, Comparison
    from pipeline.store.ledger import Ledger

__all__ = ["InMemory", "Stored"]


class InMemory:
    """Texts known so far, in memory only."""

    def __init__(self, now: datetime) -> None:
        self._now, self._came = now, 0
        self._collator = Collator(setting=MIXED)
        self._names: dict[int, Name] = {}
        self._stories: dict[int, Name] = {}
        self._answers: dict[tuple[int, int], Grouped] = {}

    def group(self, records: Sequence[TextRecord]) -> list[Grouped]:
        """Return what each text of a handful is next to those before it and to each other, in their order."""
        articles = [arrived(record, self._now, self._came + place) for place, record in enumerate(records)]
        self._came += len(records)
        fresh = _fresh(articles, self._answers.keys())
        for article in fresh.values():
            self._collator.rarity.add(traits(article.text, article.title))
        for record, article in zip(records, articles, strict=True):
            self._names.setdefault(article.article_id, record["id"])
        for answer in put_together(list(fresh.values()), self._collator):
            article, story_id = answer["article"], answer["placement"].story_id
            name = self._names[article.article_id]
            story = self._stories.setdefault(story_id, name)
            text = article.article_id, article.revision
            self._answers[text] = answered(name, answer["comparison"], story, self._names.__getitem__)
        return [self._answers[article.article_id, article.revision] for article in articles]


class Stored:
    """
    Texts known so far, in a database: those of earlier calls too.

    A text that came before under its id, word for word, gets the answer it got, and nothing is stored of it.
    """

    def __init__(self, ledger: Ledger, clock: Callable[[], datetime]) -> None:
        self._ledger, self._clock = ledger, clock
        catch_up(ledger)
        overrules = Overrules(ledger.recall().overrules)
        self._neighbours = Neighbours(ledger.near, ledger.rarity(SCHEMES.stories), overrules, MIXED)
        self._run_id, _ = ledger.begin((), (), clock())

    def group(self, records: Sequence[TextRecord]) -> list[Grouped]:
        """Return what each text is next to those before it, in their order; all are stored by then."""
        now = self._clock()
        articles = [arrived(record, now, place) for place, record in enumerate(records)]
        before = {
            (comparison.article_id, revision): (comparison, placement.story_id)
            for revision, comparison, placement in self._ledger.decided(article.article_id for article in articles)
        }
        arriving = list(_fresh(articles, before.keys()).values())
        self._neighbours.count(arriving)
        collator, _ = self._neighbours.of(arriving)
        fresh = put_together(arriving, collator)
        made = {
            (one["article"].article_id, one["article"].revision): (one["comparison"], one["placement"].story_id)
            for one in fresh
        }
        self._store(fresh, now)
        return self._answers(records, articles, before | made)

    def finish(self) -> None:
        """Note that all has come."""
        self._ledger.finish(self._run_id, "ok", self._clock())

    def _store(self, answers: Sequence[Answer], now: datetime) -> None:
        if not answers:
            return
        intakes = tuple(
            Intake(
                article=one["article"],
                relevance=(),
                comparison=one["comparison"],
                placement=one["placement"],
                marks=one["marks"],
            )
            for one in answers
        )
        rarity = ((SCHEMES.stories, self._neighbours.rarity.packed()),)
        self._ledger.commit(Batch(decided_at=now, intakes=intakes, rarity=rarity), self._run_id)

    def _answers(
        self,
        records: Sequence[TextRecord],
        articles: Sequence[Article],
        made: Mapping[tuple[int, int], tuple[Comparison, int]],
    ) -> list[Grouped]:
        met = {other for comparison, _ in made.values() for other in _met(comparison)}
        urls, stories = self._ledger.named(met, {story_id for _, story_id in made.values()})
        answers = []
        for record, article in zip(records, articles, strict=True):
            comparison, story_id = made[article.article_id, article.revision]
            answers.append(
                answered(record["id"], comparison, name_of(stories[story_id]), lambda other: name_of(urls[other]))
            )
        return answers


def _fresh(articles: Iterable[Article], known: Collection[tuple[int, int]]) -> dict[tuple[int, int], Article]:
    """Return the texts that are not known, each once, in order of arrival."""
    fresh: dict[tuple[int, int], Article] = {}
    for article in articles:
        text = article.article_id, article.revision
        if text not in known:
            fresh.setdefault(text, article)
    return fresh


def _met(comparison: Comparison) -> set[int]:
    others = {passage.other_id for passage in comparison.passages}
    return others if comparison.copy_of is None else others | {comparison.copy_of}
