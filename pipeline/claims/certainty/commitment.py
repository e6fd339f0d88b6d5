"""
How far a clause commits to what it says, read off its own verb and what governs it.

The verb with tense is found first, past the relative clauses of its subject; from there verb_group.py walks to the
event. What stands in relative clauses, in other conjuncts or in a quotation inside the clause is not on that way and
does not count: a hedge anywhere in the sentence is right in 11 of 18 cases.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.claims.certainty.conditions import (
    begins_with_condition,
    condition_after,
    condition_between,
    condition_ends,
)
from pipeline.claims.certainty.heads import group_begin, head_verb
from pipeline.claims.certainty.negation import opener_negates, phrase_negates, subject_negates
from pipeline.claims.certainty.verb_group import Walk

if TYPE_CHECKING:
    from pipeline.claims.reading.phrases import Range
    from pipeline.claims.reading.sentences import Passage

__all__ = ["Commitment", "commitment"]


_NOUNS = frozenset({("NN",), ("NNS",), ("NNP",)})


class Commitment(NamedTuple):
    """
    How far somebody commits to a clause.

    `sign` is -1 where it is not so; `strength` how sure it sounds, 3 to 1; `reach` how far it has come, 3 settled, 0
    only wanted; `conditional` says that it holds only if something else does; `told` that others' word is given for it.
    """

    sign: int = 1
    strength: float = 3.0
    reach: float = 3.0
    conditional: bool = False
    told: bool = False


def commitment(p: Passage, clause: Range, *, told_in_past: bool = False) -> Commitment:
    """
    Return how far the clause commits to its own verb.

    `told_in_past` says that it stands after a "said": its "would" is then a "will". A clause without a verb, such as a
    headline's "Mill to close", is as sure as can be.
    """
    first, last = clause
    led_in = condition_ends(p, clause)
    conditional = led_in is not None or begins_with_condition(p, clause)
    first = first if led_in is None else led_in
    head = head_verb(p, first, last)
    if head is None:
        return Commitment(sign=-1 if subject_negates(p, first, last) else 1)
    walk = Walk(p, last, told_in_past=told_in_past)
    opened = opener_negates(p, first, last)
    at = head if opened else group_begin(p, first, head)
    if opened or subject_negates(p, first, head) or phrase_negates(p, first, at):
        walk.negate()
    if p.lows[first] != "likely" or p.tags[first + 1 : first + 2] not in _NOUNS:  # "Likely nominee Ann Lee has won"
        walk.hear_adverb_before(first)
    walk.go(at)
    if conditional or condition_between(p, first, head):
        walk.conditional = True
    elif (begin := condition_after(p, head, last)) is not None:
        # "is unlikely unless" and "will not talk unless" commit to the "not"
        walk.conditional = walk.conditional or not (walk.sign < 0 and p.lows[begin] == "unless")
    return Commitment(walk.sign, walk.strength, walk.reach, walk.conditional, walk.told)
