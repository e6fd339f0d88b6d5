"""Sentences that a speaker breaks into: "The plan, Lee said, was never meant to work"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.claims.certainty.conditions import begins_with_condition
from pipeline.claims.clauses.independent import has_finite_verb
from pipeline.claims.reading.sentences import passage

if TYPE_CHECKING:
    from pipeline.claims.reading.cues import Attribution
    from pipeline.claims.reading.phrases import Range
    from pipeline.claims.reading.sentences import Passage
    from pipeline.models import Span

__all__ = ["as_if_nobody_broke_in", "interruption"]

_GOES_ON = frozenset({"VBD", "VBZ", "VBP", "MD", "IN", "TO", "VBN"})
_LEADS_IN = frozenset({"if", "unless", "once", "when", "without", "until"})
"""Begin what the main clause has yet to follow: "If it rains, Lee warned, the dam will break"."""
_BEGINS_ANEW = frozenset({"while", "though", "although", "whereas", "so", "as"})


def as_if_nobody_broke_in(p: Passage, sentence: Range, taken: Span) -> Passage:
    """
    Return the sentence as a passage of its own, white space in the place of what an `interruption` takes.

    Offsets are those of the article, whose text they still are but for that.
    """
    start, stop = taken
    text = p.text[:start] + " " * (stop - start) + p.text[stop:]
    return passage(text, *p.span(*sentence))


def interruption(p: Passage, sentence: Range, a: Attribution) -> Span | None:
    """Return the characters of ", Lee said," that stand in the middle of a sentence; None where nobody breaks in."""
    if a.source is None or a.cue[0] == a.cue[1]:
        return None
    first, last = sentence
    begin, end = min(a.source[0], a.cue[0]), max(a.source[1], a.cue[1])
    apart = max(a.source[0], a.cue[0]) - min(a.source[1], a.cue[1])
    if apart or begin - 1 <= first or end + 1 >= last:
        return None
    if _is_between_quotations(p, first, begin, end, last):
        return p.starts[begin - 2], p.ends[end + 1]
    commas = p.words[begin - 1] == p.words[end] == ","
    led_in = p.lows[first] in _LEADS_IN or begins_with_condition(p, sentence)
    if not commas or p.quoted[begin - 2] >= 0 or not (led_in or _goes_on(p, end + 1)):
        return None
    return p.span(begin if led_in else begin - 1, end + 1)  # "If it rains, the dam will break" keeps a comma


def _is_between_quotations(p: Passage, first: int, begin: int, end: int, last: int) -> bool:
    """Whether one half is no clause, as in "“Built for cattle and people,” he said, “in that order.”"."""
    if p.quoted[begin - 1] < 0 or p.words[begin - 2] != "," or p.words[end] != "," or end + 2 >= last:
        return False
    if p.quoted[end + 1] < 0 or not p.words[end + 2][0].islower() or not _goes_on(p, end + 1):
        return False
    closing = p.quotes[p.quoted[end + 1]][1]
    return not (has_finite_verb(p, first, begin) and has_finite_verb(p, end + 2, closing))


def _goes_on(p: Passage, at: int) -> bool:
    """Whether what follows goes on with the sentence, and is no clause or remark of its own."""
    at += p.quoted[at] >= 0 and p.quotes[p.quoted[at]][0] == at  # "The savings, she said, “do not …”"
    return p.tags[at] in _GOES_ON and p.lows[at] not in _BEGINS_ANEW
