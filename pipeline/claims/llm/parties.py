"""Who does it to whom: a claim may turn a sentence into the passive, and must not turn its parties round."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.claims.llm.roots import root

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.claims.llm.weighed import Clause
    from pipeline.claims.reading.phrases import Range
    from pipeline.claims.reading.sentences import Passage

__all__ = ["turns_round"]

_BE = frozenset("is are was were be been being am 's 're 'm get gets got".split())
_BEFORE_A_NOUN = ("DT", "PDT", "PRP$", "JJ", "CD", "POS", "VBN", "VBG", "RB")
_BY_WITHIN = 6


class _Doing(NamedTuple):
    """The nouns on both sides of a verb that takes two parties; `passive` says that the doer stands after it."""

    left: frozenset[str]
    right: frozenset[str]
    passive: bool


def turns_round(claim: Clause, evidence: Passage) -> bool:
    """
    Return whether a claim has doer and done-to the other way round than its evidence has.

    Only where the verb is the same, the claim's object follows it at once, or its doer a "by", and both stand on the
    other side of every such verb in the evidence: else nothing is certain.
    """
    event = claim.event
    if event is None or claim.p.lows[event] in _BE:
        return False
    ours = _doing(claim.p, claim.tokens, event)
    if ours is None:
        return False
    found = list(_doings(evidence, root(claim.p.lows[event])))
    return bool(found) and all(_against(ours, theirs) for theirs in found)


def _doings(evidence: Passage, verb: str) -> Iterator[_Doing]:
    for first, last in evidence.sentences:
        for i in range(first, last):
            if evidence.tags[i].startswith("VB") and root(evidence.lows[i]) == verb:
                left, right = _nouns(evidence, (first, i)), _nouns(evidence, (i + 1, last))
                yield _Doing(left, right, _by(evidence, i, last) is not None)


def _doing(p: Passage, clause: Range, verb: int) -> _Doing | None:
    """Return the two parties of a claim: its subject, and what follows its verb, or the "by" of a passive, at once."""
    by = _by(p, verb, clause[1])
    right = _next_noun(p, verb + 1 if by is None else by + 1, clause[1])
    left = _nouns(p, (clause[0], verb))
    return _Doing(left, right, by is not None) if left and right else None


def _against(ours: _Doing, theirs: _Doing) -> bool:
    only_left, only_right = theirs.left - theirs.right, theirs.right - theirs.left
    same = bool(ours.left & only_left) and bool(ours.right & only_right)
    opposite = bool(ours.left & only_right) and bool(ours.right & only_left)
    return opposite if ours.passive == theirs.passive else same


def _by(p: Passage, verb: int, last: int) -> int | None:
    """Return where the "by" of a passive stands; None where the verb is active."""
    if _BE.isdisjoint(p.lows[max(0, verb - 3) : verb]):
        return None
    return next((i for i in range(verb + 1, min(last, verb + _BY_WITHIN)) if p.lows[i] == "by"), None)


def _nouns(p: Passage, tokens: Range) -> frozenset[str]:
    return frozenset(root(p.lows[i]) for i in range(*tokens) if p.tags[i].startswith("NN"))


def _next_noun(p: Passage, at: int, last: int) -> frozenset[str]:
    """The nouns that follow at once: none after a preposition."""
    while at < last and p.tags[at].startswith(_BEFORE_A_NOUN):
        at += 1
    end = at
    while end < last and p.tags[end].startswith("NN"):
        end += 1
    return _nouns(p, (at, end))
