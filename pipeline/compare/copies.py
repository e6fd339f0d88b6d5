"""
Copy or not: decided on the words two texts share in the same order, quotations left aside.

Two reporters who quote the same statement write it down word for word and have copied nothing from each other, so only
words outside quotation marks count. The thresholds stand in `overlap` and are measured by `bench/copies.py`: of 5,100
altered copies 5,099 are found, of 150 pairs of independent reports of the same events none is called a copy.
"""

from __future__ import annotations

from heapq import nlargest
from typing import TYPE_CHECKING

from pipeline.compare.overlap import Overlap, overlap
from pipeline.compare.passages import Run, passages
from pipeline.compare.reasons import exact_reason, miss_reason, nothing_shared, reason
from pipeline.compare.shingles import SCHEME, window_of
from pipeline.compare.wording import Wording, wording
from pipeline.models import COPIES, Article, Comparison, Decision, Direction, Passage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.compare.known import Candidate, KnownText, KnownTexts

__all__ = ["RULE", "adds_wording", "compare", "compare_text"]

RULE = f"unquoted-words-2/{SCHEME}"

# Of carriers that fit about as well, the earliest is the one it was taken from.
_AS_GOOD = 0.05
_WITH_PASSAGES = 10
# A book with every tenth word changed has ten thousand; the longest say it.
_MOST_PASSAGES = 300
# What brings so little of its own is found again by the text it was taken from.
_NOTHING_OWN = 0.95
# A text known for long may be indexed under a quarter of what it was; and an estimate may be wrong by half.
_UNDERESTIMATED = 8
# Words of all texts that one article is aligned with. Twenty articles have 20,000; twenty books would take a minute.
_MOST_WORDS = 250_000
_RANK = {
    Decision.INDEPENDENT: 0,
    Decision.PARTIAL_REUSE: 1,
    Decision.EDITED_COPY: 2,
    Decision.NEAR_DUPLICATE: 3,
    Decision.EXACT: 4,
}


def compare(article: Article, known: KnownTexts) -> Comparison:
    """
    Return what the article is next to the texts known before it.

    The decision, the text it was taken from (the earliest of those that fit about as well), which of the two stands in
    the other and by how much, the passages shared with the ten nearest texts, and a reason a person understands. For
    independent articles the reason tells the nearest miss. Of a copy, texts that share no more with it than its
    original does, and came later, are left out.
    """
    return compare_text(article.article_id, article.text, known, article.outlet)


def compare_text(article_id: int, text: str, known: KnownTexts, outlet: str | None = None) -> Comparison:
    """The same for a bare text."""
    told = wording(text)
    overlaps = sorted(_overlaps(told, known.meetings(told, outlet, apart_from=article_id)), key=_nearest_first)
    same = known.same_words(told.fingerprint(), apart_from=article_id)
    if same and same.wording.words == told.words:
        return _exact(article_id, told, same, overlaps)
    if not overlaps:
        return Comparison(
            article_id=article_id, decision=Decision.INDEPENDENT, rule=RULE, reason=nothing_shared(told, len(known))
        )
    best = _earliest(overlaps)
    independent = best.decision is Decision.INDEPENDENT
    return Comparison(
        article_id=article_id,
        decision=best.decision,
        copy_of=None if independent else best.other.article_id,
        nearest=best.other.article_id,
        direction=None if independent else best.direction,
        copied=round(best.share, 4),
        own_share=round(best.own_share, 4),
        other_share=round(best.other_share, 4),
        passages=_shown(told, overlaps),
        rule=RULE,
        reason=miss_reason(best) if independent else reason(best),
    )


def adds_wording(comparison: Comparison) -> bool:
    """
    Return whether an article says anything in words that were not known before.

    Where it does not, it need not be indexed by its shingles: whatever copies it is found by what it copied itself.
    """
    return comparison.decision not in COPIES or comparison.own_share < _NOTHING_OWN


def _exact(article_id: int, told: Wording, same: KnownText, overlaps: list[Overlap]) -> Comparison:
    return Comparison(
        article_id=article_id,
        decision=Decision.EXACT,
        copy_of=same.article_id,
        nearest=same.article_id,
        direction=Direction.ALIKE,
        copied=1.0,
        own_share=1.0,
        other_share=1.0,
        passages=_shown(told, overlaps),
        rule=RULE,
        reason=exact_reason(told.text, same),
    )


def _overlaps(text: Wording, candidates: Iterable[Candidate]) -> list[Overlap]:
    """Return what the text shares with each candidate that can still change the decision."""
    found: list[Overlap] = []
    copied: list[Overlap] = []
    words = len(text.words)
    for candidate in candidates:
        words += candidate.words
        if (found and words > _MOST_WORDS) or any(_settles(one, text, candidate) for one in copied):
            continue
        met = overlap(text, candidate.known)
        if met.runs:
            found.append(met)
        if met.decision in COPIES:
            copied.append(met)
    return found


def _settles(copied: Overlap, text: Wording, candidate: Candidate) -> bool:
    """
    Return whether a candidate is not worth aligning with a text that is a copy of another already.

    One that came later would have to fit better, an earlier one about as well. How well is estimated from the shingles:
    most alignments of a story that was taken over by everybody are saved, and none that decides in the copy score.
    """
    if candidate.known.order > copied.other.order:
        return _expected(text, candidate) <= copied.share + _AS_GOOD
    return _UNDERESTIMATED * _expected(text, candidate) < copied.share


def _expected(text: Wording, candidate: Candidate) -> float:
    """The share of either text that the shingles in both let expect."""
    # Of hashes by chance, the least of w in a row is another one after (w + 1) / 2 steps.
    one_in = 1 if candidate.known.is_seed else (window_of(candidate.words) + 1) / 2
    return min(1.0, candidate.shared * one_in / max(1, min(len(text.words), candidate.words)))


def _nearest_first(met: Overlap) -> tuple[object, ...]:
    return -_RANK[met.decision], -met.share, -met.longest, met.other.order


def _earliest(overlaps: list[Overlap]) -> Overlap:
    best = overlaps[0]
    alike = (met for met in overlaps if met.decision is best.decision and met.share >= best.share - _AS_GOOD)
    return min(alike, key=lambda met: met.other.order)


def _shown(text: Wording, overlaps: list[Overlap]) -> tuple[Passage, ...]:
    return tuple(
        passage
        for met in overlaps[:_WITH_PASSAGES]
        for passage in passages(text, met.other.wording, met.other.article_id, _longest(met.runs), met.other.revision)
    )


def _longest(runs: list[Run]) -> list[Run]:
    """Return the longest runs, in the order of the text."""
    return runs if len(runs) <= _MOST_PASSAGES else sorted(nlargest(_MOST_PASSAGES, runs, key=lambda run: run.words))
