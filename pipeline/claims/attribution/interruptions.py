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

__all__ = ["as_if_nobody_broke_in"]

_GOES_ON = frozenset({"VBD", "VBZ", "VBP", "MD", "IN", "TO", "VBN"})
_LEADS_IN = frozenset({"if", "unless", "once", "when", "without", "until"})
"""Begin what the main clause has yet to follow: "If it rains, Lee warned, the dam will break"."""
_BEGINS_ANEW = frozenset({"while", "though", "although", "whereas", "so", "as"})


def as_if_nobody_broke_in(p: Passage, sentence: Range, a: Attribution) -> Passage | None:
    """
    Return the sentence as a passage of its own, white space in the place of ", Lee said,"; None where nobody breaks in.

    Offsets are those of the article, whose text they still are but for that.
    """
    if a.source is None or a.cue[0] == a.cue[1]:
        return None
    first, last = sentence
    begin, end = min(a.source[0], a.cue[0]), max(a.source[1], a.cue[1])
    apart = max(a.source[0], a.cue[0]) - min(a.source[1], a.cue[1])
    if apart or begin - 1 <= first or end + 1 >= last:
        return None
    quoted = _between_quotations(p, first, begin, end, last)
    if quoted is not None:
        return quoted
    commas = p.words[begin - 1] == p.words[end] == ","
    led_in = p.lows[first] in _LEADS_IN or begins_with_condition(p, sentence)
    if not commas or p.quoted[begin - 2] >= 0 or not (led_in or _goes_on(p, end + 1)):
        return None
    start, stop = p.span(begin if led_in else begin - 1, end + 1)  # "If it rains, the dam will break" keeps a comma
    text = p.text[:start] + " " * (stop - start) + p.text[stop:]
    return passage(text, *p.span(first, last))


def _between_quotations(p: Passage, first: int, begin: int, end: int, last: int) -> Passage | None:
    """Return "“Built for cattle and people,” he said, “in that order.”" as one, where one half is no clause."""
    if p.quoted[begin - 1] < 0 or p.words[begin - 2] != "," or p.words[end] != "," or end + 2 >= last:
        return None
    if p.quoted[end + 1] < 0 or not p.words[end + 2][0].islower() or not _goes_on(p, end + 1):
        return None
    closing = p.quotes[p.quoted[end + 1]][1]
    if has_finite_verb(p, first, begin) and has_finite_verb(p, end + 2, closing):
        return None
    start, stop = p.starts[begin - 2], p.ends[end + 1]
    text = p.text[:start] + " " * (stop - start) + p.text[stop:]
    return passage(text, *p.span(first, last))


def _goes_on(p: Passage, at: int) -> bool:
    """Whether what follows goes on with the sentence, and is no clause or remark of its own."""
    at += p.quoted[at] >= 0 and p.quotes[p.quoted[at]][0] == at  # "The savings, she said, “do not …”"
    return p.tags[at] in _GOES_ON and p.lows[at] not in _BEGINS_ANEW
