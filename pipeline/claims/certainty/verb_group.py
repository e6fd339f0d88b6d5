"""
One way along a verb group: from its first word over modals, negations, adverbs and governing verbs to the event.

    Lee   was not expected to   try to       sell       the shop
          sign -, strength 2    reach 0      the event
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.claims.certainty.heads import group_begin, head_verb
from pipeline.claims.certainty.modals import MODALS, modal
from pipeline.claims.certainty.negation import (
    AFTER_NOT,
    NEGATING,
    NOBODY,
    TURNED_BACK,
    lacks,
    names_nobody,
    negates,
    subject_negates,
)
from pipeline.claims.certainty.weighing import (
    ADVERBS,
    AFTER_BE,
    BEFORE_GERUND,
    BEFORE_OBJECT,
    BEFORE_OBJECT_FROM,
    BEFORE_OBJECT_TO,
    BEFORE_THAT,
    BEFORE_TO,
    CARRIES,
    CHANCES,
    PROBABLE,
    Turn,
    words,
)
from pipeline.claims.reading.signs import sign_of

if TYPE_CHECKING:
    from pipeline.claims.reading.sentences import Passage

__all__ = ["Walk"]

_BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "'s", "'re", "'m", "am", "get", "got", "gets"})
_HAVE = frozenset({"has", "have", "had", "having", "'ve"})
_DO = frozenset({"do", "does", "did"})
_FINAL = words("after_be", "final")
_ABSOLUTE = words("adverbs", "absolute")
_FALSELY = words("disowned", "falsely")
_NEARLY = words("adverbs", "nearly")
_SEEMING = frozenset({"seem", "seems", "seemed", "seeming", "appear", "appears", "appeared", "appearing"})
_AFTER_SEEMING = frozenset({"to", "that", "as", "like", "unlikely", "likely", "set", "certain", "unable"})
_THAN_OTHERS = frozenset({"more", "less", "equally"})
_COMPLEMENT = frozenset({"that", "to", "whether", "if"})
_STEPS = 24
_OBJECT_WITHIN = 9
_NOUN_WITHIN = 3
_TURNING_PHRASES = frozenset(
    {(verb, "out") for verb in ("rule", "rules", "ruled", "ruling")}
    | {(verb, "short") for verb in ("stop", "stops", "stopped", "stopping", "fall", "falls", "fell", "fallen")}
)
_PHRASES = frozenset(after for _, after in _TURNING_PHRASES)
_GOVERNING = frozenset(
    {verb for verb, _ in _TURNING_PHRASES}.union(
        _SEEMING, BEFORE_TO, BEFORE_GERUND, BEFORE_THAT, BEFORE_OBJECT, BEFORE_OBJECT_TO, BEFORE_OBJECT_FROM
    )
)
_ON_THE_WAY = _GOVERNING.union(NEGATING, MODALS, _BE, AFTER_BE, ADVERBS, _NEARLY, _HAVE, _DO, {"no", ","})
"""Words that may not be the event; all others are but for adverbs, and so are most verbs."""
_BEARING_BEHIND = NOBODY.union(CHANCES, {"without", "not"})
_BEARS = sign_of(_BEARING_BEHIND)
_ONCE_THOUGHT = frozenset({"thought", "assumed", "imagined", "supposed", "expected"})
_ONCE_EXPECTED = frozenset({"think", "assume", "imagine", "suppose", "expect", "anticipate", "foresee"})
_RELATIVE = frozenset({"which", "who", "whose", "where", "when", "to", "because", "if"})
_TENSED = frozenset({"VBD", "VBZ", "VBP", "MD"})
_QUOTATION_MARKS = frozenset({"“", '"', "‘", "'", "``", "''"})
_SUBJECT_BREAKS = frozenset({",", ";", ":", "(", "—", "–"})


class Walk:
    """One way from the verb group's first word to the event; it looks at each token once."""

    def __init__(self, p: Passage, last: int, *, told_in_past: bool) -> None:
        self.p = p
        self.last = last
        self.told_in_past = told_in_past
        self.sign = 1
        self.strength = 3.0
        self.reach = 3.0
        self.conditional = False
        self.told = False
        self._negated = False
        self._be = False
        self._past = False

    def negate(self) -> None:
        """Turn what comes next into its opposite."""
        self.sign = -self.sign
        self._negated = True

    def hear_adverb_before(self, first: int) -> None:
        """Take in the adverb that leads into the clause: "Perhaps", "Apparently,"."""
        low = self.p.lows[first]
        if low not in ADVERBS and first > 1 and self.p.words[first - 1] == ",":
            low = self.p.lows[first - 2]
        turn = ADVERBS.get(low)
        if turn is not None:
            self.strength = min(self.strength, turn.strength)

    def go(self, at: int) -> None:
        """Walk from token `at` to the event and look at what stands right after it."""
        for _ in range(_STEPS):
            if at >= self.last:
                return
            following = self._step(at)
            if following is None:
                if self.p.signs & _BEARS:
                    self._look_after(at)
                return
            at = following

    def _low(self, i: int) -> str:
        return self.p.lows[i] if i < self.last else "."

    def _step(self, i: int) -> int | None:
        """Return the next token on the way, or None where token `i` is the event."""
        low = self.p.lows[i]
        if low not in _ON_THE_WAY and not self.p.tags[i].startswith("RB"):
            return None
        if low in NEGATING or low == "no":
            return self._negation(i)
        if low in MODALS and self.p.tags[i] in {"MD", "NN", "NNP", "VBD"}:
            return self._modal(i)
        if low in _BE:
            self._be = True
            return i + 1
        if self._be and low in AFTER_BE:
            return self._after_be(i)
        if low in ADVERBS or self.p.tags[i].startswith("RB") or low in _NEARLY:
            return self._adverb(i)
        if low in _HAVE or low in _DO:
            return self._auxiliary(i)
        if self.p.words[i] == "," and (self.p.tags[i - 1].startswith("RB") or self._low(i + 1) in ADVERBS):
            return i + 1
        return self._verb(i)

    def _negation(self, i: int) -> int | None:
        low = self._low(i)
        if low == "no":
            if self._low(i + 1) == "longer":
                # "will no longer sell" announces an end, as "will stop selling" does; "no longer sells" denies
                if self._low(i - 1) not in {"will", "'ll"}:
                    self.negate()
                return i + 2
            return None
        if negates(self.p, i, self.last):
            self.negate()
            self.strength = min(self.strength, ADVERBS.get(low, CARRIES).strength)  # "rarely"
            return i + 1
        return self.last if self._low(i + 1) in TURNED_BACK else i + 1

    def _modal(self, i: int) -> int:
        # "nobody would comment" tells what was, as "he said he would" does
        said = modal(self.p, i, self.last, told_in_past=self.told_in_past or self._negated)
        self.strength = min(self.strength, said.strength)
        self.reach = min(self.reach, said.reach)
        self.conditional = self.conditional or said.conditional
        self._be = False
        return i + 1

    def _auxiliary(self, i: int) -> int | None:
        """Go on to the verb after "has to", "has yet to" and "does not"; stop at "has no plans"."""
        self._past = self._low(i) in {"did", "had"}
        if self._low(i + 1) == "yet" and self._low(i + 2) == "to":
            self.negate()
            return i + 3
        if self._low(i + 1) == "to":
            return i + 2
        after = self.p.tags[i + 1] if i + 1 < self.last else "."
        helps = after.startswith(("VB", "RB")) or self._low(i + 1) in NEGATING
        no_longer = self._low(i + 1) == "no" and self._low(i + 2) == "longer"
        return i + 1 if helps or no_longer else None

    def _adverb(self, i: int) -> int:
        low = self._low(i)
        if low == "far" and self._low(i + 1) == "from":
            self.negate()
            return self.last
        if low in _NEARLY and self._low(i + 1) in _ABSOLUTE | {"bound"}:
            self.strength = min(self.strength, PROBABLE.strength)
            return i + 2 if self._low(i + 1) not in AFTER_BE else i + 1
        if low in _ABSOLUTE and self._negated:
            self.strength = min(self.strength, 1.0)
        if low in _FALSELY:
            return self.last  # that it was said falsely is certain, whatever was said
        turn = ADVERBS.get(low)
        if turn is not None and self._low(i - 1) not in _THAN_OTHERS:
            self.strength = min(self.strength, turn.strength)
        return i + 1

    def _after_be(self, i: int) -> int | None:
        low, after = self._low(i), self._low(i + 1)
        if low in _ABSOLUTE and self._negated:
            self.strength = min(self.strength, 1.0)
        if self._negated and AFTER_BE[low].sign < 0:
            self.strength = 1.0  # "not unlikely" is hardly likely, "not impossible" no more than possible
        compared = self._low(i - 1) in _THAN_OTHERS
        if after not in _COMPLEMENT and low not in _FINAL:
            if AFTER_BE[low].told and self._clause_follows(i + 1):
                self._apply(AFTER_BE[low])
                return self._into_clause(i + 1)
            return self._verb(i) if low == "going" else None
        if not compared:
            self._apply(AFTER_BE[low])
        return self._complement(i + 1)

    def _complement(self, i: int) -> int | None:
        """Where the way goes on in "to sell" or "that he sold"; None where it ends."""
        self._be = False
        low = self._low(i)
        if low == "to":
            return i + 1
        return self._into_clause(i + 1) if low == "that" else self.last

    def _into_clause(self, begin: int) -> int:
        """Where the verb group of the clause begins that a verb of the mind governs."""
        head = head_verb(self.p, begin, self.last)
        if head is None:
            return self.last
        if subject_negates(self.p, begin, head):
            self.negate()
        return group_begin(self.p, begin, head)

    def _clause_follows(self, begin: int) -> bool:
        """Whether a subject with its verb stands there, "that" left out: "fears the clinic will not reopen"."""
        for j in range(begin, min(self.last, begin + _OBJECT_WITHIN)):
            if self.p.words[j] in _SUBJECT_BREAKS or self._low(j) in _RELATIVE:
                return False
            if self.p.tags[j] in _TENSED:
                return j > begin
        return False

    def _apply(self, turn: Turn) -> None:
        self.sign *= turn.sign
        self.strength = min(self.strength, turn.strength)
        if not self._negated:
            self.reach = min(self.reach, turn.reach)
        self.told = self.told or turn.told
        self._negated = turn.sign < 0

    def _verb(self, i: int) -> int | None:
        """The way past a verb that governs another; None where the verb is the event."""
        low, after = self._low(i), self._low(i + 1)
        if low not in _GOVERNING or (self._be and not low.endswith("ing")):
            return None
        if after in _PHRASES and (low, after) in _TURNING_PHRASES:
            return self._turning_phrase()
        if after == "not" and self._low(i + 2) == "to" and low in BEFORE_TO:
            self._apply(BEFORE_TO[low])
            self.negate()
            return i + 3
        if after == "to" and low in BEFORE_TO:
            self._apply(BEFORE_TO[low])
            return self._complement(i + 1)
        if low in _SEEMING:
            return self._seeming(i)
        if low in BEFORE_GERUND and not low.endswith("ered") and i + 1 < self.last and self.p.tags[i + 1] == "VBG":
            self._apply(BEFORE_GERUND[low])
            return i + 1
        if low in BEFORE_THAT and not self._was_mistaken(i) and (after == "that" or self._clause_follows(i + 1)):
            self._apply(BEFORE_THAT[low])
            return self._into_clause(i + 2 if after == "that" else i + 1)
        if low in BEFORE_OBJECT and not self._was_mistaken(i):
            self._apply(BEFORE_OBJECT[low])
            return self.last
        return self._over_object(i)

    def _turning_phrase(self) -> int:
        """Past "ruled out", which says that it is not so; what is not ruled out is possible."""
        if self._negated:
            self.strength = min(self.strength, 1.0)
        self.negate()
        return self.last

    def _was_mistaken(self, i: int) -> bool:
        """Whether somebody tells what they "thought" or "did not expect" once: that they did is certain."""
        return self._low(i) in _ONCE_THOUGHT or (self._past and self._low(i) in _ONCE_EXPECTED)

    def _seeming(self, i: int) -> int | None:
        after = self.p.tags[i + 1] if i + 1 < self.last else "."
        seems = self._low(i).startswith("seem") or self._low(i + 1) in _AFTER_SEEMING
        if not (seems or after.startswith(("JJ", "RB", "PRP"))):
            return None
        self._apply(PROBABLE)
        self._be = True
        return self._complement(i + 1) if self._low(i + 1) in {"to", "that"} else i + 1

    def _over_object(self, i: int) -> int | None:
        """Past the people who are urged to do it or kept from doing it."""
        low = self._low(i)
        asked, kept = BEFORE_OBJECT_TO.get(low), BEFORE_OBJECT_FROM.get(low)
        if asked is None and kept is None:
            return None
        for j in range(i + 2, min(self.last, i + _OBJECT_WITHIN)):
            if self.p.words[j] in _SUBJECT_BREAKS:
                return None
            following = self.p.tags[j + 1] if j + 1 < self.last else "."
            if asked is not None and self._low(j) == "to" and following == "VB":
                self._apply(asked)
                return self.last
            if kept is not None and self._low(j) == "from" and following == "VBG":
                self._apply(kept)
                return self.last
        return None

    def _look_after(self, event: int) -> None:
        """Take in what stands right after the event: "found nothing", "there is no", "a chance that", "far from"."""
        begin = event if self._low(event) == "no" or (self._be and self.p.tags[event] != "VBN") else event + 1
        end = min(self.last, begin + _NOUN_WITHIN)
        if _BEARING_BEHIND.isdisjoint(self.p.lows[begin:end]):
            return
        for j in range(begin, end):
            low = self._low(j)
            if self.p.words[j] in _QUOTATION_MARKS:
                continue
            if low == "no" and not names_nobody(self.p, j, self.last):
                return
            if names_nobody(self.p, j, self.last) and not (low in {"few", "little"} and self._low(j - 1) == "a"):
                self.negate()
                self._chance(j + 1)
                return
            lacking = low == "without" and self.sign > 0 and lacks(self.p, event, j, be=self._be)
            if lacking or (low == "not" and self._low(j + 1) in AFTER_NOT):
                self.negate()
                return
            if self._chance(j):
                return
            if self.p.tags[j] not in {"IN", "TO", "RP", "RB", "DT", "JJ"} or self.p.words[j] == ",":
                return

    def _chance(self, i: int) -> bool:
        """Take in the noun of "there is a chance that"."""
        turn = CHANCES.get(self._low(i))
        if turn is None or not self._be or self._low(i + 1) not in {"that", "of"}:
            return False
        if not self._negated:
            self._apply(turn)
        return True
