"""
The first half of the desk: is an article taken in, and what is it next to all that came before it?

    known already? -> on topic? -> copy or own words? -> which story?

Nothing that is claimed is asked here, so that it can be done ahead of the other half, and in a process of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from pipeline.compare.collator import Collator
from pipeline.models import Decided, Drop, Quality
from pipeline.read.changes import changes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pipeline.models import Article, Change, Comparison, Marks, Placement, Relevance, Stage
    from pipeline.neighbours import Neighbours

__all__ = ["NOTHING_CAME", "STAGE_FAILED", "Compared", "Comparer", "Comparing", "Comparisons", "failed"]

STAGE_FAILED = "stage failed"
"""The reason of a drop that no stage decided on: something went wrong."""

_NOTHING_DECIDED = Decided()


class Compared(NamedTuple):
    """An article that is taken in, and what it is next to those before it."""

    article: Article
    kept: tuple[Relevance, ...]
    """The topics that it is kept for."""
    comparison: Comparison
    placement: Placement
    marks: Marks | None
    """By what it is found again; None where it can be found already."""
    change: Change | None
    """What differs from the text before; None where this is the first."""
    stories: frozenset[int]
    """Those of which claims may be told in it: its own, the nearest, and those of the texts whose words it has."""
    known_before: bool
    """An earlier text of it is known."""

    @property
    def text(self) -> tuple[int, int]:
        """Names the text: its article, and which revision."""
        return self.article.article_id, self.article.revision


class Comparisons(NamedTuple):
    """What came of a batch."""

    outcomes: tuple[Compared | Drop | None, ...]
    """Of each article in turn; None for a text that is known already."""
    known: frozenset[int]
    """Those of its articles of which a text is known, or is to be."""
    rarity: bytes
    """In how few articles each trait stands, these included, packed; nothing where none of them was filed."""


NOTHING_CAME = Comparisons((), frozenset(), b"")


class Comparer(Protocol):
    """Whoever compares batches of articles with what came before them."""

    def compared(
        self, articles: Sequence[Article], decided: Mapping[tuple[int, int], Decided] | None = None
    ) -> Comparisons:
        """Return what the articles are next to those before; the batches before are stored by now."""
        ...

    def attend(self) -> None:
        """Whoever waits for an answer from the desk gets it now; asked between two articles."""
        ...

    def start_again(self) -> None:
        """Know nothing but what is stored: what was compared last is not going to be."""
        ...


class Comparing:
    """
    Compares articles batch by batch, one after another.

    `relevance` tells which topics keep an article, `neighbours` who finds what is stored near a batch, beginning anew.
    """

    def __init__(
        self, relevance: Callable[[Article], tuple[Relevance, ...]], neighbours: Callable[[], Neighbours]
    ) -> None:
        self._relevance = relevance
        self._new_neighbours = neighbours
        self.neighbours = neighbours()
        self._collator = Collator()
        self._revisions: dict[int, set[int]] = {}
        self._newest: dict[int, Article] = {}
        self._stage: Stage = "topic"

    def compared(
        self, articles: Sequence[Article], decided: Mapping[tuple[int, int], Decided] | None = None
    ) -> Comparisons:
        """
        Return what the articles are next to what is stored, and to each other in turn.

        `decided`, by article and revision, already stands. A changed text at a known address is taken in again. A text
        in which nothing but boilerplate has changed is no new text. A stage that fails on an article is its drop.
        """
        self._meet(articles)
        outcomes = tuple(
            self._tried(article, (decided or {}).get((article.article_id, article.revision)) or _NOTHING_DECIDED)
            for article in articles
        )
        known = frozenset(article.article_id for article in articles if self._revisions.get(article.article_id))
        is_filed = any(isinstance(one, Compared) and one.marks for one in outcomes)
        return Comparisons(outcomes, known, self.neighbours.rarity.packed() if is_filed else b"")

    def attend(self) -> None:
        """Nobody waits: all is compared by the time that articles are linked."""

    def start_again(self) -> None:
        """Know nothing but what is stored."""
        self.neighbours = self._new_neighbours()

    def _meet(self, articles: Sequence[Article]) -> None:
        """Look up what is near the articles."""
        self._collator, near = self.neighbours.of(articles)
        self._revisions, self._newest = {}, {}
        for text in near.revisions:
            self._revisions.setdefault(text.article_id, set()).add(text.revision)
            self._newest.setdefault(text.article_id, text)

    def _tried(self, article: Article, decided: Decided) -> Compared | Drop | None:
        try:
            return self._outcome(article, decided)
        except Exception as error:  # noqa: BLE001 - whatever a stage trips over, the other articles go on
            return failed(article, self._stage, error)

    def _outcome(self, article: Article, decided: Decided) -> Compared | Drop | None:
        revisions = self._revisions.setdefault(article.article_id, set())
        if article.revision in revisions:
            return None
        self._stage = "read"
        before = self._newest.get(article.article_id)
        change = None if before is None else changes(before.text, article.text)
        if change is not None and not change.substantive:
            return None
        if before is not None and before.quality is Quality.FULL and article.quality is not Quality.FULL:
            detail = "the page shows only a part of a text that is known whole; that is no correction"
            return Drop(url=article.url, stage="read", reason="cut short", detail=detail, seen_at=article.seen_at)
        self._stage = "topic"
        relevance = self._relevance(article) if decided.relevance is None else decided.relevance
        kept = tuple(verdict for verdict in relevance if verdict.kept)
        if not kept:
            best = max(self._relevance(article), key=lambda verdict: verdict.score)
            return Drop(url=article.url, stage="topic", reason="off topic", detail=best.reason, seen_at=article.seen_at)
        self._stage = "compare"
        comparison = decided.comparison or self._collator.compared(article)
        placement = decided.placement or self._collator.placed(article, comparison)
        stories = self._collator.stories_near(article, comparison, placement)
        is_filed = decided.comparison is not None and decided.placement is not None
        marks = None if is_filed else self._collator.file(article, comparison, placement)
        known_before = bool(revisions)
        revisions.add(article.revision)
        self._newest[article.article_id] = article
        return Compared(article, kept, comparison, placement, marks, change, stories, known_before)


def failed(article: Article, stage: Stage, error: Exception) -> Drop:
    """Return the drop of an article that a stage failed on."""
    detail = f"{type(error).__name__}: {error}"
    return Drop(url=article.url, stage=stage, reason=STAGE_FAILED, detail=detail, seen_at=article.seen_at)
