"""
Words taken back: "Acme has withdrawn its statement that the plant was safe" denies, on Acme's word, that it was.

Who retracts a statement says that it is not so, or no longer so, as who denies it does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.claims.certainty.weighing import words
from pipeline.claims.reading.cues import Attribution
from pipeline.claims.reading.lexicon import forms
from pipeline.claims.reading.signs import sign_of
from pipeline.claims.reading.subjects import subject_of

if TYPE_CHECKING:
    from pipeline.claims.reading.phrases import Range
    from pipeline.claims.reading.sentences import Passage

__all__ = ["with_withdrawn"]

_WITHDRAWS = (
    forms("retract") | forms("disown") | forms("repudiate") | {"withdraw", "withdraws", "withdrew", "withdrawn"}
)
_TAKES = frozenset({"take", "takes", "took", "taken"})
_STATEMENTS = words("rebuttals", "claims") | {"statement", "statements", "warning", "warnings", "verdict"}
_SIGN = sign_of(_WITHDRAWS | _TAKES)
_DESCRIBING = frozenset({"DT", "PRP$", "JJ", "JJR", "RBR", "RB", "CD", "NN"})
_STATEMENT_WITHIN = 4


def with_withdrawn(p: Passage, sentence: Range, found: list[Attribution]) -> list[Attribution]:
    """Return what a sentence hands on, the statement that somebody takes back in it as what they deny."""
    retracted = _withdrawn(p, sentence)
    if retracted is None or retracted.source is None or retracted.content is None:
        return found
    begin, end = retracted.source[0], retracted.content[1]
    return [retracted, *[a for a in found if not begin <= a.cue[0] < end]]


def _withdrawn(p: Passage, sentence: Range) -> Attribution | None:
    if not p.signs & _SIGN:
        return None
    first, last = sentence
    for i in range(first + 1, last - 1):
        if p.quoted[i] >= 0 or not (p.lows[i] in _WITHDRAWS or (p.lows[i] in _TAKES and p.lows[i + 1] == "back")):
            continue
        cue_end = i + 1 + (p.lows[i] in _TAKES)
        begin = _stated(p, cue_end, last)
        withdraws = subject_of(p, i, first) if begin is not None else None
        if begin is not None and withdraws is not None:
            source, verb = withdraws
            return Attribution(source, (verb, cue_end), (begin, _end(p, begin, last)), "deny", "say")
    return None


def _stated(p: Passage, at: int, last: int) -> int | None:
    """Where the "that" stands which says what the statement was: "its earlier claim that"."""
    for i in range(at, min(last - 2, at + _STATEMENT_WITHIN)):
        if p.lows[i] in _STATEMENTS:
            return i + 1 if p.lows[i + 1] == "that" else None
        if p.tags[i] not in _DESCRIBING:
            return None
    return None


def _end(p: Passage, begin: int, last: int) -> int:
    """Where the statement ends: with the sentence, its full stop left out, or before a semicolon."""
    end = next((i for i in range(begin, last) if p.words[i] == ";"), last)
    return end - 1 if p.words[end - 1] in {".", "!"} else end
