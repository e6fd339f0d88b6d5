"""
Numbers on somebody's word that leave out what they count: "police give a lower figure of six", "spoke of nine".

What they count stands in a sentence before; told_before.py puts it in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.claims.certainty.weighing import words
from pipeline.claims.reading.cues import Attribution
from pipeline.claims.reading.phrases import is_finite
from pipeline.claims.reading.signs import sign_of
from pipeline.claims.reading.subjects import noun_phrase_before, subject_of

if TYPE_CHECKING:
    from pipeline.claims.reading.phrases import Range
    from pipeline.claims.reading.sentences import Passage

__all__ = ["FIGURES", "ROUGHLY", "Tally", "tally_of", "with_tally"]

_GIVES = frozenset("give gives gave given put puts raise raises raised revise revises revised".split())
_SPEAKING = frozenset({"speak", "talk", "give", "count"})
_SPOKEN = frozenset({"speak", "speaks", "spoke", "spoken", "talk", "talks", "talked"})
FIGURES = frozenset({"figure", "number", "toll", "count", "total", "tally", "estimate"})
"""What a number is called that somebody gives."""
_THERE = frozenset({("there", "were"), ("there", "was"), ("there", "are")})
_SIGN = sign_of(FIGURES | _SPOKEN | {"there"})
_AT = frozenset({"at", "of", "to"})
_IS = frozenset({"is", "was", "were", "are"})
_STANDS = frozenset({"stands", "stood", "remains", "remained"})
_FALSE = words("rebuttals", "false")
ROUGHLY = frozenset("about some around nearly almost roughly at least most more than up over only just".split())
"""Say before a number how near it is, in one word or two: "at least", "up to"."""
_GIVEN_WITHIN = 8
_ENDS = frozenset({".", ",", ":", "CC", "IN", "RB"})


class Tally(NamedTuple):
    """A number without what it counts, and whether it is said to be wrong."""

    number: Range
    wrong: bool = False
    noun: str | None = None
    """What is counted, where that is said: "the number of pipes"."""
    counter: bool = False
    """It is set against a figure just given: "Korrin's own figure is 740,000"."""


def with_tally(p: Passage, sentence: Range, found: list[Attribution]) -> list[Attribution]:
    """Return what a sentence hands on, with the number that somebody gives in it where it hands on nothing else."""
    if found or not p.signs & _SIGN or FIGURES.isdisjoint(p.lows[slice(*sentence)]):
        return found
    first, last = sentence
    for i in range(first + 1, last - 2):
        if p.lows[i] in FIGURES and p.quoted[i] < 0 and (said := _whose(p, i, first)) is not None:
            number = _stands_at(p, i + 1, last)
            if number is not None:
                return [Attribution(said[0], (said[1], i), (i, number[1]), "give", "say")]
        number = _given(p, i + 1, last) if p.lows[i] in _GIVES and p.quoted[i] < 0 else None
        gives = subject_of(p, i, first) if number is not None else None
        if gives is not None:
            source, verb = gives
            return [Attribution(source, (verb, i + 1), number, "give", "say")]
    return found


def tally_of(p: Passage, a: Attribution) -> Tally | None:
    """Return the number that is all somebody says: "spoke of nine", "there were nine", "the figure of 9 was wrong"."""
    if a.content is None or not p.signs & _SIGN:
        return None
    first, last = a.content
    if a.lemma in _SPEAKING and p.lows[first] in FIGURES:
        number = _stands_at(p, first + 1, last) if p.lows[first + 1] != "of" else None
        return Tally(number, counter=True) if number is not None else None
    if a.lemma in _SPEAKING:
        number = _number(p, first, last)
        return Tally(number, noun=_named(p, a.cue[1], first)) if number is not None else None
    if p.lows[first : first + 2] in _THERE and (number := _number(p, first + 2, last)) is not None:
        return Tally(number)
    of = next(
        (i for i in range(first, min(last - 1, first + 4)) if p.lows[i] in FIGURES and p.lows[i + 1] == "of"), None
    )
    number = _number(p, of + 2, last) if of is not None else None
    if number is None:
        return None
    judged = p.lows[number[1] : number[1] + 2]
    return Tally(number, wrong=True) if len(judged) == 2 and judged[0] in _IS and judged[1] in _FALSE else None


def _named(p: Passage, first: int, last: int) -> str | None:
    """The "pipes" of "the number of pipes at"."""
    at = next((i for i in range(first, last - 2) if p.lows[i] in FIGURES and p.lows[i + 1] == "of"), None)
    return p.lows[at + 2] if at is not None and p.tags[at + 2] == "NNS" else None


def _whose(p: Passage, figure: int, first: int) -> tuple[Range, int] | None:
    """Whose figure stands at a token, and where that is said: the "police's" of "the police's own figure"."""
    owner = figure - 2 if p.lows[figure - 1] == "own" else figure - 1
    if owner <= first or p.tags[owner] != "POS":
        return None
    who = noun_phrase_before(p, owner, first)
    return None if who is None else (who, owner)


def _stands_at(p: Passage, at: int, last: int) -> Range | None:
    """The number that ends "figure, for the record, is 740,000", "count of the injured stands at 14"."""
    for i in range(at, min(last - 1, at + _GIVEN_WITHIN)):
        if p.lows[i] in _IS or (p.lows[i] in _STANDS and p.lows[i + 1] == "at"):
            return _number(p, i + 1 + (p.lows[i] in _STANDS), last)
        if is_finite(p, i):
            return None
    return None


def _given(p: Passage, at: int, last: int) -> Range | None:
    """The number that ends "a lower figure of six", "the number of pipes at 450"."""
    figure = next((i for i in range(at, min(last - 2, at + _GIVEN_WITHIN)) if p.lows[i] in FIGURES), None)
    if figure is None or any(is_finite(p, i) for i in range(at, figure)):
        return None
    for i in range(figure + 1, min(last - 1, figure + _GIVEN_WITHIN)):
        number = _number(p, i + 1, last) if p.lows[i] in _AT else None
        if number is not None:
            return number
    return None


def _number(p: Passage, first: int, last: int) -> Range | None:
    """The number there, a "some" or "at least" before it, when nothing that it counts follows."""
    at = first
    while at < last and p.lows[at] in ROUGHLY:
        at += 1
    end = at
    while end < last and p.tags[end] == "CD" and p.words[end][0] not in "$£€":
        end += 1
    if end == at or p.lows[at] == "one":
        return None
    followed = end < len(p.tags) and p.tags[end] not in _ENDS and p.lows[end] not in _IS
    return None if followed or p.lows[end : end + 1] == ("of",) else (first, end)
