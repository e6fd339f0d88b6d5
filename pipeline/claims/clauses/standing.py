"""Whether words make a sentence that stands alone: a subject first, then a verb of its own with a tense."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.claims.certainty.conditions import begins_with_condition, condition_ends
from pipeline.claims.certainty.negation import opener_negates
from pipeline.claims.clauses.independent import has_own_verb, main_clause
from pipeline.claims.reading.phrases import is_finite
from pipeline.claims.reading.signs import sign_of

if TYPE_CHECKING:
    from pipeline.claims.reading.phrases import Range
    from pipeline.claims.reading.sentences import Passage

__all__ = ["is_conditional", "is_question", "may_ask", "stands_alone"]

_MARKS = frozenset({"“", '"', "'", "‘", "`", "„", "«", "''", "``", ",", ":"})
_CLOSING_MARKS = _MARKS | {"”", "’", "»"}
_ASKED = sign_of("?")
_INVERTED = frozenset("is are was were has have had does do did can could will would may might should must".split())
"""Stand before their subject: "Nor is Huawei alone"."""
_CONDITIONS = frozenset({"if", "unless"})
_QUANTITIES = frozenset({"DT", "CD", "PDT"})
_EVERYBODY = frozenset("everyone everybody everything all every many much enough only".split())
_TEMPORAL = frozenset({"since", "until", "before", "after", "as"})
_DEPENDENT = frozenset("which who whose whom because although though before after until as since while to not".split())


def may_ask(p: Passage) -> bool:
    """Whether any words of the passage can be a question."""
    return p.signs & _ASKED != 0


def is_question(p: Passage, part: Range) -> bool:
    """
    Whether the words ask: a question mark ends them or comes right after, quotation marks aside.

    They do not where the question is somebody else's in theirs: "they kept asking, ‘Who won?’".
    """
    if not p.signs & _ASKED:
        return False
    first, last = part
    if last < len(p.words) and p.words[last] == "?" and p.quoted[last] == p.quoted[first]:
        return not _is_another_quoted(p, first, last)
    while last > first and p.words[last - 1] in _CLOSING_MARKS:
        last -= 1
    if last <= first or p.words[last - 1] != "?":
        return False
    return p.quoted[last - 1] in {p.quoted[first], -1} and not _is_another_quoted(p, first, last - 1)


def _is_another_quoted(p: Passage, first: int, at: int) -> bool:
    """Whether a quotation within the quotation ends right after the question mark, and began after `first`."""
    closed = at + 1 < len(p.words) and p.words[at + 1] in {"’", "'"}
    return closed and any(p.words[i] in {"‘", "'", "`"} for i in range(first + 1, at))


def is_conditional(p: Passage, part: Range) -> bool:
    """Whether the words say what holds only if something else does; "even if" comes later in its sentence."""
    first, last = _without_marks(p, part)
    return first < last and (p.lows[first] in _CONDITIONS or begins_with_condition(p, (first, last)))


def stands_alone(p: Passage, part: Range) -> bool:
    """
    Whether the words could be printed as a sentence.

    They could not when they begin with their verb ("was closed"), are an infinitive ("to say whether") or depend on
    what stood before them ("before the facts are known", "that listens").
    """
    first, last = main_clause(p, *_without_marks(p, part))
    first, last = _without_marks(p, (first, last))
    if last - first < 2:
        return False
    if condition_ends(p, (first, last)) is not None:
        return True
    if is_finite(p, first):
        return False
    if p.lows[first] in _DEPENDENT and not _begins_subject(p, first, last):
        return False
    if p.tags[first] == "CC" and is_finite(p, first + 1) and p.lows[first + 1] not in _INVERTED:
        return False
    if p.words[first] == "that":
        return not is_finite(p, first + 1) or p.lows[first + 1] == "'s"  # "that's a mistake"
    return has_own_verb(p, first, last)


def _begins_subject(p: Passage, first: int, last: int) -> bool:
    """Whether the word belongs to the subject, "not everyone", "as 20 of them", or opens the clause: "not once did"."""
    if p.lows[first] == "not":
        return p.tags[first + 1] in _QUANTITIES or p.lows[first + 1] in _EVERYBODY or opener_negates(p, first, last)
    return p.lows[first] in _TEMPORAL and p.tags[first + 1] == "CD"


def _without_marks(p: Passage, part: Range) -> Range:
    first, last = part
    while first < last and p.words[first] in _MARKS:
        first += 1
    return first, last
