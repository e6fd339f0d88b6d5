"""
Copy or not: decided on the words two texts share in the same order, quotations left aside.

Two reporters who quote the same statement write it down word for word and have copied nothing from each other, so only
words outside quotation marks count. The thresholds are measured in the research note on copies: on 3,600 altered
copies they find 99.75 %, on 300 independent reports of the same events they call none a copy.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.compare.passages import Run, passages, runs
from pipeline.compare.shingles import SCHEME
from pipeline.compare.wording import Wording, wording
from pipeline.models import Article, Comparison, Decision, Passage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.compare.known import KnownText, KnownTexts

__all__ = ["RULE", "compare", "compare_text"]

RULE = f"unquoted-words-1/{SCHEME}"

_NEAR_DUPLICATE = 0.8
_EDITED_COPY = 0.4
_PARTIAL_REUSE = 0.15
_TELLING_RUN = 25
# Shares of very few words jump: a caption of eight words is not "100 % copied" because of one phrase.
_FEWEST_WORDS = 20
# A transcript or a statement printed in full is nearly all quotation; there every word counts.
_NEARLY_ALL_QUOTED = 0.2
# Of carriers that fit about as well, the earliest is the one it was taken from.
_AS_GOOD = 0.05
_WITH_PASSAGES = 10
_RANK = {
    Decision.INDEPENDENT: 0,
    Decision.PARTIAL_REUSE: 1,
    Decision.EDITED_COPY: 2,
    Decision.NEAR_DUPLICATE: 3,
    Decision.EXACT: 4,
}


@dataclass(frozen=True)
class _Overlap:
    """What an article shares with one known text."""

    other: KnownText
    runs: list[Run]
    own_share: float
    """Share of the article's unquoted words that stand in the other text."""
    other_share: float
    """Share of the other's unquoted words that stand in the article."""
    longest: float
    """Unquoted words in the longest run."""

    @property
    def share(self) -> float:
        return max(self.own_share, self.other_share)

    @property
    def decision(self) -> Decision:
        if self.share >= _NEAR_DUPLICATE:
            return Decision.NEAR_DUPLICATE
        if self.share >= _EDITED_COPY:
            return Decision.EDITED_COPY
        if self.share >= _PARTIAL_REUSE or self.longest >= _TELLING_RUN:
            return Decision.PARTIAL_REUSE
        return Decision.INDEPENDENT


def compare(article: Article, known: KnownTexts) -> Comparison:
    """
    Return what the article is next to the texts known before it.

    The decision, the text it was taken from (the earliest of those that fit about as well), the share of words copied,
    every passage shared with the ten nearest texts, and a reason a person understands. For independent articles the
    reason tells the nearest miss.
    """
    return compare_text(article.article_id, article.text, known)


def compare_text(article_id: int, text: str, known: KnownTexts) -> Comparison:
    """The same for a bare text."""
    taken_apart = wording(text)
    overlaps = [
        _overlap(taken_apart, other, runs(taken_apart, other.wording))
        for other in known.candidates(text, apart_from=article_id)
    ]
    overlaps = sorted((o for o in overlaps if o.runs), key=lambda o: (-_RANK[o.decision], -o.share, -o.longest))
    shown = _shown(taken_apart, overlaps)
    if (same := known.same_words(taken_apart.fingerprint())) and same.wording.words == taken_apart.words:
        return Comparison(
            article_id=article_id,
            decision=Decision.EXACT,
            copy_of=same.article_id,
            copied=1.0,
            passages=shown,
            rule=RULE,
            reason=_exact_reason(text, same),
        )
    if not overlaps:
        return Comparison(
            article_id=article_id, decision=Decision.INDEPENDENT, rule=RULE, reason=_nothing_shared(taken_apart, known)
        )
    best = _earliest(overlaps)
    independent = best.decision is Decision.INDEPENDENT
    return Comparison(
        article_id=article_id,
        decision=best.decision,
        copy_of=None if independent else best.other.article_id,
        copied=round(min(1.0, best.share), 4),
        passages=shown,
        rule=RULE,
        reason=_miss_reason(best) if independent else _reason(best),
    )


def _overlap(text: Wording, other: KnownText, shared: list[Run]) -> _Overlap:
    all_words = _nearly_all_quoted(text) or _nearly_all_quoted(other.wording)
    told = [run.words if all_words else run.words - run.quoted for run in shared]
    return _Overlap(
        other=other,
        runs=shared,
        own_share=sum(told) / _counted(text, all_words=all_words),
        other_share=min(sum(told), _covered(shared)) / _counted(other.wording, all_words=all_words),
        longest=max(told, default=0),
    )


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


def _earliest(overlaps: list[_Overlap]) -> _Overlap:
    best = overlaps[0]
    alike = [o for o in overlaps if o.decision is best.decision and o.share >= best.share - _AS_GOOD]
    return min(alike, key=lambda o: (o.other.at is None, o.other.at and o.other.at.timestamp()))


def _shown(text: Wording, overlaps: list[_Overlap]) -> tuple[Passage, ...]:
    nearest = overlaps[:_WITH_PASSAGES]
    return tuple(passage for o in nearest for passage in passages(text, o.other.wording, o.other.article_id, o.runs))


def _exact_reason(text: str, same: KnownText) -> str:
    if text == same.text:
        return f"the same text as {same.label}, letter for letter"
    return f"the same words as {same.label}; only capitals, marks or spacing differ"


def _nothing_shared(text: Wording, known: KnownTexts) -> str:
    if not text.words:
        return "it holds no words to compare"
    return f"it shares no run of six words with any of the {len(known)} texts known before it"


def _reason(best: _Overlap) -> str:
    count = _passages(best)
    if best.own_share >= best.other_share:
        return f"{_percent(best.own_share)} of its own (unquoted) words stand in {best.other.label}; {count}"
    return f"it contains {_percent(best.other_share)} of the (unquoted) words of {best.other.label}; {count}"


def _miss_reason(best: _Overlap) -> str:
    longest = max(best.runs, key=lambda run: run.words)
    quoted = ", all of them quoted" if longest.quoted == longest.words else ""
    return (
        f"nearest is {best.other.label}: {_percent(best.own_share)} of its own (unquoted) words stand there, "
        f"in {_passages(best)}, the longest {longest.words} words{quoted}"
    )


def _passages(best: _Overlap) -> str:
    return f"{len(best.runs)} passage{'s' if len(best.runs) > 1 else ''}"


def _percent(share: float) -> str:
    return f"{min(1.0, share) * 100:.0f} %"
