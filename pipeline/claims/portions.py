"""Which words of a sentence make which claims: the portions of somebody's word, and what is left to the author."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.claims.clauses import has_finite_verb, independent_clauses
from pipeline.claims.phrases import is_finite

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.claims.cues import Attribution
    from pipeline.claims.phrases import Range
    from pipeline.claims.sentences import Passage

__all__ = ["left_over", "portions"]

_SHORTEST_REMAINDER = 5
_NOT = frozenset({"not", "n't", "never"})
_NOBODY = frozenset({"neither", "nobody", "none", "no"})
_OPENERS = frozenset({"that", "how", "whether"})
_JOINING = frozenset({",", "and", "but", "though", "although", "while", "whereas", "albeit", "—", "–"})
_SUBORDINATE = frozenset({"IN", "WDT", "WP", "WRB"})


def portions(p: Passage, a: Attribution) -> list[Range]:
    """
    Return the token ranges that each make a claim.

    The clauses of what is said; or speaker, cue and content together where only they say anything: "Lee criticised the
    plan", "the company declined to comment".
    """
    if a.content is None:
        return [(a.source[0], a.cue[1])] if a.source is not None and a.lemma == "no comment" else []
    if a.source is not None and (a.lemma == "no comment" or _is_withheld(p, a) or not _says_something(p, a)):
        return [(min(a.source[0], a.content[0]), max(a.cue[1], a.content[1]))]
    return independent_clauses(p, *a.content)


def _is_withheld(p: Passage, a: Attribution) -> bool:
    """Whether the speaker does not say it: "did not confirm that", "neither side said"."""
    silent = a.source is not None and p.lows[a.source[0]] in _NOBODY
    return a.lemma != "deny" and (silent or any(p.lows[i] in _NOT for i in range(*a.cue)))


def _says_something(p: Passage, a: Attribution) -> bool:
    """Whether the content is a statement by itself."""
    if a.content is None:
        return False
    begin = a.content[0]
    if p.lows[begin] in _OPENERS:
        return True
    return (a.family == "say" or p.quoted[begin] >= 0) and has_finite_verb(p, *a.content)


def left_over(p: Passage, sentence: Range, found: Sequence[Attribution]) -> list[Range]:
    """Return what the sentence says before and after the words that are somebody's; all of it where none are."""
    first, last = sentence
    places = [place for a in found for place in (a.source, a.cue, a.content, a.via) if place is not None]
    taken = [(begin, end) for begin, end in places if begin < last and first < end]
    if not taken:
        return [sentence]
    before = (first, max(first, min(begin for begin, _ in taken)))
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
