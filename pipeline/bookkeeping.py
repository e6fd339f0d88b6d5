"""
How articles get into the ledger: judged one by one at the desk, entered together, told about where somebody watches.

A stage that fails on one article costs that article, with what went wrong as its reason; the others go on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.alerts.rules import alerts_of
from pipeline.claims.rules import RULES
from pipeline.compare.collator import SCHEMES
from pipeline.compare.features import Traits
from pipeline.compare.overrules import Overrules
from pipeline.desk import Desk
from pipeline.models import Batch, Drop, Intake
from pipeline.neighbours import Neighbours, catch_up

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from pipeline.claims.extractor import Extractor
    from pipeline.first_reading import Foretold
    from pipeline.models import Alert, Article, Decided, Stage
    from pipeline.report import Report
    from pipeline.store.ledger import Ledger
    from pipeline.store.recall import Known
    from pipeline.topic import Topic

__all__ = ["DECIDED_AGAIN", "FIRST_RUN", "STAGE_FAILED", "Books"]

STAGE_FAILED = "stage failed"
"""The reason of a drop that no stage decided on: something went wrong."""
FIRST_RUN, DECIDED_AGAIN = "first run", "decided again"
"""Why nobody is told of what a run finds worth telling."""


class Books:
    """
    The ledger as one run writes it.

    `quiet`: why nobody is alerted, though alerts are stored. The first run of a database only learns what is known
    already, and nobody is woken for that, nor for what is decided again.
    """

    def __init__(
        self,
        topics: Sequence[Topic],
        ledger: Ledger,
        known: Known,
        report: Report,
        *,
        quiet: str | None,
        extractor: Extractor = RULES,
    ) -> None:
        self.alerts: list[Alert] = []
        self._taken: set[tuple[int, datetime]] = set()
        self._topics, self._ledger, self._report, self._quiet = topics, ledger, report, quiet
        self._extractor = extractor
        catch_up(ledger)
        self._set_up(known)

    def _set_up(self, known: Known) -> None:
        """Set up the desk, with what is stored in reach."""
        self._neighbours = Neighbours(
            self._ledger.near, self._ledger.rarity(SCHEMES.stories), Overrules(known.overrules)
        )
        self._desk = Desk(self._topics, self._ledger.claims_near, self._neighbours, self._extractor, known.overrules)

    def forget(self, traits: Iterable[tuple[str, bytes]]) -> None:
        """Count texts out that are compared anew; each comes with the scheme of its traits."""
        for scheme, packed in traits:
            if scheme == SCHEMES.stories:
                self._neighbours.rarity.remove(Traits.unpacked(packed))

    def learn(self, foretold: Foretold) -> None:
        """Let the desk know what was found elsewhere of the articles that are judged next."""
        self._desk.learn(foretold)

    def judged(
        self,
        articles: Iterable[Article],
        run_id: int,
        now: datetime,
        decided: Mapping[tuple[int, int], Decided] | None = None,
    ) -> list[Intake | Drop]:
        """
        Return what the desk says of each article, in their order; texts known already are left out.

        Where others store too, the turn has to be ours from here until what is returned is entered.
        """
        outcomes: list[Intake | Drop] = []
        batch = list(articles)
        if self._ledger.shared:
            self._neighbours.remember(self._ledger.rarity(SCHEMES.stories))
        self._desk.meet(batch, decided)
        for place, article in enumerate(batch):
            try:
                outcome = self._desk.take_in(article, (decided or {}).get((article.article_id, article.revision)))
            except Exception as error:  # noqa: BLE001 - whatever a stage trips over, the other articles go on
                outcome = _failed(article, self._desk.stage, error)
                self._report.problems.append(f"{article.url}: {outcome.detail}")
                # What the desk remembers may be half an article; it starts again from what is stored.
                self.enter(outcomes, run_id, now)
                outcomes = []
                self._set_up(self._ledger.recall())
                self._desk.meet(batch[place + 1 :], decided)
            if outcome is not None:
                outcomes.append(outcome)
        return outcomes

    def took(self, article: Article) -> bool:
        """Return whether a text of this article, seen at the same moment, was entered."""
        return (article.article_id, article.seen_at) in self._taken

    def knows(self, article_id: int) -> bool:
        """Return whether an article is in the ledger, or will be with the next entry."""
        return self._desk.knows(article_id)

    def enter(self, outcomes: Sequence[Intake | Drop], run_id: int, now: datetime, **rest: tuple[Any, ...]) -> None:
        """Store outcomes, with whatever else of a `Batch` belongs to them, as one; nothing is stored of nothing."""
        intakes = tuple(outcome for outcome in outcomes if isinstance(outcome, Intake))
        drops = tuple(outcome for outcome in outcomes if isinstance(outcome, Drop))
        if not (outcomes or any(rest.values())):
            return
        filed = any(intake.marks for intake in intakes)
        rarity = ((SCHEMES.stories, self._neighbours.rarity.packed()),) if filed else ()
        batch = Batch(decided_at=now, intakes=intakes, drops=drops, rarity=rarity, **rest)
        fired = self._ledger.commit(batch, run_id, lambda news: alerts_of(news, self._topics, self._quiet))
        self._taken.update((intake.article.article_id, intake.article.seen_at) for intake in intakes)
        loud = [alert for alert in fired if alert.quiet is None]
        self.alerts.extend(loud)
        self._report.count(batch)
        self._report.alerts += len(loud)


def _failed(article: Article, stage: Stage, error: Exception) -> Drop:
    detail = f"{type(error).__name__}: {error}"
    return Drop(url=article.url, stage=stage, reason=STAGE_FAILED, detail=detail, seen_at=article.seen_at)
