"""
What the rules make of a model's claim and of the clause that carries it: does one say that it is so, the other not?

The words are weighed by the rules of certainty/weight.py on both sides, so that what those misread is misread on both.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from pipeline.claims.certainty.heads import head_verb
from pipeline.claims.certainty.negation import NEGATING
from pipeline.claims.certainty.weight import weigh_own_voice
from pipeline.claims.clauses.independent import independent_clauses
from pipeline.claims.llm.refusing import RefusedError
from pipeline.claims.llm.roots import root
from pipeline.claims.reading.sentences import passage
from pipeline.claims.rules import RULES
from pipeline.common_words import STOP_WORDS
from pipeline.models import Certainty, Mode
from pipeline.text import normal_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.claims.certainty.weight import Weight
    from pipeline.claims.extractor import Piece
    from pipeline.claims.reading.phrases import Range
    from pipeline.claims.reading.sentences import Passage
    from pipeline.models import Span, Statement

__all__ = ["Clause", "Counterpart", "Weigher", "clause_of", "hold_together", "weaker"]

_SURE: Final = (Certainty.UNKNOWN, Certainty.POSSIBLE, Certainty.PROBABLE, Certainty.CERTAIN)
_BE = frozenset("is are was were be been being am 's 're 'm".split())
_IN_A_GROUP = ("VB", "RB", "MD", "TO")
_OPENS = frozenset("which who whose whom where when as because while although though after before since".split())
"""Open a clause that the verb before it does not govern."""
_CONDITIONS = frozenset({"if", "unless", "whether"})
_GOVERNED_FROM = 4
"""Tokens before a verb in which its own "not" stands."""
_ENOUGH = 0.6
"""Share of a claim's words that a clause has to hold to be its counterpart."""


class Clause(NamedTuple):
    """Tokens that say one thing."""

    p: Passage
    tokens: Range

    @property
    def words(self) -> frozenset[str]:
        """What it is about: the roots of its words, little ones left out."""
        return frozenset(root(w) for w in normal_words(self.p.cut(*self.tokens)) if w not in STOP_WORDS)

    @property
    def weight(self) -> Weight:
        """How it is put, by its own words."""
        return weigh_own_voice(self.p, self.tokens)

    @property
    def event(self) -> int | None:
        """The token of the verb that says what happens: the last of its group, "close" of "had to close"."""
        head = head_verb(self.p, *self.tokens)
        if head is None:
            return None
        event = head
        for i in range(head + 1, self.tokens[1]):
            if not self.p.tags[i].startswith(_IN_A_GROUP) and self.p.lows[i] not in NEGATING:
                break
            event = i if self.p.tags[i].startswith("VB") else event
        return event

    def place_of(self, other: Clause) -> int | None:
        """Return the token that says the event of another clause; None where nothing here does."""
        event = other.event
        if event is None:
            return None
        low, sought = other.p.lows[event], root(other.p.lows[event])
        for i in range(*self.tokens):
            if (low in _BE and self.p.lows[i] in _BE) or root(self.p.lows[i]) == sought:
                return i
        return None

    def governs(self, verb: int) -> bool:
        """Whether the clause's own weight is that of one of its verbs: no "who …" or "when …" stands between."""
        head = head_verb(self.p, *self.tokens)
        return head is not None and head <= verb and _OPENS.isdisjoint(self.p.lows[head:verb])

    def has_not_before(self, verb: int) -> bool:
        """Whether a negating word stands right before a verb."""
        first = max(self.tokens[0], verb - _GOVERNED_FROM)
        return not NEGATING.isdisjoint(self.p.lows[first:verb])

    def is_condition(self, verb: int) -> bool:
        """Whether a verb is that of an "if …", which does not say that it is so."""
        first = next((i for i in range(verb, self.tokens[0], -1) if self.p.words[i - 1] == ","), self.tokens[0])
        return not _CONDITIONS.isdisjoint(self.p.lows[first:verb])


class Counterpart(NamedTuple):
    """What of the evidence says what a claim says, and how the rules read it; None where they read nothing there."""

    clause: Clause
    said: Statement | None

    @property
    def certainty(self) -> Certainty:
        """How sure it sounds where it stands, a cue such as "fears" counted in."""
        return self.said.certainty if self.said is not None else self.clause.weight.certainty


class Weigher:
    """Weighs claims against one piece."""

    def __init__(self, piece: Piece) -> None:
        self._piece = piece

    def counterpart(self, claim: Clause, evidence: Span) -> Counterpart | None:
        """
        Return what of the evidence holds most of a claim's words and its verb; None where nothing holds enough.

        What the rules read there goes before a plain clause: "Lee lied" and not all of "Lee denied that she lied".
        """
        return _closest(claim, self._read(evidence)) or _closest(claim, self._cut(evidence))

    def _read(self, evidence: Span) -> Iterator[Counterpart]:
        for said in self._statements:
            if said.evidence_span[0] < evidence[1] and evidence[0] < said.evidence_span[1]:
                yield Counterpart(clause_of(said.claim), said)

    def _cut(self, evidence: Span) -> Iterator[Counterpart]:
        p = passage(self._piece.text, *evidence)
        for sentence in p.sentences:
            for part in independent_clauses(p, *sentence):
                yield Counterpart(Clause(p, part), None)

    @cached_property
    def _statements(self) -> tuple[Statement, ...]:
        return RULES(self._piece).statements


def _closest(claim: Clause, candidates: Iterable[Counterpart]) -> Counterpart | None:
    sought = claim.words
    found: tuple[float, float] = (_ENOUGH, 0.0)
    best: Counterpart | None = None
    for candidate in candidates:
        held = candidate.clause.words
        shared = len(sought & held)
        closeness = (shared / max(1, len(sought)), shared / max(1, len(held)))
        if closeness >= found and candidate.clause.place_of(claim) is not None:
            found, best = closeness, candidate
    return best


def clause_of(claim: str) -> Clause:
    """Return a claim as one clause."""
    p = passage(claim, 0, len(claim))
    return Clause(p, (0, len(p.words)))


def hold_together(claim: Clause, counterpart: Counterpart) -> None:
    """Raise RefusedError where a claim turns what its counterpart says, or puts it more surely."""
    there = counterpart.clause
    verb = there.place_of(claim)
    if verb is None:
        return
    ours = claim.weight
    if not there.governs(verb):
        if there.has_not_before(verb) != (ours.polarity == "-"):
            raise _turned(ours)
        if there.is_condition(verb) and ours.certainty is Certainty.CERTAIN:
            raise RefusedError("hedge dropped", "the evidence says so only as a condition; keep its “if”")
        return
    theirs = there.weight
    if theirs.polarity != ours.polarity:
        raise _turned(ours)
    said = counterpart.said
    if said is not None and said.mode is Mode.DECLINED:
        return
    allowed = theirs.certainty if said is None else max(theirs.certainty, said.certainty, key=_SURE.index)
    if _SURE.index(ours.certainty) > _SURE.index(allowed):
        raise RefusedError(
            "hedge dropped",
            f"the claim sounds {ours.certainty}, its evidence only {allowed}; keep the words that hedge",
        )


def _turned(ours: Weight) -> RefusedError:
    says, text = ("not so", "so") if ours.polarity == "-" else ("so", "not so")
    return RefusedError(
        "meaning turned", f"the claim says that it is {says}, its evidence that it is {text}; keep every negation"
    )


def weaker(one: Certainty, other: Certainty) -> Certainty:
    """Return the one that is less sure."""
    return min(one, other, key=_SURE.index)
