"""
Word from nobody in particular: "it was reported that C", "X reportedly did", "the claim came from Y".

And its opposite, somebody who gives no word: "declined to comment", "did not respond". "Denied commenting" is a
refusal, not a denial.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.claims.cues import Attribution
from pipeline.claims.phrases import Range, is_finite, noun_phrase_after
from pipeline.claims.subjects import clause_subject, noun_phrase_before

if TYPE_CHECKING:
    from pipeline.claims.sentences import Passage

__all__ = ["HEARSAY", "NEGATIONS", "SAID_TO", "UNUSUAL", "hearsay", "no_comment", "passive_before", "word_from"]

HEARSAY = frozenset({"reportedly", "allegedly", "supposedly", "purportedly", "rumored", "rumoured"})
_SAID = frozenset(
    "reported said believed alleged claimed rumored rumoured understood thought revealed announced confirmed".split()
)
SAID_TO = frozenset("reported said believed alleged claimed rumored rumoured understood thought".split())
"""Participles that give a word to nobody: "is said to", "is believed to have"."""
_IS = frozenset({"is", "are", "was", "were", "'s", "'re", "been"})
_BE = frozenset(
    {"is", "was", "has", "had", "been", "are", "were", "'s", "also", "widely", "previously", "recently", "now"}
)
_REFUSALS = frozenset(
    "decline declines declined declining refuse refuses refused refusing deny denies denied denying".split()
)
_COMMENTING = frozenset(
    "reached available return comment commenting discuss discussing elaborate elaborating respond responding reply "
    "answer confirm disclose".split()
)
_ASKED = frozenset({"comment", "request", "requests", "questions", "inquiries", "calls", "messages", "emails"})
_LEFT_OPEN = frozenset({"whether", "if", "why", "how", "what", "when", "who", "where", "which"})
"""What follows when "would not say" is a refusal; "did not say that" is none."""
NEGATIONS = frozenset({"not", "n't", "never"})
_WORD = frozenset(
    {"claim", "claims", "report", "news", "information", "allegation", "rumor", "rumour", "leak", "story"}
)
_COMING = frozenset({"made", "comes", "come", "came", "provided", "reported", "leaked", "is", "was"})
_NEGATED_AT_MOST = 4
_TENSED = frozenset({"MD", "VBD", "VBP", "VBZ"})
UNUSUAL = HEARSAY | _REFUSALS | _WORD | {"it", "yet"}
"""Words at which `hearsay`, `word_from` and, but for a negated verb, `no_comment` begin."""


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
        and (be := passive_before(p, i, first)) is not None
    ):
        return Attribution(None, (be, i + 1), (first, end), "reportedly", "say") if p.quoted[i] < 0 else None
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


def no_comment(p: Passage, sentence: Range, i: int) -> Attribution | None:
    """Return the refusal to comment whose verb phrase begins at token `i`, or None."""
    first, last = sentence
    verb = _refusal(p, i, last)
    if verb is None:
        return None
    begin = i
    while begin > first and (
        p.lows[begin - 1] in {"has", "have", "had", "also", "repeatedly"} or p.tags[begin - 1] == "RB"
    ):
        begin -= 1
    source = noun_phrase_before(p, begin, first)
    if source is None and begin > first and p.lows[begin - 1] in {"and", "but"}:
        source = clause_subject(p, first, begin - 1)
    if source is None:
        return None
    end = verb + 1
    while end < last and p.words[end] not in {",", ".", ";", "—", "–", "!", "?"}:
        end += 1
    cue_end = verb + 1 if p.lows[i] not in _REFUSALS else i + 1
    content = (cue_end, end) if cue_end < end else None
    return Attribution(source, (begin, cue_end), content, "no comment", "say")


def _refusal(p: Passage, i: int, last: int) -> int | None:
    """The token of the verb of commenting that is refused from token `i` on."""
    low = p.lows[i]
    refusing = low in _REFUSALS
    negated = p.tags[i] in _TENSED and i + 1 < last and p.lows[i + 1] in NEGATIONS
    if low == "yet" and i + 1 < last and p.lows[i + 1] == "to":
        refusing = True
    if not (refusing or negated) or p.quoted[i] >= 0:
        return None
    for j in range(i + 1, min(last, i + 1 + _NEGATED_AT_MOST)):
        if p.lows[j] in _COMMENTING:
            return _with_request(p, i, j, last)
        if p.lows[j] == "say" and j + 1 < last and p.lows[j + 1] in _LEFT_OPEN:
            return j
        if p.words[j] == "," or p.lows[j] == "that":
            return None
    return None


def _with_request(p: Passage, i: int, verb: int, last: int) -> int | None:
    """Only where a comment was asked for do "respond", "confirm" and "be reached" refuse it."""
    if p.lows[verb] in {"comment", "commenting", "discuss", "discussing", "elaborate", "elaborating"}:
        return verb
    asked = any(p.lows[j] in _ASKED for j in range(verb, min(last, verb + 7)))
    return verb if asked and not p.lows[i].startswith("den") else None
