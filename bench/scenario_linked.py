"""
The gold's mentions with the gold's links: what is left to be judged is whose word each is, what is new, and the ladder.

Where a mention says what an earlier one of the gold says, from the same side, that one is found for it; where it takes
the other side or makes a claim that the gold has against it, that one is what it speaks against. Everything after that
is the product's own.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING
from unittest.mock import patch

from pipeline.link.same_claim import Found, Match
from pipeline.link.sides import Relation

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bench.scenario_gold import GoldMention, Scenario
    from bench.scenario_run import GoldMentions
    from pipeline.link.known import KnownClaims
    from pipeline.link.wording import Wording
    from pipeline.models import Mention, Origin

__all__ = ["linked_by_gold"]

_DENIED = "denied"


@contextmanager
def linked_by_gold(scenario: Scenario, extractor: GoldMentions, texts: Mapping[tuple[int, int], str]) -> Iterator[None]:
    """
    Link by the gold while this lasts.

    `texts` are the articles' by id and revision; `extractor` knows of which row of the gold it made each statement.
    """
    links = _GoldLinks(scenario, extractor, texts)
    with patch("pipeline.link.article.find", links.find):
        yield


class _GoldLinks:
    """Finds for each mention what the gold says that it is the same as, or speaks against."""

    def __init__(self, scenario: Scenario, extractor: GoldMentions, texts: Mapping[tuple[int, int], str]) -> None:
        self._claims, self._extractor, self._texts = scenario.claims, extractor, texts
        self._before: list[tuple[int, GoldMention]] = []

    def find(
        self, mention: Mention, words: Wording, story_id: int, known: KnownClaims, states: Origin | None = None
    ) -> Found:
        """Return what `pipeline.link.same_claim.find` would, did it know the gold."""
        del words, story_id, states
        row = self._extractor.row_of(self._texts[mention.article_id, mention.revision], mention.statement)
        same = against = None
        for mention_id, other in self._before:
            relation = self._relation(row, other)
            if relation is None or not known.knows(mention_id):
                continue
            match = Match(known.told(mention_id), relation, 1.0, "as the gold says")
            if relation is Relation.SAME:
                same = match
            elif against is None or relation is Relation.DENIES:
                against = match
        self._before.append((mention.mention_id, row))
        nearest = same or against
        return Found(same, against, known.claims[nearest.told.link.claim_id].event_id if nearest else None)

    def _relation(self, row: GoldMention, other: GoldMention) -> Relation | None:
        one_side = (row.mode == _DENIED) is (other.mode == _DENIED)
        if row.claim == other.claim:
            return Relation.SAME if one_side else Relation.DENIES
        return Relation.CONTRADICTS if one_side and other.claim in self._claims[row.claim].contradicts else None
