"""Which words of a sentence make which claims: the portions of somebody's word, and what is left to the author."""

from __future__ import annotations

from bisect import bisect_right
from sys import maxsize
from typing import TYPE_CHECKING

from pipeline.claims.clauses import has_finite_verb, independent_clauses
from pipeline.claims.phrases import is_finite
from pipeline.claims.predicates import Portion, predicates
from pipeline.claims.standing import is_conditional, is_question, stands_alone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.claims.cues import Attribution
    from pipeline.claims.phrases import Range
    from pipeline.claims.sentences import Passage

__all__ = ["left_over", "portions", "standing_clauses"]

_SHORTEST_REMAINDER = 5
_NOT = frozenset({"not", "n't", "never"})
_NOBODY = frozenset({"neither", "nobody", "none", "no"})
_NO_STATEMENT = frozenset({"to", "not", "how", "whether", "why", "if"})
"""Begin what somebody promises, asks or leaves open: "declined to say whether", "asked how"."""
_JOINING = frozenset({",", "and", "but", "though", "although", "while", "whereas", "albeit", "—", "–"})
_SUBORDINATE = frozenset({"IN", "WDT", "WP", "WRB"})


def portions(p: Passage, a: Attribution) -> list[Portion]:
    """
    Return the portions that each make a claim.

    The clauses of what is said; or speaker, cue and content together where only they say anything: "Lee criticised the
    plan", "the company declined to comment".
    """
    if a.content is None:
        if a.lemma == "no comment" and a.source is not None:
            return [_one((a.source[0], a.cue[1]))]
        return [_one(_sentence_of(p, a.cue[0]))]
    if a.source is not None and (a.lemma == "no comment" or _is_withheld(p, a) or not _says_something(p, a)):
        return [_one(_whole(p, a, a.content))]
    parts = independent_clauses(p, *a.content)
    said = [part for part in parts if not is_question(p, part)]
    if said and all(stands_alone(p, part) for part in said):
        return [portion for part in said for portion in predicates(p, part)]
    if said and stands_alone(p, a.content):
        return [_one(a.content)]
    return [_one(_whole(p, a, a.content))]


def _one(said: Range) -> Portion:
    return Portion(said, said)


def _whole(p: Passage, a: Attribution, content: Range) -> Range:
    """Speaker, cue and content where they follow one another and make a sentence, else the sentence they stand in."""
    in_order = a.source is not None and a.source[0] < a.cue[0] < content[0] < _sentence_of(p, a.cue[0])[1]
    verb_first = next((is_finite(p, i) for i in range(*content) if p.words[i][0].isalnum()), False)
    in_order = in_order and not verb_first
    if in_order and a.source is not None:
        whole = (a.source[0], content[1])
        if p.lows[a.source[0]] in {"who", "which"} or stands_alone(p, whole):
            return whole
    return _sentence_of(p, content[0])


def _sentence_of(p: Passage, i: int) -> Range:
    return p.sentences[max(0, bisect_right(p.sentences, (i, maxsize)) - 1)]


def standing_clauses(p: Passage, clause: Range) -> list[Portion]:
    """Return the clauses that each make a claim of the author's; a headline ("To Stop Selling") needs no verb."""
    standing = [part for part in independent_clauses(p, *clause) if stands_alone(p, part)]
    if standing or has_finite_verb(p, *clause):
        return [portion for part in standing for portion in predicates(p, part)]
    return [_one(clause)]


def _is_withheld(p: Passage, a: Attribution) -> bool:
    """Whether the speaker does not say it: "did not confirm that", "neither side said"."""
    silent = a.source is not None and p.lows[a.source[0]] in _NOBODY
    return a.lemma != "deny" and (silent or any(p.lows[i] in _NOT for i in range(*a.cue)))


def _says_something(p: Passage, a: Attribution) -> bool:
    """Whether the content is a statement by itself."""
    if a.content is None:
        return False
    begin = a.content[0]
    if p.lows[begin] == "that":
        return True
    if p.lows[begin] in _NO_STATEMENT:
        return False
    return (a.family == "say" or begin < a.cue[0] or p.quoted[begin] >= 0) and has_finite_verb(p, *a.content)


def left_over(p: Passage, sentence: Range, found: Sequence[Attribution]) -> list[Range]:
    """Return what the sentence says before and after the words that are somebody's; all of it where none are."""
    first, last = sentence
    places = [place for a in found for place in (a.source, a.cue, a.content, a.via) if place is not None]
    taken = [(begin, end) for begin, end in places if begin < last and first < end]
    if not taken:
        return [sentence]
    before = (first, max(first, min(begin for begin, _ in taken)))
    if is_conditional(p, sentence):
        return []  # what is left would be said without its condition
    after = (_past_conjunction(p, min(last, max(end for _, end in taken)), last), last)
    return [part for part in (before, after) if part[1] - part[0] >= _SHORTEST_REMAINDER and _is_main(p, part)]


def _past_conjunction(p: Passage, at: int, last: int) -> int:
    """Where the author goes on after ", though"."""
    while at < last and p.lows[at] in _JOINING:
        at += 1
    return at


def _is_main(p: Passage, part: Range) -> bool:
    """Whether the part could be a sentence and is no "because …" or "which …"."""
    verb = next((i for i in range(*part) if is_finite(p, i)), None)
    return verb is not None and p.tags[part[0]] not in _SUBORDINATE and p.quoted[verb] < 0
