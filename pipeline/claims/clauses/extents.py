"""
Where somebody's words end before their sentence does.

    Roe, who denies murder, will appear in court       who and murder stand in an aside of the author's clause
    Roe denied the charges and left the court          only the charges are denied
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.claims.certainty.denials import CLAIMS
from pipeline.claims.clauses.independent import independent_clauses
from pipeline.claims.clauses.predicates import Portion
from pipeline.claims.reading.phrases import after_time, first_finite, is_finite, noun_phrase_after

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.claims.reading.cues import Attribution
    from pipeline.claims.reading.phrases import Range
    from pipeline.claims.reading.sentences import Passage

__all__ = ["aside_of", "deeds_besides", "denies_noun", "ended"]

_PAST = frozenset({"VBD", "VBN"})
_DESCRIBED = frozenset({"NN", "JJ"})
"""After a participle that describes: "attempted murder"."""
_TRAILING = frozenset({"which", "who", "where", "whose"})
_RELATIVE = frozenset({"who", "which"})


def ended(p: Passage, sentence: Range, a: Attribution) -> Attribution:
    """Return the attribution with its content ended where the author's own clause goes on."""
    if a.content is None or a.source is None or a.content[0] < a.cue[0]:
        return a
    aside = aside_of(p, sentence, a)
    if aside is not None:
        return a._replace(content=(a.content[0], aside[1] - 1)) if aside[1] - 1 > a.content[0] else a
    if a.lemma == "deny":
        begin = a.cue[1] if denies_noun(p, a) else a.content[0]
        if begin < a.content[0] or not _is_clause(p, a.content):
            return a._replace(content=(begin, _denied_until(p, begin, a.content[1])))
    return a


def denies_noun(p: Passage, a: Attribution) -> bool:
    """Whether a deed or a state of mind is denied, with its "that": "denied knowing that", "any knowledge that"."""
    begin = after_time(p, a.cue[1], len(p.words))
    while begin < len(p.words) and p.tags[begin] == "RB":
        begin += 1
    named = noun_phrase_after(p, begin, len(p.words))
    if begin >= len(p.words) or p.tags[begin] == "VBG" or named is None:
        return begin < len(p.words) and p.tags[begin] == "VBG"
    return p.lows[named[1] : named[1] + 1] == ("that",) and CLAIMS.isdisjoint(p.lows[slice(*named)])


def _denied_until(p: Passage, first: int, last: int) -> int:
    """Where the nouns end that are denied: before an "and" with a verb or a clause after it."""
    clause_ends = independent_clauses(p, first - 1, last)[0][1]
    commas = (i for i in range(first + 1, clause_ends - 1) if p.words[i] == "," and p.lows[i + 1] in _TRAILING)
    clause_ends = next(commas, clause_ends)
    joints = (i for i in range(first + 1, clause_ends - 1) if p.tags[i] == "CC" and _is_verb(p, i + 1, last))
    end = next(joints, clause_ends)
    return end - 1 if p.words[end - 1] == "," and end - 1 > first else end


def _is_verb(p: Passage, at: int, last: int) -> bool:
    """Whether a predicate begins there: "and left the court", "and later resigned", not "and attempted murder"."""
    while at < last - 1 and p.tags[at] == "RB":
        at += 1
    if at >= last:
        return False
    after = p.tags[at + 1] if at + 1 < last else "."
    return after not in _DESCRIBED if p.tags[at] in _PAST else is_finite(p, at)


def aside_of(p: Passage, sentence: Range, a: Attribution) -> Range | None:
    """Return the ", who denies it," that the attribution stands in between the author's subject and his verb."""
    first, last = sentence
    if a.source is None or a.content is None or p.lows[a.source[0]] not in _RELATIVE:
        return None
    comma = a.source[0] - 1
    if comma <= first or p.words[comma] != "," or first_finite(p, first, comma) is not None:
        return None
    for i in range(a.content[0], min(last - 1, a.content[1] + 1)):
        if p.words[i] == "," and p.quoted[i] < 0 and _goes_on(p, i + 1, last):
            return comma, i + 1
    return None


def _goes_on(p: Passage, at: int, last: int) -> bool:
    while at < last and p.tags[at] == "RB":
        at += 1
    return at < last and is_finite(p, at)


def deeds_besides(p: Passage, sentence: Range, found: Sequence[Attribution]) -> Iterator[Portion]:
    """Yield what those who deny something do besides: the "left the court" of "denied fraud and left the court"."""
    for a in found:
        if a.lemma != "deny" or a.source is None or a.content is None:
            continue
        at = next((i for i in range(a.content[1], min(sentence[1], a.content[1] + 2)) if p.tags[i] == "CC"), None)
        said = any(at is not None and other.cue[0] > at for other in found)
        if at is not None and not said and _is_verb(p, at + 1, sentence[1]):
            yield Portion((at + 1, independent_clauses(p, a.source[0], sentence[1])[0][1]), a.source)


def _is_clause(p: Passage, content: Range) -> bool:
    """Whether what is denied has a subject and a verb: "that it paid", "the bank had failed"."""
    first, last = content
    if p.lows[first] == "that":
        return True
    subject = noun_phrase_after(p, first, last, in_quotation=True)
    return subject is not None and _goes_on(p, subject[1], last)
