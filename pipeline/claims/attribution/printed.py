"""
Whose words an article prints in full: "The following statement was issued by Acme.", "Acme's letter in full:".

The paragraphs after such a line are one quotation, and no verb of saying stands anywhere near them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.claims.reading.phrases import Range, noun_phrase_after
from pipeline.claims.reading.subjects import clause_subject, noun_phrase_before

if TYPE_CHECKING:
    from pipeline.claims.reading.sentences import Passage

__all__ = ["Announced", "announced"]

_PAPERS = frozenset(
    "statement notice letter message memo memorandum release announcement communique communiqué e-mail email".split()
)
_IN_FULL = frozenset({"following", "full"})
_BY = frozenset({"by", "from", "of"})
_ISSUED = frozenset("issued released published sent posted put gave".split())
_NAMED = frozenset({"NNP", "NNPS"})
_LONGEST = 45
_FAR = 12


class Announced(NamedTuple):
    """Whose paper is printed next, and the word that says what it is."""

    issuer: Range
    paper: Range


def announced(p: Passage) -> Announced | None:
    """Return whose words a paragraph says are printed after it; None where it announces nobody's."""
    if len(p.words) > _LONGEST or _PAPERS.isdisjoint(p.lows):
        return None
    if p.words[-1] != ":" and _IN_FULL.isdisjoint(p.lows):
        return None
    first, last = p.sentences[-1]
    for i in range(first, last):
        if p.lows[i] not in _PAPERS or p.quoted[i] >= 0:
            continue
        issuer = _owner(p, i, first) or _sender(p, i, last) or _issuing(p, i, first)
        if issuer is not None:
            return Announced(issuer, (i, i + 1))
    return None


def _owner(p: Passage, i: int, first: int) -> Range | None:
    """Whose it is: "Acme's full statement"."""
    mark = next((j for j in range(i - 1, max(first, i - 4), -1) if p.tags[j] == "POS"), None)
    return _named(p, noun_phrase_before(p, mark, first)) if mark is not None else None


def _sender(p: Passage, i: int, last: int) -> Range | None:
    """Whom it is from: "the notice was sent out this morning by the agency"."""
    for j in range(i + 1, min(last, i + _FAR)):
        if p.lows[j] in _BY and (found := _named(p, noun_phrase_after(p, j + 1, last))) is not None:
            return found
    return None


def _issuing(p: Passage, i: int, first: int) -> Range | None:
    """Who gave it out: "Acme has issued the following statement"."""
    verb = next((j for j in range(i - 1, first, -1) if p.lows[j] in _ISSUED), None)
    return _named(p, clause_subject(p, first, verb + 1)) if verb is not None else None


def _named(p: Passage, found: Range | None) -> Range | None:
    """The phrase up to its first comma, where a name stands in it."""
    if found is None:
        return None
    end = next((j for j in range(*found) if p.words[j] == ","), found[1])
    return (found[0], end) if not _NAMED.isdisjoint(p.tags[found[0] : end]) else None
