"""
How a claim is put (mode), whether it says that something is or is not (polarity), and how sure it sounds (certainty).

Negation, hedges, modals and conditions count only in the clause that makes the claim, and there only at its verb: a
hedge anywhere in the sentence is right in 11 of 18 cases. "It might be one of the largest, but it struggles" hedges
nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.claims.phrases import is_finite
from pipeline.models import Certainty, Mode, Polarity

if TYPE_CHECKING:
    from pipeline.claims.cues import Attribution
    from pipeline.claims.phrases import Range
    from pipeline.claims.sentences import Passage

__all__ = ["Weight", "is_condition", "weigh_attributed", "weigh_own_voice"]

_POSSIBLE = frozenset({"may", "might", "could", "perhaps", "possibly", "maybe", "potentially"})
_PROBABLE = frozenset(
    "likely probably seems seem seemed appears appear appeared apparently presumably supposedly expected".split()
)
_FEARS = frozenset({"fear", "worry", "suspect", "doubt", "speculate", "wonder", "raise", "imagine", "theorize", "hint"})
_BELIEFS = frozenset(
    {"believe", "think", "expect", "hope", "assume", "feel", "estimate", "predict", "forecast", "project"}
)
_WORRIES = frozenset({"worries", "worry", "fears", "fear", "suspicion", "suspicions", "doubts", "concern", "concerns"})
_NOT = frozenset({"not", "n't", "never", "cannot"})
_NOBODY = frozenset({"no", "nobody", "none", "neither", "nothing"})
_AFTER_NOT_ONLY = frozenset({"only", "just", "merely", "longer"})
_COMMENTING = frozenset({"comment", "discuss", "speculate", "disclose"})
_CONDITIONS = frozenset({"if", "unless", "provided", "whether"})
_FROM_VERB = 5
_FROM_NEGATED = 3


class Weight(NamedTuple):
    """Mode, polarity and certainty of one claim."""

    mode: Mode
    polarity: Polarity
    certainty: Certainty


def weigh_own_voice(p: Passage, clause: Range) -> Weight:
    """Return the weight of a claim that the author makes."""
    certainty = _certainty(p, clause)
    hedged = certainty is not Certainty.CERTAIN
    return Weight(Mode.SPECULATED if hedged else Mode.ASSERTED, _polarity(p, clause), certainty)


def weigh_attributed(p: Passage, clause: Range, a: Attribution, *, about_itself: bool) -> Weight:
    """
    Return the weight of a claim on somebody's word.

    `about_itself` says that speaker and subject are one: only then is "we did not do it" a denial, and only then is
    "we do not discuss it" a refusal to comment.
    """
    if a.lemma == "no comment" or refuses_comment(p, clause):
        return Weight(Mode.DECLINED, "+", Certainty.UNKNOWN)
    polarity = _polarity(p, clause)
    certainty = _attributed_certainty(p, clause, a)
    if a.lemma in _FEARS and a.family in {"think", "judge"}:
        return Weight(Mode.SPECULATED, polarity, certainty)
    if a.lemma == "deny":
        return Weight(Mode.DENIED, "-", certainty)
    if is_condition(p, clause) and p.lows[clause[0]] != "whether":
        return Weight(Mode.SPECULATED, polarity, certainty)
    if about_itself and _is_denial(p, clause):
        return Weight(Mode.DENIED, "-", certainty)
    return Weight(Mode.QUOTED if _is_quoted(p, a.content or clause) else Mode.REPORTED, polarity, certainty)


def refuses_comment(p: Passage, clause: Range) -> bool:
    """Whether the clause itself is a refusal: "we do not comment on contracts"."""
    first, last = clause
    for i in range(first, min(last, first + 12)):
        if p.lows[i] in _COMMENTING and any(p.lows[j] in _NOT for j in range(max(first, i - 3), i)):
            return True
        if p.lows[i] == "no" and i + 1 < last and p.lows[i + 1] in {"comment", "official"}:
            return any(p.lows[j].startswith("comment") for j in range(i, min(last, i + 4)))
    return False


def is_condition(p: Passage, clause: Range) -> bool:
    """Whether the clause holds only if something else does; "even if" grants it and is no condition."""
    first, last = clause
    return any(
        p.lows[i] in _CONDITIONS and p.quoted[i] == p.quoted[first] and not (i > 0 and p.lows[i - 1] in {"even", "as"})
        for i in range(first, min(last, first + 2))
    )


def _attributed_certainty(p: Passage, clause: Range, a: Attribution) -> Certainty:
    if a.lemma in _FEARS or any(p.lows[i] in _WORRIES for i in range(*a.cue)):
        return Certainty.POSSIBLE
    if p.lows[clause[0]] in _WORRIES:
        return Certainty.POSSIBLE
    own = _certainty(p, clause)
    if own is not Certainty.CERTAIN:
        return own
    if a.source is None or a.lemma in _BELIEFS:
        return Certainty.PROBABLE
    return Certainty.CERTAIN


def _certainty(p: Passage, clause: Range) -> Certainty:
    """How sure the clause's own verb is: only what stands right before or after it counts."""
    if is_condition(p, clause):
        return Certainty.POSSIBLE
    verb = _verb(p, clause)
    if verb is None:
        return Certainty.CERTAIN
    first, last = clause
    near = {p.lows[i] for i in range(max(first, verb - 2), min(last, verb + _FROM_VERB - 1)) if p.words[i] != ","}
    if "it" in {p.lows[i] for i in range(first, min(last, first + 2))} and p.lows[verb].startswith("seem"):
        return Certainty.PROBABLE
    if _conceded(p, verb, last):
        return Certainty.CERTAIN
    if p.lows[verb] in _POSSIBLE or (near & {"perhaps", "possibly", "maybe", "potentially"}):
        return Certainty.POSSIBLE
    if near & _PROBABLE - {"expected"}:
        return Certainty.PROBABLE
    return Certainty.CERTAIN


def _conceded(p: Passage, verb: int, last: int) -> bool:
    """Whether the clause grants what it seems to hedge: "it might be one of the largest, but …"."""
    granted = p.lows[verb] in {"may", "might"} and verb + 1 < last and p.lows[verb + 1] in {"be", "have"}
    return granted and any(p.lows[j] in {"but", "yet"} for j in range(last, min(len(p.lows), last + 2)))


def _verb(p: Passage, clause: Range) -> int | None:
    return next((i for i in range(*clause) if is_finite(p, i)), None)


def _polarity(p: Passage, clause: Range) -> Polarity:
    verb = _verb(p, clause)
    if verb is None:
        return "+"
    last = clause[1]
    if p.lows[verb] == "cannot" or p.lows[clause[0]] in _NOBODY:
        return "-"
    for i in range(max(clause[0], verb - 1), min(last, verb + _FROM_NEGATED + 1)):
        if p.lows[i] in _NOT and not (i + 1 < last and p.lows[i + 1] in _AFTER_NOT_ONLY):
            return "+" if _as_planned(p, i, last) else "-"
        if (
            p.lows[i] == "no"
            and i + 1 < last
            and p.lows[i + 1] not in _AFTER_NOT_ONLY
            and p.lows[verb] in {"has", "have", "had"}
        ):
            return "-"
    return "+"


def _as_planned(p: Passage, i: int, last: int) -> bool:
    """Whether something is so, only badly: "not going as planned"."""
    return any(p.lows[j] == "as" for j in range(i, min(last, i + 3)))


def _is_denial(p: Passage, clause: Range) -> bool:
    """Whether it says "has no ties", "does not spy", "never paid", "is not true"; "is not able" denies nothing."""
    verb = _verb(p, clause)
    if verb is None or _polarity(p, clause) == "+":
        return False
    window = [p.lows[i] for i in range(verb, min(clause[1], verb + 4))]
    if window[0] in {"has", "have", "had"} and "no" in window:
        return True
    return (
        window[0] in {"does", "do", "did", "has", "have"}
        or "never" in window
        or bool({"true", "involved"} & set(window))
    )


def _is_quoted(p: Passage, content: Range) -> bool:
    """Whether the words themselves are given: at least three in quotation marks."""
    return sum(p.quoted[i] >= 0 and p.words[i][0].isalnum() for i in range(*content)) >= 3
