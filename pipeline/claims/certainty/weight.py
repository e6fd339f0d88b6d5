"""
How a claim is put: its mode, whether it says that something is or is not, how sure it sounds, how far it is meant.

Factuality is the view of whoever says it, the speaker of an attributed claim and the author of any other, on the scale
of Saurí and Pustejovsky's FactBank (doi:10.1007/s10579-009-9089-9) written as numbers, as in Stanovsky et al. 2017:

     3  certain: it is, was or firmly will be so ("closed", "will close", "plans to close", "must pay")
     2  probable ("is likely to", "is expected to", "believes", "seems", "reportedly")
     1  possible ("may", "could", "perhaps", "fears"); 1.5 for "may well"
     0  open: conditional, or merely wanted, asked, tried, offered ("if", "wants to", "urged", "should"); refusals too
    -1  possibly, -2 probably, -3 certainly not so ("may not", "is unlikely to", "did not", "failed to")

"Probable" and "possible" certainty follow from the strength alone: who certainly wants something is certain and at 0.
Only what governs the claim's own verb counts; commitment.py tells how that is found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.claims.certainty.commitment import Commitment, commitment
from pipeline.claims.certainty.denials import (
    called_false,
    denies,
    denies_own_deed,
    rebuts,
    refuses_comment,
    rejects_claim,
    turns_down,
)
from pipeline.claims.certainty.weighing import CARRIES, OPENS, POSSIBLE, PROBABLE, by_mind, words
from pipeline.models import Certainty, Mode, Polarity

if TYPE_CHECKING:
    from pipeline.claims.certainty.weighing import Turn
    from pipeline.claims.reading.cues import Attribution
    from pipeline.claims.reading.phrases import Range
    from pipeline.claims.reading.sentences import Passage

__all__ = ["DENIED", "Weight", "weigh_attributed", "weigh_disowned", "weigh_own_voice"]

_SUPPOSING = frozenset(
    "believe think feel assume suspect doubt fear worry wonder imagine hope suppose guess reckon".split()
)
"""Cues of those who only suppose; to expect and to forecast is to say."""
_MAY = frozenset({"may", "might", "could"})
_WORRIES = words("chances", "possible")
_ANNOUNCED = frozenset({"announced", "confirmed", "revealed", "disclosed", "established", "proved", "proven"})
_PROBABLE_FROM = 2.0
_CERTAIN_FROM = 2.5
_CLIENT = frozenset({"client", "clients"})
_QUOTED_WORDS = 3
_PAST = frozenset({"VBD", "VBN", "VBG"})
"""An "adding" after a "said" is past too."""
_BUT = frozenset({"but", "yet"})


class Weight(NamedTuple):
    """Mode, polarity, certainty and factuality of one claim."""

    mode: Mode
    polarity: Polarity
    certainty: Certainty
    factuality: float


DENIED = Weight(Mode.DENIED, "-", Certainty.CERTAIN, -3.0)
"""Of who says of what was told before that it is not so."""
_DECLINED = Weight(Mode.DECLINED, "+", Certainty.UNKNOWN, 0.0)


def weigh_own_voice(p: Passage, clause: Range) -> Weight:
    """Return the weight of a claim that the author makes."""
    meant = commitment(p, clause)
    if _is_conceded(p, clause, meant):
        meant = meant._replace(strength=3.0)
    if meant.told:
        return _weight(Mode.REPORTED, meant)
    found = _weight(Mode.ASSERTED, meant)
    return found if found.certainty is Certainty.CERTAIN else found._replace(mode=Mode.SPECULATED)


def weigh_disowned(p: Passage, clause: Range) -> Weight:
    """
    Return the weight of the author's word that somebody said something falsely, or that nobody said it.

    However little who "falsely suggests" it commits to, that they do is certain.
    """
    meant = commitment(p, clause)
    if meant.conditional or meant.strength < _PROBABLE_FROM:
        return weigh_own_voice(p, clause)
    return _weight(Mode.ASSERTED, meant._replace(strength=3.0, reach=3.0))


def weigh_attributed(p: Passage, clause: Range, a: Attribution, *, about_itself: bool) -> Weight:
    """
    Return the weight of a claim on somebody's word.

    `about_itself` says that speaker and subject are one: only then is "we did not do it" a denial.
    """
    if refuses_comment(p, clause, a):
        return _DECLINED
    meant = _as_told(p, clause, a)
    raises_fears = a.lemma == "raise" and meant.strength < _PROBABLE_FROM
    if meant.conditional or raises_fears or a.lemma in _SUPPOSING:
        return _weight(Mode.SPECULATED, meant)
    if _is_denial(p, clause, a, meant, about_itself=about_itself):
        return _weight(Mode.DENIED, meant)
    return _weight(Mode.QUOTED if p.quotes and _is_quoted(p, a.content or clause) else Mode.REPORTED, meant)


def _as_told(p: Passage, clause: Range, a: Attribution) -> Commitment:
    """What the clause commits to once its cue is counted in: "believes", "feared that", "denied"."""
    in_past = a.source is None or not _PAST.isdisjoint(p.tags[a.cue[0] : a.cue[1]])
    meant = commitment(p, clause, told_in_past=in_past)
    whole = clause[0] <= a.cue[0] < clause[1]
    if denies(p, a) or rejects_claim(p, a) or called_false(p, a) is not None:
        # whatever "not", "might" or "if" stands in what is denied: it is not so
        return Commitment(sign=-1, strength=_cue_strength(p, a))
    if rebuts(p, clause):
        meant = meant._replace(sign=-1)
    elif not whole:
        meant = _under(meant, _cue_turn(p, clause, a))
    elif (turn := _cue_turn(p, clause, a)) is not CARRIES:
        # the cue is the clause's own verb, so its sign is counted in already
        reach = min(meant.reach, turn.reach) if meant.sign > 0 else meant.reach
        meant = meant._replace(strength=min(meant.strength, turn.strength), reach=reach)
    begins = p.lows[clause[0]]
    if begins == "whether" or (begins == "if" and a.lemma in {"ask", "wonder", "question", "know"}):
        return meant._replace(strength=1.0, reach=0.0, conditional=False)
    return meant


def _cue_strength(p: Passage, a: Attribution) -> float:
    """How sure it is that somebody denies it: who "may deny" it has not done so yet."""
    return POSSIBLE.strength if not _MAY.isdisjoint(p.lows[a.cue[0] : a.cue[1]]) else CARRIES.strength


def _under(meant: Commitment, turn: Turn) -> Commitment:
    if turn is CARRIES:
        return meant
    return meant._replace(
        sign=meant.sign * turn.sign,
        strength=min(meant.strength, turn.strength),
        reach=min(meant.reach, turn.reach),
    )


def _cue_turn(p: Passage, clause: Range, a: Attribution) -> Turn:
    """What the cue does to the words it hands on."""
    cue = p.lows[a.cue[0] : a.cue[1]]
    if a.lemma == "deny":
        return CARRIES if turns_down(p, a) else PROBABLE
    if a.source is None and cue and _ANNOUNCED.isdisjoint(cue):
        return PROBABLE
    if a.lemma == "call":
        return OPENS if cue[-1:] in {("for",), ("on",)} else CARRIES
    turn = by_mind(a.lemma)
    begins = p.lows[(a.content or clause)[0]]
    return POSSIBLE if turn is CARRIES and (begins in _WORRIES or not _WORRIES.isdisjoint(cue)) else turn


def _is_denial(p: Passage, clause: Range, a: Attribution, meant: Commitment, *, about_itself: bool) -> bool:
    if meant.sign > 0:
        return False
    if denies(p, a) or rejects_claim(p, a) or rebuts(p, clause) or called_false(p, a) is not None:
        return True
    own = about_itself or not _CLIENT.isdisjoint(p.lows[clause[0] : min(clause[1], clause[0] + 3)])
    return own and denies_own_deed(p, clause)


def _weight(mode: Mode, meant: Commitment) -> Weight:
    factuality = 0.0 if meant.conditional else meant.sign * min(meant.strength, meant.reach) + 0.0  # no -0.0
    return Weight(mode, "+" if meant.sign > 0 else "-", _certainty(meant), factuality)


def _certainty(meant: Commitment) -> Certainty:
    if meant.conditional or meant.strength < _PROBABLE_FROM:
        return Certainty.POSSIBLE
    return Certainty.PROBABLE if meant.strength < _CERTAIN_FROM else Certainty.CERTAIN


def _is_conceded(p: Passage, clause: Range, meant: Commitment) -> bool:
    """
    Whether the clause grants what it seems to hedge: "it might be one of the largest, but …".

    Only what is so already can be granted: "may have won", "may be the largest". "It may be a long night, but" hedges.
    """
    first, last = clause
    if meant.strength > 1.0 or _BUT.isdisjoint(p.lows[last : last + 2]):
        return False
    for i in range(first, last - 2):
        if p.lows[i] in {"may", "might"}:
            if p.lows[i + 1] == "have":
                return True
            return p.lows[i + 1] == "be" and p.lows[i + 2] in {"the", "one", "among"}
    return False


def _is_quoted(p: Passage, content: Range) -> bool:
    """Whether the words themselves are given: at least three in quotation marks."""
    found = 0
    for i in range(*content):
        found += p.quoted[i] >= 0 and p.words[i][0].isalnum()
        if found == _QUOTED_WORDS:
            return True
    return False
