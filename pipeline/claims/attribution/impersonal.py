"""
Word from nobody in particular: "it was reported that C", "X reportedly did", "the claim came from Y".

Its opposite, somebody who gives no word, is in refusals.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.claims.attribution.trailing import content_before
from pipeline.claims.reading.cues import Attribution
from pipeline.claims.reading.nouns import CLASSES
from pipeline.claims.reading.phrases import Range, after_time, is_finite, noun_phrase_after

if TYPE_CHECKING:
    from pipeline.claims.reading.sentences import Passage

__all__ = ["HEARSAY", "SAID_TO", "UNUSUAL", "hearsay", "passive_before", "word_from"]

HEARSAY = frozenset({"reportedly", "allegedly", "supposedly", "purportedly", "rumored", "rumoured"})
_SAID = frozenset(
    "reported said believed alleged claimed rumored rumoured understood thought revealed announced confirmed".split()
)
SAID_TO = frozenset("reported said believed alleged claimed rumored rumoured understood thought".split())
"""Participles that give a word to nobody: "is said to", "is believed to have"."""
_TOLD = frozenset({"PRP", "PRP$", "DT", "NNP", "NNPS"})
_IS = frozenset({"is", "are", "was", "were", "'s", "'re", "been"})
_BE = frozenset(
    {"is", "was", "has", "had", "been", "are", "were", "'s", "also", "widely", "previously", "recently", "now"}
)
_EMERGED = frozenset({"emerged", "emerges", "transpired"})
_HAS = frozenset({"has", "had", "'s", "later", "then"})
_WORD = frozenset(
    {"claim", "claims", "report", "news", "information", "allegation", "rumor", "rumour", "leak", "story"}
)
_COMING = frozenset({"made", "comes", "come", "came", "provided", "reported", "leaked", "is", "was"})
UNUSUAL = HEARSAY | _WORD | {"it"}
"""Words at which `hearsay` and `word_from` begin."""


def hearsay(p: Passage, sentence: Range, i: int) -> Attribution | None:
    """Return the attribution to nobody that begins at token `i`, or None."""
    first, last = sentence
    end = last - 1 if p.words[last - 1] in {".", "!", "?"} else last
    if p.lows[i] in HEARSAY and p.tags[i] in {"RB", "VBN", "VBD"}:
        return Attribution(None, (i, i + 1), (first, end), "reportedly", "say")
    if (
        p.lows[i] in SAID_TO
        and i + 2 < last
        and p.lows[i + 1] == "to"
        and _is_infinitive(p, i + 2)
        and (be := passive_before(p, i, first)) is not None
    ):
        return Attribution(None, (be, i + 1), (first, end), "reportedly", "say") if p.quoted[i] < 0 else None
    if p.lows[i] == "it" and (emerged := _emerged(p, (first, end), i)) is not None:
        return emerged
    if p.lows[i] == "it" and i + 2 < last:
        j = i + 1
        while j < end and p.lows[j] in _BE:
            j += 1
        if j > i + 1 and j + 2 < end and p.lows[j] in _SAID:
            if p.lows[j + 1] == "that":
                return Attribution(None, (i, j + 2), (j + 2, end), "report", "say")
            if p.lows[j] in SAID_TO and _clause_begins(p, j + 1, end):
                return Attribution(None, (i, j + 1), (j + 1, end), "report", "say")
    return None


def _emerged(p: Passage, sentence: Range, i: int) -> Attribution | None:
    """The word of nobody in "It has emerged that C", "C, it emerged on Friday", "C, it is understood"."""
    first, end = sentence
    at = next((j for j in range(i + 1, min(end, i + 4)) if p.lows[j] not in _BE), end)
    if at >= end or p.lows[at] not in (_EMERGED if at == i + 1 or p.lows[i + 1] in _HAS else SAID_TO):
        return None
    that = after_time(p, at + 1, end)
    if p.lows[at] in _EMERGED and p.lows[that : that + 1] == ("that",):
        return Attribution(None, (i, that + 1), (that + 1, end), "report", "say")
    content = content_before(p, first, i) if p.quoted[i] < 0 and that >= end else None
    return Attribution(None, (i, at + 1), content, "report", "say") if content is not None else None


def _is_infinitive(p: Passage, at: int) -> bool:
    """Whether a "to" before that token begins a deed, "is said to own"; fires are "reported to it" and "to police"."""
    return not (p.tags[at] in _TOLD or p.lows[at] in CLASSES)


def passive_before(p: Passage, i: int, first: int) -> int | None:
    """Return where the "is" stands of "is widely said", whose participle is token `i`."""
    for j in range(i - 1, max(first, i - 3) - 1, -1):
        if p.lows[j] in _IS:
            return j - 1 if p.lows[j] == "been" and j > first else j
        if p.tags[j] != "RB":
            return None
    return None


def _clause_begins(p: Passage, at: int, end: int) -> bool:
    """Whether a subject with its verb stands there: "it is understood the batteries came from"."""
    subject = noun_phrase_after(p, at, end)
    return subject is not None and any(is_finite(p, j) for j in range(subject[1], min(end, subject[1] + 2)))


def word_from(p: Passage, sentence: Range, i: int) -> Attribution | None:
    """Return "the claim was made by X", which tells where a word came from."""
    first, last = sentence
    if p.lows[i] not in _WORD or i + 3 >= last:
        return None
    j = i + 1
    while j < last and (p.lows[j] in _BE or p.lows[j] in _COMING):
        j += 1
    if j < i + 2 or j >= last or p.lows[j] not in {"from", "by"}:
        return None
    source = noun_phrase_after(p, j + 1, last)
    if source is None:
        return None
    end = source[1]
    while end < last and p.words[end] not in {",", ".", ";", "—", "–"}:
        end += 1
    source = (source[0], end)
    begin = i - 1 if i > first and p.tags[i - 1] == "DT" else i
    return Attribution(source, (begin, j + 1), (begin, source[1]), "word from", "say")
