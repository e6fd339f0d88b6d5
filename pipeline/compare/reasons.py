"""Why an article is a copy or none, in words that a person can check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.compare.overlap import Basis, Overlap

if TYPE_CHECKING:
    from pipeline.compare.known import KnownText
    from pipeline.compare.wording import Wording

__all__ = ["exact_reason", "miss_reason", "nothing_shared", "reason"]

_WORDS = {Basis.UNQUOTED: "(unquoted) words", Basis.ALL: "words, quotations included,"}


def exact_reason(text: str, same: KnownText) -> str:
    """Letter for letter, or word for word?"""
    if text == same.text:
        return f"the same text as {same.label}, letter for letter"
    return f"the same words as {same.label}; only capitals, marks or spacing differ"


def nothing_shared(text: Wording, known: int) -> str:
    """There is no nearest text to speak of."""
    if not text.words:
        return "it holds no words to compare"
    return f"it shares no run of six words with any of the {known} texts known before it"


def reason(found: Overlap) -> str:
    """How much of which text stands in the other, and in how many pieces."""
    inward = found.own_share >= found.other_share
    share, label = _percent(found.share), found.other.label
    if found.basis is Basis.IN_ORDER:
        longest = max(run.words for run in found.runs)
        row = f"in the same order, never more than {longest} in a row"
        if inward:
            return f"{share} of its own (unquoted) words stand in {label} {row}"
        return f"it contains {share} of the (unquoted) words of {label} {row}"
    if inward:
        return f"{share} of its own {_WORDS[found.basis]} stand in {label}; {_passages(found)}"
    return f"it contains {share} of the {_WORDS[found.basis]} of {label}; {_passages(found)}"


def miss_reason(nearest: Overlap) -> str:
    """What the nearest text has in common with it, which is too little."""
    longest = max(nearest.runs, key=lambda run: run.words)
    quoted = ", all of them quoted" if longest.quoted == longest.words else ""
    return (
        f"nearest is {nearest.other.label}: {_percent(nearest.own_share)} of its own (unquoted) words stand there, "
        f"in {_passages(nearest)}, the longest {longest.words} words{quoted}"
    )


def _passages(found: Overlap) -> str:
    return f"{len(found.runs)} passage{'s' if len(found.runs) > 1 else ''}"


def _percent(share: float) -> str:
    return f"{share * 100:.0f} %"
