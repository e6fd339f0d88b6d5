"""How much two texts have in common, and what that makes of the one that came later."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from pipeline.compare.passages import Run, anchors, runs
from pipeline.compare.shingles import SHINGLE_WORDS
from pipeline.compare.stretches import kept_words
from pipeline.models import Decision, Direction

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.compare.known import KnownText
    from pipeline.compare.wording import Wording

__all__ = ["PARTIAL_REUSE", "Basis", "Overlap", "overlap"]

NEAR_DUPLICATE = 0.8
EDITED_COPY = 0.4
PARTIAL_REUSE = 0.15
TELLING_RUN = 25
# Shares of very few words jump: a caption of eight words is not "100 % copied" because of one phrase.
_FEWEST_WORDS = 20
# A transcript or a statement printed in full is nearly all quotation; there every word counts.
_NEARLY_ALL_QUOTED = 0.2
# Where every second word was replaced, ten equal words go with each shingle that is left, and fifteen where three of
# five were. Two articles that have but a phrase or two in common need not be walked through.
_WORDS_AN_ANCHOR = 20
# Shares that differ by less are equal to a reader.
_ALIKE = 0.1


class Basis(StrEnum):
    """Which words were counted."""

    UNQUOTED = "unquoted words in the same runs"
    ALL = "all words in the same runs"
    IN_ORDER = "unquoted words in the same order"


@dataclass(frozen=True)
class Overlap:
    """What an article shares with one known text."""

    other: KnownText
    runs: list[Run]
    own_share: float
    """Share of the article's words that stand in the other text; at most 1."""
    other_share: float
    """Share of the other's words that stand in the article; at most 1."""
    longest: int
    """Words that count in the longest run."""
    basis: Basis

    @property
    def share(self) -> float:
        """Of whichever text has more of its words in the other."""
        return max(self.own_share, self.other_share)

    @property
    def decision(self) -> Decision:
        """
        What the article is next to the other text.

        With margins on both sides (`bench/copies.py`): of 150 pairs of independent reports of one event (BASIL) 147
        share less than .10 by runs and .04 by order, the other three .15 to .18, by statements whose quotation marks
        are lost. Of 4,549 pairs about two similar events (ECB+) all but three share less than .15, those at most .30,
        by a turn of phrase in texts of twenty words. The least that any copy found in the copy score shares is .35.
        """
        if self.share >= NEAR_DUPLICATE and self.basis is not Basis.IN_ORDER:
            return Decision.NEAR_DUPLICATE
        if self.share >= EDITED_COPY:
            return Decision.EDITED_COPY
        if self.share >= PARTIAL_REUSE or self.longest >= TELLING_RUN:
            return Decision.PARTIAL_REUSE
        return Decision.INDEPENDENT

    @property
    def direction(self) -> Direction:
        """Which stands in the other; alike where neither has clearly more of itself there."""
        if abs(self.own_share - self.other_share) < _ALIKE:
            return Direction.ALIKE
        return Direction.CONTAINED_IN if self.own_share > self.other_share else Direction.CONTAINS


def overlap(text: Wording, other: KnownText) -> Overlap:
    """
    Return what a text shares with another.

    By the runs of six and more words in both. Where these make no copy, by the words that stand there in the same order
    between changed ones, if that makes more of it; should no six words in a row be left, the runs are of five.
    """
    begins = anchors(text, other.wording)
    by_runs = _by_runs(text, other, runs(text, other.wording, begins=begins))
    fewer_words = min(len(text.words), len(other.wording.words))
    if by_runs.share >= EDITED_COPY or len(begins) * _WORDS_AN_ANCHOR < PARTIAL_REUSE * fewer_words:
        return by_runs
    all_words = by_runs.basis is Basis.ALL
    own_share, other_share = _in_order(text, other.wording, begins, all_words=all_words)
    if max(own_share, other_share) < max(PARTIAL_REUSE, by_runs.share):
        return by_runs
    return replace(
        by_runs,
        runs=by_runs.runs or runs(text, other.wording, SHINGLE_WORDS, begins),
        own_share=own_share,
        other_share=other_share,
        basis=Basis.IN_ORDER,
    )


def _by_runs(text: Wording, other: KnownText, shared: list[Run]) -> Overlap:
    if not shared:  # nearly always: whose words are quoted need not be looked up
        return Overlap(other, shared, 0.0, 0.0, 0, Basis.UNQUOTED)
    own_share, other_share = _in_both(text, other.wording, shared, all_words=False)
    all_words = _nearly_all_quoted(text) or _nearly_all_quoted(other.wording)
    if all_words or max(own_share, other_share) < NEAR_DUPLICATE:
        whole = _in_both(text, other.wording, shared, all_words=True)
        # A teaser with a quotation in it: what little is not quoted may be "Continue reading".
        all_words = all_words or max(whole) >= NEAR_DUPLICATE
        own_share, other_share = whole if all_words else (own_share, other_share)
    return Overlap(
        other=other,
        runs=shared,
        own_share=own_share,
        other_share=other_share,
        longest=max((_told(run, all_words=all_words) for run in shared), default=0),
        basis=Basis.ALL if all_words else Basis.UNQUOTED,
    )


def _in_both(text: Wording, other: Wording, shared: list[Run], *, all_words: bool) -> tuple[float, float]:
    told = sum(_told(run, all_words=all_words) for run in shared)
    own_share = told / _counted(text, all_words=all_words)
    other_share = min(told, _covered(shared)) / _counted(other, all_words=all_words)
    return min(1.0, own_share), min(1.0, other_share)


def _in_order(text: Wording, other: Wording, begins: Sequence[int], *, all_words: bool) -> tuple[float, float]:
    same = kept_words(text, other, begins)
    own, theirs = (same.own, same.other) if all_words else (same.own_unquoted, same.other_unquoted)
    return own / _counted(text, all_words=all_words), theirs / _counted(other, all_words=all_words)


def _told(run: Run, *, all_words: bool) -> int:
    return run.words if all_words else run.words - run.quoted


def _nearly_all_quoted(text: Wording) -> bool:
    return text.unquoted < _NEARLY_ALL_QUOTED * len(text.words)


def _counted(text: Wording, *, all_words: bool) -> int:
    return max(_FEWEST_WORDS, len(text.words) if all_words else text.unquoted)


def _covered(shared: Iterable[Run]) -> int:
    """Words of the other text that some run touches: an article that repeats one sentence has not copied it twice."""
    covered, free_from = 0, 0
    for at, end in sorted((run.other_at, run.other_at + run.words) for run in shared):
        covered += max(0, end - max(at, free_from))
        free_from = max(free_from, end)
    return covered
