"""
How articles get into the ledger: compared, linked at the desk, entered together, told about where somebody watches.

A stage that fails on one article costs that article, with what went wrong as its reason; the others go on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.alerts.rules import alerts_of
from pipeline.claims.rules import RULES
from pipeline.compare import in_print
from pipeline.compare.collator import SCHEMES
from pipeline.compare.features import Traits
from pipeline.compare.overrules import Overrules
from pipeline.comparing import NOTHING_CAME, STAGE_FAILED, Compared, Comparing, failed
from pipeline.desk import Desk
from pipeline.first_reading import FirstReading
from pipeline.models import Article, Batch, Drop, Intake
from pipeline.neighbours import Neighbours, catch_up

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from pipeline.claims.extractor import Extractor
    from pipeline.comparing import Comparer
    from pipeline.first_reading import Foretold
    from pipeline.models import Alert, Decided
    from pipeline.report import Report
    from pipeline.store.ledger import Ledger
    from pipeline.store.recall import Known
    from pipeline.topic import Topic

__all__ = ["DECIDED_AGAIN", "FIRST_RUN", "STAGE_FAILED", "Books"]

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
        self._reading, self._overrules = FirstReading(topics, extractor), known.overrules
        catch_up(ledger)
        self._desk = Desk(self._reading, ledger.claims_near, known.overrules)
        self.comparing = Comparing(self._reading.relevance, self._neighbours)
        self.comparer: Comparer = self.comparing
        """Who compares articles with those before them."""
        self._came = NOTHING_CAME

    def _neighbours(self) -> Neighbours:
        return Neighbours(self._ledger.near, self._ledger.rarity(SCHEMES.stories), Overrules(self._overrules))

    def forget(self, traits: Iterable[tuple[str, bytes]]) -> None:
        """Count texts out that are compared anew; each comes with the scheme of its traits."""
        for scheme, packed in traits:
            if scheme == SCHEMES.stories:
                self.comparing.neighbours.rarity.remove(Traits.unpacked(packed))

    def learn(self, foretold: Foretold) -> None:
        """Take what was found elsewhere of the articles that are judged next, so that it need not be found here."""
        self._desk.learn(foretold)
        in_print.learn(foretold.texts)

    def judged(
        self, articles: Iterable[Article], decided: Mapping[tuple[int, int], Decided] | None = None
    ) -> list[Intake | Drop]:
        """
        Return what is said of each article, in their order; texts known already are left out.

        Where others store too, the turn has to be ours from here until what is returned is entered.
        """
        if self._ledger.shared:
            self.comparer.start_again()
        waiting: list[Article | Drop] = list(articles)
        while True:
            self._came = self.comparer.compared([one for one in waiting if isinstance(one, Article)], decided)
            compared = iter(self._came.outcomes)
            outcomes: list[Intake | Compared | Drop | None] = [
                next(compared) if isinstance(one, Article) else one for one in waiting
            ]
            stumbled = self._link(outcomes, decided or {})
            if stumbled is None:
                break
            # What is remembered may be half an article: all starts again from what is stored, without that one.
            place, waiting[place] = stumbled
            self._desk.forget()
            self.comparer.start_again()
        told: list[Intake | Drop] = [one for one in outcomes if isinstance(one, Intake | Drop)]
        failures = (one for one in told if isinstance(one, Drop) and one.reason == STAGE_FAILED)
        self._report.problems.extend(f"{one.url}: {one.detail}" for one in failures)
        return told

    def _link(
        self, outcomes: list[Intake | Compared | Drop | None], decided: Mapping[tuple[int, int], Decided]
    ) -> tuple[int, Drop] | None:
        """Make an intake of each article that was compared; return the place where a stage failed, with its drop."""
        self._desk.meet([one for one in outcomes if isinstance(one, Compared)], decided)
        for place, one in enumerate(outcomes):
            self.comparer.attend()
            if isinstance(one, Compared):
                try:
                    outcomes[place] = self._desk.take_in(one, decided.get(one.text))
                except Exception as error:  # noqa: BLE001 - whatever a stage trips over, the other articles go on
                    return place, failed(one.article, self._desk.stage, error)
        return None

    def took(self, article: Article) -> bool:
        """Return whether a text of this article, seen at the same moment, was entered."""
        return (article.article_id, article.seen_at) in self._taken

    def knows(self, article_id: int) -> bool:
        """Return whether an article is in the ledger, or will be with the next entry."""
        return article_id in self._came.known

    def enter(self, outcomes: Sequence[Intake | Drop], run_id: int, now: datetime, **rest: tuple[Any, ...]) -> None:
        """Store outcomes, with whatever else of a `Batch` belongs to them, as one; nothing is stored of nothing."""
        intakes = tuple(outcome for outcome in outcomes if isinstance(outcome, Intake))
        drops = tuple(outcome for outcome in outcomes if isinstance(outcome, Drop))
        if not (outcomes or any(rest.values())):
            return
        filed = any(intake.marks for intake in intakes)
        rarity = ((SCHEMES.stories, self._came.rarity),) if filed else ()
        batch = Batch(decided_at=now, intakes=intakes, drops=drops, rarity=rarity, **rest)
        fired = self._ledger.commit(batch, run_id, lambda news: alerts_of(news, self._topics, self._quiet))
        self._taken.update((intake.article.article_id, intake.article.seen_at) for intake in intakes)
        loud = [alert for alert in fired if alert.quiet is None]
        self.alerts.extend(loud)
        self._report.count(batch)
        self._report.alerts += len(loud)
